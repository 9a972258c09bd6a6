"""Who is inside the circle, who is not? Shares with their denominators, by district, at a moment; and its shape for the map.

The rule in town goes by minutes (`minutes` × 60 × `speed` metres along the ways), the rule in the countryside by a radius in kilometres, straight.
Both stand side by side: which one a place is measured by is for the federation to say, not for this file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import distance_transform_edt  # type: ignore[attr-defined]

from .datum import Datum, to_wgs84
from .hours import Hours
from .network import Network, Snapped
from .network.sphere import mercator, unmercator
from .reach import HAIR, Placed, away_from
from .tables import features_of
from .words import Unreadable, Words

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MINUTES = (5.0, 10.0, 15.0)
SPEED = 1.2
"""Metres a second: an unhurried walk."""
RIDING = 4.2
"""Metres a second: fifteen kilometres an hour on two wheels."""
FINEST, MOST_CELLS = 20.0, 4_000_000
"""The grid on which areas are drawn: cells of twenty metres, larger where there would be more of them."""
RURAL = 10_000.0
"""Metres: the circle in the countryside."""


def metres_of(minutes: float, speed: float) -> float:
    """How far one gets in some minutes at a speed in metres a second."""
    return minutes * 60.0 * speed


def usual_speed(mode: str) -> float:
    """Metres a second on foot, or on two wheels (`ride`), where nobody says another speed."""
    return RIDING if mode == "ride" else SPEED


@dataclass(frozen=True)
class Cover:
    """How much of the demand a circle covers.

    `total`: weight of all points, the denominator. `points`: how many. `bands`: covered weight by minutes, each band including the
    ones inside it. `rural`: covered weight by the rule of kilometres, None where it was not asked. `left_out`: the points beyond the
    widest band, as indices or, where ids were given, as ids.
    """

    total: float
    points: int
    bands: Mapping[float, float]
    rural: float | None = None
    left_out: NDArray[Any] = field(default_factory=lambda: np.zeros(0, np.int64))

    @property
    def covered(self) -> float:
        """The weight within the widest band."""
        return self.bands[max(self.bands)]

    @property
    def share(self) -> float | None:
        """Covered of total, 0 to 1; None where there is nothing to cover."""
        return self.share_of(self.covered)

    @cached_property
    def shares(self) -> dict[float, float | None]:
        """The share of each band."""
        return {minutes: self.share_of(covered) for minutes, covered in self.bands.items()}

    def share_of(self, covered: float) -> float | None:
        return covered / self.total if self.total > 0 else None

    def as_dict(self) -> dict[str, Any]:
        """Figures alone: covered, total, share, points, and both rules."""
        said: dict[str, Any] = {
            "covered": _plain(self.covered), "total": _plain(self.total), "share": self.share, "points": self.points,
            "bands": {f"{minutes:g}": {"covered": _plain(covered), "share": self.shares[minutes]} for minutes, covered in self.bands.items()},
        }  # fmt: skip
        if self.rural is not None:
            said["rural"] = {"covered": _plain(self.rural), "share": self.share_of(self.rural)}
        return said


def cover(
    metres: Floats,
    weights: ArrayLike,
    *,
    minutes: Sequence[float] = MINUTES,
    speed: float = SPEED,
    rural: float | None = None,
    straight: Floats | None = None,
    ids: ArrayLike | None = None,
) -> Cover:
    """What lies within each band of minutes, and within `rural` metres if that is asked.

    `metres`: to the nearest station for each point, `inf` where there is none, reckoned at least as far as the widest band.
    `straight`: the same as the crow flies, reckoned at least as far as `rural`, which is measured by it; left out, `metres` is both.
    `weights`: people, workers or worker-hours at each point; finite, not negative. A point exactly at the border is inside.
    Raises `ValueError` for a speed or minutes that are not positive.
    """
    weights = np.broadcast_to(np.asarray(weights, np.float64), np.shape(metres))
    if not minutes or not all(np.isfinite(one) and one > 0 for one in (*minutes, speed)):
        raise ValueError("minutes and speed must be positive")
    by_radius = metres if straight is None else straight
    inside = {float(one): metres <= metres_of(one, speed) + HAIR for one in sorted(minutes)}
    out = np.flatnonzero(~inside[max(inside)])
    return Cover(
        total=float(weights.sum()),
        points=len(weights),
        bands={one: float(weights[within].sum()) for one, within in inside.items()},
        rural=None if rural is None else float(weights[by_radius <= rural + HAIR].sum()),
        left_out=out if ids is None else np.asarray(ids)[out],
    )


def cover_by(groups: ArrayLike, metres: Floats, weights: ArrayLike, **more: Any) -> dict[str, Cover]:
    """`cover` for each group of points (a district's name; "" where there is none), in order of their names."""
    names, which = np.unique(np.asarray(groups, np.str_), return_inverse=True)
    weights = np.broadcast_to(np.asarray(weights, np.float64), np.shape(metres))
    ids, straight = more.pop("ids", None), more.pop("straight", None)
    order = np.argsort(which, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(which, minlength=len(names)))[:-1]) if len(names) else []
    return {
        str(name): cover(
            metres[part],
            weights[part],
            straight=None if straight is None else straight[part],
            ids=part if ids is None else np.asarray(ids)[part],
            **more,
        )
        for name, part in zip(names, parts, strict=True)
    }


