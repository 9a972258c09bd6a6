"""In which district does a point lie? By the boundaries that are loaded, those right below the place of the body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from unionhall.organisations import api as organisations

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

NOWHERE = -1


def of_body(body: Organisation) -> tuple[list[str], list[Any]]:
    """Names and areas of the districts of a body; two empty lists where no boundaries are loaded."""
    if body.division is None:
        return [], []
    rows = list(organisations.boundaries.within(body.division.code))
    below = [row for row in rows if row.division.level > body.division.level]
    if not below:
        return [], []
    nearest = min(row.division.level for row in below)
    chosen = [row for row in below if row.division.level == nearest]
    return [row.division.name for row in chosen], [
        shapely.make_valid(shapely.geometry.shape(row.geometry)) for row in chosen
    ]


def which(lon: Any, lat: Any, areas: list[Any]) -> NDArray[np.int64]:
    """The number of the area each point lies in; −1 for none. A point on a border belongs to the first."""
    found = np.full(len(lon), NOWHERE, dtype=np.int64)
    for number, area in enumerate(areas):
        west, south, east, north = area.bounds
        near = np.flatnonzero((found == NOWHERE) & (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        shapely.prepare(area)
        found[near[shapely.intersects_xy(area, lon[near], lat[near])]] = number
    return found
