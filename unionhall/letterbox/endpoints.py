"""The letter box over the HTTP API: reception days, appointments, held mail. The same acts as on the pages."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Router, Schema, Status
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from unionhall.cases import api as cases
from unionhall.cases.enums import IdentityLevel, Kind
from unionhall.core import audit, clock, ratelimit
from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, Strict, anyone, once
from unionhall.core.http import actor_of
from unionhall.core.sealed import mask_phone
from unionhall.people import api as people

from . import access, actions, queries
from .enums import HeldReason
from .models import Appointment, HeldMail, ReceptionDay
from .states import AppointmentState, DayState, HeldState

router = Router(tags=["letter box"])
MOST = 200
SIGN_UPS_PER_HOUR = 60


def no_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("the character NUL cannot be kept")
    return text


def of_our_time(moment: datetime) -> datetime:
    if not 2000 <= moment.year <= 2100:
        raise ValueError("the year cannot be right")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(of_our_time)]
Short = Annotated[str, StringConstraints(max_length=60), AfterValidator(no_nul)]
Line = Annotated[str, StringConstraints(max_length=120), AfterValidator(no_nul)]
About = Annotated[str, StringConstraints(max_length=200), AfterValidator(no_nul)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(no_nul)]


class DayOut(Schema):
    """A reception day, as everybody may read it."""

    id: UUID
    body_id: UUID
    body_name: str
    begins_at: datetime
    ends_at: datetime
    minutes: int
    place: str
    received_by: str
    signup_until: datetime
    state: DayState
    free: list[datetime] = Field(description="the times one can still sign up for")


class NewDay(Strict):
    body: UUID
    begins_at: Moment
    ends_at: Moment
    minutes: int = Field(20, ge=5, le=120)
    place: Annotated[Line, StringConstraints(min_length=1)]
    received_by: Annotated[Short, StringConstraints(min_length=1)]
    signup_until: Moment | None = Field(None, description="left out: until the day begins")


class Why(Strict):
    why: Annotated[About, StringConstraints(min_length=1)]


class AppointmentOut(Schema):
    """One's own turn, or one on the list of a day of one's body."""

    id: UUID
    day_id: UUID
    at: datetime
    walk_in: bool
    name: str
    phone: str
    about: str
    state: AppointmentState
    note: str
    case_id: UUID | None


class SignUp(Strict):
    at: Moment = Field(description="one of the free times of the day")
    about: About = ""
    for_person: UUID | None = Field(None, description="with a mandate: the person who comes")
    case: UUID | None = Field(None, description="a matter of one's own it is about")


class WalkIn(Strict):
    name: Annotated[Short, StringConstraints(min_length=1)]
    phone: Annotated[str, StringConstraints(max_length=20), AfterValidator(no_nul)] = ""
    about: About = ""


class OutcomeIn(Strict):
    came: bool
    note: Annotated[str, StringConstraints(max_length=4_000), AfterValidator(no_nul)] | None = None


class CaseOfVisit(Strict):
    kind: Kind
    account: Words
    identity_level: IdentityLevel = IdentityLevel.HIDDEN
    employer_name: Line = ""
    site: Short = ""
    agreed: Literal[True] = Field(description="the worker knows what is kept and why, and agrees")


class CaseMade(Schema):
    id: UUID
    number: str
    receipt: str | None = Field(None, description="the receipt code of an anonymous matter, told this once")


class MonthOut(Schema):
    month: date
    held: int
    planned: int
    people: int
    has_none: bool


class HeldByMonth(Schema):
    body_id: UUID
    definition: str
    months: list[MonthOut]


class HeldOut(Schema):
    """A mail that waits for an officer. What it says stands on its page."""

    id: UUID
    reason: HeldReason
    size: int
    held_at: datetime
    state: HeldState
    case_id: UUID | None


class TakeIn(Strict):
    kind: Kind = Kind.OTHER
    account: Words
    name: Short = ""
    employer_name: Line = ""
    site: Short = ""


# --- reception days -----------------------------------------------------------------------------------------------------


@router.get("/reception-days", response={200: list[DayOut], **PROBLEMS}, auth=anyone)
def reception_days(request: HttpRequest) -> Any:
    """The days to come, nearest first."""
    return [_day_out(day) for day in access.announced_days().select_related("body").order_by("begins_at", "pk")[:60]]


@router.post("/reception-days", response={201: DayOut, **PROBLEMS})
def publish_day(request: HttpRequest, payload: NewDay) -> Any:
    """Publish a reception day of one's own body."""
    actor = _keeper(request)
    body = _one(access.kept_bodies(actor), pk=payload.body)
    facts = payload.model_dump(exclude={"body"})
    facts["signup_until"] = facts["signup_until"] or payload.begins_at

    def run() -> Any:
        return _dump(DayOut, _day_out(actions.publish(body, by=actor, **facts)))

    return Status(201, once(request, run))


