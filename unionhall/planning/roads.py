"""The networks as arrays: opened once by each process, handed to the list of stations near a worker and to the map."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unionhall.geo import reach
from unionhall.geo.network import Network

from . import keeping, queries
from .models import RoadNetwork

Floats = NDArray[np.float64]
WALKED_AT_MOST = 4_000.0
"""Metres: farther nobody is led on foot."""
SNAP_WITHIN = 500.0
"""Metres between a point and the nearest way; whoever is farther away is off the network."""
WAYS_ON_A_MAP = 12_000


@lru_cache(maxsize=8)
def _opened(path: str) -> Network:
    return Network.load(path)


def opened(network: RoadNetwork) -> Network:
    """The arrays of a network. Its folder is never written twice, so what is in memory is what is on the disk."""
    return _opened(str(keeping.path(network.stored_as)))


def walk(lon: float, lat: float, lons: Floats, lats: Floats) -> Floats | None:
    """Metres on foot from a position to doors along the network around it, NaN where there is no way; None without a network there."""
    for network in queries.networks_around(lon, lat).filter(mode="walk")[:3]:
        ways = opened(network)
        here = ways.snap([lon], [lat], within=SNAP_WITHIN)
        if not here.found.any():
            continue
        metres, _which = reach.nearest(ways, here, ways.snap(lons, lats, within=SNAP_WITHIN), limit=WALKED_AT_MOST)
        return np.where(np.isfinite(metres), metres, np.nan)
    return None


def drawn(west: float, south: float, east: float, north: float, detail: Any = None) -> dict[str, Any] | None:
    """The ways in a box as GeoJSON, the longest where there are too many; None where no network is known there."""
    network = queries.networks_around((west + east) / 2, (south + north) / 2).first()
    if network is None:
        return None
    ways = opened(network)
    lon, lat = np.asarray(ways.lon), np.asarray(ways.lat)
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    which = np.flatnonzero(inside[ways.start] | inside[ways.end])
    if len(which) > WAYS_ON_A_MAP:
        which = which[np.argsort(-np.asarray(ways.length)[which], kind="stable")[:WAYS_ON_A_MAP]]
    begin, end = np.asarray(ways.start)[which], np.asarray(ways.end)[which]
    lines = np.round(np.stack([np.stack([lon[begin], lat[begin]], 1), np.stack([lon[end], lat[end]], 1)], 1), 6)
    return {
        "type": "FeatureCollection",
        "attribution": network.licence,
        "features": [
            {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "MultiLineString", "coordinates": lines.tolist()},
            }
        ],
    }
