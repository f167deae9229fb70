"""The screens of the policy officer: a scheme to read, what changed between versions, where its cases are, how long they take."""