@router.post("/reception-days/{uuid:pk}/cancellation", response={200: DayOut, **PROBLEMS})
def call_day_off(request: HttpRequest, pk: UUID, payload: Why) -> Any:
    """Call a day off; whoever has signed up is told."""
    actor = _keeper(request)
    day = _one(access.kept_days(actor).select_related("body"), pk=pk)
    return once(request, lambda: _dump(DayOut, _day_out(actions.call_off(day, by=actor, why=payload.why))))


@router.get("/reception-days/held", response={200: list[HeldByMonth], **PROBLEMS})
def held_by_month(request: HttpRequest) -> Any:
    """How many days one's bodies held in each month, with the definition. A month with none says so."""
    actor = _keeper(request)
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


@router.get("/reception-days/{uuid:pk}/appointments", response={200: list[AppointmentOut], **PROBLEMS})
def list_of_day(request: HttpRequest, pk: UUID) -> Any:
    """Who stands on the list of a day of one's body, in the order of time. Reading it is noted."""
    actor = _keeper(request)
    day = _one(access.kept_days(actor), pk=pk)
    audit.record_read(day, by=actor, purpose="reception")
    return [_appointment_out(row) for row in queries.on_the_list(access.visible_appointments(actor), day)]


@router.post("/reception-days/{uuid:pk}/appointments", response={201: AppointmentOut, **PROBLEMS})
def sign_up(request: HttpRequest, pk: UUID, payload: SignUp) -> Any:
    """Take a turn, for oneself or somebody one has a mandate for."""
    actor = actor_of(request)
    ratelimit.limit("reception.sign_up", str(actor.person_id), times=SIGN_UPS_PER_HOUR, seconds=3600).or_refuse()
    day = _one(access.announced_days(), pk=pk)
    person = _one(people.visible_people(actor), pk=payload.for_person or actor.person_id)
    case = _one(cases.own_cases(actor), pk=payload.case) if payload.case else None

    def run() -> Any:
        made = actions.sign_up(day, by=actor, person=person, at=payload.at, about=payload.about, case=case)
        return _dump(AppointmentOut, _appointment_out(made))

    return Status(201, once(request, run))


@router.post("/reception-days/{uuid:pk}/walk-ins", response={201: AppointmentOut, **PROBLEMS})
def walk_in(request: HttpRequest, pk: UUID, payload: WalkIn) -> Any:
    """Somebody came without signing up."""
    actor = _keeper(request)
    day = _one(access.kept_days(actor), pk=pk)

    def run() -> Any:
        return _dump(AppointmentOut, _appointment_out(actions.walk_in(day, by=actor, **payload.model_dump())))

    return Status(201, once(request, run))


# --- appointments -------------------------------------------------------------------------------------------------------


@router.get("/appointments", response={200: list[AppointmentOut], **PROBLEMS})
def own_appointments(request: HttpRequest) -> Any:
    """One's own turns and those of people one has a mandate for, the newest first."""
    rows = access.own_appointments(actor_of(request)).order_by("-at", "pk")[:MOST]
    return [_appointment_out(row, own=True) for row in rows]


@router.post("/appointments/{uuid:pk}/cancellation", response={200: AppointmentOut, **PROBLEMS})
def cancel_appointment(request: HttpRequest, pk: UUID) -> Any:
    """Give a turn back: one's own, or on somebody's word as the people of the body."""
    actor = actor_of(request)
    row = _one(access.own_appointments(actor) | access.visible_appointments(actor), pk=pk)
    return once(request, lambda: _dump(AppointmentOut, _appointment_out(actions.cancel(row, by=actor))))


