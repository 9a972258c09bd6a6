"""How long does one walk from here to these doors?

The network of ways lies in a module above; `unionhall/wiring.py` hands its function in. Without one the straight line is taken,
and said to be one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import ground

SPEED = 1.2
"""Metres a second at which a person walks: the speed the circles of fifteen minutes are reckoned with."""

Floats = NDArray[np.float64]
Walk = Callable[[float, float, Floats, Floats], "Floats | None"]
"""(lon, lat, lons, lats) → metres on foot, NaN where no way is known; None where the network does not reach here."""

_walk: list[Walk] = []


@dataclass(frozen=True)
class Walked:
    """Metres and minutes to each door, and for each whether they are along ways or in a straight line."""

    metres: Floats
    straight: NDArray[np.bool_]

    @property
    def minutes(self) -> Floats:
        return self.metres / SPEED / 60


def use(function: Walk | None) -> None:
    """Take this function for distances on foot; None takes it away."""
    _walk[:] = [function] if function else []


def walk(lon: float, lat: float, lons: Floats, lats: Floats) -> Walked:
    """From one position to many doors."""
    direct = ground.metres(lon, lat, lons, lats)
    found = _walk[0](lon, lat, lons, lats) if _walk and len(lons) else None
    if found is None:
        return Walked(direct, np.ones(len(direct), dtype=bool))
    straight = ~np.isfinite(found)
    return Walked(np.where(straight, direct, found), straight)
