"""Which stations stand, and which of their doors are open at an hour of the week?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unionhall.core import workdays
from unionhall.core.actor import SYSTEM, Actor
from unionhall.people import api as people
from unionhall.places import api as places
from unionhall.places.enums import VenueKind

from .enums import DoorHours

KINDS = VenueKind.choices
OPEN, PLANNED = ("open",), ("planned",)
WEEK = 7 * 24 * 60


def reader_of(record: Any) -> Actor:
    """Whose eyes a reckoning sees the stations with: those of whoever asked for it."""
    return people.actor_of_person(record.made_by) if record.made_by_id else SYSTEM


def stations(actor: Actor, kinds: Sequence[str] = (), *, states: Sequence[str] = OPEN) -> places.Arrays:
    """The stations somebody sees, of some kinds; all kinds where none is named."""
    venues = places.visible_venues(actor)
    return places.arrays(actor, venues=venues.filter(kind__in=list(kinds)) if kinds else venues, states=states)


def counted(found: places.Arrays, hours: str, weekday: int, minute: int, day: date | None = None) -> NDArray[np.bool_]:
    """Which of them count: open at that minute of the ordinary week, or on a date with its seasons, holidays and closures; open day
    and night; or all. Unknown hours count as shut."""
    if hours == DoorHours.ANY:
        return np.ones(len(found), dtype=bool)
    return np.array(
        [
            _counts(text, bool(always), hours, weekday, minute, day)
            for text, always in zip(found.hours, found.always, strict=True)
        ],
        dtype=bool,
    )


def _counts(text: str, always: bool, hours: str, weekday: int, minute: int, day: date | None) -> bool:
    if always:
        return True
    known = places.opening.read(text)
    if known is None:
        return False
    if hours == DoorHours.ALWAYS:
        return bool(known.always) or known.weekly_minutes() >= WEEK
    if day is not None:
        return bool(known.is_open(datetime.combine(day, time(minute // 60, minute % 60)), places.opening.holiday))
    return bool(known.is_open_weekly(weekday, minute))


def week_of(day: date | None, weekday: int) -> int:
    """The day of the week that is counted. A public holiday counts as a Sunday, a Sunday worked to make up for one as a Friday."""
    if day is None:
        return weekday
    works = bool(workdays.is_workday(day))
    if works == (day.weekday() < 5):
        return day.weekday()
    return 4 if works else 6


def unknown_hours(found: places.Arrays) -> int:
    """How many have hours that nobody entered."""
    return sum(1 for text, always in zip(found.hours, found.always, strict=True) if not always and text in ("", "null"))
