"""What does it look like, without a map from anywhere? A small picture in a handful of colours: ways, areas, points, stations.

Drawn with numpy alone and written as PNG with a palette: the same for a page, for paper and for the documents, with a hundred
thousand ways as with a hundred. Numbers and names are not in it; the page lays them on top, where they can be read and copied.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Canvas = npt.NDArray[np.uint8]

WIDTH, HEIGHT = 1600, 1000
PAPER, AREA_15, AREA_10, AREA_5, WAY, REACHED, LEFT_OUT, SHUT, OPEN, RIM, SITE = range(11)
PALETTE = (
    (250, 248, 244),  # paper
    (226, 239, 226),  # within the widest circle
    (200, 225, 204),  # within the middle one
    (168, 207, 178),  # within the narrowest
    (196, 189, 177),  # a way
    (52, 128, 84),  # a point that reaches a door
    (206, 84, 62),  # a point that does not
    (139, 132, 121),  # a station that does not count at that hour
    (32, 29, 25),  # one that does
    (255, 255, 255),  # the rim around a mark
    (180, 35, 42),  # a proposed site
)


@dataclass(frozen=True)
class Frame:
    """The piece of the earth that is drawn, and where on the picture a place lies."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    width: int = WIDTH
    height: int = HEIGHT

    def xy(self, lon: Any, lat: Any) -> tuple[Any, Any]:
        """Places in degrees as pixels from the upper left corner."""
        return (np.asarray(lon) - self.west) * self.scale_x, (self.north - np.asarray(lat)) * self.scale_y


def frame(bounds: Sequence[float], *, width: int = WIDTH, height: int = HEIGHT, margin: float = 0.04) -> Frame:
    """A frame in which (west, south, east, north) in degrees stands in the middle, undistorted there."""
    west, south, east, north = bounds
    squeeze = max(0.05, math.cos(math.radians((south + north) / 2)))
    wide, high = max((east - west) * squeeze, 1e-4), max(north - south, 1e-4)
    scale = min(width * (1 - 2 * margin) / wide, height * (1 - 2 * margin) / high)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return Frame(
        middle_x - width / 2 / (scale * squeeze), middle_y + height / 2 / scale, scale * squeeze, scale, width, height
    )


def trimmed(lon: Floats, lat: Floats, *, share: float = 0.001) -> tuple[float, float, float, float]:
    """Bounds of the points without the few farthest ones, so that one stray does not make all the others a dot."""
    if len(lon) < 1000:
        return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())
    west, east = np.quantile(lon, [share, 1 - share])
    south, north = np.quantile(lat, [share, 1 - share])
    return float(west), float(south), float(east), float(north)


def canvas(of: Frame) -> Canvas:
    """An empty sheet."""
    return np.zeros((of.height, of.width), dtype=np.uint8)


def draw_ways(
    on: Canvas, of: Frame, lon: Floats, lat: Floats, start: Any, end: Any, *, colour: int = WAY, wide: int = 1
) -> None:
    """Straight ways between points; `start` and `end` are indices into `lon` and `lat`."""
    x, y = of.xy(lon, lat)
    x0, y0, x1, y1 = x[start], y[start], x[end], y[end]
    seen = (
        (np.maximum(x0, x1) >= 0)
        & (np.minimum(x0, x1) < of.width)
        & (np.maximum(y0, y1) >= 0)
        & (np.minimum(y0, y1) < of.height)
    )
    x0, y0, x1, y1 = x0[seen], y0[seen], x1[seen], y1[seen]
    for begin in range(0, len(x0), 20_000):
        some = slice(begin, begin + 20_000)
        _strokes(on, x0[some], y0[some], x1[some], y1[some], colour, wide)


def _strokes(on: Canvas, x0: Floats, y0: Floats, x1: Floats, y1: Floats, colour: int, wide: int) -> None:
    steps = np.minimum(np.ceil(np.maximum(np.abs(x1 - x0), np.abs(y1 - y0))).astype(np.int64) + 1, 4000)
    which = np.repeat(np.arange(len(steps)), steps)
    along = (np.arange(int(steps.sum())) - np.repeat(np.cumsum(steps) - steps, steps)) / np.maximum(steps[which] - 1, 1)
    _stamp(on, x0[which] + (x1 - x0)[which] * along, y0[which] + (y1 - y0)[which] * along, colour, wide / 2)


def draw_points(on: Canvas, of: Frame, lon: Floats, lat: Floats, *, colour: int, radius: float = 1.5) -> None:
    """Round marks of a radius in pixels."""
    x, y = of.xy(lon, lat)
    for begin in range(0, len(x), 100_000):
        _stamp(on, x[begin : begin + 100_000], y[begin : begin + 100_000], colour, radius)


def _stamp(on: Canvas, x: Floats, y: Floats, colour: int, radius: float) -> None:
    reach = math.ceil(radius - 0.5)
    column, row = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    for down in range(-reach, reach + 1):
        for across in range(-reach, reach + 1):
            if reach and down * down + across * across > radius * radius:
                continue
            at_row, at_column = row + down, column + across
            seen = (at_row >= 0) & (at_row < on.shape[0]) & (at_column >= 0) & (at_column < on.shape[1])
            on[at_row[seen], at_column[seen]] = colour


def draw_area(on: Canvas, of: Frame, rings: Sequence[Any], *, colour: int) -> None:
    """Fill what lies inside an odd number of the rings (arrays of lon, lat), row by row of pixels."""
    crossings = np.zeros((on.shape[0], on.shape[1] + 1), dtype=np.int32)
    for ring in rings:
        points = np.asarray(ring, dtype=np.float64)
        x, y = of.xy(points[:, 0], points[:, 1])
        _cross(crossings, x[:-1], y[:-1], x[1:], y[1:])
    inside = np.cumsum(crossings, axis=1)[:, :-1] % 2 == 1
    on[inside] = colour


def _cross(crossings: npt.NDArray[np.int32], x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> None:
    top, bottom = np.minimum(y0, y1), np.maximum(y0, y1)
    first = np.clip(np.ceil(top - 0.5), 0, crossings.shape[0]).astype(np.int64)
    last = np.clip(np.ceil(bottom - 0.5), 0, crossings.shape[0]).astype(np.int64)
    rows = last - first
    which = np.repeat(np.arange(len(rows)), rows)
    row = np.repeat(first, rows) + np.arange(int(rows.sum())) - np.repeat(np.cumsum(rows) - rows, rows)
    rise = np.where(y1 == y0, 1.0, y1 - y0)
    x = x0[which] + (row + 0.5 - y0[which]) * (x1 - x0)[which] / rise[which]
    column = np.clip(np.ceil(x - 0.5), 0, crossings.shape[1] - 1).astype(np.int64)
    np.add.at(crossings, (row, column), 1)


def png(of: Canvas) -> bytes:
    """The sheet as a file."""
    height, width = of.shape
    rows = np.zeros((height, width + 1), dtype=np.uint8)
    rows[:, 1:] = of
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = b"".join(bytes(colour) for colour in PALETTE)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(*piece)
        for piece in ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(rows.tobytes(), 7)), (b"IEND", b""))
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
