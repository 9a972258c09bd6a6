"""The pages: of those who ask, of those who answer, and the results."""
