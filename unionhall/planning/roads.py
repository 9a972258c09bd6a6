"""The networks as arrays: opened once by each process, handed to the list of stations near a worker and to the map."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from unionhall.geo import reach
from unionhall.geo.network import Network
from unionhall.geo.onways import NEAR

from . import keeping, queries
from .models import RoadNetwork

Floats = NDArray[np.float64]
WALKED_AT_MOST = 4_000.0
"""Metres: farther nobody is led on foot."""
WAYS_ON_A_MAP = 12_000


@lru_cache(maxsize=8)
def _opened(path: str) -> Network:
    return Network.load(path)


def opened(network: RoadNetwork) -> Network:
    """The arrays of a network. Its folder is never written twice, so what is in memory is what is on the disk."""
    return _opened(str(keeping.path(network.stored_as)))


def walk(lon: float, lat: float, lons: Floats, lats: Floats) -> Floats | None:
    """Metres on foot from a position to doors along the network around it, NaN where there is no way; None without a network there.

    Nobody is led across country: a position or a door farther than `NEAR` from every way has no way here.
    """
    for network in queries.networks_around(lon, lat).filter(mode="walk")[:3]:
        ways = opened(network)
        here = ways.snap([lon], [lat], within=NEAR)
        if not here.found.any():
            continue
        metres, _which = reach.nearest(ways, here, ways.snap(lons, lats, within=NEAR), limit=WALKED_AT_MOST)
        return np.where(np.isfinite(metres), metres, np.nan)
    return None


def reference(lon: Floats, lat: Floats) -> Network | None:
    """The ways around the middle of some points: the ground against which a list is measured. None without a network there."""
    if not len(lon):
        return None
    found = queries.networks_around(float(np.median(lon)), float(np.median(lat))).first()
    return None if found is None else opened(found)


def drawn(west: float, south: float, east: float, north: float, *, detail: float = 14) -> Floats | None:
    """The ways in a box as n × 4 degrees (from, to), the longest where there are too many; None where no network is known there."""
    found = [
        pieces
        for network in queries.networks_in(west, south, east, north)[:4]
        if len(pieces := _pieces(network, west, south, east, north))
    ]
    if not found:
        return None
    pieces = np.concatenate(found)
    most = WAYS_ON_A_MAP if detail >= 13 else WAYS_ON_A_MAP // 2
    if len(pieces) > most:
        long = np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1])
        pieces = pieces[np.argsort(-long, kind="stable")[:most]]
    return pieces


def _pieces(network: RoadNetwork, west: float, south: float, east: float, north: float) -> Floats:
    ways = opened(network)
    lon, lat = np.asarray(ways.lon), np.asarray(ways.lat)
    x0, y0, x1, y1 = lon[ways.start], lat[ways.start], lon[ways.end], lat[ways.end]
    inside = (
        (np.minimum(x0, x1) <= east)
        & (np.maximum(x0, x1) >= west)
        & (np.minimum(y0, y1) <= north)
        & (np.maximum(y0, y1) >= south)
    )
    return np.stack([x0[inside], y0[inside], x1[inside], y1[inside]], axis=1)


def source() -> str:
    """Whom a map names for its roads."""
    return "; ".join(dict.fromkeys(licence for licence, _folder in queries.kept_networks()))


def stamp() -> str:
    """Changes when the roads do."""
    return " ".join(folder.rpartition("/")[2] for _licence, folder in queries.kept_networks())
