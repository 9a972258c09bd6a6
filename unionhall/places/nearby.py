"""Which open doors are nearest? Boxes of cells that widen around a position; hours are reckoned only for those found in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import BooleanField, Q, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from unionhall.core import clock

from . import access, ground, opening, reach
from .models import Venue
from .states import VenueState

RINGS = (3, 8, 24, 75)
"""Cells to each side of the first, second … box: about 1.6, 4.4, 13 and 41 km."""
FARTHEST = 20_000.0
"""Metres beyond which nobody is sent on foot; the list says that there is none."""
MOST = 50
AHEAD = 3
"""So many more than asked for are walked to: the nearest along ways is not always the nearest in a straight line."""


Candidate = tuple[UUID, float, float, float, bool | None]
"""Key, longitude, latitude, metres in a straight line, and whether the door is open (None: nobody knows)."""


@dataclass(frozen=True)
class Near:
    """A place near a position: how far on foot, and how its door stands."""

    pk: UUID
    metres: float
    straight: bool
    minutes: int
    is_open: bool | None


def nearest(
    lon: float,
    lat: float,
    *,
    needs: list[str] | None = None,
    kind: str = "",
    only_open: bool = True,
    at: datetime | None = None,
    count: int = 10,
    venues: QuerySet[Venue] | None = None,
) -> list[Near]:
    """The nearest places to a position in WGS-84, the open ones unless said otherwise, in the order of walking.

    Places closed for a time are never among the open ones; those whose hours nobody knows are left out of them too. A place
    lies at most 20 km away. One or two short questions to the database where doors stand close.
    """
    when, count = opening.local(at or clock.now()), min(count, MOST)
    wanted = access.public_venues() if venues is None else venues
    if only_open:
        wanted = wanted.filter(state=VenueState.OPEN)
    if needs:
        wanted = wanted.filter(equipment__contains=needs)
    if kind:
        wanted = wanted.filter(kind=kind)
    rows = _around(wanted, lon, lat, when, count, only_open)
    return _walked(lon, lat, rows, count)


def _around(
    wanted: QuerySet[Venue], lon: float, lat: float, when: datetime, count: int, only_open: bool
) -> list[Candidate]:
    """Enough candidates to be sure of the nearest, nearest in a straight line first."""
    enough = count + AHEAD
    found: list[Candidate] = []
    for rings in RINGS:
        found = _in_box(wanted, lon, lat, rings, when, only_open, enough)
        sure = ground.sure_within(lat, rings)
        if (len(found) >= enough and found[-1][3] <= sure) or sure > FARTHEST:
            break
    return [row for row in found if row[3] <= FARTHEST]


def _in_box(
    wanted: QuerySet[Venue], lon: float, lat: float, rings: int, when: datetime, only_open: bool, enough: int
) -> list[Candidate]:
    """The nearest in the square of cells, at most `enough`; hours are reckoned in the order of distance, each text once."""
    rows = list(
        wanted.filter(_cells(lon, lat, rings))
        .order_by()
        .annotate(hours_text=Cast("hours", TextField()))
        .values_list("pk", "lon", "lat", "hours_text", "always_open", "state")
    )
    if not rows:
        return []
    away = ground.metres(lon, lat, np.array([row[1] for row in rows]), np.array([row[2] for row in rows]))
    open_by_hours: dict[str, bool | None] = {}
    found: list[Candidate] = []
    for number in np.argsort(away, kind="stable").tolist():
        pk, x, y, hours, always, state = rows[number]
        if hours not in open_by_hours:
            open_by_hours[hours] = opening.is_open(hours or "", when)
        stands = (always or open_by_hours[hours]) if state == VenueState.OPEN else False
        if stands or not only_open:
            found.append((pk, x, y, float(away[number]), stands))
            if len(found) >= enough:
                break
    return found


def _cells(lon: float, lat: float, rings: int) -> RawSQL:
    """The square of cells as ranges of the index; written out, for a tree of conditions takes longer to build than to ask."""
    ranges = list(ground.ranges_around(lon, lat, rings))
    one = '"places_venue"."cell" BETWEEN %s AND %s'
    text = f"({' OR '.join([one] * len(ranges))})"
    return RawSQL(text, [n for pair in ranges for n in pair], output_field=BooleanField())  # noqa: S611 - numbers only


def _walked(lon: float, lat: float, rows: list[Candidate], count: int) -> list[Near]:
    if not rows:
        return []
    walked = reach.walk(lon, lat, np.array([row[1] for row in rows]), np.array([row[2] for row in rows]))
    near = [
        Near(row[0], float(metres), bool(straight), max(1, round(float(minutes))), row[4])
        for row, metres, straight, minutes in zip(rows, walked.metres, walked.straight, walked.minutes, strict=True)
    ]
    return sorted(near, key=lambda one: (one.metres, one.pk))[:count]


def by_name(words: str, *, most: int = 8) -> list[dict[str, Any]]:
    """Positions a place or street name may mean: the middle of the stations whose name, address or quarter holds the words."""
    words = " ".join(words.split())
    if not words:
        return []
    found = access.public_venues().filter(
        Q(name__icontains=words) | Q(address__icontains=words) | Q(division__name__icontains=words)
    )
    rows = found.order_by("name", "pk").values_list("name", "address", "division__name", "lon", "lat")[:200]
    made: dict[str, list[Any]] = {}
    for name, address, division, lon, lat in rows:
        label = division if division and words in division else name if words in name else address or name
        made.setdefault(label, []).append((lon, lat))
    return [
        {"name": label, "lon": sum(p[0] for p in points) / len(points), "lat": sum(p[1] for p in points) / len(points)}
        for label, points in list(made.items())[:most]
    ]
