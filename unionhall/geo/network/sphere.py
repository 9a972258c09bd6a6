"""How far apart are two positions, and where do they lie on a flat map on which nearness is true?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

EARTH = 6371008.8
"""Mean radius of the earth, metres."""


def great_circle(lon: ArrayLike, lat: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> Floats:
    """Metres between points as the crow flies (haversine on a sphere of 6,371,008.8 m)."""
    x, y, u, v = (np.radians(np.asarray(one, np.float64)) for one in (lon, lat, lon2, lat2))
    half = np.sin((v - y) / 2) ** 2 + np.cos(y) * np.cos(v) * np.sin((u - x) / 2) ** 2
    metres: Floats = 2 * EARTH * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return metres


def mercator(lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    """Degrees on a conformal map whose unit is a metre at the equator: angles are true, so what is nearest there is nearest."""
    x = EARTH * np.radians(np.asarray(lon, np.float64))
    y = EARTH * np.arctanh(np.sin(np.radians(np.clip(np.asarray(lat, np.float64), -89.0, 89.0))))
    return x, y


def unmercator(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    """Back from `mercator` to degrees."""
    lon = np.degrees(np.asarray(x, np.float64) / EARTH)
    lat = np.degrees(np.arcsin(np.tanh(np.asarray(y, np.float64) / EARTH)))
    return lon, lat