@router.post("/appointments/{uuid:pk}/outcome", response={200: AppointmentOut, **PROBLEMS})
def note_outcome(request: HttpRequest, pk: UUID, payload: OutcomeIn) -> Any:
    """Whether somebody came, with what was said in short."""
    actor = _keeper(request)
    row = _one(access.visible_appointments(actor), pk=pk)
    act = actions.note_arrival if payload.came else actions.note_absence
    return once(request, lambda: _dump(AppointmentOut, _appointment_out(act(row, by=actor, note=payload.note))))


@router.post("/appointments/{uuid:pk}/case", response={201: CaseMade, **PROBLEMS})
def case_of_appointment(request: HttpRequest, pk: UUID, payload: CaseOfVisit) -> Any:
    """Make a matter of what was said, written to the chair."""
    actor = _keeper(request)
    row = _one(access.visible_appointments(actor), pk=pk)

    def run() -> Any:
        brought = actions.make_case(row, by=actor, **payload.model_dump(exclude={"agreed"}))
        return _dump(
            CaseMade, {"id": brought.case.pk, "number": brought.case.number, "receipt": brought.receipt or None}
        )

    return Status(201, once(request, run))


# --- held mail ----------------------------------------------------------------------------------------------------------


@router.get("/held-mail", response={200: list[HeldOut], **PROBLEMS})
def held_mail(request: HttpRequest) -> Any:
    """Mail that waits for an officer of the federation."""
    actor = _mail_keeper(request)
    rows = access.visible_held_mail(actor).filter(state=HeldState.HELD).defer("raw", "why")
    return [_held_out(row) for row in rows.order_by("-held_at", "pk")[:MOST]]


@router.post("/held-mail/{uuid:pk}/case", response={200: HeldOut, **PROBLEMS})
def take_in_mail(request: HttpRequest, pk: UUID, payload: TakeIn) -> Any:
    """Make a matter of a held mail."""
    actor = _mail_keeper(request)
    held = _one(access.visible_held_mail(actor), pk=pk)
    return once(request, lambda: _dump(HeldOut, _held_out(actions.take_in(held, by=actor, **payload.model_dump()))))


@router.post("/held-mail/{uuid:pk}/removal", response={200: HeldOut, **PROBLEMS})
def throw_mail_away(request: HttpRequest, pk: UUID, payload: Why) -> Any:
    """Throw a held mail away, with a reason."""
    actor = _mail_keeper(request)
    held = _one(access.visible_held_mail(actor), pk=pk)
    return once(request, lambda: _dump(HeldOut, _held_out(actions.throw_away(held, by=actor, why=payload.why))))


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_keep_days(actor):
        raise Http404
    return actor


def _mail_keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_see_held_mail(actor):
        raise Http404
    return actor


def _one(rows: QuerySet[Any], **key: Any) -> Any:
    """The row, or nothing here."""
    found = rows.filter(**key).first()
    if found is None:
        raise Http404
    return found


def _dump(schema: type[Schema], facts: Any) -> Any:
    return schema.model_validate(facts).model_dump(mode="json")


def _day_out(day: ReceptionDay) -> dict[str, Any]:
    names = ("id", "body_id", "begins_at", "ends_at", "minutes", "place", "received_by", "signup_until", "state")
    free = queries.free_turns(day) if day.is_open and day.ends_at > clock.now() else []
    return {**{name: getattr(day, name) for name in names}, "body_name": day.body.name, "free": free}


def _appointment_out(row: Appointment, *, own: bool = False) -> dict[str, Any]:
    names = ("id", "day_id", "at", "walk_in", "name", "about", "state", "case_id")
    return {
        **{name: getattr(row, name) for name in names},
        "phone": mask_phone(row.phone) if row.phone else "",
        "note": "" if own else row.note,
    }


def _held_out(held: HeldMail) -> dict[str, Any]:
    return {name: getattr(held, name) for name in ("id", "reason", "size", "held_at", "state", "case_id")}
