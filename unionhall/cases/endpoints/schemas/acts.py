"""What is said with a move of a case, a settlement, a call-back, an answer at the end."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from unionhall.core.endpoints import Strict

from ...enums import CallbackOutcome, Manner, Solved
from .shapes import Day, Line, Money, Needed, Text, Version


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


class FeedbackIn(Strict):
    solved: Solved
    satisfied: bool | None = None
    comment: Text = ""
