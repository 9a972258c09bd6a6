"""What several endpoints of places need: texts without tricks, whose place it is, how a place is written out."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of

from .. import access, opening, queries
from ..enums import Access, Located, VenueKind
from ..models import Venue
from ..states import VenueState


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


NoNul = AfterValidator(_no_nul)
T40 = Annotated[str, StringConstraints(max_length=40), NoNul]
T60 = Annotated[str, StringConstraints(max_length=60), NoNul]
T200 = Annotated[str, StringConstraints(max_length=200), NoNul]
T300 = Annotated[str, StringConstraints(max_length=300), NoNul]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,40}$")]
Lon = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Lat = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]


class PlaceWordOut(Schema):
    code: str
    name: str
    name_en: str
    is_need: bool = False


class VenueOut(Schema):
    id: UUID
    code: str
    kind: VenueKind
    name: str
    state: VenueState
    operator_id: UUID
    host_kind: str | None
    host_words: str
    keeper_id: UUID | None
    contact_name: str
    public_phone: str
    address: str
    division_id: UUID | None
    lon: float
    lat: float
    located: Located
    how_to_find: str
    equipment: list[str]
    capacity: int | None
    hours: dict[str, Any] | None
    hours_words: str
    access: Access
    self_service: bool
    always_open: bool
    uses_counted: bool
    hidden: bool
    opened_on: date | None
    paused_until: date | None
    closed_on: date | None
    merged_into_id: UUID | None
    confirmed_at: datetime | None
    changed_at: datetime


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_see_desk(actor):
        raise Http404
    return actor


def _one(rows: Any, pk: Any) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _venue(actor: Actor, pk: UUID) -> Venue:
    return _one(queries.with_names(access.kept_venues(actor)), pk)


def _tended(actor: Actor, pk: UUID) -> Venue:
    return _one(queries.with_names(access.tended_venues(actor)), pk)


def _venue_out(venue: Venue) -> dict[str, Any]:
    names = [name for name in VenueOut.model_fields if name not in ("host_kind", "hours_words")]
    return {
        **{name: getattr(venue, name) for name in names},
        "host_kind": venue.host_kind_id,
        "hours_words": opening.in_words(venue.hours),
    }


def _done(pk: UUID) -> Any:
    fresh = queries.with_names(Venue.objects.filter(pk=pk)).get()
    return VenueOut.model_validate(_venue_out(fresh)).model_dump(mode="json")
