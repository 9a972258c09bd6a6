"""Which point of which way is nearest? Ways as straight lines, found through an index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from ..ground import on_earth
from .sphere import mercator, unmercator

if TYPE_CHECKING:
    from .kept import Network

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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


@dataclass(frozen=True)
class Lines:
    """The ways of one mode as straight lines, with an index to find the nearest."""

    which: Ints
    x: Floats
    y: Floats
    dx: Floats
    dy: Floats
    tree: Any

    @classmethod
    def of(cls, network: Network, bit: int) -> Lines:
        which = np.flatnonzero((np.asarray(network.mode) & bit) > 0)
        x, y = mercator(network.lon, network.lat)
        a, b = np.asarray(network.start)[which], np.asarray(network.end)[which]
        drawn = np.stack([np.stack([x[a], y[a]], axis=1), np.stack([x[b], y[b]], axis=1)], axis=1)
        tree = shapely.STRtree(shapely.linestrings(drawn))
        return cls(which, x[a], y[a], x[b] - x[a], y[b] - y[a], tree)

    def snap(self, lon: ArrayLike, lat: ArrayLike, within: float) -> Snapped:
        px, py = np.atleast_1d(np.asarray(lon, np.float64)), np.atleast_1d(np.asarray(lat, np.float64))
        found = Snapped(np.full(len(px), -1), np.zeros(len(px)), np.full(len(px), np.inf), px.copy(), py.copy())
        asked = np.flatnonzero(on_earth(px, py) & (np.abs(py) < 89.0))
        if not len(self.which) or not len(asked) or not within >= 0:
            return found
        x, y = mercator(px[asked], py[asked])
        scale = np.cos(np.radians(py[asked]))
        point, line = self.tree.query_nearest(
            shapely.points(x, y), max_distance=float(within / scale.min()) + 1.0, all_matches=False
        )
        share, away = self._foot(x[point], y[point], line)
        metres = away * scale[point]
        near = metres <= within + 1e-6
        point, line, share, metres = point[near], line[near], share[near], metres[near]
        to = asked[point]
        found.way[to], found.share[to], found.offset[to] = self.which[line], share, metres
        found.lon[to], found.lat[to] = unmercator(
            self.x[line] + share * self.dx[line], self.y[line] + share * self.dy[line]
        )
        return found

    def _foot(self, x: Floats, y: Floats, line: Ints) -> tuple[Floats, Floats]:
        """Where on the line the nearest point lies (0 to 1), and how far it is (units of the map)."""
        dx, dy, ax, ay = self.dx[line], self.dy[line], self.x[line], self.y[line]
        square = dx * dx + dy * dy
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.where(square > 0, ((x - ax) * dx + (y - ay) * dy) / square, 0.0)
        share = np.clip(share, 0.0, 1.0)
        return share, np.hypot(x - ax - share * dx, y - ay - share * dy)
