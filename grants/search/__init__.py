"""Searching Dutch texts: what a word comes down to, which texts there are, and where a word stands in them."""
