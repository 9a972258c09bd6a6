"""Pages of lists of names."""
