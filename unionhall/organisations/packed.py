"""Reading boundaries as ECharts packs them: a script `registerMap(NAME, {…, "UTF8Encoding": true})`, or its object alone.

Each ring is a string: a pair of letters is a step east and a step north, zigzag-coded from letter 64 upward, counted from an
offset beside it in 1/1024 degree (a hundred metres). The way back is the one ECharts itself goes.
"""

from __future__ import annotations

import json
from typing import Any

STEPS = 1024
"""Steps in a degree, unless the file says otherwise (`UTF8Scale`)."""


def collection_in(text: str) -> dict[str, Any] | None:
    """The FeatureCollection in a text: GeoJSON as it is, or unpacked from an ECharts map. None where there is none."""
    found = _first_object(text)
    if not isinstance(found, dict) or not isinstance(found.get("features"), list):
        return None
    if found.get("UTF8Encoding") is True:
        scale = found.get("UTF8Scale")
        steps = scale if isinstance(scale, int) and not isinstance(scale, bool) and scale > 0 else STEPS
        for feature in found["features"]:
            _unpack(feature.get("geometry") if isinstance(feature, dict) else None, steps)
    return found


def _first_object(text: str) -> Any:
    """The text as JSON, or the first object that begins with the name of a FeatureCollection in a script."""
    try:
        return json.loads(text)
    except ValueError:
        pass
    where = text.find('{"type":"FeatureCollection"')
    try:
        return json.JSONDecoder().raw_decode(text, where)[0] if where >= 0 else None
    except ValueError:
        return None


def _unpack(geometry: Any, steps: int) -> None:
    """Put points in the place of strings. What does not fit together is left as it is; the reader of shapes then says so."""
    if not isinstance(geometry, dict):
        return
    rings: Any = geometry.get("coordinates")
    offsets: Any = geometry.pop("encodeOffsets", None)
    try:
        if geometry.get("type") == "Polygon":
            geometry["coordinates"] = [_ring(*pair, steps) for pair in zip(rings, offsets, strict=True)]
        elif geometry.get("type") == "MultiPolygon":
            geometry["coordinates"] = [
                [_ring(*pair, steps) for pair in zip(*shape, strict=True)] for shape in zip(rings, offsets, strict=True)
            ]
    except (TypeError, ValueError):
        return


def _ring(letters: str, offset: list[int], steps: int) -> list[list[float]]:
    x, y = offset
    points = []
    for east, north in zip(letters[::2], letters[1::2], strict=True):
        x, y = x + _step(east), y + _step(north)
        points.append([x / steps, y / steps])
    return points


def _step(letter: str) -> int:
    value = ord(letter) - 64
    return (value >> 1) ^ -(value & 1)
