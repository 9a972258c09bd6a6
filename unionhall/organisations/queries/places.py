"""Reads about codes and boundaries of places: what a code meant on a day, where a place lies today."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..enums import CodeFit, Level
from ..models import Division, DivisionCode

_PART_ONLY = re.compile(r"^(\d{6})\[\d{4}\]$")
_LONGEST_WAY = 12


@dataclass(frozen=True)
class PlaceNow:
    """A place as it is called today; `division` when the federation knows it."""

    code: str
    name: str
    within: tuple[str, ...]
    division: Division | None = None


@dataclass(frozen=True)
class PlaceThen:
    """What a code meant: the name then, the places around it then, and what became of it."""

    code: str
    name: str
    within: tuple[str, ...]
    level: int
    fit: CodeFit
    since: date
    until: date | None
    now: tuple[PlaceNow, ...]

    @property
    def full_name(self) -> str:
        return "".join([*self.within, self.name])


class CodeBook:
    """All codes in memory: for whoever looks up many (a roster of a million rows)."""

    def __init__(self, rows: Iterable[DivisionCode]) -> None:
        self.periods: dict[str, list[DivisionCode]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: (row.code, row.since)):
            self.periods[row.code].append(row)

    def place(self, code: str, on: date) -> PlaceThen | None:
        """What a code of six digits meant on a day, or nearest to it; nothing for a code that never was."""
        periods = self.periods.get(code)
        if not periods:
            return None
        found, fit = _fitting(periods, on)
        return PlaceThen(
            found.code, found.name, _within(found), found.level, fit, found.since, found.until, tuple(self.today(found))
        )

    def fits(self, code: str, on: date) -> CodeFit | None:
        """Only whether the code can be: quicker than `place`."""
        periods = self.periods.get(code)
        return _fitting(periods, on)[1] if periods else None

    def today(self, row: DivisionCode) -> list[PlaceNow]:
        """The places a code has become in the end; itself while it is in force."""
        found: dict[str, PlaceNow] = {}
        waiting, seen = [(row, 0)], set()
        while waiting:
            here, steps = waiting.pop(0)
            if here.pk in seen or steps > _LONGEST_WAY:
                continue
            seen.add(here.pk)
            current = self.periods[here.code][-1]
            if current.until is None:
                found.setdefault(current.code, PlaceNow(current.code, current.name, _within(current)))
                continue
            if here.pk != current.pk and not _whole(here.became):
                waiting.append((current, steps + 1))  # only renamed: the code went on
                continue
            for code in _whole(here.became) or _parts(here.became):
                later = [each for each in self.periods.get(code, []) if each.until is None or each.until >= here.since]
                waiting += [(each, steps + 1) for each in later[-1:]]
        return list(found.values())


def code_book() -> CodeBook:
    """Every code that is known, in memory."""
    return CodeBook(DivisionCode.objects.order_by("code", "since"))


def place_of_code(code: str, on: date) -> PlaceThen | None:
    """What a code of a province, city or county (GB/T 2260) meant on a day, with the places that stand there today.

    For the region of an identity number ask with the day of birth: numbers are given out since 1984, so a code that came into
    force after the birth (`CodeFit.LATER`) may be right; one that had ended before it (`BEFORE`) cannot. None: no such code.
    """
    code = code.strip()[:6]
    rows = _with_what_became({code})
    found = CodeBook(rows).place(code, on)
    if found is None:
        return None
    known = {place.code: place for place in Division.objects.filter(code__in=[now.code for now in found.now])}
    now = tuple(PlaceNow(each.code, each.name, each.within, known.get(each.code)) for each in found.now)
    return PlaceThen(found.code, found.name, found.within, found.level, found.fit, found.since, found.until, now)


def renamed_to(code: str) -> str:
    """The code under which a place that was only renamed or given another rank stands today; "" where it was cut or joined."""
    found = CodeBook(_with_what_became({code})).place(code, date.max)
    if found is None or len(found.now) != 1 or found.now[0].code == code:
        return ""
    now = found.now[0].code
    before = DivisionCode.objects.filter(became__contains=now).exclude(code=now)
    return now if set(before.order_by("code").values_list("code", flat=True)) == {code} else ""


def _with_what_became(codes: set[str]) -> list[DivisionCode]:
    """The rows of these codes and of all they went over to."""
    rows: list[DivisionCode] = []
    seen: set[str] = set()
    while codes and len(seen) < 500:
        found = list(DivisionCode.objects.filter(code__in=codes).order_by("code", "since"))
        seen |= codes
        rows += found
        codes = {code for row in found for code in (*_whole(row.became), *_parts(row.became))} - seen
    return rows


def _fitting(periods: list[DivisionCode], on: date) -> tuple[DivisionCode, CodeFit]:
    """The period a day lies in; else the first one after it; else the last one before it."""
    within = [row for row in periods if row.since <= on and (row.until is None or row.until >= on)]
    if within:
        return within[-1], CodeFit.THEN
    after = [row for row in periods if row.since > on]
    return (after[0], CodeFit.LATER) if after else (periods[-1], CodeFit.BEFORE)


def _whole(became: str) -> list[str]:
    return [code for code in became.split(";") if re.fullmatch(r"\d{6}", code)]


def _parts(became: str) -> list[str]:
    return [found[1] for code in became.split(";") if (found := _PART_ONLY.match(code))]


def _within(row: DivisionCode) -> tuple[str, ...]:
    around = [row.province] if row.level > Level.PROVINCE else []
    around += [row.city] if row.level > Level.CITY and row.city not in ("", "直辖") else []
    return tuple(around)


def code_stem(code: str) -> str:
    """What the codes of all places in one begin with: 330000 is 33, 330100 is 3301."""
    while len(code) > 2 and len(code) <= 6 and code.endswith("00"):
        code = code[:-2]
    return code
