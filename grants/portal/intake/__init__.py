"""The screens of the post: what came in, filing for who wrote on paper, checking whether all is there, and what came twice."""
