"""Every write to registers: one verb, one function, one transaction, one audit line."""

from .entries import contest, end_with_consent, end_with_erasing, enter, note_opening, review, take_off, uphold
from .importing import bring_list, note_export
from .keeping import change_kind, close_register, define_kind, name_responsible, open_register, remind

__all__ = [
    "bring_list",
    "change_kind",
    "close_register",
    "contest",
    "define_kind",
    "end_with_consent",
    "end_with_erasing",
    "enter",
    "name_responsible",
    "note_export",
    "note_opening",
    "open_register",
    "remind",
    "review",
    "take_off",
    "uphold",
]
