"""What other modules may use of rights: what follows here when a matter comes with an answer."""

from . import reactions

__all__ = ["reactions"]
