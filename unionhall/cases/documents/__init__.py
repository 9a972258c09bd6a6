"""Documents written from a file: the agreement as Word, from templates beside this text.

The templates are made by `tools/make_documents.py` and committed; an office may lay them out anew in Word, as long as the
names between the braces stay.
"""

from .agreement import Document, agreement

__all__ = ["Document", "agreement"]
