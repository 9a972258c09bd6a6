"""How much of a mail is looked at? Beyond these bounds nobody writes a letter; the mail is held, not lost."""

MOST_BYTES = 25 * 1024 * 1024
MOST_HEADER_BYTES = 256 * 1024
MOST_FILES = 20
MOST_PARTS = 200
MOST_DEPTH = 10
MOST_BOUNDARIES = 2_000
MOST_REFERENCES = 50
MOST_CHARACTERS = 50_000
MOST_HTML = 4 * 1024 * 1024
