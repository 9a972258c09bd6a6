"""What other modules may use of notices."""

from .access import visible_messages
from .actions import tell
from .queries import told_since

__all__ = ["tell", "told_since", "visible_messages"]
