"""In which quarter does a point lie? By the boundaries the federation has loaded; nothing where there are none."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from unionhall.organisations import api as organisations


def division_at(lon: float, lat: float) -> Any:
    """The smallest place whose boundary holds the point; None where no boundary is known."""
    around = organisations.boundaries.touching((lon, lat, lon, lat))
    point = shapely.Point(lon, lat)
    holding = [one.division for one in around if shape(one.geometry).covers(point)]
    return max(holding, key=lambda division: (division.level, division.code), default=None)


def divisions_at(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> list[UUID | None]:
    """The same for many points: one query, and a tree of the boundaries."""
    if not len(lon):
        return []
    box = (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
    around = list(organisations.boundaries.touching(box))
    found: list[UUID | None] = [None] * len(lon)
    if not around:
        return found
    levels = np.full(len(lon), -1)
    tree = shapely.STRtree([shape(one.geometry) for one in around])
    points, areas = tree.query(shapely.points(lon, lat), predicate="within")
    for point, area in zip(points.tolist(), areas.tolist(), strict=True):
        division = around[area].division
        if division.level > levels[point]:
            levels[point], found[point] = division.level, division.pk
    return found
