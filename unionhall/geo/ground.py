"""Does this point lie in China at all, on land? Coarsely: good enough to name points in the sea and swapped coordinates.

The outline is drawn by hand for this purpose, some twenty kilometres outside borders on land and up to as much outside the coast.
It says nothing about where a border runs and is never drawn on a map.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

MAINLAND = """
73.2 39.9, 73.3 38.4, 74.6 36.9, 75.6 36.4, 76.1 35.6, 77.5 35.1, 78.2 34.3, 78.6 33.5, 79.0 32.9, 78.2 32.6, 78.5 31.2, 79.5 30.6,
80.9 29.9, 82.1 29.9, 83.3 29.1, 84.5 28.4, 85.6 28.0, 86.8 27.7, 88.0 27.7, 88.7 27.1, 89.2 27.2, 89.5 27.9, 90.5 27.9, 91.4 27.6, 91.9 26.6,
93.5 26.7, 95.2 26.5, 96.2 27.0, 97.2 27.6, 98.0 27.3, 98.5 26.6, 97.9 25.9, 97.4 25.1, 97.3 23.8, 98.6 23.7, 98.7 22.9, 99.2 21.9, 99.9 21.7,
100.1 21.3, 101.1 21.0, 101.8 20.9, 102.1 22.2, 102.5 22.5, 103.1 22.3, 104.0 22.3, 104.8 22.6, 105.4 22.9, 106.4 22.6, 106.3 22.2, 106.6 21.8, 107.1 21.5,
107.8 21.4, 108.4 21.3, 109.0 20.75, 109.3 20.75, 109.4 21.1, 109.5 20.6, 109.7 20.1, 110.75 20.2, 110.85 21.0, 111.8 21.3, 112.5 21.5, 113.0 21.4, 113.6 21.6, 114.1 21.65,
114.4 21.95, 114.8 22.35, 115.5 22.5, 116.5 22.7, 117.3 23.2, 117.9 23.5, 118.6 24.2, 119.1 24.7, 119.95 25.2, 120.1 25.9, 120.6 26.1, 120.75 26.8,
121.2 27.4, 121.8 28.1, 122.2 28.3, 122.5 28.8, 122.5 29.1, 122.7 29.6, 123.0 30.1, 123.0 30.9, 122.2 31.1, 122.2 31.6, 122.0 32.1, 121.4 32.7, 121.0 33.2,
120.7 33.9, 120.5 34.4, 120.0 34.65, 119.8 34.75, 120.0 35.0, 120.1 35.3, 120.8 35.7, 121.5 36.1, 121.7 36.5, 122.3 36.7, 122.8 36.9, 122.95 37.4,
122.3 37.7, 121.5 37.8, 121.1 38.1, 121.0 38.5, 120.5 38.4, 120.2 37.85, 119.8 37.5, 119.4 37.4, 119.5 37.8, 118.9 38.4, 118.1 38.4, 117.9 38.7,
118.1 38.9, 118.6 38.75, 119.2 38.95, 119.7 39.6, 120.1 39.8, 120.9 40.3, 121.4 40.65, 121.8 40.6, 121.8 40.3, 121.4 39.9, 121.1 39.6, 121.0 39.3,
120.8 38.7, 121.6 38.5, 122.3 38.85, 123.4 38.85, 123.7 39.5, 124.4 39.6, 124.8 40.1, 126.0 40.7, 126.9 41.4, 128.4 41.2, 128.6 41.9, 129.6 42.1,
130.2 42.5, 130.9 42.2, 131.4 42.9, 131.6 43.5, 131.6 44.6, 132.1 44.9, 133.3 44.8, 134.1 46.2, 134.7 47.5, 135.4 48.4, 134.6 48.7, 133.1 48.4,
132.5 48.0, 131.2 48.1, 131.0 48.9, 129.7 49.8, 128.1 50.0, 127.9 50.4, 127.2 51.5, 126.2 52.9, 124.6 53.6, 123.5 53.9, 121.1 53.7, 119.6 52.8,
120.4 52.0, 119.0 50.6, 117.9 49.8, 116.6 50.2, 115.1 48.2, 115.4 47.5, 117.4 47.4, 118.4 47.9, 119.4 47.3, 119.5 46.9, 118.3 47.0, 116.5 46.6,
114.4 45.7, 113.5 45.0, 111.9 45.3, 111.1 44.5, 111.5 43.8, 110.3 43.0, 109.2 42.7, 107.4 42.7, 105.1 41.9, 103.8 42.1, 101.8 42.9, 100.0 43.0,
97.2 43.1, 96.4 43.1, 95.6 44.5, 93.5 45.2, 91.2 45.5, 91.3 46.7, 90.1 48.1, 88.3 49.0, 88.1 49.4, 87.2 49.5, 86.5 49.3, 85.5 48.6, 85.2 47.4,
82.9 47.5, 81.9 45.6, 80.6 45.5, 79.6 45.1, 80.0 44.2, 80.2 43.3, 79.8 42.4, 78.1 41.5, 76.7 41.3, 75.7 40.8, 74.8 40.8, 73.6 40.2
"""
HAINAN = "108.4 19.3, 108.5 18.5, 109.4 18.0, 110.3 18.2, 110.8 19.0, 111.4 19.9, 111.2 20.2, 110.2 20.2, 109.5 20.1, 108.9 19.7"
TAIWAN = "119.9 23.0, 120.6 21.7, 121.1 21.7, 121.8 22.6, 121.8 24.0, 122.2 25.0, 121.6 25.5, 120.9 25.3, 120.0 24.0, 119.3 23.8, 119.2 23.2"
ISLANDS = (
    (115.7, 20.3, 117.2, 21.3),
    (111.0, 15.4, 113.2, 17.4),
    (113.2, 14.9, 118.1, 16.5),
    (110.0, 3.4, 117.9, 12.0),
)
"""Dongsha, Xisha, Zhongsha, Nansha: west, south, east, north."""


def in_china(lon: ArrayLike, lat: ArrayLike) -> Any:
    """Whether points (degrees, WGS-84) lie on land in China, islands and a rim of some twenty kilometres included.

    A boolean array of the same shape, or a bool for numbers. What is no number lies nowhere.
    """
    x, y = np.broadcast_arrays(np.asarray(lon, np.float64), np.asarray(lat, np.float64))
    known = np.isfinite(x) & np.isfinite(y) & (np.abs(x) <= 360) & (np.abs(y) <= 90)
    inside = np.zeros(x.shape, bool)
    if known.any():
        inside[known] = shapely.contains_xy(_land(), x[known], y[known])
    return inside if x.ndim else bool(inside)


def on_earth(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether these can be degrees of longitude and latitude at all."""
    with np.errstate(invalid="ignore"):
        possible: NDArray[np.bool_] = (np.abs(lon) <= 180.0) & (np.abs(lat) <= 90.0)
    return possible


@cache
def _land() -> Any:
    drawn = [shapely.Polygon(_points(text)) for text in (MAINLAND, HAINAN, TAIWAN)]
    drawn += [shapely.box(*frame) for frame in ISLANDS]
    land = shapely.union_all(drawn)
    shapely.prepare(land)
    return land


def _points(text: str) -> list[tuple[float, float]]:
    pairs = (pair.split() for pair in text.split(","))
    return [(float(x), float(y)) for x, y in pairs]
