"""The small shapes that every schema is made of: words, sums, days, a name with its key."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints


def no_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("the character NUL cannot be kept")
    return text


Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(no_nul)]
Line = Annotated[str, StringConstraints(max_length=120), AfterValidator(no_nul)]
Short = Annotated[str, StringConstraints(max_length=60), AfterValidator(no_nul)]
Needed = Annotated[str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(no_nul)]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Version = Annotated[int | None, Field(ge=1, le=2_147_483_647, description="the version you saw; 409 if it changed")]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2999, 12, 31))]


class Named(Schema):
    """A body or person by key and name."""

    id: UUID
    name: str


class Made(Schema):
    id: UUID
