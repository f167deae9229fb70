"""SQLite as Django's own backend has it, but for one limit."""
