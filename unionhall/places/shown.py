"""How a place is told to somebody who looks for a door: open or not, how far, what is inside, whether it is true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unionhall.core import clock
from unionhall.ui.words import ago

from . import directions, nearby, opening, queries
from .enums import ReportKind
from .models import DoorReport, Equipment, Venue
from .states import VenueState


@dataclass(frozen=True)
class Shown:
    """One door as it is told."""

    venue: Venue
    now: opening.Now
    inside: list[Equipment]
    troubles: list[str]
    uncertain: bool
    walk: str
    straight: bool
    metres: int
    ways: list[directions.Way]

    @property
    def tone(self) -> str:
        if self.venue.state != VenueState.OPEN or self.now.is_open is False:
            return "neutral"
        return "amber" if self.now.soon or self.now.is_open is None else "green"


def doors(near: Iterable[nearby.Near] | None, venues: Iterable[Venue], at: datetime | None = None) -> list[Shown]:
    """Doors in the order they come in, with everything a line or a page says: four questions to the database for all."""
    when = at or clock.now()
    rows = list(venues)
    known = {one.code: one for one in queries.equipment()}
    waiting = queries.waiting_by_venue([venue.pk for venue in rows])
    book = queries.RuleBook()
    if near is None:
        return [_shown(venue, None, known, waiting.get(venue.pk, []), book, when) for venue in rows]
    by_key = {venue.pk: venue for venue in rows}
    found = [(by_key[one.pk], one) for one in near if one.pk in by_key]
    return [_shown(venue, one, known, waiting.get(venue.pk, []), book, when) for venue, one in found]


def _shown(
    venue: Venue, near: nearby.Near | None, known: dict[str, Equipment], reports: list[DoorReport], book: queries.RuleBook, when: datetime
) -> Shown:  # fmt: skip
    return Shown(
        venue=venue,
        now=standing(venue, when),
        inside=sorted(
            (known[code] for code in venue.equipment if code in known), key=lambda one: (one.order, one.code)
        ),
        troubles=[trouble(report) for report in reports if is_fresh(report, when)],
        uncertain=is_uncertain(venue, book, when),
        walk=_walk(near),
        straight=bool(near and near.straight),
        metres=round(near.metres) if near else 0,
        ways=directions.ways(venue.lon, venue.lat, venue.name),
    )


def standing(venue: Venue, when: datetime) -> opening.Now:
    """Open or not, in words, the state of the place before its hours."""
    if venue.state == VenueState.PAUSED:
        until = venue.paused_until
        words = (
            _("Closed for a time, until about %(day)s") % {"day": until.isoformat()}
            if until
            else _("Closed for a time")
        )
        return opening.Now(False, None, None, words)
    if venue.state != VenueState.OPEN:
        return opening.Now(False, None, None, str(VenueState(venue.state).label))
    return opening.now(venue.hours, when)


def trouble(report: DoorReport) -> str:
    """What somebody said at the door, when, and that nobody has looked yet."""
    said = {
        ReportKind.LOCKED: _("Somebody found it locked"),
        ReportKind.NO_WATER: _("Somebody found no water"),
        ReportKind.FULL: _("Somebody found it full"),
        ReportKind.GONE: _("Somebody says it is closed for good"),
    }[ReportKind(report.kind)]
    return _("%(what)s, %(ago)s; not checked yet") % {"what": said, "ago": ago(report.last_at)}


def is_fresh(report: DoorReport, when: datetime) -> bool:
    """That a room was full is said on the day itself; all else until the keeper has answered."""
    return report.kind != ReportKind.FULL or opening.local(report.last_at).date() == opening.local(when).date()


def is_uncertain(venue: Venue, book: queries.RuleBook, when: datetime) -> bool:
    """Nobody confirmed the place within the days its body set; where nobody set any, nothing is called uncertain."""
    before = queries.stale_before(book, venue.operator, when)
    return before is not None and (venue.confirmed_at or venue.entered_at) < before


def truth(venue: Venue, book: queries.RuleBook, when: datetime) -> str:
    """How sure we are, in words."""
    if venue.confirmed_at is None:
        said = _("Nobody has confirmed this place on the spot yet.")
    else:
        said = _("Last confirmed on the spot %(ago)s.") % {"ago": ago(venue.confirmed_at)}
    return said + (
        " " + _("That is long ago: it may not be true any more.")
        if is_uncertain(venue, book, when) and venue.confirmed_at
        else ""
    )


def used(venue: Venue) -> str:
    """What was counted in thirty days, or that nothing is."""
    if not venue.uses_counted:
        return _("not counted")
    days = queries.uses(venue)
    total = sum(day.count for day in days)
    return ngettext("%(n)d scan in the last 30 days", "%(n)d scans in the last 30 days", total) % {"n": total}


def _walk(near: nearby.Near | None) -> str:
    if near is None:
        return ""
    metres = f"{near.metres / 1000:.1f} km" if near.metres >= 1000 else f"{round(near.metres / 10) * 10} m"
    words = (
        _("%(metres)s in a straight line, about %(n)d min on foot")
        if near.straight
        else _("%(metres)s, %(n)d min on foot")
    )
    return words % {"metres": metres, "n": near.minutes}


def line_of(one: Shown) -> dict[str, Any]:
    """The same as plain values, for the API."""
    venue = one.venue
    return {
        "code": venue.code, "name": venue.name, "kind": venue.kind, "address": venue.address, "how_to_find": venue.how_to_find,
        "lon": venue.lon, "lat": venue.lat, "equipment": [e.code for e in one.inside], "access": venue.access,
        "self_service": venue.self_service, "always_open": venue.always_open, "hours": venue.hours,
        "hours_words": opening.in_words(venue.hours), "is_open": one.now.is_open, "now_words": one.now.words,
        "closes_at": one.now.closes, "opens_at": one.now.opens, "troubles": one.troubles, "uncertain": one.uncertain,
        "confirmed_at": venue.confirmed_at, "ways": [{"map": way.code, "url": way.url} for way in one.ways],
    }  # fmt: skip
