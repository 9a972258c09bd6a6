"""The pages of the letter box, by noun."""
