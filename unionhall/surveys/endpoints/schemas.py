"""What goes in and out of the API about surveys."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints

from unionhall.core.endpoints import Strict
from unionhall.organisations.enums import Industry

from ..enums import Cut, Kind
from ..states import State


def no_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("the character NUL cannot be kept")
    return text


Line = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(no_nul)]
Text = Annotated[str, StringConstraints(max_length=2000), AfterValidator(no_nul)]
Option = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(no_nul)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2999, 12, 31))]
Step = Annotated[int, Field(ge=0, le=100)]


class QuestionIn(Strict):
    kind: Kind
    text: Line
    options: Annotated[list[Option], Field(max_length=20)] = []
    required: bool = True


class Details(Strict):
    title: Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(no_nul)]
    lead: Text = ""
    anonymous: bool
    closes_on: Day
    cut: Cut = Cut.NONE
    bodies: Annotated[list[UUID], Field(max_length=500, description="only below these bodies")] = []
    employers: Annotated[list[UUID], Field(max_length=50, description="only at these employers")] = []
    industries: Annotated[list[Industry], Field(max_length=20)] = []


class SurveyDraftIn(Details):
    body: UUID = Field(description="the body that asks")
    questions: Annotated[list[QuestionIn], Field(max_length=30)] = []


class MoveIn(Strict):
    by_places: int = Field(ge=-1, le=1, description="-1 up, 1 down")


class AnswersIn(Strict):
    answers: dict[UUID, Step | Annotated[list[Step], Field(max_length=20)] | Text] = Field(
        description="by the key of the question: the place of the option (from 0), a list of places, 1 to 5, or words"
    )


class QuestionOut(Schema):
    id: UUID
    place: int
    kind: str
    text: str
    options: list[str]
    required: bool


class SurveyRow(Schema):
    id: UUID
    title: str
    body: UUID
    body_name: str
    anonymous: bool
    cut: str
    state: str
    opens_on: date | None
    closes_on: date
    follows: UUID | None
    purpose: str


class SurveyOut(SurveyRow):
    lead: str
    asked: int = Field(description="on the roll; for a draft, how many it would ask today")
    answered: int
    reminded_on: date | None
    questions: list[QuestionOut]


class SurveyList(Schema):
    items: list[SurveyRow]
    next_cursor: str | None


class Added(Schema):
    added: int


class LineOut(Schema):
    label: str
    count: int | None = Field(
        description="null where the number is too small to show, or another could be reckoned from it"
    )
    share: int | None
    before: int | None = Field(None, description="the same option in the survey this one follows")


class GroupOut(Schema):
    name: str
    asked: int
    answered: int
    counts: list[int | None]


class QuestionResultOut(Schema):
    question: QuestionOut
    answered: int | None
    lines: list[LineOut]
    groups: list[GroupOut]
    words: list[str]


class ResultsOut(Schema):
    survey: UUID
    asked: int
    answered: int
    as_of: datetime
    limit: int
    questions: list[QuestionResultOut]


class OwnRow(Schema):
    id: UUID
    title: str
    body_name: str
    anonymous: bool
    state: str
    closes_on: date
    answered: bool


class OwnOut(OwnRow):
    lead: str
    questions: list[QuestionOut]
    answers: dict[str, Any] = Field(description="what was answered so far; always empty for an anonymous survey")


class SurveysAsked(Schema):
    state: State | None = None
    q: Annotated[str, StringConstraints(max_length=60), AfterValidator(no_nul)] = ""
    cursor: Annotated[str, StringConstraints(max_length=600), AfterValidator(no_nul)] = ""
    size: int = Field(50, ge=1, le=200)
