"""Reception days over the API: published, called off, counted, and those who come unannounced."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from unionhall.core import clock
from unionhall.core.endpoints import PROBLEMS, anyone, once

from .. import access, actions, queries
from ..models import ReceptionDay
from . import schemas
from ._shared import appointment_out, dump, keeper, one_of

router = Router(tags=["letter box"])


@router.get("/reception-days", response={200: list[schemas.DayOut], **PROBLEMS}, auth=anyone)
def reception_days(request: HttpRequest) -> Any:
    """The days to come, nearest first."""
    return [_day_out(day) for day in access.announced_days().select_related("body").order_by("begins_at", "pk")[:60]]


@router.post("/reception-days", response={201: schemas.DayOut, **PROBLEMS})
def publish_day(request: HttpRequest, payload: schemas.NewDay) -> Any:
    """Publish a reception day of one's own body."""
    actor = keeper(request)
    body = one_of(access.kept_bodies(actor), pk=payload.body)
    facts = payload.model_dump(exclude={"body"})
    facts["signup_until"] = facts["signup_until"] or payload.begins_at

    def run() -> Any:
        return dump(schemas.DayOut, _day_out(actions.publish(body, by=actor, **facts)))

    return Status(201, once(request, run))


@router.post("/reception-days/{uuid:pk}/cancellation", response={200: schemas.DayOut, **PROBLEMS})
def call_day_off(request: HttpRequest, pk: UUID, payload: schemas.Why) -> Any:
    """Call a day off; whoever has signed up is told."""
    actor = keeper(request)
    day = one_of(access.kept_days(actor).select_related("body"), pk=pk)
    return once(request, lambda: dump(schemas.DayOut, _day_out(actions.call_off(day, by=actor, why=payload.why))))


@router.get("/reception-days/held", response={200: list[schemas.HeldByMonth], **PROBLEMS})
def held_by_month(request: HttpRequest) -> Any:
    """How many days one's bodies held in each month, with the definition. A month with none says so."""
    actor = keeper(request)
    return [
        {
            "body_id": body.pk,
            "definition": str(queries.DEFINITION),
            "months": [
                {"month": month.first, "held": month.held, "planned": month.planned, "people": month.people, "has_none": month.has_none}
                for month in queries.held_by_month(access.kept_days(actor).filter(body=body))
            ],
        }
        for body in access.kept_bodies(actor).order_by("level", "code", "pk")
    ]  # fmt: skip


@router.post("/reception-days/{uuid:pk}/walk-ins", response={201: schemas.AppointmentOut, **PROBLEMS})
def walk_in(request: HttpRequest, pk: UUID, payload: schemas.WalkIn) -> Any:
    """Somebody came without signing up."""
    actor = keeper(request)
    day = one_of(access.kept_days(actor), pk=pk)

    def run() -> Any:
        return dump(schemas.AppointmentOut, appointment_out(actions.walk_in(day, by=actor, **payload.model_dump())))

    return Status(201, once(request, run))


def _day_out(day: ReceptionDay) -> dict[str, Any]:
    names = ("id", "body_id", "begins_at", "ends_at", "minutes", "place", "received_by", "signup_until", "state")
    free = queries.free_turns(day) if day.is_open and day.ends_at > clock.now() else []
    return {**{name: getattr(day, name) for name in names}, "body_name": day.body.name, "free": free}
