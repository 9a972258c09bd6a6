"""Pages of the guided questions; all of them open to everybody."""
