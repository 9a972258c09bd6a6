"""What goes in and out of the API about reception days, appointments and held mail."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from unionhall.cases.enums import IdentityLevel, Kind
from unionhall.core.endpoints import Strict

from ..enums import HeldReason
from ..states import AppointmentState, DayState, HeldState


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
