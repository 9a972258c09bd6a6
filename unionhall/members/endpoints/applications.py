"""Doors and applications over the API: what a union asks, asking, answering, taking back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from unionhall.core import audit, ratelimit
from unionhall.core.endpoints import PROBLEMS, anyone, once
from unionhall.core.http import actor_of
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .. import access, actions, queries
from ..models import Door
from ..states import ApplicationState
from . import schemas
from ._shared import application_out, dump, keeper, link_of, one_of

router = Router(tags=["joining and moving"])
MOST = 200
ASKED_PER_HOUR = 30


@router.get("/unions/{uuid:pk}/door", response={200: schemas.UnionDoorOut, **PROBLEMS}, auth=anyone)
def union_door(request: HttpRequest, pk: UUID) -> Any:
    """What a union asks of whoever joins, and whether it answers at once."""
    bodies = organisations.visible_organisations(actor_of(request)).filter(kind__in=access.JOINABLE)
    return _door_out(queries.door_of(one_of(bodies, pk=pk)))


@router.put("/unions/{uuid:pk}/door", response={200: schemas.UnionDoorOut, **PROBLEMS})
def change_union_door(request: HttpRequest, pk: UUID, payload: schemas.UnionDoorIn) -> Any:
    """Say how a union takes people in."""
    actor = keeper(request)
    union = one_of(people.kept_unions(actor).filter(kind__in=access.JOINABLE), pk=pk)
    return once(
        request,
        lambda: dump(schemas.UnionDoorOut, _door_out(actions.change_door(union, by=actor, **payload.model_dump()))),
    )


@router.post("/unions/{uuid:pk}/applications", response={201: schemas.MembershipApplicationOut, **PROBLEMS})
def apply_to_union(request: HttpRequest, pk: UUID, payload: schemas.MembershipWish) -> Any:
    """Join a union; who is a member of another one moves with the same step."""
    actor = actor_of(request)
    ratelimit.limit("members.join", str(actor.person_id), times=ASKED_PER_HOUR, seconds=3600).or_refuse()
    union = one_of(organisations.visible_organisations(actor).filter(kind__in=access.JOINABLE), pk=pk)
    person = one_of(
        people.visible_people(actor).filter(pk__in=actor.self_and_mandates), pk=payload.for_person or actor.person_id
    )

    def run() -> Any:
        made = actions.apply(
            union,
            by=actor,
            person_id=person.pk,
            consented=payload.consented,
            name=payload.name,
            identity_number=payload.identity_number,
            employer_name=payload.employer,
        )
        return dump(schemas.MembershipApplicationOut, application_out(made))

    return Status(201, once(request, run))


@router.get("/membership-applications", response={200: list[schemas.MembershipApplicationOut], **PROBLEMS})
def membership_applications(request: HttpRequest, settled: bool = False) -> Any:
    """One's own applications and those to the unions one keeps, the most pressing first; `settled` for the answered ones."""
    actor = actor_of(request)
    rows = access.visible_applications(actor) | access.own_applications(actor)
    rows = rows.exclude(state=ApplicationState.WAITING) if settled else rows.filter(state=ApplicationState.WAITING)
    listed = rows.select_related("person", "organisation").order_by("answer_due_on", "pk")
    return [application_out(row) for row in listed[:MOST]]


@router.get("/membership-applications/{uuid:pk}", response={200: schemas.MembershipApplicationOut, **PROBLEMS})
def membership_application(request: HttpRequest, pk: UUID) -> Any:
    """One application. Reading somebody else's is noted."""
    row = _either(request, pk)
    actor = actor_of(request)
    if row.person_id not in actor.self_and_mandates:
        audit.record_read(row, by=actor, purpose="keeping_members")
    return application_out(row)


@router.post(
    "/membership-applications/{uuid:pk}/acceptance", response={200: schemas.MembershipApplicationOut, **PROBLEMS}
)
def accept_application(request: HttpRequest, pk: UUID) -> Any:
    """Yes: a member from today on. Who moves leaves the old union in the same moment."""
    row, actor = _kept(request, pk), actor_of(request)
    return once(request, lambda: dump(schemas.MembershipApplicationOut, application_out(actions.accept(row, by=actor))))


@router.post("/membership-applications/{uuid:pk}/refusal", response={200: schemas.MembershipApplicationOut, **PROBLEMS})
def refuse_application(request: HttpRequest, pk: UUID, payload: schemas.MembershipRefusal) -> Any:
    """No, with a reason the person reads."""
    row, actor = _kept(request, pk), actor_of(request)
    return once(
        request,
        lambda: dump(schemas.MembershipApplicationOut, application_out(actions.refuse(row, by=actor, why=payload.why))),
    )


@router.post(
    "/membership-applications/{uuid:pk}/withdrawal", response={200: schemas.MembershipApplicationOut, **PROBLEMS}
)
def withdraw_application(request: HttpRequest, pk: UUID) -> Any:
    """Take one's own back."""
    actor = actor_of(request)
    row = one_of(access.own_applications(actor).select_related("person", "organisation"), pk=pk)
    return once(
        request, lambda: dump(schemas.MembershipApplicationOut, application_out(actions.withdraw(row, by=actor)))
    )


def _kept(request: HttpRequest, pk: UUID) -> Any:
    return one_of(access.visible_applications(keeper(request)).select_related("person", "organisation"), pk=pk)


def _either(request: HttpRequest, pk: UUID) -> Any:
    actor = actor_of(request)
    rows = access.visible_applications(actor) | access.own_applications(actor)
    return one_of(rows.select_related("person", "organisation"), pk=pk)


def _door_out(door: Door) -> dict[str, Any]:
    union = door.organisation
    return {
        "id": union.pk, "code": union.code, "name": union.name, "open": door.open, "at_once": door.at_once,
        "asks_employer": door.asks_employer, "link": link_of(union.code),
    }  # fmt: skip
