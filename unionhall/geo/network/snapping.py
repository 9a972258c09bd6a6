"""Which point of which way is nearest? Ways as straight lines, found through an index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import distance_transform_cdt  # type: ignore[attr-defined]

from ..ground import on_earth
from .sphere import mercator, unmercator

if TYPE_CHECKING:
    from .kept import Network

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FINEST, MOST_CELLS = 80.0, 4_000_000
"""The grid: cells of eighty metres, larger where ways are long or there would be more cells than this."""
AROUND = (1, 3)
"""How many cells around a point are looked at, first and then."""
TOGETHER = 20_000
"""Points compared at a time."""


@dataclass(frozen=True)
class Snapped:
    """Points on ways: one row for each point asked.

    `way`: index of the way, −1 where none is within reach; `share`: where on it, 0 at its start to 1 at its end; `offset`: metres from the
    point to the way; `lon`, `lat`: the place on the way (the point itself where there is none), degrees.
    """

    way: Ints
    share: Floats
    offset: Floats
    lon: Floats
    lat: Floats

    def __len__(self) -> int:
        return len(self.way)

    def __getitem__(self, which: Any) -> Snapped:
        """The rows of a slice, a mask or a list of indices."""
        return Snapped(self.way[which], self.share[which], self.offset[which], self.lon[which], self.lat[which])

    @property
    def found(self) -> NDArray[np.bool_]:
        """Which points have a way within reach."""
        found: NDArray[np.bool_] = self.way >= 0
        return found


class Lines:
    """The ways of one mode as straight lines on the conformal map, with a grid to find the nearest.

    Each way is entered in the cells it passes, rows of cells lie one after another, so the cells around a point are a few runs of one
    array: all points are compared with all ways around them at once. The few points with nothing around them go through a tree.
    """

    def __init__(self, network: Network, bit: int) -> None:
        self.which = np.flatnonzero((np.asarray(network.mode) & bit) > 0)
        x, y = mercator(network.lon, network.lat)
        a, b = np.asarray(network.start)[self.which], np.asarray(network.end)[self.which]
        self.x, self.y, self.dx, self.dy = x[a], y[a], x[b] - x[a], y[b] - y[a]
        if len(self.which):
            self._enter()

    def snap(self, lon: ArrayLike, lat: ArrayLike, within: float) -> Snapped:
        """See `Network.snap`."""
        px, py = np.atleast_1d(np.asarray(lon, np.float64)), np.atleast_1d(np.asarray(lat, np.float64))
        found = Snapped(np.full(len(px), -1), np.zeros(len(px)), np.full(len(px), np.inf), px.copy(), py.copy())
        asked = np.flatnonzero(on_earth(px, py) & (np.abs(py) < 89.0))
        if not len(self.which) or not within >= 0:
            return found
        if len(asked) > TOGETHER:  # neighbours one after another look at the same ways
            asked = asked[self._by_place(px[asked], py[asked])]
        for first in range(0, len(asked), TOGETHER):
            self._snap(found, asked[first : first + TOGETHER], within)
        return found

    def _snap(self, found: Snapped, asked: Ints, within: float) -> None:
        x, y = mercator(found.lon[asked], found.lat[asked])
        scale = np.cos(np.radians(found.lat[asked]))
        far = within / scale + 1.0
        column, row = np.floor((x - self.west) / self.cell), np.floor((y - self.south) / self.cell)
        inside = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        column, row = (np.where(inside, one, 0).astype(np.int64) for one in (column, row))
        empty = np.where(inside, self.empty[row, column], 0)  # so many cells around hold no way
        beyond = np.hypot(
            *(
                np.maximum(0, np.maximum(low - at, at - high))
                for at, low, high in ((x, self.west, self.east), (y, self.south, self.north))
            )
        )
        open_ = np.flatnonzero((beyond <= far) & ((empty - 1) * self.cell <= far))
        line, away = np.full(len(asked), -1), np.full(len(asked), np.inf)
        for around in AROUND:
            near = open_[inside[open_] & (empty[open_] <= around)]
            self._compare(near, x, y, column, row, around, line, away)
            sure = np.isin(open_, near, assume_unique=True) & (
                (away[open_] <= around * self.cell) | (far[open_] <= around * self.cell)
            )
            open_ = open_[~sure]
        if len(open_):
            point, hit = self.tree.query_nearest(
                shapely.points(x[open_], y[open_]), max_distance=float(far[open_].max()), all_matches=False
            )
            line[open_], away[open_] = -1, np.inf
            line[open_[point]] = hit
            away[open_[point]] = self._foot(x[open_[point]], y[open_[point]], hit)[1]
        near = np.flatnonzero((line >= 0) & (away * scale <= within + 1e-6))
        hit, to = line[near], asked[near]
        share, distance = self._foot(x[near], y[near], hit)
        found.way[to], found.share[to], found.offset[to] = self.which[hit], share, distance * scale[near]
        found.lon[to], found.lat[to] = unmercator(
            self.x[hit] + share * self.dx[hit], self.y[hit] + share * self.dy[hit]
        )

    def _by_place(self, lon: Floats, lat: Floats) -> Ints:
        x, y = mercator(lon, lat)
        key = self._cells(y, self.south, self.rows) * self.columns + self._cells(x, self.west, self.columns)
        return np.argsort(key, kind="stable")

    def _enter(self) -> None:
        """Enter each way in the cells it passes: cut into pieces no longer than a cell, each in the cells of its own frame."""
        length = np.hypot(self.dx, self.dy)
        east, north = np.maximum(self.x, self.x + self.dx), np.maximum(self.y, self.y + self.dy)
        self.west, self.south = float((east - np.abs(self.dx)).min()), float((north - np.abs(self.dy)).min())
        self.east, self.north = float(east.max()), float(north.max())
        wide, high = self.east - self.west, self.north - self.south
        self.cell = max(
            FINEST, 1.5 * float(length.mean()), float(np.sqrt(wide * high / MOST_CELLS)), max(wide, high) / MOST_CELLS
        )
        self.columns, self.rows = int(wide / self.cell) + 1, int(high / self.cell) + 1
        pieces = np.ceil(length / self.cell).astype(np.int64).clip(1)
        line = np.repeat(np.arange(len(length)), pieces)
        first = (np.arange(len(line)) - np.repeat(np.cumsum(pieces) - pieces, pieces)) / pieces[line]
        last = first + 1.0 / pieces[line]
        keys, lines = [], []
        columns = np.stack(
            [self._cells(self.x[line] + at * self.dx[line], self.west, self.columns) for at in (first, last)]
        )
        rows = np.stack([self._cells(self.y[line] + at * self.dy[line], self.south, self.rows) for at in (first, last)])
        columns.sort(axis=0)
        rows.sort(axis=0)
        for across in range(int((columns[1] - columns[0]).max()) + 1):
            for up in range(int((rows[1] - rows[0]).max()) + 1):
                here = (columns[0] + across <= columns[1]) & (rows[0] + up <= rows[1])
                keys.append((rows[0][here] + up) * self.columns + columns[0][here] + across)
                lines.append(line[here])
        key, entered = np.concatenate(keys), np.concatenate(lines)
        order = np.argsort(key, kind="stable")
        self.entered = entered[order].astype(np.int32)
        square = np.hypot(self.dx, self.dy) ** 2
        per_square = np.divide(1.0, square, out=np.zeros(len(square)), where=square > 0)
        self.drawn = np.stack([self.x, self.y, self.dx, self.dy, per_square])[:, self.entered]
        self.begin = np.zeros(self.columns * self.rows + 1, np.int64)
        np.cumsum(np.bincount(key, minlength=self.columns * self.rows), out=self.begin[1:])
        passed = (np.diff(self.begin) > 0).reshape(self.rows, self.columns)
        self.empty = distance_transform_cdt(~passed, metric="chessboard").astype(np.int32)

    def _cells(self, at: Floats, low: float, count: int) -> Ints:
        cells: Ints = np.clip((at - low) / self.cell, 0, count - 1).astype(np.int64)
        return cells

    @cached_property
    def tree(self) -> Any:
        """For points with nothing around them."""
        ends = np.stack([np.stack([self.x, self.y], 1), np.stack([self.x + self.dx, self.y + self.dy], 1)], 1)
        return shapely.STRtree(shapely.linestrings(ends))

    def _compare(
        self, points: Ints, x: Floats, y: Floats, column: Ints, row: Ints, around: int, line: Ints, away: Floats
    ) -> None:
        """Compare points with every way in the cells up to `around` away, and keep the nearest in `line` and `away`."""
        first, last = np.maximum(column[points] - around, 0), np.minimum(column[points] + around, self.columns - 1)
        for up in range(-around, around + 1):
            level = row[points] + up
            some = np.flatnonzero((level >= 0) & (level < self.rows))
            begin = self.begin[level[some] * self.columns + first[some]]
            many = self.begin[level[some] * self.columns + last[some] + 1] - begin
            some, begin, many = some[many > 0], begin[many > 0], many[many > 0]
            if not len(some):
                continue
            starts = np.cumsum(many) - many
            entry = np.arange(int(many.sum())) - np.repeat(starts, many) + np.repeat(begin, many)
            whose = np.repeat(points[some], many)
            ax, ay, dx, dy, per_square = self.drawn[:, entry]
            ax, ay = x[whose] - ax, y[whose] - ay
            share = np.clip((ax * dx + ay * dy) * per_square, 0.0, 1.0)
            distance = (ax - share * dx) ** 2 + (ay - share * dy) ** 2
            least = np.minimum.reduceat(distance, starts)
            better = least < away[points[some]] ** 2
            which = np.flatnonzero(distance == np.repeat(np.where(better, least, -1.0), many))
            line[whose[which]] = self.entered[entry[which]]
            away[points[some][better]] = np.sqrt(least[better])

    def _foot(self, x: Floats, y: Floats, line: Ints) -> tuple[Floats, Floats]:
        """Where on the line the nearest point lies (0 to 1), and how far it is (units of the map)."""
        dx, dy, ax, ay = self.dx[line], self.dy[line], self.x[line], self.y[line]
        square = dx * dx + dy * dy
        along = (x - ax) * dx + (y - ay) * dy
        share = np.clip(along / np.where(square > 0, square, 1.0), 0.0, 1.0)
        return share, np.hypot(x - ax - share * dx, y - ay - share * dy)
