"""Figures with their definitions: the board, the rows behind each number, and the same over the HTTP API.

Nouns: Figure (what is counted, out of what), Period, Reading (a figure's answer for somebody at a moment). It reads through
the faces of other modules and writes nothing of theirs; it ranks nobody.
"""
