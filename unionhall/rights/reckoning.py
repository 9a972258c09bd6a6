"""With which values are questions answered? With those that findings on files are reckoned with."""

from unionhall.claims.api import book_in_use

__all__ = ["book_in_use"]