@dataclass(frozen=True)
class Moment:
    """When it is asked: a weekday (0 is Monday) and a minute of an ordinary week, or one real date with its season and closures."""

    weekday: int
    minute: int
    day: date | None = None

    @classmethod
    def parse(cls, text: str) -> Moment:
        """`Tue 21:30`, `周二 21:30`, `2026-09-08 21:30`. Raises `Unreadable` with a sentence for anything else."""
        said = re.fullmatch(r"\s*(.*?)[\sT]*(\d{1,2})[:：](\d{2})\s*", text or "")
        if said and int(said[2]) < 24 and int(said[3]) < 60:
            minute, day = int(said[2]) * 60 + int(said[3]), said[1].strip().lower().rstrip(".,，")
            if day in _WEEKDAYS:
                return cls(_WEEKDAYS[day], minute)
            try:
                real = date.fromisoformat(day)
            except ValueError:
                pass
            else:
                return cls(real.weekday(), minute, real)
        raise Unreadable(
            Words(
                f"看不懂时刻“{text}”。请这样写：周二 21:30、Tue 21:30 或 2026-09-08 21:30。",
                f"“{text}” is no moment. Write for example: Tue 21:30, or 2026-09-08 21:30.",
            )
        )

    def in_words(self, language: str) -> str:
        clock = f"{self.minute // 60:02}:{self.minute % 60:02}"
        if self.day:
            return f"{self.day} {clock}"
        name = "一二三四五六日"[self.weekday]
        return f"周{name} {clock}" if language.startswith("zh") else f"{_NAMES[self.weekday]} {clock}"

    def open(self, hours: Hours, holiday: bool | Callable[[date], bool] | None = None) -> bool:
        """Whether a door with these hours is open then."""
        if self.day is None:
            return hours.is_open_weekly(self.weekday, self.minute)
        return hours.is_open(datetime.combine(self.day, time(self.minute // 60, self.minute % 60)), holiday)


_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS = {
    **{name.lower(): number for number, name in enumerate(_NAMES)},
    **{name.lower()[:2]: number for number, name in enumerate(_NAMES)},
    **{name: number for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))},
    **{f"{week}{day}": number for week in ("周", "星期", "礼拜") for number, day in enumerate("一二三四五六日")},
    "tues": 1, "thur": 3, "thurs": 3, "周天": 6, "星期天": 6,
}  # fmt: skip


def open_then(
    hours: Iterable[Hours | None], at: Moment, holiday: bool | Callable[[date], bool] | None = None
) -> NDArray[np.bool_]:
    """Which stations are open at a moment. One whose hours nobody knows counts as closed: it is not promised to anybody."""
    known: dict[Hours, bool] = {}
    answers = []
    for one in hours:
        if one is not None and one not in known:
            known[one] = at.open(one, holiday)
        answers.append(one is not None and known[one])
    return np.array(answers, bool)


@dataclass(frozen=True)
class Districts:
    """Areas with names, to say in which one a point lies."""

    names: tuple[str, ...]
    shapes: NDArray[np.object_]

    @classmethod
    def read(cls, text: str, *, name: str = "districts.geojson", datum: Datum | str = "wgs84") -> Districts:
        """The polygons of a GeoJSON text by their `name`, `NAME`, `code` or `id`. Raises `Unreadable` when there are none."""
        names, shapes = [], []
        for number, feature in enumerate(features_of(text, name), 1):
            geometry = feature.get("geometry") if isinstance(feature, dict) else None
            if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
                continue
            try:
                shape = shapely.make_valid(shapely.geometry.shape(geometry))
            except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.errors.ShapelyError):
                raise Unreadable(
                    Words(
                        f"{name} 第 {number} 项的边界读不懂。",
                        f"The boundary of feature {number} in {name} cannot be read.",
                    )
                ) from None
            properties = feature.get("properties") or {}
            said = (
                {str(key).lower(): value for key, value in properties.items()} if isinstance(properties, dict) else {}
            )
            called = next(
                (said[key] for key in ("name", "名称", "code", "adcode", "id") if said.get(key)), feature.get("id")
            )
            names.append(str(called if called is not None else number))
            shapes.append(shapely.transform(shape, lambda at: np.stack(to_wgs84(at[:, 0], at[:, 1], datum), axis=1)))
        if not names:
            raise Unreadable(Words(f"{name} 里没有面（Polygon）。", f"There are no polygons in {name}."))
        made = np.empty(len(shapes), object)
        made[:] = shapes
        return cls(tuple(names), made)

    def of(self, places: Placed) -> NDArray[np.object_]:
        """The name of the district each point lies in, "" for none; on a border, of the first of them."""
        found = np.full(len(places.lon), -1)
        point, district = shapely.STRtree(self.shapes).query(
            shapely.points(places.lon, places.lat), predicate="intersects"
        )
        order = np.lexsort((-district, point))
        found[point[order]] = district[order]
        return np.array([*self.names, ""], object)[found]


