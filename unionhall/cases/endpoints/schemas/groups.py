"""Group cases and acts on many."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints

from unionhall.core.endpoints import Strict

from ...enums import Manner
from .shapes import Money, Text, no_nul


class GroupIn(Strict):
    cases: Annotated[list[UUID], Field(min_length=2, max_length=2_000)]


class WorkerIn(Strict):
    name: Annotated[str, StringConstraints(min_length=1, max_length=60), AfterValidator(no_nul)]
    phone: Annotated[str, StringConstraints(max_length=20), AfterValidator(no_nul)] = ""
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
