"""What other modules may use of shared problems."""

from . import reactions
from .access import visible_problems
from .actions import accept, answer_writers, close, dismiss, merge, note, plan, record_policy, split
from .queries import problem_of
from .searching import search

__all__ = [
    "accept",
    "answer_writers",
    "close",
    "dismiss",
    "merge",
    "note",
    "plan",
    "problem_of",
    "reactions",
    "record_policy",
    "search",
    "split",
    "visible_problems",
]
