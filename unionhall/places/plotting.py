"""Which places does somebody's map show, and in which state is each door this minute?

The places a reader sees are kept in memory as arrays: one query of `visible_venues` when something changed, or after a minute; each
tile is then cut from the arrays. The key is the query itself, so that two readers share arrays only when the database would give
both the same rows.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, Generic, TypeVar

import numpy as np
import shapely
from django.db import connection
from django.db.models import Count, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Extract
from numpy.typing import NDArray

from unionhall.core import clock, federations
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import Level
from unionhall.ui.maps import Box, base_map, from_map, laid, on_map

from . import ground, opening, tiles
from .enums import ReportKind
from .models import DoorReport, Venue
from .queries import RuleBook, stale_before
from .states import ReportState, VenueState

OPEN, CLOSED, DOUBT = 0, 1, 2
STATES = ("open", "closed", "doubt")
"""Open at this minute; closed; nobody knows: no hours, reported at the door, or not confirmed for too long."""
FRESH = 60.0
"""Seconds after which arrays are read anew although no place changed: a body may have moved in the tree."""
ROADS_FROM = 9
"""The first zoom with roads."""
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The latest values by key, made once also when several ask at the same time."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.values: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self.lock = threading.Lock()
        self.making: dict[K, threading.Lock] = {}

    def get(self, key: K, make: Callable[[], V], *, seconds: float) -> V:
        """The value of a key, not older than so many seconds."""
        found = self._fresh(key, seconds)
        if found is not None:
            return found[1]
        with self.lock:
            turn = self.making.setdefault(key, threading.Lock())
        with turn:
            found = self._fresh(key, seconds)
            if found is None:
                found = (time.monotonic(), make())
                with self.lock:
                    self.values[key] = found
                    while len(self.values) > self.most:
                        self.values.popitem(last=False)
                    self.making.pop(key, None)
        return found[1]

    def _fresh(self, key: K, seconds: float) -> tuple[float, V] | None:
        with self.lock:
            found = self.values.get(key)
            if found is None or time.monotonic() - found[0] > seconds:
                return None
            self.values.move_to_end(key)
            return found

    def clear(self) -> None:
        """Forget everything (tests)."""
        with self.lock:
            self.values.clear()


@dataclass(frozen=True)
class Snapshot:
    """The places of one reader as arrays, in the order of their keys."""

    plot: tiles.Plot
    codes: list[str]
    names: list[str]
    kinds: list[str]
    hours: list[str] = field(repr=False)
    """Each text of hours once."""
    hours_of: NDArray[np.int32] = field(repr=False)
    always: NDArray[np.bool_] = field(repr=False)
    shut: NDArray[np.bool_] = field(repr=False)
    """Not in use now: planned, closed for a time, closed for good."""
    doubtful: NDArray[np.bool_] = field(repr=False)
    by_minute: Kept[int, NDArray[np.int8]] = field(repr=False, default_factory=lambda: Kept(2))

    def states(self, when: datetime) -> NDArray[np.int8]:
        """`OPEN`, `CLOSED` or `DOUBT` for each place at a minute."""
        return self.by_minute.get(int(when.timestamp() // 60), lambda: self._states(when), seconds=600)

    def _states(self, when: datetime) -> NDArray[np.int8]:
        said = {None: DOUBT, True: OPEN, False: CLOSED}
        one_by_one = np.array([said[opening.is_open(text, when)] for text in self.hours] or [DOUBT], dtype=np.int8)
        found = np.where(self.always, np.int8(OPEN), one_by_one[self.hours_of])
        found = np.where(self.doubtful, np.int8(DOUBT), found)
        return np.where(self.shut, np.int8(CLOSED), found).astype(np.int8)


_stamps: Kept[str, tuple[Any, ...]] = Kept(200)
_snapshots: Kept[tuple[Any, ...], Snapshot] = Kept(24)
_tiles: Kept[tuple[Any, ...], bytes] = Kept(4_000)
_ground: Kept[tuple[Any, ...], bytes] = Kept(2_000)


def forget() -> None:
    """Forget what is kept in memory (tests)."""
    for kept in (_stamps, _snapshots, _tiles, _ground):
        kept.clear()


# --- places -----------------------------------------------------------------------------------------------------------


def snapshot(venues: QuerySet[Venue]) -> Snapshot:
    """The arrays of what `venues` finds: as fresh as the last change of any place or report, and at most a minute old."""
    return _snapshots.get(_key(venues), lambda: _read(venues), seconds=FRESH)


def venue_tile(
    venues: QuerySet[Venue], z: int, x: int, y: int, *, now: datetime | None = None, only: str = ""
) -> bytes:
    """The tile of what `venues` finds; `only="open"` leaves out the doors that are not open at this minute."""
    when = now or clock.now()
    key = (*_key(venues), int(when.timestamp() // 60), only, z, x, y)
    return _tiles.get(key, lambda: _venue_tile(snapshot(venues), when, only, z, x, y), seconds=FRESH)


def _key(venues: QuerySet[Venue]) -> tuple[Any, ...]:
    sql, parameters = venues.order_by().values("pk").query.sql_with_params()
    asked = hashlib.sha256(repr((sql, parameters)).encode()).hexdigest()
    return (federations.place(), base_map().datum, asked, *_stamps.get(federations.place(), _stamp, seconds=1.0))


def _stamp() -> tuple[Any, ...]:
    """Changes whenever a place or a report does: three looks at the end of an index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT max(changed_at) FROM places_venue), (SELECT id FROM places_venue ORDER BY id DESC LIMIT 1),"
            " (SELECT max(last_at) FROM places_doorreport), (SELECT max(answered_at) FROM places_doorreport)"
        )
        return tuple(cursor.fetchone())


