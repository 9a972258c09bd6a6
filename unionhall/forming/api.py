"""What other modules may use of forming unions."""

from . import reactions
from .access import visible_formations, visible_terms
from .exports import held_about

__all__ = ["held_about", "reactions", "visible_formations", "visible_terms"]
