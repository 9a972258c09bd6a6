"""Every write of the letter box: one verb, one function, one transaction, one audit line."""

from .appointments import (
    cancel,
    lapse,
    make_case,
    note_absence,
    note_arrival,
    remind,
    sign_up,
    walk_in,
    write_down,
    write_on_case,
)
from .held import take_in, throw_away
from .incoming import receive
from .outgoing import acknowledge, answer, deliver, send_again
from .reception import call_off, publish

__all__ = [
    "acknowledge",
    "answer",
    "call_off",
    "cancel",
    "deliver",
    "lapse",
    "make_case",
    "note_absence",
    "note_arrival",
    "publish",
    "receive",
    "remind",
    "send_again",
    "sign_up",
    "take_in",
    "throw_away",
    "walk_in",
    "write_down",
    "write_on_case",
]
