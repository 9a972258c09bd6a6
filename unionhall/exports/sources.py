"""What can be taken out at all? Each module hands in its tables here; unionhall/wiring.py says which."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unionhall.core.actor import Actor
from unionhall.core.export import Column
from unionhall.core.verdict import Verdict

from .marks import Keyed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Asked = Mapping[str, Any]
"""Filters as plain JSON values: they are kept, sealed, until the file is made."""


@dataclass(frozen=True)
class Found:
    """What the filters find for this actor at this moment."""

    keys: Sequence[UUID]
    """One for each row, in their order."""
    words: str
    """The filters as a person would say them."""
    file_name: str
    """Without its ending."""


@dataclass(frozen=True)
class Table:
    """The rows as they leave, before they are marked."""

    columns: Sequence[Column]
    rows: Sequence[tuple[UUID | None, Mapping[str, Any]]]
    tail: Sequence[Mapping[str, Any]] = ()
    """Totals and the like; they are sums of the real rows and no row of their own."""
    above: Sequence[StrOrPromise] = ()


@dataclass(frozen=True)
class Source:
    """One kind of table that may leave."""

    name: str
    title: StrOrPromise
    may: Callable[[Actor, Asked], Verdict]
    find: Callable[[Actor, Asked], Found]
    table: Callable[[Actor, Asked, frozenset[UUID], bool], Table]
    """(actor, filters, keys that may leave, names in full) → the rows this actor still sees."""
    columns: Callable[[Asked], Sequence[StrOrPromise]]
    """The titles of the columns, for whoever approves."""
    note: Callable[[Actor, Asked, str, Sequence[UUID], bool], None]
    """(actor, filters, purpose, keys, names in full): the module's own lines in the trail, when the file is made."""
    decoy: Callable[[Actor, Keyed, bool], Mapping[str, Any]] | None = None
    """An invented row. It leaves amounts empty, so that no sum changes; what it does not name is taken from its neighbour."""
    borrowed: frozenset[str] = frozenset()
    """Columns in which an invented row says what its neighbour says."""
    unmarked: frozenset[str] = field(default_factory=frozenset)
    """Columns by which tables are joined: their texts leave exactly as they are."""
    masked: frozenset[str] = field(default_factory=frozenset)
    """Columns with masked texts: their stars and spaces are drawn row by row."""
    personal: bool = True
    may_unmask: bool = False
    most: int = 10_000
    ending: str = "xlsx"


_SOURCES: dict[str, Source] = {}


def offer(source: Source) -> None:
    """Let this kind of table leave; called once when the apps are ready."""
    _SOURCES[source.name] = source


def source_named(name: str) -> Source | None:
    return _SOURCES.get(name)


def every_source() -> list[Source]:
    return list(_SOURCES.values())
