"""Pages of people's say over their data: the person's own, those of who answers, and those open to all."""
