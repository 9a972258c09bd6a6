"""When is a door open? The value `Hours` of the pure package, read from the JSON of a row, and the calendar of holidays.

Rows repeat the same hours thousands of times: the text of the JSON is the key under which a value is kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from unionhall.core import clock, workdays
from unionhall.core.verdict import Refused, no
from unionhall.geo.hours import Hours
from unionhall.geo.words import Unreadable

SOON = timedelta(hours=1)
"""A door that closes within this time is said to close soon."""


@lru_cache(maxsize=20_000)
def read(text: str) -> Hours | None:
    """The hours behind a JSON text; None where there are none."""
    return Hours.from_json(json.loads(text)) if text and text != "null" else None


def of(hours: Any) -> Hours | None:
    """The hours behind a JSON value."""
    return read(json.dumps(hours, sort_keys=True)) if hours else None


def parsed(text: str) -> dict[str, Any] | None:
    """Hours as people write them, as JSON. Refused, with the place that cannot be read, for anything else."""
    if not text.strip():
        return None
    try:
        return Hours.parse(text).to_json()
    except Unreadable as unreadable:
        language = get_language() or "zh"
        raise Refused(
            no(unreadable.words.in_(language), _("For instance: 08:30-17:30, or Mo-Fr 08:30-17:30."), "hours")
        ) from None


def as_json(hours: Any) -> dict[str, Any] | None:
    """Hours given as a value, as JSON or as words, as the JSON that is kept."""
    if hours is None or hours == "" or hours == {}:
        return None
    if isinstance(hours, Hours):
        return hours.to_json()
    if isinstance(hours, str):
        return parsed(hours)
    try:
        return Hours.from_json(hours).to_json()
    except Unreadable as unreadable:
        raise Refused(no(unreadable.words.in_(get_language() or "zh"), "", "hours")) from None


def is_always(hours: Any) -> bool:
    """Whether the door never closes."""
    found = of(hours)
    return found is not None and found.always and not found.closures and found.holidays == "same"


def with_closures_of(before: Any, hours: Any) -> dict[str, Any] | None:
    """New hours with the closures on dates that were known before: whoever writes the week anew does not open a door that is shut."""
    old, new = of(before), of(hours)
    if old is None or new is None:
        return hours
    said = {(one.first, one.last) for one in new.closures}
    missing = [one for one in old.closures if (one.first, one.last) not in said]
    for one in missing:
        new = new.closed_on(one.first, one.last, one.reason)
    return new.to_json() if missing else hours


def closed_on(hours: Any, first: date, last: date, reason: str) -> dict[str, Any]:
    """The hours with one more closure, in the order of days; what ended before today is left out."""
    found = of(hours)
    if found is None:
        raise Refused(no(_("Nobody has told us the hours yet."), _("Write the hours first."), "no_hours"))
    coming = [one for one in found.closed_on(first, last, reason).closures if one.last >= clock.today()]
    return replace(found, always=False, closures=tuple(sorted(coming, key=lambda one: one.first))).to_json()


def without_closure(hours: Any, first: date) -> dict[str, Any] | None:
    """The hours without the closure that begins on a day; None where there is none."""
    found = of(hours)
    if found is None or not any(one.first == first for one in found.closures):
        return None
    return replace(found, closures=tuple(one for one in found.closures if one.first != first)).to_json()


def closures(hours: Any) -> list[Any]:
    """Dates on which the door is closed, from today on."""
    found = of(hours)
    return [] if found is None else [one for one in found.closures if one.last >= clock.today()]


def week_in_words(hours: Any) -> str:
    """The hours in words without the closures on dates, as one writes them anew."""
    found = of(hours)
    return "" if found is None else replace(found, closures=()).text(get_language() or "zh")


def in_words(hours: Any) -> str:
    """The hours as people say them; empty where nobody knows them."""
    found = of(hours)
    return found.text(get_language() or "zh") if found is not None else ""


def local(when: datetime) -> datetime:
    """The moment on the clock at the door."""
    return timezone.localtime(when) if timezone.is_aware(when) else when


def holiday(day: date) -> bool:
    """Whether the day is known to lie in a public holiday; before the year's notice no day is."""
    return workdays.is_holiday(day) is True


def is_open(text: str, when: datetime) -> bool | None:
    """Whether a door with these hours (as JSON text) is open; None where they are not known."""
    hours = read(text)
    return None if hours is None else hours.is_open(local(when), holiday)


@dataclass(frozen=True)
class Now:
    """How a door stands at a moment: open or not (None: nobody knows), until when, and the same in words."""

    is_open: bool | None
    closes: datetime | None
    opens: datetime | None
    words: str
    soon: bool = False


def now(hours: Any, when: datetime) -> Now:
    """How a door with these hours stands."""
    found = of(hours)
    if found is None:
        return Now(None, None, None, _("Hours not known"))
    here = local(when)
    if found.is_open(here, holiday):
        if found.always and not found.closures:
            return Now(True, None, None, _("Open day and night"))
        closes = found.closes_at(here, holiday)
        if closes is None:
            return Now(True, None, None, _("Open day and night"))
        return Now(True, closes, None, _closes_in(here, closes), soon=closes - here <= SOON)
    opens = found.opens_next(here, holiday)
    return Now(False, None, opens, _opens(here, opens))


def _closes_in(here: datetime, closes: datetime) -> str:
    minutes = int((closes - here).total_seconds() // 60)
    if closes - here <= SOON:
        return ngettext("Open, closes in %(n)d minute", "Open, closes in %(n)d minutes", minutes) % {"n": minutes}
    return _("Open until %(time)s") % {"time": _clock(here, closes)}


def _opens(here: datetime, opens: datetime | None) -> str:
    if opens is None:
        return _("Closed now")
    return _("Closed, opens %(time)s") % {"time": _clock(here, opens)}


def _clock(here: datetime, then: datetime) -> str:
    days = (then.date() - here.date()).days
    time = f"{then:%H:%M}"
    if days == 0:
        return time
    if days == 1:
        return _("tomorrow %(time)s") % {"time": time}
    return _("%(month)d/%(day)d %(time)s") % {"month": then.month, "day": then.day, "time": time}
