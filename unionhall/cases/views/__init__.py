"""Pages about cases: fetch in scope, clean, one action, render."""
