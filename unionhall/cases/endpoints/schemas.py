"""What goes in and out of the API about cases. Names of workers leave only in `complainants`, masked where rules say so."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints

from unionhall.core.endpoints import Strict
from unionhall.organisations.enums import Industry

from ..enums import (
    Audience,
    CallbackOutcome,
    DayUnit,
    IdentityLevel,
    Kind,
    Manner,
    PartyRole,
    SessionKind,
    Solved,
    Source,
    StepKind,
    TransferKind,
    TransferPurpose,
)
from ..states import State, TransferState


def _no_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("the character NUL cannot be kept")
    return text


Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(_no_nul)]
Line = Annotated[str, StringConstraints(max_length=120), AfterValidator(_no_nul)]
Short = Annotated[str, StringConstraints(max_length=60), AfterValidator(_no_nul)]
Needed = Annotated[str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(_no_nul)]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Version = Annotated[int | None, Field(ge=1, le=2_147_483_647, description="the version you saw; 409 if it changed")]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2999, 12, 31))]


class Named(Schema):
    """A body or person by key and name."""

    id: UUID
    name: str


class CaseRow(Schema):
    """A case as a list shows it."""

    id: UUID
    number: str
    kind: Kind
    title: str
    state: State
    source: Source
    employer_name: str
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
    worker_phone: Annotated[str, StringConstraints(max_length=20), AfterValidator(_no_nul)] = ""
    for_person: UUID | None = Field(None, description="with a mandate: the person it is for")
    employer_uscc: Annotated[str, StringConstraints(max_length=18), AfterValidator(_no_nul)] = ""
    employer_name: Line = ""
    division_code: Annotated[str, StringConstraints(max_length=12), AfterValidator(_no_nul)] = ""
    industry: Industry | None = None
    happened_on: Day | None = None
    amount: Money | None = None
    received_on: Day | None = Field(None, description="for officers: the day a paper or call came in")


class Plain(Strict):
    version: Version = None


class Reasoned(Plain):
    reason: Text = ""


class Refusal(Plain):
    reason: Needed
    competent_body: UUID | None = None
    competent_name: Line = ""


class Closure(Plain):
    reason: Needed
    manner: Manner | None = Field(None, description="how it was resolved; null when it ends unresolved")


class Performance(Plain):
    reason: Text = ""
    manner: Manner | None = None


class InstalmentIn(Strict):
    due_on: Day
    amount: Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)]


class SettlementIn(Plain):
    manner: Manner
    terms: Needed
    amount: Money
    signed_on: Day
    instalments: Annotated[list[InstalmentIn], Field(max_length=36)] = []


class CallbackIn(Strict):
    outcome: CallbackOutcome
    note: Text = ""
    paid: Money | None = None


class CallbackOut(Schema):
    id: UUID
    due_on: date
    done_at: datetime | None
    outcome: str
    paid: Decimal | None


class Assignment(Plain):
    handler: UUID


class Rerouting(Plain):
    body: UUID
    reason: Needed


class Correction(Plain):
    kind: Kind | None = None
    employer_uscc: Annotated[str, StringConstraints(max_length=18), AfterValidator(_no_nul)] | None = None
    employer_name: Line | None = None
    industry: Industry | None = None
    happened_on: Day | None = None
    amount: Money | None = None


class NoteIn(Strict):
    text: Needed
    audience: Audience = Audience.INTERNAL


class MessageIn(Strict):
    text: Needed


class NoteOut(Schema):
    id: UUID
    at: datetime
    by_name: str
    audience: Audience
    text: str


class AttendanceIn(Strict):
    who: Short
    part: Annotated[str, StringConstraints(max_length=40), AfterValidator(_no_nul)] = ""
    present: bool = True


class SessionIn(Strict):
    kind: SessionKind
    held_at: datetime
    place: Line = ""
    outcome: Text = ""
    attendance: Annotated[list[AttendanceIn], Field(max_length=50)] = []
    shared_with_worker: bool = True


class Made(Schema):
    id: UUID


class Extension(Plain):
    days: Annotated[int, Field(ge=1, le=90)]
    unit: DayUnit
    reason: Needed


class Suspending(Plain):
    reason: Needed


class PartyIn(Strict):
    role: PartyRole
    name: Line = ""
    employer_uscc: Annotated[str, StringConstraints(max_length=18), AfterValidator(_no_nul)] = ""
    contact: Line = ""


class FileOut(Schema):
    id: UUID
    name: str
    size: int
    content_type: str
    label: str
    audience: Audience
    at: datetime


class FeedbackIn(Strict):
    solved: Solved
    satisfied: bool | None = None
    comment: Text = ""


class GroupIn(Strict):
    cases: Annotated[list[UUID], Field(min_length=2, max_length=2_000)]


class WorkerIn(Strict):
    name: Annotated[str, StringConstraints(min_length=1, max_length=60), AfterValidator(_no_nul)]
    phone: Annotated[str, StringConstraints(max_length=20), AfterValidator(_no_nul)] = ""
    amount: Money | None = None


class WorkersIn(Strict):
    workers: Annotated[list[WorkerIn], Field(min_length=1, max_length=2_000)]
    account: Text = ""


class BulkIn(Strict):
    """One act on many cases. `arguments` are the fields of that act's own body, without `version`."""

    verb: str = Field(
        pattern="^(accept|consult|negotiate|mediate|fail|arbitrate|litigate|close|withdraw|assign|suspend|resume)$"
    )
    cases: Annotated[list[UUID], Field(max_length=10_000)] = []
    group: UUID | None = Field(None, description="instead of cases: all members of this group case")
    reason: Text = ""
    manner: Manner | None = None
    handler: UUID | None = None


