"""What we put on paper: typed letters, rendered after commit."""
