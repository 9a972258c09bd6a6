"""A case as lists and its file show it, and what is said to bring or correct one."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints

from unionhall.core.endpoints import Strict
from unionhall.organisations.enums import Industry

from ...enums import IdentityLevel, Kind, PartyRole, Source
from ...states import State
from .acts import Plain
from .shapes import Day, Line, Money, Named, Needed, Short, no_nul


class CaseRow(Schema):
    """A case as a list shows it."""

    id: UUID
    number: str
    kind: Kind
    title: str
    state: State
    source: Source
    employer_name: str
    site: str
    to_chair: bool
    amount: Decimal | None
    body: Named
    handler: Named | None
    received_at: datetime
    accepted_at: datetime | None
    closed_at: datetime | None
    due_on: date | None = Field(description="by when the next step is taken; null when nothing is promised")
    due_provisional: bool
    paused: bool
    is_group: bool
    group_id: UUID | None
    version: int


class CaseList(Schema):
    items: list[CaseRow]
    next: str | None = Field(None, description="cursor of the next page")
    previous: str | None = None


class ComplainantOut(Schema):
    """A worker of a case: the name where the identity level lets you see it, the phone masked."""

    id: UUID
    identity_level: IdentityLevel
    name: str
    phone: str
    amount: Decimal | None


class PartyOut(Schema):
    id: UUID
    role: PartyRole
    name: str
    ended_on: date | None


class ClockOut(Schema):
    """The clock of the present state, recomputed from the log."""

    started_on: date | None
    due_on: date | None
    provisional: bool
    paused: bool
    stopped_days: int
    extended_days: int


class CaseOut(CaseRow):
    """A case as its file shows it."""

    account: str
    industry: str
    happened_on: date | None
    division_code: str | None
    routed_because: list[str]
    complainants: list[ComplainantOut]
    parties: list[PartyOut]
    clock: ClockOut


class Received(CaseOut):
    receipt: str | None = Field(None, description="the receipt code of an anonymous matter, told this once")


class Act(Schema):
    """Whether you may do something to a case now; if not, why and what instead."""

    verb: str
    allowed: bool
    reason: str = ""
    next_step: str = ""


class Entry(Schema):
    """One line of a case's timeline."""

    at: datetime
    what: str
    by: str = ""
    text: str = ""
    details: dict[str, Any] = {}


class Access(Schema):
    """Somebody opened the file."""

    at: datetime
    who: str
    purpose: str


class NewCase(Strict):
    """A matter, in the worker's words."""

    kind: Kind
    account: Needed
    identity_level: IdentityLevel = IdentityLevel.NAMED
    source: Source = Field(Source.API, description="for officers: paper, phone or visit")
    worker_name: Short = ""
    worker_phone: Annotated[str, StringConstraints(max_length=20), AfterValidator(no_nul)] = ""
    for_person: UUID | None = Field(None, description="with a mandate: the person it is for")
    employer_uscc: Annotated[str, StringConstraints(max_length=18), AfterValidator(no_nul)] = ""
    employer_name: Line = ""
    division_code: Annotated[str, StringConstraints(max_length=12), AfterValidator(no_nul)] = ""
    industry: Industry | None = None
    site: Short = Field("", description="place of work as the worker names it: a site, station or workshop")
    to_chair: bool = Field(False, description="written to the chair")
    happened_on: Day | None = None
    amount: Money | None = None
    received_on: Day | None = Field(None, description="for officers: the day a paper or call came in")


class EmployerIn(Plain):
    employer: UUID


class Correction(Plain):
    kind: Kind | None = None
    employer_uscc: Annotated[str, StringConstraints(max_length=18), AfterValidator(no_nul)] | None = None
    employer_name: Line | None = None
    site: Short | None = None
    industry: Industry | None = None
    happened_on: Day | None = None
    amount: Money | None = None


class LoadOut(Schema):
    handler_id: UUID | None
    handler_name: str
    open: int
    overdue: int
    soon: int
