"""People's say over their data, over the HTTP API: who looked, objections, and for the audit administrator who was exposed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import make_aware
from ninja import Query, Router, Schema, Status
from pydantic import AfterValidator, Field, StringConstraints

from unionhall.core import audit, clock, registry
from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, Strict, anyone, once
from unionhall.core.http import actor_of
from unionhall.core.paging import page as page_of

from . import access, actions, queries, shown
from .models import Objection
from .states import ObjectionState

router = Router(tags=["privacy"])


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


Words = Annotated[str, StringConstraints(min_length=2, max_length=2000), AfterValidator(_no_nul)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


class HeldKindOut(Schema):
    record: str
    what: str
    fields: list[str]
    purpose: str
    basis: str
    kept: str
    days: int | None
    when_over: str


class LookOut(Schema):
    id: UUID
    at: datetime
    name: str
    body: str
    post: str
    what: str
    record: str
    why: str


class LookPage(Schema):
    items: list[LookOut]
    next: str | None


class LookQuery(Schema):
    cursor: str | None = Field(None, max_length=500)


class ObjectionIn(Strict):
    text: Words
    entry: UUID | None = Field(None, description="the reading objected to, from your list of looks")


class ObjectionAnswerIn(Strict):
    right: bool
    text: Words


class ObjectionOut(Schema):
    id: UUID
    made_at: datetime
    due_on: date
    state: ObjectionState
    text: str
    answer: str
    answered_at: datetime | None


class ExposureQuery(Schema):
    account: UUID = Field(description="key of the person whose account it is")
    since: Day
    until: Day


class ExposedOut(Schema):
    person: UUID
    times: int
    first_at: datetime
    last_at: datetime
    records: list[str]


class ExposureOut(Schema):
    account: UUID
    persons: list[ExposedOut]


@router.get(
    "/privacy/held",
    response={200: list[HeldKindOut], **PROBLEMS},
    auth=anyone,
    summary="What is held about people, and why",
)
def held(request: HttpRequest) -> Any:
    """Each kind of record with its fields, purpose, legal ground and time; open to everybody."""
    return [
        {
            "record": one.label, "what": str(one.what), "fields": sorted(one.personal), "purpose": one.purpose.value,
            "basis": one.basis.value, "kept": one.kept.value, "days": one.rule(clock.today()).days, "when_over": one.erased.value,
        }
        for one in registry.records().values()
        if one.is_personal
    ]  # fmt: skip


@router.get("/me/looks", response={200: LookPage, **PROBLEMS}, summary="Who opened your records, why and when")
def looks(request: HttpRequest, asked: Query[LookQuery]) -> Any:
    """Newest first."""
    _actor, person_id = _self(request)
    found = page_of(queries.looks_at(person_id), order=("-at", "-id"), after=asked.cursor, size=50)
    return {"items": shown.readings(found.items), "next": found.next_cursor}


@router.get("/me/objections", response={200: list[ObjectionOut], **PROBLEMS}, summary="Your objections")
def own_objections(request: HttpRequest) -> Any:
    actor, _person = _self(request)
    return [_out(row) for row in access.own_objections(actor).order_by("-made_at", "pk")[:200]]


@router.post(
    "/me/objections", response={201: ObjectionOut, **PROBLEMS}, summary="Object to how a record of yours was used"
)
def objecting(request: HttpRequest, payload: ObjectionIn) -> Any:
    actor, _person = _self(request)
    made = once(request, lambda: _plain(actions.object_to(by=actor, text=payload.text, entry_id=payload.entry)))
    return Status(201, made)


@router.post(
    "/me/objections/{pk}/withdrawal", response={200: ObjectionOut, **PROBLEMS}, summary="Take an objection back"
)
def withdrawal(request: HttpRequest, pk: UUID) -> Any:
    actor, _person = _self(request)
    found = get_object_or_404(access.own_objections(actor), pk=pk)
    return once(request, lambda: _plain(actions.withdraw(found, by=actor)))


@router.get("/privacy/objections", response={200: list[ObjectionOut], **PROBLEMS}, summary="Objections you may answer")
def objections(request: HttpRequest) -> Any:
    """The most urgent first."""
    actor = actor_of(request)
    _or_nothing(access.may_see_objections(actor))
    rows = list(access.visible_objections(actor).filter(state=ObjectionState.OPEN).order_by("due_on", "pk")[:200])
    for row in rows:
        audit.record_read(row, by=actor, purpose="objection")
    return [_out(row) for row in rows]


@router.post("/privacy/objections/{pk}/answer", response={200: ObjectionOut, **PROBLEMS}, summary="Answer an objection")
def answering(request: HttpRequest, pk: UUID, payload: ObjectionAnswerIn) -> Any:
    actor = actor_of(request)
    found = get_object_or_404(access.visible_objections(actor), pk=pk)
    act = actions.uphold if payload.right else actions.dismiss
    return once(request, lambda: _plain(act(found, by=actor, text=payload.text)))


@router.get(
    "/privacy/exposed", response={200: ExposureOut, **PROBLEMS}, summary="Whose data an account read in a span of time"
)
def exposed(request: HttpRequest, asked: Query[ExposureQuery]) -> Any:
    """For the audit administrator. Keys and counts, never what was read."""
    _or_nothing(access.may_see_exposure(actor_of(request)))
    since = make_aware(datetime.combine(asked.since, time.min))
    until = make_aware(datetime.combine(asked.until + timedelta(days=1), time.min))
    return {
        "account": asked.account,
        "persons": [
            {"person": one.person_id, "times": one.times, "first_at": one.first_at, "last_at": one.last_at, "records": sorted(one.kinds)}
            for one in queries.exposed_by(asked.account, since, until)
        ],
    }  # fmt: skip


def _self(request: HttpRequest) -> tuple[Actor, UUID]:
    actor = actor_of(request)
    if actor.person_id is None or actor.for_body:
        raise Http404
    return actor, actor.person_id


def _out(row: Objection) -> dict[str, Any]:
    return {
        "id": row.pk, "made_at": row.made_at, "due_on": row.due_on, "state": row.state, "text": row.text, "answer": row.answer,
        "answered_at": row.answered_at,
    }  # fmt: skip


def _plain(row: Objection) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else (str(value) if isinstance(value, UUID) else value)
            for name, value in _out(row).items()}  # fmt: skip


def _or_nothing(verdict: Any) -> None:
    if not verdict:
        raise Http404
