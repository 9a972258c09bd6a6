"""Stories told in a real browser, few and whole. Each opens with its story as a numbered docstring."""
