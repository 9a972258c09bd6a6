"""Each person's say over what is held about them: objections, being erased, legal holds, and how long things stay."""
