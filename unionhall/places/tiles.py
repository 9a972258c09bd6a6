"""Which points and lines does one tile of the map hold, and how are they written? Web Mercator, MVT 2, nothing of Django.

Tiles are counted as everywhere on the web: one tile at zoom 0, four at zoom 1, (0, 0) in the north-west. A point belongs to exactly
one tile of a zoom, and within it to exactly one cell: so the counts of all tiles of a zoom add up to all points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import mapbox_vector_tile
import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EXTENT = 4096
"""Steps across a tile."""
DEEPEST = 18
"""The last zoom that has tiles; a map that goes closer stretches these."""
SINGLE_FROM = 14
"""From this zoom on points stand for themselves."""
CELLS = 8
"""Cells across a tile in which points are gathered: 64 pixels each."""
FINE_CELLS = 64
"""The same where a tile of single points would hold too many."""
MOST = 5_000
"""Single points in one tile; beyond it they are gathered in fine cells."""
ROOM = 64
"""Steps around a tile that lines go on into, so that they meet at its edges."""
_NORTHMOST = 85.051_128_779_806_59
_BELOW_ONE = 1.0 - 2.0**-53


def exists(z: int, x: int, y: int) -> bool:
    """Is there such a tile?"""
    return 0 <= z <= DEEPEST and 0 <= x < 2**z and 0 <= y < 2**z


def plane(lon: Any, lat: Any) -> tuple[Floats, Floats]:
    """Degrees as shares of the map's square, 0 ≤ x, y < 1, counted from the north-west."""
    x = (np.asarray(lon, dtype=float) + 180.0) / 360.0
    sine = np.sin(np.radians(np.clip(np.asarray(lat, dtype=float), -_NORTHMOST, _NORTHMOST)))
    y = 0.5 - np.log((1.0 + sine) / (1.0 - sine)) / (4.0 * math.pi)
    return np.clip(x, 0.0, _BELOW_ONE), np.clip(y, 0.0, _BELOW_ONE)


def degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a share of the square."""
    return x * 360.0 - 180.0, math.degrees(math.atan(math.sinh(math.pi * (1.0 - 2.0 * y))))


def box_of(z: int, x: int, y: int, *, room: int = 0) -> tuple[float, float, float, float]:
    """West, south, east, north of a tile in degrees, with so many steps around it."""
    side, more = 2.0**z, room / EXTENT
    west, north = degrees((x - more) / side, (y - more) / side)
    east, south = degrees((x + 1 + more) / side, (y + 1 + more) / side)
    return west, south, east, north


@dataclass(frozen=True)
class Plot:
    """Points on the map's square, sorted by x; `order` names the row of the caller each one came from."""

    x: Floats
    y: Floats
    order: Ints

    @classmethod
    def of(cls, lon: Any, lat: Any) -> Plot:
        """Points by their degrees on the map (in the datum of the base map)."""
        x, y = plane(lon, lat)
        order = np.argsort(x, kind="stable")
        return cls(x[order], y[order], order)

    def __len__(self) -> int:
        return len(self.x)

    def within(self, z: int, x: int, y: int) -> Ints:
        """Places in this plot of the points that lie in a tile."""
        side = 2.0**z
        first, last = np.searchsorted(self.x, [x / side, (x + 1) / side])
        rows = self.y[first:last]
        return first + np.flatnonzero((rows >= y / side) & (rows < (y + 1) / side))


@dataclass(frozen=True)
class Gathered:
    """What one tile shows: points that stand alone, and clusters with how many they hold. Positions in steps of the tile."""

    alone: Ints
    """Rows of the caller."""
    alone_at: Ints
    """n × 2 steps."""
    counts: Ints
    marked: Ints
    """How many of each cluster carry the mark that was asked for (open now)."""
    at: Ints

    @property
    def total(self) -> int:
        """Points in the tile, however they are shown."""
        return len(self.alone) + int(self.counts.sum())


