"""What other modules may use of lists of names."""

from .exports import held_about

__all__ = ["held_about"]
