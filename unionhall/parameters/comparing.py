"""How does a value stand to what the book holds: new, changed, the same, against it, or before it?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.lawbook.book import Book
from unionhall.lawbook.dated import Dated, Key

from .enums import Act, Standing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LEAP = Decimal("0.25")
"""A step by more than this is asked about again."""


@dataclass(frozen=True)
class Line:
    """One value as it was read from a table, a form or a request; or one that is taken back."""

    number: int
    table: str
    region: str
    value: Decimal | None
    since: date | None
    tier: int = 1
    unit: str = ""
    seen_in_force_on: date | None = None
    complete_until: date | None = None
    document: str = ""
    url: str = ""
    note: str = ""
    act: str = Act.PUT

    @property
    def begins(self) -> date:
        return self.since or self.seen_in_force_on or date.max

    @property
    def key(self) -> Key:
        return self.table, self.region, self.tier, self.begins


@dataclass(frozen=True)
class Compared:
    """A line beside the book: how it stands, what is held for its day, before it and after it, and what to look at twice."""

    line: Line
    standing: Standing
    held: Dated | None = None
    before: Dated | None = None
    after: Dated | None = None
    warnings: tuple["StrOrPromise", ...] = ()

    @property
    def against(self) -> Dated | None:
        """What the value is read beside: what is held for its day, else what it follows, else what comes after it."""
        return self.held or self.before or self.after

    @property
    def step(self) -> Decimal | None:
        """By how many percent it departs from what it is read beside."""
        beside = self.held or self.before
        if beside is None or self.line.value is None or not beside.value:
            return None
        return ((self.line.value - beside.value) / beside.value * 100).quantize(Decimal("0.1"))


def compare(book: Book, lines: Iterable[Line]) -> list[Compared]:
    """Each line beside the book, in their order."""
    lines = list(lines)
    kept = book.without(line.key for line in lines if line.act == Act.WITHDRAW)
    named: dict[tuple[str, str], set[int]] = defaultdict(set)
    for line in lines:
        if line.act == Act.PUT:
            named[line.table, line.region].add(line.tier)
    return [_compared(kept if line.act == Act.PUT else book, line, named) for line in lines]


def with_what_follows(compared: Sequence[Compared]) -> list[Line]:
    """The lines, and the rows without a first day that they settle, which are taken back."""
    lines = [one.line for one in compared]
    said = {line.key for line in lines}
    free = max((line.number for line in lines), default=0)
    for one in compared:
        if one.standing == Standing.SETTLES and one.after is not None and one.after.key not in said:
            free += 1
            lines.append(taken_back(one.after, free, note=str(_("Its first day is known now."))))
    return lines


def taken_back(row: Dated, number: int, *, note: str = "") -> Line:
    """A line that takes a held value back."""
    return Line(
        number, row.table, row.region, None, row.since, tier=row.tier, unit=row.unit,
        seen_in_force_on=row.seen_in_force_on, note=note, act=Act.WITHDRAW,
    )  # fmt: skip


def _compared(book: Book, line: Line, named: dict[tuple[str, str], set[int]]) -> Compared:
    table = book.tables.get(line.table)
    rows = sorted(
        (row for row in (table.rows if table else ()) if (row.region, row.tier) == (line.region, line.tier)),
        key=lambda row: row.begins,
    )
    held = next((row for row in rows if row.begins == line.begins), None)
    before = next((row for row in reversed(rows) if row.begins < line.begins), None)
    after = next((row for row in rows if row.begins > line.begins), None)
    standing = _standing(line, held, before, after)
    warnings = _warnings(book, line, standing, before, held, named)
    return Compared(line, standing, held, before, after, tuple(warnings))


def _standing(line: Line, held: Dated | None, before: Dated | None, after: Dated | None) -> Standing:
    if line.act == Act.WITHDRAW:
        return Standing.WITHDRAWS if held else Standing.NOTHING
    if held is not None:
        return Standing.SAME if held.value == line.value else Standing.CONTRADICTS
    if after is not None:
        settles = line.since is not None and after.since is None and after.value == line.value
        return Standing.SETTLES if settles else Standing.BEFORE
    if before is None:
        return Standing.NEW
    return Standing.CONTINUED if before.value == line.value else Standing.CHANGED


def _warnings(
    book: Book, line: Line, standing: Standing, before: Dated | None, held: Dated | None,
    named: dict[tuple[str, str], set[int]],
) -> "Iterable[StrOrPromise]":  # fmt: skip
    table = book.tables.get(line.table)
    regions = table.regions() if table else []
    if line.region not in regions and line.act == Act.PUT:
        near = get_close_matches(line.region, regions, n=2, cutoff=0.4)
        if near:
            yield format_lazy(_("This place is not in the table yet. Is “{near}” meant?"), near="、".join(near))
        else:
            yield _("This place is not in the table yet.")
    if before is not None and line.value is not None and standing in (Standing.CHANGED, Standing.BEFORE):
        if line.value < before.value:
            yield _("Lower than the value before it.")
        elif before.value and (line.value - before.value) / before.value > LEAP:
            yield _("Much higher than the value before it.")
    if held is not None and not held.is_read and standing == Standing.CONTRADICTS:
        yield _("What is held was only remembered, never compared with its source.")
    if table is not None and standing in (Standing.CHANGED, Standing.CONTINUED):
        missing = set(table.tiers(line.region, line.begins)) - named[line.table, line.region]
        if missing:
            yield format_lazy(
                _("The place has other tiers as well ({tiers}); from this day they would have no value."),
                tiers="、".join(map(str, sorted(missing))),
            )
