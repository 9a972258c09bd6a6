"""Pages of registers: the lists and their kinds, the people on one, one entry, and one's own entries."""
