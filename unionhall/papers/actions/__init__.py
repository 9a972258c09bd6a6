"""Every act on a paper."""

from .drafting import draft, drop, edit, refill
from .sending import hand_over, note_download, record_reply, send
from .writing import bring_back, write

__all__ = [
    "bring_back",
    "draft",
    "drop",
    "edit",
    "hand_over",
    "note_download",
    "record_reply",
    "refill",
    "send",
    "write",
]
