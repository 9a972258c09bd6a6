"""Transfers and referrals: what is offered, answered, recorded, and what either side reads."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from unionhall.core.endpoints import Strict

from ...enums import StepKind, TransferKind, TransferPurpose
from ...states import TransferState
from .acts import Plain
from .shapes import Day, Named, Needed, Short, Text
from .work import FileOut


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
