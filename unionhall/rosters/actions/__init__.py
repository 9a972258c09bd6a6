"""Every change that lists of names make: the list itself, its parts, and rows that an officer decides."""

from .imports import bring, drop, finish, give_back, note_trial, start, take_rejected, try_out
from .looking import look_up
from .parts import note_progress, write_part
from .reviews import enter_row, join_row, leave_row, undo_row

__all__ = [
    "bring",
    "drop",
    "enter_row",
    "finish",
    "give_back",
    "join_row",
    "leave_row",
    "look_up",
    "note_progress",
    "note_trial",
    "start",
    "take_rejected",
    "try_out",
    "undo_row",
    "write_part",
]
