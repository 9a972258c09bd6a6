"""Maps of stations: tiles and the worker's map are for everybody, each sees their own places; the officer's map for the desks of places."""

from __future__ import annotations

from typing import Any

from tests.matrix.row import OK, SIGN_IN, Row, answer
from tests.matrix.rows.places import DESKS, EVERYBODY, LAT, LON, one_venue, only

TILE = answer(200, 204, 304)
EVERY_TILE = {...: TILE}
AREA = f"?area={LON - 0.1},{LAT - 0.1};{LON + 0.1},{LAT - 0.1};{LON + 0.1},{LAT + 0.1};{LON - 0.1},{LAT + 0.1}"


def tile(stage: Any) -> dict[str, Any]:
    one_venue(stage)
    return {"z": 3, "x": 6, "y": 3}


def code(stage: Any) -> dict[str, Any]:
    return {"code": one_venue(stage).code}


def nothing(stage: Any) -> dict[str, Any]:
    one_venue(stage)
    return {}


SEE_DESK = only(DESKS, OK, anonymous=SIGN_IN)

ROWS = [
    Row("places:venue_tile", where=tile, answers=EVERY_TILE),
    Row("places:venue_tile", where=tile, query="?scope=public&open=all", answers=EVERYBODY),
    Row("places:ground_tile", where=tile, answers=EVERY_TILE),
    Row("places:station_map", where=nothing, answers=EVERYBODY),
    Row("places:station_map", where=nothing, query=f"?near={LON},{LAT}&need=water", answers=EVERYBODY),
    Row("places:station_card", where=code, answers=EVERYBODY),
    Row("places:map", where=nothing, answers=SEE_DESK),
    Row("places:map_inside", where=nothing, query=AREA, answers=SEE_DESK),
    Row("places:map_export", where=nothing, query=AREA, answers=SEE_DESK),
    Row("places:map_plan", where=nothing, query=AREA, answers=SEE_DESK),
    Row("places:map_card", where=code, answers=SEE_DESK),
]
