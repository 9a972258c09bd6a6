"""Reads of the letter box that are worth a name."""

from .mail import (
    has_mailbox,
    ids_before,
    is_known,
    loop_mark,
    mailbox_address,
    own_domain,
    preview,
    raw_of,
    readable,
    same_address,
    thread_of,
)
from .reception import DEFINITION, Month, free_turns, held_by_month, on_the_list, with_room

__all__ = [
    "DEFINITION",
    "Month",
    "free_turns",
    "has_mailbox",
    "held_by_month",
    "ids_before",
    "is_known",
    "loop_mark",
    "mailbox_address",
    "on_the_list",
    "own_domain",
    "preview",
    "raw_of",
    "readable",
    "same_address",
    "thread_of",
    "with_room",
]
