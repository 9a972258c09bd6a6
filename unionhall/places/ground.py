"""Where does a point lie on the ground: in which cell of the index, how far from another, on which roads is it drawn?

A cell is a box of 0.005° (about 550 m from south to north). The cells of one row follow each other as numbers, so that a box
of cells is a handful of ranges of one plain index: no extension of the database is needed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unionhall.geo.network import EARTH

CELL = 0.005
"""Degrees of a side of a cell."""
ROW = round(360 / CELL)
"""Cells around the earth."""

Roads = Callable[..., Any]
_roads: list[Roads] = []
_about: list[Callable[[], str]] = []


def cell_of(lon: float, lat: float) -> int:
    """The number of the cell a point lies in."""
    return int((lat + 90) // CELL) * ROW + int((lon + 180) // CELL) % ROW


def cells_of(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int64]:
    """The same for arrays."""
    rows = np.floor_divide(lat + 90, CELL).astype(np.int64)
    return rows * ROW + np.floor_divide(lon + 180, CELL).astype(np.int64) % ROW


def ranges_around(lon: float, lat: float, rings: int) -> Iterator[tuple[int, int]]:
    """(first, last) cell of each row of the square of cells around a point. It does not wrap at the date line."""
    row, column = int((lat + 90) // CELL), int((lon + 180) // CELL)
    left, right = max(0, column - rings), min(ROW - 1, column + rings)
    for one in range(max(0, row - rings), row + rings + 1):
        yield one * ROW + left, one * ROW + right


def sure_within(lat: float, rings: int) -> float:
    """Metres around a point that the square of cells surely covers."""
    side = math.radians(CELL) * EARTH
    return rings * side * min(1.0, math.cos(math.radians(min(89.0, abs(lat) + rings * CELL))))


def metres(lon: float, lat: float, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres from one point to many, along great circles."""
    a, b = math.radians(lat), np.radians(lats)
    half = np.sin((b - a) / 2) ** 2 + math.cos(a) * np.cos(b) * np.sin(np.radians(lons - lon) / 2) ** 2
    return 2 * EARTH * np.arcsin(np.minimum(1.0, np.sqrt(half)))


def use_roads(
    function: Roads | None, *, source: Callable[[], str] | None = None, stamp: Callable[[], str] | None = None
) -> None:
    """Where roads come from for a map without a base map.

    `function(west, south, east, north, detail=zoom)` gives GeoJSON lines, or an array n × 4 of degrees (from, to), all WGS-84; None where
    no network is known. `source()` says whom the map names for them, `stamp()` changes when the roads do.
    """
    _roads[:] = [function] if function else []
    _about[:] = [source or (lambda: ""), stamp or (lambda: "")]


def roads(*box: float, **rest: Any) -> Any:
    """The roads of a box; None where no network is known."""
    return _roads[0](*box, **rest) if _roads else None


def roads_are_known() -> bool:
    """Whether anybody hands in roads."""
    return bool(_roads)


def source() -> str:
    """Whom the map names for its roads."""
    return _about[0]() if _roads else ""


def stamp() -> str:
    """Changes when the roads do."""
    return _about[1]() if _roads else ""
