"""Pages of the values of the law: reading them, proposing others, deciding."""
