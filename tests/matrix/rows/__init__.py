"""The rows, one file per module, each with a list ROWS."""
