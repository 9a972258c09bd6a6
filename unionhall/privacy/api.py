"""What other modules may use of people's say over their data."""

from .access import own_objections
from .actions import ask_erasure, object_to
from .actions.erasures import on_asked
from .exports import held_about

__all__ = ["ask_erasure", "held_about", "object_to", "on_asked", "own_objections"]
