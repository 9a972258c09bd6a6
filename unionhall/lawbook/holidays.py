"""Is this day a statutory holiday, a rest day or a day of work, and where does a period end?

Three things that are often confused: days paid at 300 % (`data/statutory_holidays.csv`), rest days, and weekends worked in
exchange. The yearly notices of the State Council come with `chinesecalendar`. Where a year's notice is not out yet, the book
refuses to say: the raw day is certain, the day it moves to is not.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import chinese_calendar

from .dated import Missing, NeedsParameter
from .months import ONE_DAY, add_months
from .words import Words

STATUTORY, REST, WORK = "statutory_holiday", "rest_day", "workday"


def kind(day: date) -> str:
    """statutory_holiday (300 %), rest_day or workday; a weekend worked in exchange is a workday.

    Raises Missing for a year whose notice is not held.
    """
    _need(day)
    if day in statutory_days():
        return STATUTORY
    if day.year not in statutory_years() and day in chinese_calendar.holidays:
        raise Missing(NeedsParameter("statutory_holidays", "全国", 1, day, NO_STATUTORY))
    return WORK if is_workday(day) else REST


def is_workday(day: date) -> bool:
    """Whether people work on this day. Raises Missing for a year whose notice is not held."""
    _need(day)
    return day in chinese_calendar.workdays or (day.weekday() < 5 and day not in chinese_calendar.holidays)


def next_workday(day: date) -> date:
    """The day itself if people work on it, else the first working day after it."""
    while not is_workday(day):
        day += ONE_DAY
    return day


def add_workdays(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which is not counted itself."""
    while count > 0:
        day += ONE_DAY
        count -= is_workday(day)
    return day


def workdays(start: date, end: date) -> list[date]:
    """The working days from `start` to `end`, both counted."""
    return [day for n in range((end - start).days + 1) if is_workday(day := start + timedelta(days=n))]


@dataclass(frozen=True)
class Period:
    """The last day of a period: raw, and moved to the next working day; None where that year's notice is not out."""

    raw: date
    effective: date | None
    missing: NeedsParameter | None = None


def period(start: date, count: int, unit: str) -> Period:
    """A period of days, workdays, months or years. The first day is not counted (民法典 200–203, 民事诉讼法 85)."""
    if unit == "workdays":
        try:
            end = add_workdays(start, count)
        except Missing as missing:
            raise missing from None
        return Period(end, end)
    if unit == "days":
        raw = start + timedelta(days=count)
    else:
        raw = add_months(start, count * 12 if unit == "years" else count)
    try:
        return Period(raw, next_workday(raw))
    except Missing as missing:
        return Period(raw, None, missing.need)


@cache
def statutory_days() -> frozenset[date]:
    return frozenset(date.fromisoformat(line["day"]) for line in _lines())


@cache
def statutory_years() -> frozenset[int]:
    return frozenset(day.year for day in statutory_days())


@cache
def announced_years() -> frozenset[int]:
    """The years whose notice is held."""
    return frozenset(day.year for day in chinese_calendar.holidays)


def _lines() -> list[dict[str, str]]:
    text = (files("unionhall.lawbook") / "data" / "statutory_holidays.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _need(day: date) -> None:
    if day.year not in announced_years():
        raise Missing(NeedsParameter("holidays", "全国", 1, day, NOTICE_MISSING))


NOTICE_MISSING = Words(
    "这一年的放假通知还没有收录，遇到休息日顺延到哪天现在说不准；请按没有顺延的日子办。",
    "The holiday notice of that year is not held, so the day a period moves to is not known; act by the day before moving.",
)
NO_STATUTORY = Words(
    "这一年哪几天算法定节假日（三倍工资）还没有收录。",
    "Which days of that year are statutory holidays (paid threefold) is not held.",
)
