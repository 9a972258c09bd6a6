"""Every act on people's say over their data, by noun."""

from .erasures import ask_erasure, erase, erase_due, withdraw_erasure
from .holds import lift, place
from .objections import answer, object_to, withdraw_objection
from .retention import keep_in_time

__all__ = [
    "answer",
    "ask_erasure",
    "erase",
    "erase_due",
    "keep_in_time",
    "lift",
    "object_to",
    "place",
    "withdraw_erasure",
    "withdraw_objection",
]
