"""Which value was in force where, on a day, by which source, and who has read that source?

A value that is not held, or whose first day is not known, is no value: the answer then is `NeedsParameter`, never a default.
A value remembered and never compared with its source is used and marked: whatever rests on it is provisional.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from .words import Words

# V: the text itself was read. V2: a second-hand copy that names the document. V2d: the value read, its day remembered.
READ = frozenset({"V", "V2", "V2d"})


Key = tuple[str, str, int, date]
"""Table, place, tier, first day."""


@dataclass(frozen=True)
class Dated:
    """A value of a table, in force in a region and tier from a day.

    `since` is None where only a day on which it was seen in force is known. `complete_until`: it is known to hold that far.
    """

    table: str
    region: str
    tier: int
    value: Decimal
    unit: str
    since: date | None
    seen_in_force_on: date | None
    source: str
    confidence: str
    checked_on: date | None
    complete_until: date | None = None
    note: str = ""
    document: str = ""

    @property
    def begins(self) -> date:
        """The first day on which it is known to be in force."""
        return self.since or self.seen_in_force_on or date.max

    @property
    def key(self) -> Key:
        """What it is the value of: table, place, tier and first day. A table holds one for each."""
        return self.table, self.region, self.tier, self.begins

    @property
    def is_read(self) -> bool:
        """Whether somebody has read the source, rather than remembered the value."""
        return self.confidence in READ

    def due_for_checking(self, today: date) -> Words | None:
        """Why somebody should compare it with its source again, if so."""
        if not self.is_read:
            return REMEMBERED
        if self.since is None:
            return FIRST_DAY
        if self.checked_on is None or (today - self.checked_on).days > CHECKED_FOR:
            return LONG_AGO
        return None

    def as_dict(self) -> dict[str, Any]:
        return {
            "table": self.table,
            "region": self.region,
            "tier": self.tier,
            "value": str(self.value),
            "unit": self.unit,
            "since": self.since.isoformat() if self.since else None,
            "source": self.source,
            "document": self.document,
            "confidence": self.confidence,
            "verified": self.is_read,
            "checked_on": self.checked_on.isoformat() if self.checked_on else None,
            "note": self.note,
        }


@dataclass(frozen=True)
class NeedsParameter:
    """The book does not hold what the question needs; what is missing, and what a person can do."""

    table: str
    region: str
    tier: int
    on: date
    why: Words
    hint: Dated | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "table": self.table,
            "region": self.region,
            "tier": self.tier,
            "on": self.on.isoformat(),
            "why": self.why.as_dict(),
            "hint": self.hint.as_dict() if self.hint else None,
        }


@dataclass(frozen=True)
class Due:
    """A value somebody should compare with its source, why, and what to do about it."""

    row: Dated
    why: Words
    todo: Words
    newest: bool
    """Whether no later value of its place and tier is held: those come first."""


@dataclass(frozen=True)
class Table:
    """All values of one kind, by region, tier and day."""

    name: str
    rows: tuple[Dated, ...]

    def due_for_checking(self, today: date) -> list[Due]:
        """Every value due for re-checking; a newest value that was looked up only to a past day is due too."""
        newest: dict[tuple[str, int], date] = {}
        for row in self.rows:
            place = (row.region, row.tier)
            newest[place] = max(row.begins, newest.get(place, row.begins))
        found = []
        for row in self.rows:
            last = row.begins == newest[row.region, row.tier]
            why = row.due_for_checking(today)
            if why is None and last and row.complete_until is not None and row.complete_until < today:
                why = LOOKED_UP_TO
            if why is not None:
                found.append(Due(row, why, TO_DO[why], last))
        return found

    def regions(self) -> list[str]:
        return list(dict.fromkeys(row.region for row in self.rows))

    def tiers(self, region: str, on: date | None = None) -> list[int]:
        """The tiers a region has, on a day if one is given."""
        rows = [row for row in self.rows if row.region == region]
        if on is not None and (begun := [row.begins for row in rows if row.begins <= on]):
            rows = [row for row in rows if row.begins == max(begun)]
        return sorted({row.tier for row in rows})

    def at(self, region: str, tier: int, *, on: date) -> Dated | NeedsParameter:
        """The value in force on a day, or what is missing."""
        rows = [row for row in self.rows if (row.region, row.tier) == (region, tier)]
        # The newest set of values of the region decides: a tier that it no longer has is not taken from an older set.
        begun = [row.begins for row in self.rows if row.region == region and row.begins <= on]
        if not begun:
            return self._missing(region, tier, on, NOT_HELD)
        newest = max(begun)
        found = next((row for row in rows if row.begins == newest), None)
        if found is None:
            return self._missing(region, tier, on, NO_SUCH_TIER)
        uncertain = next((row for row in rows if row.since is None and newest < row.begins and on < row.begins), None)
        known_until = found.complete_until or found.begins
        if uncertain is not None and uncertain.value != found.value and on > known_until:
            return self._missing(region, tier, on, DAY_UNKNOWN, uncertain)
        return found

    def _missing(self, region: str, tier: int, on: date, why: Words, hint: Dated | None = None) -> NeedsParameter:
        return NeedsParameter(self.name, region, tier, on, why, hint)


NOT_HELD = Words("规则库里没有这个地方这一天的数值。", "The law book holds no value for this place on this day.")
NO_SUCH_TIER = Words(
    "这一天这个地方没有这一档，或者数值还没查到。",
    "On this day the place has no such tier, or its value was not found.",
)
DAY_UNKNOWN = Words(
    "数值在这前后调整过，哪一天起执行没有查到。",
    "The value changed around this day, and the first day of the new one is not known.",
)
REMEMBERED = Words(
    "凭记忆录入，还没有对照原文，待核实。", "Remembered, not compared with its source yet: to be verified."
)
FIRST_DAY = Words("数值查到了，从哪一天起执行还没有查到。", "The value was read; its first day was not found.")
LONG_AGO = Words("一年多没有核对了。", "Not compared with its source for more than a year.")
LOOKED_UP_TO = Words(
    "只查到过去的某一天，之后有没有调整还不知道。",
    "Looked up only to a day that is past; whether it changed since is not known.",
)
TO_DO = {
    REMEMBERED: Words(
        "找到当地发布的原通知，逐项对照数值、档次、起始日和文号，再记下“我对照过了”。",
        "Find the notice itself, compare value, tier, first day and number, then record that you did.",
    ),
    FIRST_DAY: Words(
        "在原通知里找“自……起执行”，把第一天补上。",
        "Find the sentence “in force from” in the notice, and add the first day.",
    ),
    LONG_AGO: Words(
        "打开出处再看一遍：还在执行就记下今天对照过，已经调整就录入新通知。",
        "Open the source again: if it still holds, record that you compared it today; if not, bring in the new notice.",
    ),
    LOOKED_UP_TO: Words(
        "查一查那一天以后有没有新通知：有就录入，没有就记下今天对照过。",
        "See whether a new notice came after that day: bring it in, or record that you compared it today.",
    ),
}
"""What to do about each reason."""
CHECKED_FOR = 366
"""Days for which a comparison with the source counts."""


class Missing(Exception):
    """A calculator needs a value that the book does not hold."""

    def __init__(self, need: NeedsParameter) -> None:
        super().__init__(need.why.en)
        self.need = need


def rows_of(table: str, lines: Iterable[dict[str, str]]) -> tuple[Dated, ...]:
    """Rows of a data file. Empty cells are unknown."""
    return tuple(
        Dated(
            table=table,
            region=line["region"],
            tier=int(line["tier"]),
            value=Decimal(line["value"]),
            unit=line["unit"],
            since=_day(line["since"]),
            seen_in_force_on=_day(line["seen_in_force_on"]),
            source=line["source"],
            confidence=line["confidence"],
            checked_on=_day(line["checked_on"]),
            complete_until=_day(line["complete_until"]),
            note=line["note"],
            document=line.get("document", ""),
        )
        for line in lines
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def sources() -> dict[str, str]:
    """What the source keys of the data files stand for."""
    text = (files("unionhall.lawbook") / "data" / "sources.csv").read_text(encoding="utf-8")
    return {line["key"]: line["title"] for line in csv.DictReader(text.splitlines())}
