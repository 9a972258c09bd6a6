"""Is this a working day in China, and which day is ten working days from now?

Public holidays and make-up days come from the State Council's yearly notices as packaged by `chinesecalendar`.
Years not announced yet are counted by weekends alone, and the answer says it is provisional.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayAnswer:
    """Whether the day is a working day, and whether the year's notice is still to come."""

    value: bool
    provisional: bool = False

    def __bool__(self) -> bool:
        return self.value


@dataclass(frozen=True)
class Due:
    """A day something falls on; provisional when it depends on a year not announced yet."""

    date: date
    provisional: bool = False


class WorkdayCount(int):
    """A number of working days; provisional when it depends on a year not announced yet."""

    provisional: bool

    def __new__(cls, value: int, provisional: bool = False) -> WorkdayCount:
        made = super().__new__(cls, value)
        made.provisional = provisional
        return made


@lru_cache(maxsize=1)
def announced_years() -> frozenset[int]:
    """The years whose holidays are known."""
    return frozenset(day.year for day in chinese_calendar.holidays)


def is_workday(day: date) -> DayAnswer:
    """Whether people work on this day: make-up Saturdays and Sundays count, public holidays do not."""
    if day.year in announced_years():
        holiday, made_up = day in chinese_calendar.holidays, day in chinese_calendar.workdays
        return DayAnswer(made_up or (day.weekday() < 5 and not holiday))
    return DayAnswer(day.weekday() < 5, provisional=True)


def is_holiday(day: date) -> bool | None:
    """Whether the day lies in a public holiday, as doors have it that say “closed on holidays”; None before the year's notice."""
    return day in chinese_calendar.holidays if day.year in announced_years() else None


def add_workdays(day: date, count: int) -> Due:
    """The `count`-th working day after `day` (before it, when negative). The day itself is not counted."""
    step, left, provisional = (ONE_DAY if count >= 0 else -ONE_DAY), abs(count), False
    while left:
        day += step
        answer = is_workday(day)
        provisional = provisional or answer.provisional
        left -= answer.value
    return Due(day, provisional)


def workdays_between(start: date, end: date) -> WorkdayCount:
    """Working days after `start` up to and including `end`; negative when `end` comes first."""
    if end < start:
        back = workdays_between(end, start)
        return WorkdayCount(-back, back.provisional)
    days = [is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1)]
    return WorkdayCount(sum(answer.value for answer in days), any(answer.provisional for answer in days))


def add_days(day: date, count: int) -> Due:
    """Calendar days, the raw date: what people are advised to act by."""
    return Due(day + timedelta(days=count))


def next_workday(day: date) -> Due:
    """The day itself if people work on it, else the first working day after it: where a legal period ends."""
    provisional = False
    while True:
        answer = is_workday(day)
        provisional = provisional or answer.provisional
        if answer:
            return Due(day, provisional)
        day += ONE_DAY
