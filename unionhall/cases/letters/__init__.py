"""Old letters in spreadsheets: which column holds what, what a row says, and the command that brings them in."""
