"""Who stands how to Lin's case, named once for the rows."""

from __future__ import annotations

from collections.abc import Mapping
from types import EllipsisType

from tests.matrix.row import DONE, GONE, REFUSED, SIGN_IN, Answer

OWN = ("worker", "family")
AT_BODY = ("coordinator", "lawyer", "mediator", "officer")
IN_CHARGE = ("coordinator", "officer")
"""The coordinator handles the case; the officer of the body may step in. The lawyer and the mediator read it."""
OVERSEERS = ("officer", "officer_above", "officer_top", "supervisor")
OVERSEEING = ("coordinator", *OVERSEERS)
DESK = (*AT_BODY, "officer_above", "officer_top", "supervisor")
READERS = (*OWN, *DESK)
"""Everyone who sees the case at all; to everyone else it does not exist."""
OFFICES = (
    *DESK, "officer_sibling", "officer_other_branch", "officer_tied", "chair_below", "chair_tied", "partner", "other_partner",
    "system_admin", "security_admin", "audit_admin",
)  # fmt: skip
"""Everyone with a post."""
HANDLERS = (
    *AT_BODY, "officer_above", "officer_top", "officer_sibling", "officer_other_branch", "officer_tied", "chair_below",
    "chair_tied",
)  # fmt: skip
"""Everyone who works on matters, somewhere."""

Answers = Mapping[str | EllipsisType, Answer]


def only(*who: str, answer: Answer = DONE, others: Answer = GONE, **rest: Answer) -> Answers:
    """*who* get the answer, strangers are asked to sign in, everybody else gets *others*."""
    return {**dict.fromkeys(who, answer), "anonymous": SIGN_IN, **rest, ...: others}


def act(*who: str, **rest: Answer) -> Answers:
    """An act on a case: done for *who*, a sentence for the others who see it, nothing there for everybody else."""
    return {**dict.fromkeys(READERS, REFUSED), **dict.fromkeys(who, DONE), "anonymous": SIGN_IN, **rest, ...: GONE}
