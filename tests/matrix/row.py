"""What is a row of the matrix? One address, one method, and what it answers to each kind of person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import EllipsisType
from typing import Any

Answer = frozenset[int | str]


def answer(*statuses: int | str) -> Answer:
    """One of these: a status, or "sign-in" for being sent to the sign-in page (401 from the API)."""
    return frozenset(statuses)


SIGN_IN = answer("sign-in")
OK = answer(200)
DONE = answer(200, 201, 204, 302, 303)
"""It happened: the page again, a fragment, or a way on."""
GONE = answer(404)
"""Invisible: as if it did not exist."""
REFUSED = answer(409)
"""Visible, but not theirs to do; the sentence says why."""
MADE = answer(201)
CLEAN = answer(422)
"""Let in, and told that the form is incomplete: enough to know that the door was open."""


@dataclass(frozen=True)
class Row:
    """An address and its answers. `where` and `data` get the world and are called once for each row."""

    name: str
    method: str = ""
    where: Callable[[Any], Mapping[str, Any]] = field(default=lambda _world: {})
    answers: Mapping[str | EllipsisType, Answer] = field(default_factory=dict)
    data: Callable[[Any], Mapping[str, Any]] = field(default=lambda _world: {})
    query: str = ""

    @property
    def is_operation(self) -> bool:
        """Is this an operation of the API ("GET /api/cases/{case_id}")?"""
        return " /" in self.name

    @property
    def key(self) -> tuple[str, str]:
        """(name, method), as `operations` names them."""
        if self.is_operation:
            method, _space, path = self.name.partition(" ")
            return path, method
        return self.name, self.method or "GET"

    def expects(self, who: str) -> Answer | None:
        """What this row says about one kind of person; None when it forgot them."""
        return self.answers.get(who, self.answers.get(...))

    def __str__(self) -> str:
        return self.name if self.is_operation else f"{self.method or 'GET'} {self.name}"


def every_row() -> list[Row]:
    """The rows of all modules."""
    folder = Path(__file__).parent / "rows"
    names = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    return [row for name in names for row in import_module(f"tests.matrix.rows.{name}").ROWS]
