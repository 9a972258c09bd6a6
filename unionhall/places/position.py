"""Is this a place where a door can stand? Degrees of three systems read, the sea and swapped numbers told apart."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from unionhall.core.verdict import YES, Verdict, no
from unionhall.geo import datum as datums
from unionhall.geo.ground import in_china


def may_stand(lon: float, lat: float) -> Verdict:
    """Whether a position in WGS-84 lies on land in China."""
    if not (math.isfinite(lon) and math.isfinite(lat)) or not (-180 <= lon <= 180 and -90 <= lat <= 90):
        if math.isfinite(lon) and math.isfinite(lat) and -180 <= lat <= 180 and -90 <= lon <= 90:
            return swapped()
        return no(
            _("This position does not lie on the earth."), _("Longitude first, then latitude, in degrees."), "earth"
        )
    if on_land(lon, lat):
        return YES
    if abs(lon) <= 90 and on_land(lat, lon):
        return swapped()
    return no(_("This position lies in the sea or outside China."), _("Check both numbers."), "sea")


def swapped() -> Verdict:
    return no(
        _("Longitude and latitude seem to be swapped."), _("Longitude is the number around 73 to 135."), "swapped"
    )


def on_land(lon: float, lat: float) -> bool:
    return bool(in_china(lon, lat))


def to_wgs84(lon: Any, lat: Any, datum: str) -> tuple[Any, Any]:
    """From the system a file or a map is written in."""
    return datums.to_wgs84(lon, lat, datum)


def on_land_all(lon: Any, lat: Any) -> Any:
    """For arrays: which positions lie on land in China."""
    return np.asarray(in_china(lon, lat), dtype=bool)


_reference: list[Any] = []


def use_reference(function: Any) -> None:
    """Where known ground comes from: `function(lon, lat)` gives a `Network` around these points, or None. None takes it away."""
    _reference[:] = [function] if function else []


def reference(lon: Any, lat: Any) -> Any:
    """What points are measured against; None where no network is known here."""
    return _reference[0](lon, lat) if _reference else None


def suspicion(lon: Any, lat: Any, known: Any, datum: str) -> str:
    """That a list seems to be written in another system than was said, in words; empty where nothing is odd.

    The points are given in WGS-84, as they were read by `datum`; they are measured as the file has them.
    """
    x, y = datums.from_wgs84(lon, lat, datum)
    found = datums.looks_shifted(x, y, known, datum=datum)
    return found.words.in_(get_language() or "zh") if found else ""