def polygons(
    network: Network,
    sources: Snapped,
    metres: Sequence[float],
    *,
    mode: str = "walk",
    beside: float = 60.0,
    gaps: float = 120.0,
) -> list[Any]:
    """For each limit in `metres` the area around the ways within reach, as a shapely MultiPolygon in degrees WGS-84.

    Reached stretches of ways are widened by `beside` metres on either side; what lies between two of them and is narrower than twice
    `gaps` metres is filled (the inside of a block; not a lake). Empty where nothing is reached.
    """
    if not len(metres):
        return []
    away = away_from(network, sources, limit=max(metres), mode=mode)
    x, y = mercator(network.lon, network.lat)
    middle = float(np.median(network.lat)) if network.junctions else 0.0
    scale = 1.0 / np.cos(np.radians(middle))
    return [
        _around(_stretches(network, sources, away, one, x, y, mode), beside * scale, gaps * scale) for one in metres
    ]


def rings(sources: Placed, metres: Sequence[float]) -> list[Any]:
    """Without a network: for each limit the circles around the sources as one shapely MultiPolygon in degrees WGS-84."""
    x, y = mercator(sources.lon, sources.lat)
    scale = 1.0 / np.cos(np.radians(np.asarray(sources.lat, np.float64)))
    made = []
    for one in metres:
        area = shapely.union_all(shapely.buffer(shapely.points(x, y), one * scale, quad_segs=16))
        area = shapely.transform(area, lambda at: np.stack(unmercator(at[:, 0], at[:, 1]), axis=1))
        made.append(shapely.MultiPolygon([part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]))
    return made


