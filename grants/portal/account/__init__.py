"""Signing in, and looking after the own account."""
