"""What goes in and out of the API about joining and moving."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints

from unionhall.core.endpoints import Strict
from unionhall.organisations.enums import Industry
from unionhall.people.enums import EndedWhy, EnteredThrough, RetainedWhy, Standing

from ..enums import Platform, Way
from ..states import ApplicationState, RemovalState


def no_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("the character NUL cannot be kept")
    return text


def of_our_time(day: date) -> date:
    if not 1900 <= day.year <= 2100:
        raise ValueError("the year cannot be right")
    return day


Day = Annotated[date, AfterValidator(of_our_time)]
Name = Annotated[str, StringConstraints(max_length=60), AfterValidator(no_nul)]
Number = Annotated[str, StringConstraints(max_length=30), AfterValidator(no_nul)]
Line = Annotated[str, StringConstraints(max_length=120), AfterValidator(no_nul)]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(no_nul)]
LongReason = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(no_nul)]
OwnWords = Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(no_nul)]


class UnionDoorOut(Schema):
    """How a union takes people in: what it asks, and whether it answers at once."""

    id: UUID
    code: str
    name: str
    open: bool
    at_once: bool
    asks_employer: bool
    link: str = Field(description="the address behind the union's square")


class UnionDoorIn(Strict):
    open: bool = True
    at_once: bool = False
    asks_employer: bool = False


class MembershipWish(Strict):
    """Join a union, or move to it. Facts that are held need not be sent."""

    for_person: UUID | None = Field(None, description="with a mandate: the person who joins")
    name: Name = ""
    identity_number: Number = ""
    employer: Line = ""
    consented: Literal[True] = Field(
        description="the person agrees that the union keeps these facts for the membership"
    )


class MembershipApplicationOut(Schema):
    """A wish to join or to move. The name is masked."""

    id: UUID
    union_id: UUID
    union_name: str
    from_union_id: UUID | None
    name: str
    state: ApplicationState
    way: Way
    applied_at: datetime
    answer_due_on: date
    late: bool
    why: str


class MembershipRefusal(Strict):
    why: Reason


class MemberOut(Schema):
    """A membership. The name is masked."""

    id: UUID
    union_id: UUID
    union_name: str
    name: str
    since: date
    until: date | None
    standing: Standing
    retained_since: date | None
    retained_why: RetainedWhy | Literal[""]
    ended_why: EndedWhy | Literal[""]
    entered_through: EnteredThrough


class MembersPage(Schema):
    items: list[MemberOut]
    next_cursor: str | None


class MemberRetention(Strict):
    why: RetainedWhy
    since: Day


class MemberDeath(Strict):
    on: Day


class MemberRemovalIn(Strict):
    reason: LongReason


class MemberRemovalOut(Schema):
    id: UUID
    membership_id: UUID
    state: RemovalState
    reason: str
    heard_until: date
    heard: bool


class MemberHearing(Strict):
    words: OwnWords


class MemberCardOut(Schema):
    token: str = Field(description="a compact JWS signed with Ed25519")
    expires_at: datetime


class MemberCardCheckIn(Strict):
    token: Annotated[str, StringConstraints(min_length=1, max_length=2500), AfterValidator(no_nul)]


class MemberCardCheckOut(Schema):
    valid: bool
    reason: str
    name: str
    union: str
    standing: str
    expires_at: datetime | None


class MemberCardKeys(Schema):
    """A JWK set (RFC 7517, RFC 8037)."""

    keys: list[dict[str, Any]]


class HomeUnionOut(Schema):
    id: UUID
    code: str
    name: str
    link: str


class HomeRuleIn(Strict):
    union: UUID
    place: UUID | None = None
    industry: Industry | Literal[""] = ""
    platform: Platform | Literal[""] = ""
    since: Day


class HomeRuleOut(Schema):
    id: UUID
    union_id: UUID
    place_id: UUID | None
    industry: Industry | Literal[""]
    platform: Platform | Literal[""]
    since: date
    until: date | None
