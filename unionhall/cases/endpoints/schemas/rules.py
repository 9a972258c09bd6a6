"""Routing rules."""

from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints

from unionhall.core.endpoints import Strict
from unionhall.organisations.enums import Industry

from ...enums import Kind
from .shapes import Day, Named, Version, no_nul

Word = Annotated[str, StringConstraints(max_length=120), AfterValidator(no_nul)]


class RuleIn(Strict):
    """Conditions left out ask nothing; of those named, all must hold, and of several values one is enough."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60), AfterValidator(no_nul)]
    kinds: Annotated[list[Kind], Field(max_length=20)] = []
    place_code: Annotated[str, StringConstraints(pattern="^[0-9]{0,12}$")] = Field(
        "", description="a place and all inside it"
    )
    industry: Industry | None = None
    employers: Annotated[list[UUID], Field(max_length=60)] = []
    words: Annotated[list[Word], Field(max_length=60)] = Field(
        [], description="one of these stands in what the worker wrote; 2 to 40 characters each, no patterns"
    )
    to_chair: bool = False
    weekdays: Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(max_length=7)] = Field(
        [], description="1 is Monday, 7 is Sunday, in Beijing"
    )
    from_time: time | None = Field(None, description="22:00 to 06:00 is a night that begins on the weekday named")
    to_time: time | None = None
    body: UUID = Field(description="where it goes: below the owner, the owner itself, or above it")
    person: UUID | None = Field(None, description="somebody on duty at that body")
    since: Day | None = Field(None, description="the first day; today when left out")
    until: Day | None = None
    version: Version = None


class NewRule(RuleIn):
    owner: UUID = Field(description="the body for whose matters it is")


class RuleMove(Strict):
    position: Annotated[int, Field(ge=1, le=1_000, description="1 is the first")]


class RuleOut(Schema):
    id: UUID = Field(description="stays the same through all versions")
    version: int
    position: int | None = Field(description="its place in the order; null when it is ended")
    owner: Named
    name: str
    kinds: list[str]
    place_code: str
    industry: str
    employers: list[Named]
    words: list[str]
    to_chair: bool
    weekdays: list[int]
    from_time: time | None
    to_time: time | None
    body: Named
    person: Named | None
    since: date
    until: date | None
    written_at: datetime
    ended_at: datetime | None
    sent: int = Field(description="cases it sent in the last 30 days, of those you may see")


class TrialIn(Strict):
    """Without a draft: all rules of the body. With `rule`: the draft in the place of that rule."""

    body: UUID
    draft: RuleIn | None = None
    rule: UUID | None = None


class TrialRule(Schema):
    rule: str
    cases: int


class TrialWay(Schema):
    from_: str = Field(alias="from")
    to: str
    cases: int


class ExampleOut(Schema):
    id: UUID
    number: str
    rule: str
    from_: str = Field(alias="from")
    to: str


class TrialOut(Schema):
    """What would have happened to last month's cases, of those you may see. Nothing was moved."""

    days: int
    most: int
    read: int
    cut: bool = Field(description="there were more cases; only the newest were read")
    sent: int
    taken_before: int = Field(description="the draft fits, but an earlier rule takes them")
    elsewhere: int = Field(description="of those sent, how many went to another body")
    by_rule: list[TrialRule]
    ways: list[TrialWay]
    examples: list[ExampleOut]
