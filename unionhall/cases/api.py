"""What other modules may use of cases."""

from . import reactions
from .access import desk_cases, may_promise, own_cases, visible_cases, visible_transfers
from .actions import answer, bring
from .exports import held_about
from .plain import matters_of
from .queries import loads, resolved_of_accepted, with_last_answer
from .triage.heard import Heard, heard

__all__ = [
    "Heard",
    "answer",
    "bring",
    "desk_cases",
    "heard",
    "held_about",
    "loads",
    "matters_of",
    "may_promise",
    "own_cases",
    "reactions",
    "resolved_of_accepted",
    "visible_cases",
    "visible_transfers",
    "with_last_answer",
]
