"""How does a long list go on? From the last row seen, by its key: page one thousand costs what page one costs.

No OFFSET and no COUNT. The ordering columns must not be null and end with the key. Cursors are signed, and belong to one
list: a forged or foreign one is refused.
"""

# ruff: noqa: S608 - the SQL put together here is the ORM's own, with its parameters apart

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection, models
from django.db.models import F, Q, Value
from django.db.models.expressions import Func
from django.utils.translation import gettext_lazy as _

from .federations import salted
from .verdict import Refused, no

M = TypeVar("M", bound=models.Model)
MAX_SIZE = 200
SALT = "unionhall.paging"


class BadCursor(Refused):
    """The cursor is not one we made for this list."""

    def __init__(self) -> None:
        super().__init__(
            no(
                _("This page link is damaged or out of date."),
                _("Open the list again from its beginning."),
                "bad_cursor",
            )
        )


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows in order, and the way to those before and after."""

    items: list[M]
    next_cursor: str | None = None
    prev_cursor: str | None = None

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


class CappedCount(int):
    """A number that stops counting: prints “1000+” when there are more."""

    capped: bool

    def __new__(cls, value: int, capped: bool = False) -> CappedCount:
        made = super().__new__(cls, value)
        made.capped = capped
        return made

    def __str__(self) -> str:
        return f"{int(self)}+" if self.capped else str(int(self))


def capped_count(queryset: models.QuerySet[Any], cap: int = 1000) -> CappedCount:
    """How many rows there are, looking at no more than `cap` of them."""
    found = queryset.order_by().values("pk")[: cap + 1].count()
    return CappedCount(min(found, cap), found > cap)


def capped_counts(lists: Mapping[str, models.QuerySet[Any]], cap: int = 1000) -> dict[str, CappedCount]:
    """`capped_count` of several lists by name, in one question to the database."""
    counted: dict[str, int] = dict.fromkeys(lists, 0)
    questions: list[tuple[str, str]] = []
    values: list[Any] = []
    for name, rows in lists.items():
        try:
            sql, params = rows.order_by().values("pk")[: cap + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        questions.append((name, f"(SELECT COUNT(*) FROM ({sql}) AS capped)"))
        values += params
    if questions:
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(question for _name, question in questions), values)
            found = cursor.fetchone()
        counted |= {name: int(n) for (name, _question), n in zip(questions, found, strict=True)}
    return {name: CappedCount(min(n, cap), n > cap) for name, n in counted.items()}


@dataclass(frozen=True)
class _Column:
    """One ordering column."""

    path: str
    descending: bool
    output: models.Field[Any, Any]

    def value(self, row: Any) -> Any:
        for part in self.path.split("__"):
            row = getattr(row, part)
        if row is None:
            raise ValueError(f"Rows cannot be paged by “{self.path}”: it is empty in one of them.")
        return row

    def dumped(self, row: Any) -> str:
        value = self.value(row)
        return value.isoformat() if hasattr(value, "isoformat") else str(value)

    def ordering(self, backward: bool) -> Any:
        return F(self.path).desc() if self.descending != backward else F(self.path).asc()


def page(
    queryset: models.QuerySet[M],
    *,
    order: Sequence[str] = ("id",),
    after: str | None = None,
    size: int = 50,
) -> Page[M]:
    """One page in the given order (“-” for descending), after a cursor of an earlier page; cursors also lead back."""
    size = max(1, min(size, MAX_SIZE))
    columns = [_column(queryset, name) for name in order]
    name = _list_name(queryset, order)
    backward, seen = _read(after, name, columns) if after else (False, None)
    rows = queryset.order_by(*(column.ordering(backward) for column in columns))
    if seen is not None:
        rows = rows.filter(_beyond(columns, seen, backward))
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
    edges = (
        [[column.dumped(row) for column in columns] for row in (found[0], found[-1])]
        if found
        else [after and _dump(seen), after and _dump(seen)]
    )
    has_next, has_prev = (True, more) if backward else (more, seen is not None)
    return Page(
        found,
        _made(name, False, edges[1]) if has_next and edges[1] else None,
        _made(name, True, edges[0]) if has_prev and edges[0] else None,
    )


def _column(queryset: models.QuerySet[Any], name: str) -> _Column:
    path = name.removeprefix("-")
    output = F(path).resolve_expression(queryset.query.clone(), allow_joins=True).output_field
    return _Column(path, name.startswith("-"), output)


class _RowBeyond(Func):
    """(a, b) > (x, y): one comparison of rows, which one index answers."""

    output_field = models.BooleanField()
    conditional = True

    def __init__(self, columns: Sequence[Any], values: Sequence[Any], operator: str, **extra: Any) -> None:
        self.width, self.operator = len(columns), operator
        super().__init__(*columns, *values, **extra)

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        parts = [compiler.compile(expression) for expression in self.get_source_expressions()]
        left, right = (", ".join(sql for sql, _params in side) for side in (parts[: self.width], parts[self.width :]))
        return f"({left}) {self.operator} ({right})", [param for _sql, params in parts for param in params]


def _beyond(columns: list[_Column], seen: list[Any], backward: bool) -> Any:
    """Rows after those seen. One direction: a row comparison. Mixed: the same spelt out, with a first bound for the index."""
    values = [Value(value, output_field=column.output) for column, value in zip(columns, seen, strict=True)]
    downwards = [column.descending != backward for column in columns]
    if len(set(downwards)) == 1:
        return _RowBeyond([F(column.path) for column in columns], values, "<" if downwards[0] else ">")
    condition = Q()
    for index, column in enumerate(columns):
        equal = {columns[n].path: values[n] for n in range(index)}
        condition |= Q(**equal, **{f"{column.path}__{'lt' if downwards[index] else 'gt'}": values[index]})
    return Q(**{f"{columns[0].path}__{'lte' if downwards[0] else 'gte'}": values[0]}) & condition


def _list_name(queryset: models.QuerySet[Any], order: Sequence[str]) -> str:
    return hashlib.sha256(f"{queryset.model._meta.label}:{','.join(order)}".encode()).hexdigest()[:12]


def _made(name: str, backward: bool, values: list[str]) -> str:
    return signing.dumps([name, int(backward), values], salt=salted(SALT), compress=False)


def _dump(values: list[Any] | None) -> list[str] | None:
    return (
        None
        if values is None
        else [value.isoformat() if hasattr(value, "isoformat") else str(value) for value in values]
    )


def _read(cursor: str, name: str, columns: list[_Column]) -> tuple[bool, list[Any]]:
    try:
        found, backward, values = signing.loads(cursor, salt=salted(SALT))
        whole = len(values) == len(columns) and all(isinstance(value, str) and "\0" not in value for value in values)
        if found != name or not whole:
            raise BadCursor
        return bool(backward), [column.output.to_python(value) for column, value in zip(columns, values, strict=True)]
    except (signing.BadSignature, ValidationError, ValueError, TypeError, json.JSONDecodeError) as error:
        raise BadCursor from error
