"""What other modules may use of notices."""

from .access import visible_messages
from .actions import tell
from .exports import held_about
from .queries import told_since, told_to_since

__all__ = ["held_about", "tell", "told_since", "told_to_since", "visible_messages"]