def _read(venues: QuerySet[Venue]) -> Snapshot:
    """One query. Keys and moments are left in the database, for making them into values costs more than all else together."""
    book = RuleBook()
    stale = ["operator_text", "confirmed"] if book.rows else []
    rows = list(
        venues.annotate(
            hours_text=Cast("hours", TextField()),
            operator_text=Cast("operator", TextField()),
            confirmed=Extract("confirmed_at", "epoch"),
        )
        .order_by("pk")
        .values_list("code", "name", "kind", "lon", "lat", "hours_text", "always_open", "state", *stale)
    )
    codes, names, kinds, lon, lat, hours, always, state, *of_rules = zip(*rows, strict=True) if rows else ((),) * 8
    known: dict[str, int] = {}
    hours_of = np.array([known.setdefault(text or "", len(known)) for text in hours], dtype=np.int32)
    where = np.array(lon, dtype=float), np.array(lat, dtype=float)
    reported = _reported()
    doubtful = np.array([code in reported for code in codes], dtype=bool)
    return Snapshot(
        plot=tiles.Plot.of(*on_map(*where)) if rows else tiles.Plot.of(*where),
        codes=list(codes),
        names=list(names),
        kinds=list(kinds),
        hours=list(known),
        hours_of=hours_of,
        always=np.array(always, dtype=bool),
        shut=np.array([one != VenueState.OPEN for one in state], dtype=bool),
        doubtful=doubtful | _stale(book, *of_rules) if of_rules else doubtful,
    )


def _reported() -> set[str]:
    """The codes of places that somebody found locked or gone, and nobody answered yet."""
    waiting = DoorReport.objects.filter(state=ReportState.WAITING, kind__in=[ReportKind.LOCKED, ReportKind.GONE])
    return set(waiting.order_by().values_list("venue__code", flat=True))


def _stale(book: RuleBook, operators: Any, confirmed: Any) -> NDArray[np.bool_]:
    """Not confirmed on the spot for as long as the rule of the body allows; where nobody set one, nothing is stale."""
    one_each = Venue.objects.order_by("operator", "pk").distinct("operator").select_related("operator")
    limits = {str(venue.operator_id): stale_before(book, venue.operator) for venue in one_each}
    seconds = {key: limit.timestamp() if limit else None for key, limit in limits.items()}
    found = [
        limit is not None and (at is None or at < limit)
        for limit, at in zip((seconds.get(key) for key in operators), confirmed, strict=True)
    ]
    return np.array(found, dtype=bool)


def _venue_tile(seen: Snapshot, when: datetime, only: str, z: int, x: int, y: int) -> bytes:
    states = seen.states(when)
    plot = seen.plot
    if only == "open":
        keep = states[plot.order] == OPEN
        plot = tiles.Plot(plot.x[keep], plot.y[keep], plot.order[keep])
    shown = tiles.gather(plot, z, x, y, mark=states == OPEN)
    with_names = z >= tiles.SINGLE_FROM
    alone = [
        {"code": seen.codes[row], "kind": seen.kinds[row], "state": STATES[states[row]]}
        | ({"name": seen.names[row]} if with_names else {})
        for row in shown.alone.tolist()
    ]
    clusters = [
        {"count": count, "open": opened}
        for count, opened in zip(shown.counts.tolist(), shown.marked.tolist(), strict=True)
    ]
    features = [*tiles.points(shown.alone_at, alone), *tiles.points(shown.at, clusters)]
    return tiles.encode({"points": features})


# --- what lies inside -------------------------------------------------------------------------------------------------


def inside(venues: QuerySet[Venue], area: Any) -> QuerySet[Venue]:
    """Those of `venues` that lie in a shapely polygon of WGS-84: the box by the database, the rest exactly."""
    west, south, east, north = area.bounds
    rows = list(
        venues.filter(lon__gte=west, lon__lte=east, lat__gte=south, lat__lte=north)
        .order_by("pk")
        .values_list("pk", "lon", "lat")
    )
    if not rows:
        return venues.none()
    keys, lon, lat = zip(*rows, strict=True)
    shapely.prepare(area)
    found = shapely.intersects_xy(area, np.array(lon), np.array(lat))
    chosen = [keys[n] for n in np.flatnonzero(found)]
    return venues.filter(pk__in=RawSQL("SELECT unnest(%s::uuid[])", [chosen]))


