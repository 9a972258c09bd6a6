"""Pages of liaison: one's own list, the lists of a body, one subject, a station on a supply chain."""
