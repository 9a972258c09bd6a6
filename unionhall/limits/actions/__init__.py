"""What changes limits: one verb, one permission, one transaction."""

from .entering import confirm, record, stop, take_back, take_up
from .events import end_suspension, note_event, take_back_event
from .feeds import close_feed, open_feed
from .keeping import recompute, remind

__all__ = [
    "close_feed",
    "confirm",
    "end_suspension",
    "note_event",
    "open_feed",
    "recompute",
    "record",
    "remind",
    "stop",
    "take_back",
    "take_back_event",
    "take_up",
]
