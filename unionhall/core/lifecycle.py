"""One table per kind of record: which verb moves it from which states to which."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.functional import lazy, lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .actor import SYSTEM, Actor
from .verdict import YES, Verdict, no

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LIFECYCLES: dict[str, Lifecycle] = {}
"""Every lifecycle by name, for the drawings in docs/states/ and the tests that walk them."""


@dataclass(frozen=True)
class Move:
    """From these states to that one. A system move is made by the software on a clock or an event, never by a caller."""

    from_: Collection[TextChoices]
    to: TextChoices
    system: bool = False
    label: StrOrPromise = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "from_", tuple(self.from_))


class Lifecycle:
    """The verbs of one kind of record. Asking is `may`; doing is `move`, the only line that assigns a state."""

    def __init__(self, name: str = "", /, *, initial: TextChoices | None = None, **verbs: Move) -> None:
        if not verbs:
            raise ValueError("A lifecycle needs at least one verb.")
        self.verbs = verbs
        self.states: type[TextChoices] = type(next(iter(verbs.values())).to)
        for verb, move in verbs.items():
            if not move.from_ or any(type(state) is not self.states for state in (*move.from_, move.to)):
                raise ValueError(f"{verb}: every state must be a member of {self.states.__name__}.")
        self.initial = initial or next(iter(self.states))
        module = self.states.__module__.split(".")
        self.name = name or ".".join([*module[1:-1][-1:], self.states.__name__.lower()])
        LIFECYCLES[self.name] = self

    def may(self, record: Any, verb: str, by: Actor | None = None) -> Verdict:
        """Whether the record's present state allows the verb, and for system moves whether the system is asking."""
        move = self.verbs[verb]
        if move.system and (by is None or by.via != "system"):
            return no(_("This step is taken by the system itself."), self._what_now(record), "system_only")
        if record.state not in move.from_:
            present = self.label(record.state)
            reason = format_lazy(_("This is not possible now: the present state is “{state}”."), state=present)
            return no(reason, self._what_now(record), "wrong_state")
        return YES

    def move(self, record: Any, verb: str, by: Actor | None = None) -> None:
        """Move the record, or refuse; the caller has locked it and saves it."""
        self.may(record, verb, by or _trusted(self.verbs[verb])).or_refuse()
        record.state = self.verbs[verb].to

    def verbs_from(self, state: str, *, system: bool = False) -> list[str]:
        """What can be done in a state, in the order of the table."""
        return [verb for verb, move in self.verbs.items() if state in move.from_ and (system or not move.system)]

    def label(self, state: str) -> StrOrPromise:
        return self.states(state).label

    def reachable(self) -> frozenset[TextChoices]:
        """The states a record can come to from the first one."""
        seen = {self.initial}
        while True:
            found = {move.to for move in self.verbs.values() if seen.intersection(move.from_)} - seen
            if not found:
                return frozenset(seen)
            seen |= found

    def final(self) -> list[TextChoices]:
        """The states nothing leads out of."""
        return [state for state in self.states if not self.verbs_from(state, system=True)]

    def mermaid(self) -> str:
        """The table as a drawing, always in the same order."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial.value}"]
        for verb, move in self.verbs.items():
            note = f"{verb} (system)" if move.system else verb
            lines += [f"    {state.value} --> {move.to.value}: {note}" for state in self.states if state in move.from_]
        lines += [f"    {state.value} --> [*]" for state in self.final()]
        return "\n".join(lines)

    def _verb(self, verb: str) -> StrOrPromise:
        return self.verbs[verb].label or lazystr(verb.replace("_", " "))

    def _what_now(self, record: Any) -> StrOrPromise:
        labels = [self._verb(verb) for verb in self.verbs_from(record.state)]
        if not labels:
            return _("Nothing further can be done with it in this state.")
        return format_lazy(_("What can be done now: {verbs}."), verbs=_joined(labels))


def _trusted(move: Move) -> Actor | None:
    """An action that reaches `move` for a system verb has already been asked by `may`; the state is what is left to check."""
    return SYSTEM if move.system else None


def _join(labels: list[StrOrPromise]) -> str:
    return str(_(", ")).join(str(label) for label in labels)


_joined = lazy(_join, str)
