"""Every act on people's say over their data, by noun."""

from .erasures import ask_erasure, erase, erase_due, stay
from .holds import lift, place
from .objections import dismiss, object_to, uphold, withdraw
from .retention import keep_in_time

__all__ = [
    "ask_erasure",
    "dismiss",
    "erase",
    "erase_due",
    "keep_in_time",
    "lift",
    "object_to",
    "place",
    "stay",
    "uphold",
    "withdraw",
]
