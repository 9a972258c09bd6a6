"""Pages of shared problems: the list, one problem, the acts on it."""
