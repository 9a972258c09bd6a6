"""May this be done, and if not, why not and what instead?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Refused(Exception):
    """The rules say no. The sentence is written for the person who asked."""

    def __init__(self, verdict: Verdict | StrOrPromise, next_step: StrOrPromise = "", code: str = "") -> None:
        self.verdict = verdict if isinstance(verdict, Verdict) else Verdict(verdict, next_step, code)
        super().__init__(self.verdict)

    def __str__(self) -> str:
        return str(self.verdict)


class Conflict(Refused):
    """Somebody else changed the record in the meantime; nothing of this attempt was saved."""


@dataclass(frozen=True)
class Verdict:
    """A yes, or a no that explains itself. One verdict guards the action, greys the button and words the notice."""

    reason: StrOrPromise = ""
    next_step: StrOrPromise = ""
    code: str = ""

    def __bool__(self) -> bool:
        return not self.reason

    def __str__(self) -> str:
        return " ".join(part for part in (str(self.reason), str(self.next_step)) if part)

    def or_refuse(self) -> None:
        """Raise `Refused` if the answer is no."""
        if self.reason:
            raise Refused(self)


YES = Verdict()


def no(reason: StrOrPromise, next_step: StrOrPromise = "", code: str = "") -> Verdict:
    """A refusal: why, what can be done instead, and a stable word for programs."""
    if not reason:
        raise ValueError("A refusal needs a reason.")
    return Verdict(reason, next_step, code)


def all_of(*verdicts: Verdict) -> Verdict:
    """The first no, or yes."""
    return next((verdict for verdict in verdicts if not verdict), YES)
