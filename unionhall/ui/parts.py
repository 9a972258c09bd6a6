"""What views hand to the components: small values with every attribute a component may ask for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Choice:
    """One step back, one tab, one breadcrumb: a label and where it leads. Without a URL it is where we are."""

    label: Words
    url: str = ""
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Tile:
    label: Words
    url: str
    icon: str
    text: Words = ""
    count: int | None = None
    main: bool = False
    """The one act that matters on this page stands out; at most one tile of a home."""


@dataclass(frozen=True)
class Fact:
    """One line of a file: what it is, and what we know. An empty value is said as "not stated"."""

    label: Words
    value: Any = ""
    hint: Words = ""


@dataclass(frozen=True)
class Happening:
    """One entry of a timeline."""

    at: datetime | date
    title: Words
    text: Words = ""
    by: str = ""
    icon: str = "circle"
    tone: str = "neutral"
    url: str = ""
    seen_by: Words = ""


@dataclass(frozen=True)
class Column:
    """One column of a table; `sort` is the value of ?sort= that orders by it."""

    label: Words
    sort: str = ""
    numeric: bool = False
    hidden_label: bool = False
    wide_only: bool = False
    """Left out on a tablet; its cells carry the class `wide-only`."""


@dataclass(frozen=True)
class Figure:
    """A number one can check: what it counts, out of what, by which definition, as of when."""

    label: Words
    value: Words | int
    definition: Words
    as_of: datetime | date
    numerator: int | None = None
    denominator: int | None = None
    unit: Words = ""
    url: str = ""


@dataclass(frozen=True)
class FileLine:
    name: str
    url: str
    size: int
    at: datetime | date
    by: str = ""
    note: Words = ""
    remove_url: str = ""


@dataclass(frozen=True)
class Steps:
    """Where we are in a form of one question a screen."""

    current: int
    total: int
    labels: Sequence[Words] = field(default_factory=tuple)