def open_now(venues: QuerySet[Venue], when: datetime) -> int:
    """How many of these doors are open at a moment; each text of hours is judged once."""
    rows = (
        venues.filter(state=VenueState.OPEN)
        .annotate(hours_text=Cast("hours", TextField()))
        .order_by()
        .values_list("hours_text", "always_open")
        .annotate(n=Count("pk"))
    )
    return sum(n for text, always, n in rows if always or opening.is_open(text or "", when))


def box_around(venues: QuerySet[Venue]) -> Box | None:
    """The box that holds nearly all of these places: one that lies by mistake in another country does not make the map small."""
    plot = snapshot(venues).plot
    if not len(plot):
        return None
    cut = [0.0, 1.0] if len(plot) < 50 else [0.005, 0.995]
    (west, east), (north, south) = np.quantile(plot.x, cut), np.quantile(plot.y, cut)
    (left, top), (right, bottom) = tiles.degrees(float(west), float(north)), tiles.degrees(float(east), float(south))
    lon, lat = from_map(np.array([left, right]), np.array([bottom, top]))
    return float(lon[0]), float(lat[0]), float(lon[1]), float(lat[1])


# --- roads and boundaries ---------------------------------------------------------------------------------------------


def ground_tile(z: int, x: int, y: int, *, roads: bool) -> bytes:
    """Boundaries of loaded places and, where no base map shows them, the roads of the kept network."""
    key = (federations.place(), base_map().datum, organisations.boundaries.stamp(), ground.stamp(), roads, z, x, y)
    return _ground.get(key, lambda: _ground_tile(z, x, y, roads=roads), seconds=3_600)


def _ground_tile(z: int, x: int, y: int, *, roads: bool) -> bytes:
    lines, names = _boundaries(z, x, y)
    shape = _roads(z, x, y) if roads and z >= ROADS_FROM else None
    roads_there = [{"geometry": shape, "properties": {}}] if shape is not None else []
    return tiles.encode({"road": roads_there, "boundary": lines, "boundary_name": names})


def _box(z: int, x: int, y: int) -> Box:
    """What lies in a tile, in WGS-84, with a little around it."""
    west, south, east, north = tiles.box_of(z, x, y, room=tiles.ROOM)
    lon, lat = from_map(np.array([west, west, east, east]), np.array([south, north, south, north]))
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def _deepest(z: int) -> int:
    """Down to which level boundaries are drawn."""
    return next(
        level
        for limit, level in ((5, Level.PROVINCE), (8, Level.CITY), (10, Level.COUNTY), (99, Level.TOWNSHIP))
        if z < limit
    )


def _boundaries(z: int, x: int, y: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rows = organisations.boundaries.touching(_box(z, x, y))
    levels = sorted(rows.order_by().values_list("division__level", flat=True).distinct())
    wanted = [level for level in levels if level <= _deepest(z)] or levels[:1]
    by_level: dict[int, list[Any]] = {}
    names: list[dict[str, Any]] = []
    named = max(wanted, default=0)
    for row in rows.filter(division__level__in=wanted).iterator(chunk_size=200):
        shape = laid(shapely.geometry.shape(row.geometry))
        by_level.setdefault(row.division.level, []).append(tiles.cut(shape.boundary, z, x, y))
        if row.division.level == named:
            names += _name_within(row.division.name, shape, z, x, y)
    lines = tiles.boundary_lines(by_level, finer=2.0 if z >= 10 else 4.0)
    return [{"geometry": line, "properties": {"level": level}} for level, line in lines], names


def _name_within(name: str, shape: Any, z: int, x: int, y: int) -> list[dict[str, Any]]:
    """The name of a place, if its middle lies in this tile."""
    middle = shape.representative_point()
    across, down = tiles.plane(middle.x, middle.y)
    at = np.array([[float(across) * 2.0**z - x, float(down) * 2.0**z - y]])
    if not ((at >= 0) & (at < 1)).all():
        return []
    return tiles.points((at * tiles.EXTENT).astype(np.int64), [{"name": name}])


def _roads(z: int, x: int, y: int) -> Any:
    """Pieces of road in a tile. Whoever hands them in gives GeoJSON lines, or n × 4 degrees (from, to) as an array."""
    found = ground.roads(*_box(z, x, y), detail=z)
    if found is None:
        return None
    pieces = found if isinstance(found, np.ndarray) else np.array(list(_pieces(found)), dtype=float)
    if not len(pieces):
        return None
    (left, down), (right, up) = on_map(pieces[:, 0], pieces[:, 1]), on_map(pieces[:, 2], pieces[:, 3])
    return tiles.road_lines(np.column_stack([left, down, right, up]), z, x, y)


def _pieces(collection: Any) -> Iterator[list[float]]:
    for feature in collection.get("features", []):
        geometry = feature.get("geometry") or {}
        lines = {"LineString": [geometry.get("coordinates", [])], "MultiLineString": geometry.get("coordinates", [])}
        for line in lines.get(geometry.get("type", ""), []):
            for begin, end in pairwise(line):
                yield [*begin[:2], *end[:2]]
