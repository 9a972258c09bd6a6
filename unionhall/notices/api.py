"""What other modules may use of notices."""

from .access import visible_messages
from .actions import tell
from .exports import held_about
from .queries import told_since, told_to_since
from .reactions import tell_of_mandate

__all__ = ["held_about", "tell", "tell_of_mandate", "told_since", "told_to_since", "visible_messages"]
