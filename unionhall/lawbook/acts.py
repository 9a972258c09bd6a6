"""Which article says so, since when, who has read it, and what does it say in plain words?

The articles stand in `data/articles.csv` and their acts in `data/acts.csv`, so that a lawyer can correct them. A calculator
names them: `article("labour_contract_law", "47")`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from .dated import READ
from .words import Words


@dataclass(frozen=True)
class Act:
    """A law, regulation, interpretation or notice."""

    key: str
    name: Words
    document: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Article:
    """Where it stands: the act, its article, how it was checked (V read in full, M from memory), and in plain words."""

    act: Act
    number: str
    since: date
    verification: str
    plain: Words

    @property
    def is_read(self) -> bool:
        return self.verification in READ

    @property
    def words(self) -> Words:
        if not self.number:
            return Words(f"《{self.act.name.zh}》", self.act.name.en)
        return Words(f"《{self.act.name.zh}》第{self.number}条", f"{self.act.name.en}, art. {self.number}")

    def as_dict(self) -> dict[str, Any]:
        return dict(self._plainly)

    @cached_property
    def _plainly(self) -> dict[str, Any]:
        return {
            "act": self.act.name.as_dict(),
            "document": self.act.document,
            "number": self.number,
            "since": self.since.isoformat(),
            "verification": self.verification,
            "verified": self.is_read,
            "words": self.words.as_dict(),
            "plain": self.plain.as_dict(),
        }


def article(act: str, number: str = "") -> Article:
    """An article of the book by its act's key and its number. KeyError where it is not held: a mistake of ours."""
    return articles()[act, number]


@cache
def articles() -> dict[tuple[str, str], Article]:
    held: dict[tuple[str, str], Article] = {}
    for line in _lines("articles"):
        act = acts()[line["act"]]
        since = date.fromisoformat(line["since"]) if line["since"] else act.since
        plain = Words(line["plain_zh"], line["plain_en"])
        if (line["act"], line["number"]) in held:
            raise ValueError(f"two rows for {line['act']} {line['number']}")
        held[line["act"], line["number"]] = Article(act, line["number"], since, line["verification"], plain)
    return held


@cache
def acts() -> dict[str, Act]:
    return {
        line["key"]: Act(
            line["key"],
            Words(line["zh"], line["en"]),
            line["document"],
            date.fromisoformat(line["since"]),
            date.fromisoformat(line["until"]) if line["until"] else None,
        )
        for line in _lines("acts")
    }


def _lines(name: str) -> list[dict[str, str]]:
    text = (files("unionhall.lawbook") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
