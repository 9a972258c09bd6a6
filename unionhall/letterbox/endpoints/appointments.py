"""Appointments on reception days over the API: taken, given back, noted, made a matter of.

What one path answers stands in one file: a second router would hide the other methods of that path.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from unionhall.cases import api as cases
from unionhall.core import audit, ratelimit
from unionhall.core.endpoints import PROBLEMS, once
from unionhall.core.http import actor_of
from unionhall.people import api as people

from .. import access, actions, queries
from . import schemas
from ._shared import MOST, appointment_out, dump, keeper, one_of

router = Router(tags=["letter box"])
SIGN_UPS_PER_HOUR = 60


@router.get("/reception-days/{uuid:pk}/appointments", response={200: list[schemas.AppointmentOut], **PROBLEMS})
def list_of_day(request: HttpRequest, pk: UUID) -> Any:
    """Who stands on the list of a day of one's body, in the order of time. Reading it is noted."""
    actor = keeper(request)
    day = one_of(access.kept_days(actor), pk=pk)
    audit.record_read(day, by=actor, purpose="reception")
    return [appointment_out(row) for row in queries.on_the_list(access.visible_appointments(actor), day)]


@router.post("/reception-days/{uuid:pk}/appointments", response={201: schemas.AppointmentOut, **PROBLEMS})
def sign_up(request: HttpRequest, pk: UUID, payload: schemas.SignUp) -> Any:
    """Take a turn, for oneself or somebody one has a mandate for."""
    actor = actor_of(request)
    ratelimit.limit("reception.sign_up", str(actor.person_id), times=SIGN_UPS_PER_HOUR, seconds=3600).or_refuse()
    day = one_of(access.announced_days(), pk=pk)
    person = one_of(people.visible_people(actor), pk=payload.for_person or actor.person_id)
    case = one_of(cases.own_cases(actor), pk=payload.case) if payload.case else None

    def run() -> Any:
        made = actions.sign_up(day, by=actor, person=person, at=payload.at, about=payload.about, case=case)
        return dump(schemas.AppointmentOut, appointment_out(made))

    return Status(201, once(request, run))


@router.get("/appointments", response={200: list[schemas.AppointmentOut], **PROBLEMS})
def own_appointments(request: HttpRequest) -> Any:
    """One's own turns and those of people one has a mandate for, the newest first."""
    rows = access.own_appointments(actor_of(request)).order_by("-at", "pk")[:MOST]
    return [appointment_out(row, own=True) for row in rows]


@router.post("/appointments/{uuid:pk}/cancellation", response={200: schemas.AppointmentOut, **PROBLEMS})
def cancel_appointment(request: HttpRequest, pk: UUID) -> Any:
    """Give a turn back: one's own, or on somebody's word as the people of the body."""
    actor = actor_of(request)
    row = one_of(access.own_appointments(actor) | access.visible_appointments(actor), pk=pk)
    return once(request, lambda: dump(schemas.AppointmentOut, appointment_out(actions.cancel(row, by=actor))))


@router.post("/appointments/{uuid:pk}/outcome", response={200: schemas.AppointmentOut, **PROBLEMS})
def note_outcome(request: HttpRequest, pk: UUID, payload: schemas.OutcomeIn) -> Any:
    """Whether somebody came, with what was said in short."""
    actor = keeper(request)
    row = one_of(access.visible_appointments(actor), pk=pk)
    act = actions.note_arrival if payload.came else actions.note_absence
    return once(request, lambda: dump(schemas.AppointmentOut, appointment_out(act(row, by=actor, note=payload.note))))


@router.post("/appointments/{uuid:pk}/case", response={201: schemas.CaseMade, **PROBLEMS})
def case_of_appointment(request: HttpRequest, pk: UUID, payload: schemas.CaseOfVisit) -> Any:
    """Make a matter of what was said, written to the chair."""
    actor = keeper(request)
    row = one_of(access.visible_appointments(actor), pk=pk)

    def run() -> Any:
        brought = actions.make_case(row, by=actor, **payload.model_dump(exclude={"agreed"}))
        return dump(
            schemas.CaseMade, {"id": brought.case.pk, "number": brought.case.number, "receipt": brought.receipt or None}
        )

    return Status(201, once(request, run))
