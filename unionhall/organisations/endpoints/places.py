"""Codes of places on a day, and boundaries as GeoJSON."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from unionhall.core import clock
from unionhall.core.endpoints import PROBLEMS

from .. import queries
from ..enums import CodeFit, Level

router = Router(tags=["bodies, employers, places"])


class CodeSearch(Schema):
    on: Annotated[date, Field(ge=date(1880, 1, 1), le=date(2100, 12, 31))] | None = Field(
        None, description="the day of birth of an identity number; today when left out"
    )


class PlaceNowOut(Schema):
    code: str
    name: str
    within: list[str]
    division_id: UUID | None = Field(description="when this federation knows the place")


class PlaceThenOut(Schema):
    """What a code meant, and what became of it."""

    code: str
    name: str
    full_name: str
    within: list[str]
    level: Level
    fit: CodeFit
    since: date
    until: date | None
    now: list[PlaceNowOut]


class BoundaryProperties(Schema):
    code: str
    name: str
    level: Level
    tolerance: float = Field(description="metres; no corner left out lies farther from the line")


class BoundaryGeometry(Schema):
    type: str
    coordinates: list[list[list[list[float]]]]


class BoundaryFeature(Schema):
    type: str = "Feature"
    bbox: list[float]
    properties: BoundaryProperties
    geometry: BoundaryGeometry


class Boundaries(Schema):
    """A GeoJSON FeatureCollection, in WGS-84 (RFC 7946)."""

    type: str = "FeatureCollection"
    features: list[BoundaryFeature]


MOST = 500


@router.get("/divisions/codes/{str:code}", response={200: PlaceThenOut, **PROBLEMS})
def code(request: HttpRequest, code: str, search: Query[CodeSearch]) -> Any:
    """What a code of six digits meant on a day, and which places stand there today."""
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        raise Http404
    found = queries.place_of_code(code, search.on or clock.today())
    if found is None:
        raise Http404
    now = [
        {"code": n.code, "name": n.name, "within": list(n.within), "division_id": n.division and n.division.pk}
        for n in found.now
    ]
    shown = {name: getattr(found, name) for name in ("code", "name", "full_name", "level", "fit", "since", "until")}
    return {**shown, "within": list(found.within), "now": now}


@router.get("/divisions/{str:code}/boundaries", response={200: Boundaries, **PROBLEMS})
def boundaries(request: HttpRequest, code: str) -> Any:
    """The boundaries of a place and of those in it, as GeoJSON; at most five hundred."""
    if not (2 <= len(code) <= 12 and code.isascii() and code.isdigit()):
        raise Http404
    features = [
        {
            "bbox": [row.west, row.south, row.east, row.north],
            "properties": {
                "code": row.division.code,
                "name": row.division.name,
                "level": row.division.level,
                "tolerance": row.tolerance,
            },
            "geometry": row.geometry,
        }
        for row in queries.boundaries.within(code)[:MOST]
    ]
    return {"features": features}