class BulkOut(Schema):
    id: UUID
    verb: str
    total: int
    done: int
    refused: list[dict[str, Any]]
    finished: bool


class ConsentIn(Strict):
    """How the worker consented; without it an officer gives a reason."""

    through: str = Field(pattern="^(web|phone|paper|in_person)$")
    text_version: Short = "1"


class TransferIn(Plain):
    to_body: UUID
    kind: TransferKind
    purpose: TransferPurpose
    summary: Needed
    consent: ConsentIn | None = None
    override_reason: Text = ""
    names_worker: bool = False
    files: Annotated[list[UUID], Field(max_length=50)] = []
    reply_days: Annotated[int, Field(ge=1, le=60)] = 10


class StepOut(Schema):
    at: datetime
    kind: StepKind
    on: date
    text: str
    by_agency: bool
    by_name: str


class TransferRow(Schema):
    id: UUID
    number: str
    their_number: str
    kind: TransferKind
    purpose: TransferPurpose
    state: TransferState
    from_body: Named
    to_body: Named
    offered_at: datetime
    reply_due_on: date
    reply_provisional: bool
    answered_at: datetime | None
    ended_at: datetime | None


class TransferList(Schema):
    items: list[TransferRow]
    next: str | None = None
    previous: str | None = None


class TransferOut(TransferRow):
    """What was transferred, and nothing else of the case."""

    summary: str
    answer: str
    worker: str | None = Field(None, description="only when the worker's name was passed on")
    case_id: UUID | None = Field(None, description="only for the sender")
    steps: list[StepOut]
    files: list[FileOut]


class AcceptanceIn(Strict):
    their_number: Short = ""
    answer: Text = ""


class AnswerIn(Strict):
    answer: Needed


class RevocationIn(Strict):
    answer: Text = ""


class StepIn(Strict):
    kind: StepKind
    on: Day
    text: Text = ""


class LinkIn(Strict):
    days: Annotated[int, Field(ge=1, le=60)] = 15


class LinkOut(Schema):
    url: str = Field(description="told this once")


class LoadOut(Schema):
    handler_id: UUID | None
    handler_name: str
    open: int
    overdue: int
    soon: int
