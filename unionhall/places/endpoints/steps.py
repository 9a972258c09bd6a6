"""What happens to a place: it opens, pauses, moves, closes, gets a keeper and hours."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field, StringConstraints

from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of

from .. import actions, position
from ..enums import PointDatum
from ._shared import T40, T60, T200, T300, Lat, Lon, NoNul, VenueOut, _done, _keeper, _tended, _venue

router = Router(tags=["places"])

T20 = Annotated[str, StringConstraints(max_length=20), NoNul]


class VenueStepIn(Strict):
    on: date
    text: T300 = ""
    until: date | None = Field(None, description="for a pause: until about when")


class VenueMoveIn(Strict):
    lon: Lon
    lat: Lat
    datum: PointDatum = PointDatum.WGS84
    on: date
    address: T200 = ""
    text: T300 = ""


class VenueKeeperIn(Strict):
    name: T60 = ""
    phone: T20 = ""


class VenueHoursIn(Strict):
    hours: T300 = Field(description="as one writes it at the door; empty: nobody knows")


class VenueClosureIn(Strict):
    first: date
    last: date | None = Field(None, description="that day too; null: the first day only")
    reason: T40 = ""


STEPS = {
    "begin": actions.begin,
    "pause": actions.pause,
    "resume": actions.resume,
    "close": actions.close,
    "reopen": actions.reopen,
}


def _step(request: HttpRequest, pk: UUID, payload: VenueStepIn, verb: str) -> Any:
    actor = _keeper(request)
    found = _venue(actor, pk)
    more = {"until": payload.until} if verb == "pause" else {}
    return once(request, lambda: _done(STEPS[verb](found, by=actor, on=payload.on, text=payload.text, **more).pk))


@router.post("/places/venues/{uuid:pk}/beginning", response={200: VenueOut, **PROBLEMS})
def venue_begin(request: HttpRequest, pk: UUID, payload: VenueStepIn) -> Any:
    """A planned place opens its door."""
    return _step(request, pk, payload, "begin")


@router.post("/places/venues/{uuid:pk}/pause", response={200: VenueOut, **PROBLEMS})
def venue_pause(request: HttpRequest, pk: UUID, payload: VenueStepIn) -> Any:
    """Close a place for a time."""
    return _step(request, pk, payload, "pause")


@router.post("/places/venues/{uuid:pk}/resumption", response={200: VenueOut, **PROBLEMS})
def venue_resume(request: HttpRequest, pk: UUID, payload: VenueStepIn) -> Any:
    """The door is open again."""
    return _step(request, pk, payload, "resume")


@router.post("/places/venues/{uuid:pk}/closing", response={200: VenueOut, **PROBLEMS})
def venue_close(request: HttpRequest, pk: UUID, payload: VenueStepIn) -> Any:
    """Close a place for good; its entry and history stay."""
    return _step(request, pk, payload, "close")


@router.post("/places/venues/{uuid:pk}/reopening", response={200: VenueOut, **PROBLEMS})
def venue_reopen(request: HttpRequest, pk: UUID, payload: VenueStepIn) -> Any:
    """A place that was closed for good opens anew."""
    return _step(request, pk, payload, "reopen")


@router.post("/places/venues/{uuid:pk}/move", response={200: VenueOut, **PROBLEMS})
def venue_move(request: HttpRequest, pk: UUID, payload: VenueMoveIn) -> Any:
    """The place stands somewhere else since a day."""
    actor = _keeper(request)
    found = _venue(actor, pk)
    lon, lat = position.to_wgs84(payload.lon, payload.lat, payload.datum)
    return once(
        request,
        lambda: _done(
            actions.move(
                found,
                by=actor,
                lon=float(lon),
                lat=float(lat),
                on=payload.on,
                address=payload.address,
                text=payload.text,
            ).pk
        ),
    )


@router.put("/places/venues/{uuid:pk}/keeper", response={200: VenueOut, **PROBLEMS})
def venue_keeper(request: HttpRequest, pk: UUID, payload: VenueKeeperIn) -> Any:
    """Name who looks after a place; both empty is nobody."""
    actor = _keeper(request)
    found = _venue(actor, pk)
    return once(request, lambda: _done(actions.name_keeper(found, by=actor, name=payload.name, phone=payload.phone).pk))


@router.put("/places/venues/{uuid:pk}/hours", response={200: VenueOut, **PROBLEMS})
def venue_hours(request: HttpRequest, pk: UUID, payload: VenueHoursIn) -> Any:
    """Write when a door is open, as who looks after it. Closures on dates stay."""
    actor = actor_of(request)
    found = _tended(actor, pk)
    return once(request, lambda: _done(actions.set_hours(found, by=actor, hours=payload.hours).pk))


@router.post("/places/venues/{uuid:pk}/closures", response={200: VenueOut, **PROBLEMS})
def venue_close_days(request: HttpRequest, pk: UUID, payload: VenueClosureIn) -> Any:
    """Close a door on certain days; it is open again by itself."""
    actor = actor_of(request)
    found = _tended(actor, pk)
    return once(
        request,
        lambda: _done(
            actions.close_days(found, by=actor, first=payload.first, last=payload.last, reason=payload.reason).pk
        ),
    )


@router.delete("/places/venues/{uuid:pk}/closures/{first}", response={200: VenueOut, **PROBLEMS})
def venue_open_days(request: HttpRequest, pk: UUID, first: date) -> Any:
    """The closure that begins on this day does not take place."""
    actor = actor_of(request)
    found = _tended(actor, pk)
    return once(request, lambda: _done(actions.open_days(found, by=actor, first=first).pk))


@router.post("/places/venues/{uuid:pk}/confirmation", response={200: VenueOut, **PROBLEMS})
def venue_confirm(request: HttpRequest, pk: UUID) -> Any:
    """Somebody was there and found the place as written."""
    actor = actor_of(request)
    found = _tended(actor, pk)
    return once(request, lambda: _done(actions.confirm_place(found, by=actor).pk))
