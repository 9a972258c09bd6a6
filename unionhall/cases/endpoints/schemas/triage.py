"""What is suggested for a case, and what was chosen."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import StringConstraints

from ...enums import About, Kind, Urgency
from .acts import Plain

Confidence = Annotated[float | None, Field(description="0 to 1, measured; none where a rule speaks")]
Words = Annotated[list[str], Field(description="words of the letter that spoke for it")]


class KindOffered(Schema):
    value: Kind
    confidence: Confidence
    words: Words


class BodyOffered(Schema):
    value: UUID
    name: str
    confidence: Confidence
    words: Words
    because: list[str]


class Reason(Schema):
    code: str
    level: Urgency
    words: Words
    until: date | None
    source: str
    said: str


class UrgencyOffered(Schema):
    level: Urgency
    reasons: list[Reason]


class SameOffered(Schema):
    value: UUID
    number: str
    grade: Annotated[str, Field(description="certain, likely or possible, by rule")]
    confidence: Annotated[float | None, Field(description="share of the words in common, where it is enough to tell")]
    because: list[str]


class ChoiceOut(Schema):
    about: About
    chosen: Annotated[str, Field(description="empty: none of these")]
    place: int | None
    was_first: bool
    by_hand: bool
    at: datetime
    by_name: str


class SuggestionsOut(Schema):
    kinds: list[KindOffered]
    kinds_by: Annotated[str, Field(description="model or words")]
    bodies: list[BodyOffered]
    urgency: UrgencyOffered
    same: list[SameOffered]
    choices: list[ChoiceOut]


class ChoiceIn(Plain):
    about: About
    value: Annotated[str, StringConstraints(max_length=40, pattern="^[0-9a-z_-]*$")]
