"""What other modules may use of registers."""

from . import reactions
from .access import visible_entries, visible_registers
from .actions import define_kind, enter, open_register, review, take_off
from .exports import held_about
from .slots import entries_of_person

__all__ = [
    "define_kind",
    "enter",
    "entries_of_person",
    "held_about",
    "open_register",
    "reactions",
    "review",
    "take_off",
    "visible_entries",
    "visible_registers",
]