def _stretches(
    network: Network, sources: Snapped, away: Floats, limit: float, x: Floats, y: Floats, mode: str
) -> Floats:
    """The stretches of ways within the limit: rows of x, y, x2, y2 on the flat map."""
    usable = network.allows(mode)
    start, end, length = np.asarray(network.start), np.asarray(network.end), np.asarray(network.length)
    from_start = np.clip((limit - away[start]) / length, 0, 1)
    from_end = np.clip((limit - away[end]) / length, 0, 1)
    whole = usable & (from_start + from_end >= 1)
    head, tail = usable & ~whole & (from_start > 0), usable & ~whole & (from_end > 0)
    stands = sources[sources.found]
    left = (limit - stands.offset) / length[stands.way]
    near = left >= 0
    stands, left = stands[near], left[near]
    way = np.concatenate([np.flatnonzero(whole), np.flatnonzero(head), np.flatnonzero(tail), stands.way])
    begin = np.concatenate([np.zeros(whole.sum() + head.sum()), 1 - from_end[tail], np.clip(stands.share - left, 0, 1)])
    until = np.concatenate(
        [np.ones(whole.sum()), from_start[head], np.ones(tail.sum()), np.clip(stands.share + left, 0, 1)]
    )
    ax, ay = x[start[way]], y[start[way]]
    dx, dy = x[end[way]] - ax, y[end[way]] - ay
    return np.stack([ax + begin * dx, ay + begin * dy, ax + until * dx, ay + until * dy], axis=1)


def _around(stretches: Floats, beside: float, gaps: float) -> Any:
    """The area around stretches: widened and closed on a grid, its outline traced and smoothed to about a cell.

    Widening the lines themselves gives the same picture and takes minutes for a city.
    """
    if not len(stretches):
        return shapely.MultiPolygon()
    low, high = stretches.reshape(-1, 2).min(axis=0), stretches.reshape(-1, 2).max(axis=0)
    cell = max(FINEST, float(np.sqrt(np.prod(high - low + 1.0) / MOST_CELLS)))
    rim = int(np.ceil((beside + gaps) / cell)) + 2
    low = low - rim * cell
    shape = tuple((np.ceil((high - low) / cell).astype(int) + rim + 1)[::-1])
    passed = np.zeros(shape, bool)
    steps = (
        np.ceil(np.hypot(stretches[:, 2] - stretches[:, 0], stretches[:, 3] - stretches[:, 1]) / (0.7 * cell)).astype(
            int
        )
        + 1
    )
    which = np.repeat(np.arange(len(stretches)), steps)
    along = (np.arange(len(which)) - np.repeat(np.cumsum(steps) - steps, steps)) / np.maximum(steps - 1, 1)[which]
    at = stretches[which, :2] + along[:, None] * (stretches[which, 2:] - stretches[which, :2])
    column, row = ((at - low) / cell).astype(int).T
    passed[row, column] = True
    wide = distance_transform_edt(~passed) * cell <= beside + gaps
    area = distance_transform_edt(wide) * cell > gaps
    faces = shapely.get_parts(shapely.polygonize(_outline(area)))
    inside = shapely.get_coordinates(shapely.point_on_surface(faces)).astype(int)
    faces = shapely.simplify(faces[area[inside[:, 1], inside[:, 0]]], 0.9)
    faces = shapely.transform(faces, lambda at: np.stack(unmercator(*(low + at * cell).T), axis=1))
    whole = shapely.union_all(shapely.make_valid(faces))
    return shapely.MultiPolygon([one for one in shapely.get_parts(whole) if one.geom_type == "Polygon"])


def _outline(area: NDArray[np.bool_]) -> NDArray[np.object_]:
    """The lines between inside and outside of a grid, in cells; each ends where the outline turns or meets itself."""
    lines = []
    for turned in (False, True):
        grid = area.T if turned else area
        change = np.diff(grid.astype(np.int8), axis=0)  # +1, −1: which side is inside
        row, column = np.nonzero(change)
        side = change[row, column]
        breaks = (np.diff(row) != 0) | (np.diff(column) != 1) | (np.diff(side) != 0)
        first, last = np.r_[0, np.flatnonzero(breaks) + 1], np.r_[np.flatnonzero(breaks), len(row) - 1]
        ends = np.stack(
            [np.stack([column[first], row[first] + 1], 1), np.stack([column[last] + 1, row[last] + 1], 1)], 1
        )
        lines.append(shapely.linestrings((ends[:, :, ::-1] if turned else ends).astype(float)))
    return np.concatenate(lines)


def _plain(number: float) -> float | int:
    """Whole numbers without a point; sums of weights without the dust of binary fractions."""
    number = round(number, 6)
    return int(number) if number.is_integer() else number
