"""Areas: reading them from GeoJSON, converting and simplifying their rings.

A ring is an array of corners, shape (n, 2), longitude and latitude in degrees; an area is a list of rings, the outer one first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Ring = NDArray[np.float64]
Area = list[Ring]

METRES = float(np.radians(1.0) * 6_371_008.8)
"""Metres in a degree of latitude, on a sphere of mean radius."""


def areas_of(geometry: Any) -> list[Area]:
    """The areas of a GeoJSON Polygon or MultiPolygon. Slivers (rings of fewer than three corners) are left out.

    Raises ValueError, with a reason, for anything else, for corners that lie outside the earth, and where nothing is left.
    """
    if not isinstance(geometry, dict):
        raise ValueError("no geometry")
    kind, found = geometry.get("type"), geometry.get("coordinates")
    shapes = [found] if kind == "Polygon" else found if kind == "MultiPolygon" else None
    if not isinstance(shapes, list) or not shapes:
        raise ValueError(f"a {kind or 'missing geometry'} is no area")
    try:
        made = [[np.array([[point[0], point[1]] for point in ring], dtype=float) for ring in shape] for shape in shapes]
    except (TypeError, ValueError, IndexError, KeyError) as error:
        raise ValueError("the corners are not pairs of numbers") from error
    for shape in made:
        for ring in shape:
            if not (np.isfinite(ring).all() and (np.abs(ring) <= (180.0, 90.0)).all()):
                raise ValueError("a ring lies outside the earth")
    kept = [[shape[0], *filter(_has_area, shape[1:])] for shape in made if shape and _has_area(shape[0])]
    if not kept:
        raise ValueError("no ring has three corners")
    return kept


def converted(areas: list[Area], by: Callable[[Any, Any], tuple[Any, Any]]) -> list[Area]:
    """The same areas with every corner converted; `by` takes and gives arrays of longitudes and latitudes."""
    return [[np.column_stack(by(ring[:, 0], ring[:, 1])) for ring in area] for area in areas]


def simplified(ring: Ring, tolerance: float) -> Ring:
    """A closed ring with fewer corners, none of those left out farther than `tolerance` metres from it (Douglas and Peucker).

    It stays closed, stays a ring that does not cross itself if it was one, and keeps at least three corners.
    """
    closed = ring if np.array_equal(ring[0], ring[-1]) else np.vstack([ring, ring[:1]])
    if len(closed) <= 5 or tolerance <= 0:
        return closed
    scale = np.array([METRES * np.cos(np.radians(closed[:, 1].mean())), METRES])
    origin = closed[0]
    flat = shapely.linearrings((closed - origin) * scale)
    few = shapely.get_coordinates(shapely.simplify(flat, tolerance, preserve_topology=True))
    # Back to the corners themselves: a product and a quotient would move them by the last bit.
    where = {tuple(point): index for index, point in reversed(list(enumerate(((closed - origin) * scale).tolist())))}
    return closed[[where[tuple(point)] for point in few.tolist()]]


def _has_area(ring: Ring) -> bool:
    return ring.ndim == 2 and len(np.unique(ring, axis=0)) >= 3
