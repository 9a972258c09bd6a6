"""The register of places: found, entered, changed, photographed, counted."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field, StringConstraints

from unionhall.core import files, paging
from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of
from unionhall.core.saying import address
from unionhall.core.verdict import Refused

from .. import access, actions, exporting, position, queries
from ..enums import Access, Located, PointDatum, VenueKind
from ..models import VenuePhoto
from ..pictures import square
from ..states import VenueState
from ._shared import (
    T40,
    T60,
    T200,
    T300,
    Lat,
    Lon,
    NoNul,
    VenueOut,
    Word,
    _done,
    _keeper,
    _one,
    _tended,
    _venue,
    _venue_out,
)

router = Router(tags=["places"])

T30 = Annotated[str, StringConstraints(max_length=30), NoNul]
T120 = Annotated[str, StringConstraints(max_length=120), NoNul]
S120 = Annotated[str, StringConstraints(min_length=1, max_length=120), NoNul]


class VenueListOut(Schema):
    items: list[VenueOut]
    next: str | None = None
    previous: str | None = None


class VenueSearch(Schema):
    q: T60 = ""
    kind: VenueKind | None = None
    host_kind: T30 = ""
    equipment: T30 = ""
    state: VenueState | None = None
    show: Annotated[str, StringConstraints(pattern="^(reported|short|uninspected|no_hours|hidden)?$")] = ""
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class VenueFactsIn(Strict):
    """What is known of a place; what is left out stays as it is."""

    name: S120 | None = None
    kind: VenueKind | None = None
    host_kind: T30 | None = None
    host_words: T120 | None = None
    public_phone: T30 | None = None
    address: T200 | None = None
    how_to_find: T200 | None = None
    located: Located | None = None
    equipment: list[Word] | None = Field(None, max_length=60)
    capacity: int | None = Field(None, ge=0, le=5000)
    hours: T300 | None = Field(None, description="as one writes it at the door; empty: nobody knows")
    access: Access | None = None
    self_service: bool | None = None
    uses_counted: bool | None = None
    hidden: bool | None = None


class VenueIn(VenueFactsIn):
    name: S120
    operator_id: UUID
    lon: Lon
    lat: Lat
    datum: PointDatum = PointDatum.WGS84
    code: T40 = ""
    opened_on: date | None = None


class VenuePhotoOut(Schema):
    id: UUID
    caption: str
    at: datetime
    by_name: str
    url: str = Field(description="the picture itself; of a public place for anybody")


class VenuePhotoIn(Schema):
    caption: Annotated[str, StringConstraints(max_length=100), NoNul] = ""


class VenueUseOut(Schema):
    on: date
    count: int


class VenueUsesOut(Schema):
    counted: bool = Field(description="false: use is not counted here, and nothing is guessed")
    days: list[VenueUseOut]


class VenuePosterOut(Schema):
    link: str = Field(description="what the code at the door opens")
    square: str = Field(description="the code as a picture: data:image/svg+xml;base64,…")


class VenueStepOut(Schema):
    kind: str
    on: date
    by_name: str
    text: str
    lon_before: float | None
    lat_before: float | None
    address_before: str


class UsesQuery(Schema):
    first: date
    last: date


class UsesOut(Schema):
    scans: int
    counting: int = Field(description="places at which use is counted")
    places: int = Field(description="all places; at the others use is not counted")


def _facts(payload: VenueFactsIn) -> dict[str, Any]:
    said = {
        name: value
        for name, value in payload.model_dump(exclude_unset=True).items()
        if name in VenueFactsIn.model_fields
    }
    if "host_kind" in said:
        code = said["host_kind"]
        said["host_kind"] = next((one for one in queries.host_kinds() if one.code == code), None)
        if code and said["host_kind"] is None:
            raise Http404
    return {
        name: value for name, value in said.items() if value is not None or name in ("host_kind", "capacity", "hours")
    }


@router.get("/places/venues", response={200: VenueListOut, **PROBLEMS})
def venues(request: HttpRequest, search: Query[VenueSearch]) -> Any:
    """The places on this desk."""
    actor = _keeper(request)
    rows = queries.listed(
        access.kept_venues(actor), q=search.q, kind=search.kind or "", host_kind=search.host_kind, equipment=search.equipment,
        state=search.state or "", show=search.show,
    )  # fmt: skip
    page = paging.page(queries.with_names(rows), order=("name", "id"), after=search.cursor, size=search.limit)
    return {"items": [_venue_out(one) for one in page.items], "next": page.next_cursor, "previous": page.prev_cursor}


@router.get("/places/venues.geojson", response={200: dict[str, Any], **PROBLEMS})
def venues_geojson(request: HttpRequest, search: Query[VenueSearch]) -> Any:
    """The places on this desk as GeoJSON in WGS-84, by pages of at most 200 (see `next` in the collection)."""
    actor = _keeper(request)
    rows = queries.listed(
        access.kept_venues(actor), q=search.q, kind=search.kind or "", host_kind=search.host_kind, equipment=search.equipment,
        state=search.state or "", show=search.show,
    )  # fmt: skip
    page = paging.page(queries.with_names(rows), order=("name", "id"), after=search.cursor, size=search.limit)
    return {**exporting.geojson(page.items), "next": page.next_cursor}


@router.post("/places/venues", response={201: VenueOut, **PROBLEMS})
def venue_new(request: HttpRequest, payload: VenueIn) -> Any:
    """Enter a place: planned, or open since a day."""
    actor = _keeper(request)
    body = _one(access.bodies_to_enter_at(actor), payload.operator_id)
    lon, lat = position.to_wgs84(payload.lon, payload.lat, payload.datum)
    facts = _facts(payload)
    facts.pop("name", None)
    return Status(
        201,
        once(
            request,
            lambda: _done(
                actions.enter(
                    by=actor, operator=body, name=payload.name, lon=float(lon), lat=float(lat), code=payload.code,
                    opened_on=payload.opened_on, **facts,
                ).pk
            ),
        ),
    )  # fmt: skip


@router.get("/places/venues/{uuid:pk}", response={200: VenueOut, **PROBLEMS})
def venue(request: HttpRequest, pk: UUID) -> Any:
    """One place, with what only its body needs."""
    return _venue_out(_venue(_keeper(request), pk))


@router.patch("/places/venues/{uuid:pk}", response={200: VenueOut, **PROBLEMS})
def venue_change(request: HttpRequest, pk: UUID, payload: VenueFactsIn) -> Any:
    """Put right what is known of a place."""
    actor = _keeper(request)
    found = _venue(actor, pk)
    return once(request, lambda: _done(actions.change(found, by=actor, **_facts(payload)).pk))


@router.get("/places/venues/{uuid:pk}/steps", response={200: list[VenueStepOut], **PROBLEMS})
def venue_steps(request: HttpRequest, pk: UUID) -> Any:
    """What happened to a place, the latest first."""
    return list(queries.steps_of(_venue(_keeper(request), pk))[:200])


def _photo_out(photo: Any) -> dict[str, Any]:
    return {
        "id": photo.pk, "caption": photo.caption, "at": photo.at, "by_name": photo.by_name,
        "url": address(reverse("places:photo", args=[photo.pk])),
    }  # fmt: skip


def _pictures(actor: Actor, pk: UUID) -> Any:
    found = _tended(actor, pk)
    return access.visible_photos(actor).filter(venue=found).order_by("at", "pk")


@router.get("/places/venues/{uuid:pk}/photos", response={200: list[VenuePhotoOut], **PROBLEMS})
def venue_photos(request: HttpRequest, pk: UUID) -> Any:
    """Pictures of a place, the oldest first."""
    return [_photo_out(one) for one in _pictures(actor_of(request), pk)]


@router.post("/places/venues/{uuid:pk}/photos", response={201: VenuePhotoOut, **PROBLEMS})
def venue_photo_add(request: HttpRequest, pk: UUID, payload: Form[VenuePhotoIn], file: File[UploadedFile]) -> Any:
    """Add a picture of a place. The position a telephone writes into it is taken out."""
    actor = actor_of(request)
    found = _tended(actor, pk)
    access.may_add_photo(actor, found).or_refuse()

    def run() -> Any:
        stored = files.store(file, by=actor, kind="venue")
        try:
            made = actions.add_photo(found, by=actor, stored=stored, caption=payload.caption)
        except Refused:
            files.discard(stored)
            raise
        return VenuePhotoOut.model_validate(_photo_out(made)).model_dump(mode="json")

    return Status(201, once(request, run))


@router.delete("/places/photos/{uuid:pk}", response={200: VenuePhotoOut, **PROBLEMS})
def photo_take_off(request: HttpRequest, pk: UUID) -> Any:
    """The picture is shown nowhere any more."""
    actor = actor_of(request)
    tended = access.tended_venues(actor).order_by().values("pk")
    found = _one(VenuePhoto.objects.select_related("venue__operator").filter(venue__in=tended), pk)

    def run() -> Any:
        made = actions.take_off_photo(found, by=actor)
        return VenuePhotoOut.model_validate(_photo_out(made)).model_dump(mode="json")

    return once(request, run)


@router.get("/places/venues/{uuid:pk}/uses", response={200: VenueUsesOut, **PROBLEMS})
def venue_uses(request: HttpRequest, pk: UUID) -> Any:
    """Scans at one door in the last thirty days, day by day."""
    found = _tended(actor_of(request), pk)
    return {"counted": found.uses_counted, "days": queries.uses(found) if found.uses_counted else []}


@router.get("/places/venues/{uuid:pk}/poster", response={200: VenuePosterOut, **PROBLEMS})
def venue_poster(request: HttpRequest, pk: UUID) -> Any:
    """What the code at the door opens, and the code as a picture."""
    link = address(f"{_venue(_keeper(request), pk).public_url}?door=1")
    return {"link": link, "square": square(link)}


@router.get("/places/kept", response={200: list[VenueOut], **PROBLEMS})
def venues_looked_after(request: HttpRequest) -> Any:
    """The places whose keeper one is; at most 50."""
    return [
        _venue_out(one)
        for one in queries.with_names(access.looked_after(actor_of(request))).order_by("name", "pk")[:50]
    ]


@router.get("/places/uses", response={200: UsesOut, **PROBLEMS})
def uses(request: HttpRequest, search: Query[UsesQuery]) -> Any:
    """Scans between two days, with how many places count use at all: at the others nothing is guessed."""
    actor = _keeper(request)
    return queries.uses_between(queries.listed(access.kept_venues(actor)), search.first, search.last)
