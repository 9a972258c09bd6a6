"""Where does this point lie, really? Between WGS-84 (satellites, OpenStreetMap) and GCJ-02 (maps published in China).

GCJ-02 shifts a point by some hundred metres with a formula that is widely known; it has no exact inverse, so the way back is
found by steps until the point published from it is the given one, to within a millimetre. Outside China nothing is shifted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

EARTH = 6_371_008.8
"""Mean radius in metres."""
_AXIS, _ECCENTRICITY = 6_378_245.0, 0.006_693_421_622_965_943
_WITHIN = 1e-8  # degrees: about a millimetre

Point = tuple[float, float]
"""Longitude and latitude in degrees."""


def to_gcj02(lon: float, lat: float) -> Point:
    """The point as maps published in China draw it."""
    if not _in_china(lon, lat):
        return lon, lat
    x, y = lon - 105.0, lat - 35.0
    waves = 20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += (waves + 20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    north += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += (waves + 20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    east += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    angle = math.radians(lat)
    flat = 1 - _ECCENTRICITY * math.sin(angle) ** 2
    north = math.degrees(north / (_AXIS * (1 - _ECCENTRICITY) / (flat * math.sqrt(flat))))
    east = math.degrees(east / (_AXIS / math.sqrt(flat) * math.cos(angle)))
    return lon + east, lat + north


def from_gcj02(lon: float, lat: float) -> Point:
    """The point on the earth behind one on a map published in China."""
    if not _in_china(lon, lat):
        return lon, lat
    x, y = lon, lat
    for _step in range(30):
        shown = to_gcj02(x, y)
        east, north = shown[0] - lon, shown[1] - lat
        x, y = x - east, y - north
        if abs(east) < _WITHIN and abs(north) < _WITHIN:
            break
    return x, y


def distance(one: Point, other: Point) -> float:
    """Metres between two points, along a great circle."""
    (lon_a, lat_a), (lon_b, lat_b) = one, other
    a, b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def simplified(ring: Sequence[Point], tolerance: float) -> list[Point]:
    """A closed ring with fewer corners, none of those left out farther than `tolerance` metres from it (Douglas and Peucker).

    It stays closed and keeps at least three corners.
    """
    points = list(ring) if ring[0] == ring[-1] else [*ring, ring[0]]
    if len(points) <= 5:
        return points
    corners = points[:-1]
    far = max(range(1, len(corners)), key=lambda index: distance(corners[0], corners[index]))
    kept = {0, far, len(points) - 1}
    waiting = [(0, far), (far, len(points) - 1)]
    while waiting:
        begin, end = waiting.pop()
        best, where = 0.0, 0
        for index in range(begin + 1, end):
            away = _from_line(points[index], points[begin], points[end])
            if away > best:
                best, where = away, index
        if best > tolerance:
            kept.add(where)
            waiting += [(begin, where), (where, end)]
    if len(kept) < 4:  # a triangle at least
        rest = [index for index in range(1, len(points) - 1) if index not in kept]
        kept.add(max(rest, key=lambda index: _from_line(points[index], points[0], points[far])))
    return [points[index] for index in sorted(kept)]


def polygons_of(geometry: Any) -> list[list[list[Point]]]:
    """The polygons of a GeoJSON Polygon or MultiPolygon, as rings of points. Raises ValueError for anything else."""
    if not isinstance(geometry, dict):
        raise ValueError("no geometry")
    kind, found = geometry.get("type"), geometry.get("coordinates")
    shapes = [found] if kind == "Polygon" else found if kind == "MultiPolygon" else None
    if not isinstance(shapes, list) or not shapes:
        raise ValueError(f"a {kind or 'missing geometry'} is no area")
    try:
        made = [[[(float(point[0]), float(point[1])) for point in ring] for ring in shape] for shape in shapes]
    except (TypeError, IndexError, KeyError) as error:
        raise ValueError("the corners are not pairs of numbers") from error
    for shape in made:
        for ring in shape:
            if len(set(ring)) < 3 or not all(_on_earth(point) for point in ring):
                raise ValueError("a ring has fewer than three corners, or lies outside the earth")
    if not all(made):
        raise ValueError("an area without a ring")
    return made


def converted(
    shapes: Iterable[Iterable[Iterable[Point]]], by: Callable[[float, float], Point]
) -> list[list[list[Point]]]:
    """The same shapes with every corner converted."""
    return [[[by(*point) for point in ring] for ring in shape] for shape in shapes]


def _from_line(point: Point, begin: Point, end: Point) -> float:
    """Metres from a point to a line between two others, on a plane laid on the earth there."""
    scale = math.cos(math.radians(begin[1]))
    metre = math.radians(1) * EARTH
    px, py = (point[0] - begin[0]) * scale * metre, (point[1] - begin[1]) * metre
    ex, ey = (end[0] - begin[0]) * scale * metre, (end[1] - begin[1]) * metre
    length = ex * ex + ey * ey
    along = 0.0 if length == 0 else max(0.0, min(1.0, (px * ex + py * ey) / length))
    return math.hypot(px - along * ex, py - along * ey)


def _in_china(lon: float, lat: float) -> bool:
    return 72.004 <= lon <= 137.8347 and 0.8293 <= lat <= 55.8271


def _on_earth(point: Point) -> bool:
    return -180 <= point[0] <= 180 and -90 <= point[1] <= 90 and all(map(math.isfinite, point))
