"""The demo data of the project: what is real and what is invented stands at the head of each file."""
