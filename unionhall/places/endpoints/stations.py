"""The public list of stations and what is said at a door: no sign-in, limits by address."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field, StringConstraints

from unionhall.core import ratelimit
from unionhall.core.endpoints import PROBLEMS, Strict, anyone, once
from unionhall.core.http import actor_of, address_of

from .. import access, actions, nearby, position, queries, shown
from ..enums import Access, PointDatum, ReportKind, VenueKind
from ..models import Venue
from ._shared import Lat, Lon, NoNul, PlaceWordOut, Word

router = Router(tags=["places"])


class DoorWayOut(Schema):
    map: str = Field(description="amap, baidu, osm, geo, or own-1 … for maps of this site")
    url: str = Field(description="leads to the door, in the coordinates that map reads")


class PlaceDoorOut(Schema):
    """A door as anybody reads it."""

    code: str
    name: str
    kind: VenueKind
    address: str
    how_to_find: str
    lon: float = Field(description="WGS-84")
    lat: float = Field(description="WGS-84")
    equipment: list[str]
    access: Access
    self_service: bool
    always_open: bool
    hours: dict[str, Any] | None = Field(description="the value of geo.hours; null: nobody knows")
    hours_words: str
    is_open: bool | None = Field(description="null: nobody knows")
    now_words: str
    closes_at: datetime | None
    opens_at: datetime | None
    troubles: list[str] = Field(description="said at the door and not checked yet")
    uncertain: bool = Field(description="nobody confirmed it within the days its body set")
    confirmed_at: datetime | None
    ways: list[DoorWayOut] = Field(description="maps that lead there, the first one first")


class NearPlaceDoorOut(PlaceDoorOut):
    metres: int
    minutes: int
    straight: bool = Field(description="the distance is a straight line: no way on foot is known")


class NearQuery(Schema):
    lon: Lon
    lat: Lat
    datum: PointDatum = PointDatum.WGS84
    need: list[Word] = Field([], max_length=20, description="codes of equipment; all of them")
    kind: VenueKind | None = None
    open_only: bool = True
    at: datetime | None = Field(None, description="instead of now")
    limit: int = Field(10, ge=1, le=50)


class StationPlaceQuery(Schema):
    q: Annotated[str, StringConstraints(min_length=1, max_length=40), NoNul]


class StationPlaceOut(Schema):
    name: str
    lon: float
    lat: float


class DoorReportIn(Strict):
    kind: ReportKind


class DoorReportSaid(Schema):
    said: ReportKind


class UseCounted(Schema):
    today: int = Field(description="scans today, this one with them")


class PlaceWordsOut(Schema):
    equipment: list[PlaceWordOut]
    hosts: list[PlaceWordOut]


def _limit(request: HttpRequest, scope: str, key: str, times: int, seconds: int) -> None:
    ratelimit.limit(scope, key or address_of(request), times=times, seconds=seconds).or_refuse()


def _public(code: str) -> Venue:
    found = queries.with_names(access.public_venues()).filter(code=code).first()
    if found is None:
        raise Http404
    return found


@router.get("/stations/nearest", auth=anyone, response={200: list[NearPlaceDoorOut], **PROBLEMS})
def stations_nearest(request: HttpRequest, search: Query[NearQuery]) -> Any:
    """The nearest open doors to a position, in the order of walking, at most 20 km away. For anybody."""
    _limit(request, "places.nearest", "", 600, 600)
    lon, lat = position.to_wgs84(search.lon, search.lat, search.datum)
    near = nearby.nearest(
        float(lon), float(lat), needs=list(search.need), kind=search.kind or "", only_open=search.open_only, at=search.at,
        count=search.limit,
    )  # fmt: skip
    rows = queries.by_keys([one.pk for one in near])
    by_key = {one.pk: one for one in near}
    return [
        {
            **shown.line_of(door),
            "metres": round(by_key[door.venue.pk].metres),
            "minutes": by_key[door.venue.pk].minutes,
            "straight": by_key[door.venue.pk].straight,
        }
        for door in shown.doors(near, rows, search.at)
    ]


@router.get("/stations/places", auth=anyone, response={200: list[StationPlaceOut], **PROBLEMS})
def stations_places(request: HttpRequest, search: Query[StationPlaceQuery]) -> Any:
    """Positions a street, place or quarter may mean, as far as stations stand there. For anybody."""
    _limit(request, "places.names", "", 300, 600)
    return nearby.by_name(search.q)


@router.get("/stations/words", auth=anyone, response={200: PlaceWordsOut, **PROBLEMS})
def stations_words(request: HttpRequest) -> Any:
    """What a place may have inside, and in whose house it may stand. For anybody."""
    return {
        "equipment": [
            {"code": one.code, "name": one.name, "name_en": one.name_en, "is_need": one.is_need}
            for one in queries.equipment()
        ],
        "hosts": [{"code": one.code, "name": one.name, "name_en": one.name_en} for one in queries.host_kinds()],
    }


@router.get("/stations/{named:code}", auth=anyone, response={200: PlaceDoorOut, **PROBLEMS})
def station(request: HttpRequest, code: str) -> Any:
    """One door. For anybody."""
    return shown.line_of(shown.doors(None, [_public(code)])[0])


@router.post("/stations/{named:code}/reports", auth=anyone, response={201: DoorReportSaid, **PROBLEMS})
def station_report(request: HttpRequest, code: str, payload: DoorReportIn) -> Any:
    """Say what one finds at a door. For anybody; nothing about who says it is kept."""
    found = _public(code)
    where = address_of(request)

    def run() -> Any:
        _limit(request, f"places.report.{payload.kind}", f"{where}:{found.pk}", 1, 600)
        _limit(request, "places.taps", where, 60, 3600)
        actions.report(found, by=actor_of(request), kind=payload.kind)
        return {"said": payload.kind}

    return Status(201, once(request, run))


@router.post("/stations/{named:code}/uses", auth=anyone, response={201: UseCounted, **PROBLEMS})
def station_use(request: HttpRequest, code: str) -> Any:
    """Count one who came in. For anybody; a number a day, and nobody's name."""
    found = _public(code)
    where = address_of(request)

    def run() -> Any:
        access.may_count_use(actor_of(request), found).or_refuse()
        _limit(request, "places.use", f"{where}:{found.pk}", 1, 600)
        _limit(request, "places.taps", where, 60, 3600)
        return {"today": actions.count_use(found, by=actor_of(request))}

    return Status(201, once(request, run))
