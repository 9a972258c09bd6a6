"""What other modules may use of shared problems."""

from . import reactions
from .access import visible_problems
from .actions import accept, answer_writers, close, dismiss, merge, note, plan, record_policy, split
from .searching import search
from .slots import problem_of_case

__all__ = [
    "accept",
    "answer_writers",
    "close",
    "dismiss",
    "merge",
    "note",
    "plan",
    "problem_of_case",
    "reactions",
    "record_policy",
    "search",
    "split",
    "visible_problems",
]
