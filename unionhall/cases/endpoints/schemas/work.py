"""What is said in the daily work on a case: assignment, notes, sessions, files, parties, the clock."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints

from unionhall.core.endpoints import Strict

from ...enums import Audience, DayUnit, PartyRole, SessionKind
from .acts import Plain
from .shapes import Line, Needed, Short, Text, no_nul


class Assignment(Plain):
    handler: UUID


class Rerouting(Plain):
    body: UUID
    reason: Needed


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
    part: Annotated[str, StringConstraints(max_length=40), AfterValidator(no_nul)] = ""
    present: bool = True


class SessionIn(Strict):
    kind: SessionKind
    held_at: datetime
    place: Line = ""
    outcome: Text = ""
    attendance: Annotated[list[AttendanceIn], Field(max_length=50)] = []
    shared_with_worker: bool = True


class Extension(Plain):
    days: Annotated[int, Field(ge=1, le=90)]
    unit: DayUnit
    reason: Needed


class Suspending(Plain):
    reason: Needed


class PartyIn(Strict):
    role: PartyRole
    name: Line = ""
    employer_uscc: Annotated[str, StringConstraints(max_length=18), AfterValidator(no_nul)] = ""
    contact: Line = ""


class FileOut(Schema):
    id: UUID
    name: str
    size: int
    content_type: str
    label: str
    audience: Audience
    at: datetime
