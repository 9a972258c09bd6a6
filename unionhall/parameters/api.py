"""What other modules may use of the values of the law."""

from .actions import propose
from .held import current_book

__all__ = ["current_book", "propose"]
