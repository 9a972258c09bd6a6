"""What other modules may use of cases."""

from . import reactions
from .access import (
    desk_cases,
    may_add_file,
    may_correct,
    may_enter_for,
    may_promise,
    may_write_note,
    own_cases,
    purpose_of,
    visible_cases,
    visible_complainants,
    visible_files,
    visible_notes,
    visible_transfers,
)
from .actions import add_file, answer, bring, enter, message, receipt_again, write_note
from .door import own
from .exports import held_about
from .leaving import obstacles
from .letters.understanding import understand
from .plain import matters_of
from .queries import loads, resolved_of_accepted, with_last_answer, workers_of
from .states import ENDED
from .triage.heard import Heard, heard

__all__ = [
    "ENDED",
    "Heard",
    "add_file",
    "answer",
    "bring",
    "desk_cases",
    "enter",
    "heard",
    "held_about",
    "loads",
    "matters_of",
    "may_add_file",
    "may_correct",
    "may_enter_for",
    "may_promise",
    "may_write_note",
    "message",
    "obstacles",
    "own",
    "own_cases",
    "purpose_of",
    "reactions",
    "receipt_again",
    "resolved_of_accepted",
    "understand",
    "visible_cases",
    "visible_complainants",
    "visible_files",
    "visible_notes",
    "visible_transfers",
    "with_last_answer",
    "workers_of",
    "write_note",
]