def gather(plot: Plot, z: int, x: int, y: int, *, mark: NDArray[np.bool_] | None = None) -> Gathered:
    """Gather the points of a tile by cells below `SINGLE_FROM`, and where there are too many to draw.

    A cluster stands at the middle of its points, kept to the inner part of its cell, so that neighbours do not cover one another.
    """
    here = plot.within(z, x, y)
    across, down = plot.x[here] * 2.0**z - x, plot.y[here] * 2.0**z - y
    rows = plot.order[here]
    single = z >= SINGLE_FROM
    cells = FINE_CELLS if single else CELLS
    if single and (z == DEEPEST or len(here) <= MOST):
        alone = np.ones(len(here), dtype=bool)
    else:
        cell = np.minimum((down * cells).astype(np.int64), cells - 1) * cells
        cell += np.minimum((across * cells).astype(np.int64), cells - 1)
        _known, group, sizes = np.unique(cell, return_inverse=True, return_counts=True)
        alone = sizes[group] == 1
    steps = np.column_stack([across, down])
    gathered = ~alone
    if not gathered.any():
        none = np.zeros(0, dtype=np.int64)
        return Gathered(rows, _steps(steps), none, none, none.reshape(0, 2))
    known, group, sizes = np.unique(cell[gathered], return_inverse=True, return_counts=True)
    middle = np.column_stack([np.bincount(group, weights=steps[gathered, axis]) / sizes for axis in (0, 1)])
    corner = np.column_stack([known % cells, known // cells]) / cells
    middle = np.clip(middle, corner + 0.15 / cells, corner + 0.85 / cells)
    marked = np.bincount(group, weights=mark[rows[gathered]]) if mark is not None else np.zeros(len(sizes))
    return Gathered(rows[alone], _steps(steps[alone]), sizes, marked.astype(np.int64), _steps(middle))


def _steps(shares: Floats) -> Ints:
    return np.minimum((shares * EXTENT).astype(np.int64), EXTENT - 1)


def encode(layers: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """Layers of features (`geometry` in steps with y downwards, `properties`) as a tile; b"" when nothing is in any."""
    filled = [{"name": name, "features": list(features)} for name, features in layers.items() if features]
    if not filled:
        return b""
    return bytes(mapbox_vector_tile.encode(filled, default_options={"extents": EXTENT, "y_coord_down": True}))


def points(at: Ints, properties: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Point features for `encode`."""
    return [
        {"geometry": geometry, "properties": facts}
        for geometry, facts in zip(shapely.points(at.astype(float)), properties, strict=True)
    ]


def cut(geometry: Any, z: int, x: int, y: int) -> Any:
    """A geometry (or an array of them) in degrees on the map, as steps of a tile, cut to it."""

    def as_steps(coordinates: Floats) -> Floats:
        across, down = plane(coordinates[:, 0], coordinates[:, 1])
        return np.column_stack([(across * 2.0**z - x) * EXTENT, (down * 2.0**z - y) * EXTENT])

    return shapely.clip_by_rect(shapely.transform(geometry, as_steps), -ROOM, -ROOM, EXTENT + ROOM, EXTENT + ROOM)


def boundary_lines(by_level: Mapping[int, Sequence[Any]], *, finer: float = 4.0) -> list[tuple[int, Any]]:
    """Lines of each level, already cut to a tile, each drawn once: two neighbours share theirs, a county's is its townships' too.

    `finer` is the tolerance in steps: 4 of 4096 are half a pixel.
    """
    drawn: Any = shapely.MultiLineString([])
    found = []
    for level in sorted(by_level):
        lines = shapely.set_precision(shapely.union_all(list(by_level[level])), 1.0)
        fresh = shapely.difference(lines, shapely.buffer(drawn, 2.0)) if not drawn.is_empty else lines
        drawn = shapely.union(drawn, lines)
        merged = shapely.simplify(shapely.line_merge(fresh), finer, preserve_topology=False)
        if not merged.is_empty:
            found.append((level, merged))
    return found


def road_lines(segments: Floats, z: int, x: int, y: int) -> Any:
    """Straight pieces of road (n × 4 degrees on the map) as one shape of a tile; far away, what falls together is drawn once."""
    across, down = plane(segments[:, [0, 2]], segments[:, [1, 3]])
    steps = np.stack([(across * 2.0**z - x) * EXTENT, (down * 2.0**z - y) * EXTENT], axis=-1)
    seen = ((steps.max(axis=1) >= -ROOM) & (steps.min(axis=1) <= EXTENT + ROOM)).all(axis=1)
    coarse = 4 if z >= SINGLE_FROM else 8 if z >= 12 else 16
    grid = np.round(steps[seen] / coarse).astype(np.int64) * coarse
    grid = grid[(grid[:, 0] != grid[:, 1]).any(axis=1)]
    turned = (grid[:, 0, 0] > grid[:, 1, 0]) | ((grid[:, 0, 0] == grid[:, 1, 0]) & (grid[:, 0, 1] > grid[:, 1, 1]))
    grid[turned] = grid[turned][:, ::-1]
    unique = np.unique(grid.reshape(-1, 4), axis=0).reshape(-1, 2, 2)
    return shapely.multilinestrings(shapely.linestrings(unique.astype(float))) if len(unique) else None
