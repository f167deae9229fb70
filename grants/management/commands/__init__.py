"""Each command is a caller of a few lines."""
