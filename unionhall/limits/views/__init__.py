"""Pages about limits."""
