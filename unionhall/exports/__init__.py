"""Tables that leave: who asked, who approved, what went out, and whose copy a leaked file is."""
