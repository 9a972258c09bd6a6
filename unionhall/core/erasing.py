"""What is held about a person goes: when they are erased, and when its time is over. How, the registry says for every table.

A row is deleted, or emptied of words and names; files are emptied with it. What is several people's stays until the last goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import models, transaction

from . import files, registry
from .models import StoredFile
from .registry import OnErasure, Record
from .sealed import NONCE_BYTES, TAG_BYTES, LookupField, SealedTextField, sealing_prefix

MARK = "—"
BATCH = 500


class Erased(Protocol):
    """Any event that names a person who is to be forgotten."""

    @property
    def person_id(self) -> UUID: ...


def of(module: str) -> Callable[[Erased], None]:
    """A module's answer to the erasing of a person, as its `fields.py` says it."""

    def forget(event: Erased) -> None:
        for one in registry.of_module(module):
            forget_rows(one, event.person_id)

    forget.__name__ = f"forget_{module}"
    forget.__qualname__ = forget.__name__
    forget.__module__ = __name__
    return forget


def forget_rows(one: Record, person_id: UUID) -> int:
    """Delete or empty a person's rows of one table, and take their name off what they did."""
    for by, name in one.officials:
        if by and name:
            one.model._base_manager.filter(**{by: person_id}).update(**{name: MARK})
    if one.erased == OnErasure.KEEP:
        return 0
    mine = rows_of(one, person_id)
    return 0 if mine is None else finish(one, mine)


def rows_of(one: Record, person_id: UUID) -> models.QuerySet[Any] | None:
    """Rows that are this person's and nobody else's; None for tables that are nobody's."""
    rows = one.model._base_manager.all()
    if one.person:
        return rows.filter(**{one.person: person_id})
    if one.people:
        return rows.filter(pk__in=_alone(one, person_id))
    if one.belongs:
        whole = registry.records()[one.whole]
        if whole.person:
            inside = whole.model._base_manager.filter(**{whole.person: person_id}).values("pk")
            return rows.filter(**{f"{one.belongs}__in": inside})
        return rows.filter(**{f"{one.belongs}__in": _alone(whole, person_id)})
    return None


def _alone(one: Record, person_id: UUID) -> models.QuerySet[Any]:
    """Keys of records in which this person is the only one."""
    assert one.people is not None
    link = registry.records()[one.people.label].model._base_manager.all()
    mine = link.filter(**{one.people.person: person_id})
    others = link.filter(**{f"{one.people.record}__in": mine.values(one.people.record)}).exclude(
        **{one.people.person: person_id}
    )
    strangers = link.filter(**{f"{one.people.person}__isnull": True}).values(one.people.record)
    return (
        mine.exclude(**{f"{one.people.record}__in": others.values(one.people.record)})
        .exclude(**{f"{one.people.record}__in": strangers})
        .values(one.people.record)
    )


def finish(one: Record, rows: models.QuerySet[Any]) -> int:
    """Delete these rows, or empty them, with their files."""
    keys = list(rows.order_by().values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        some = one.model._base_manager.filter(pk__in=keys[start : start + BATCH])
        _empty_files(one, some)
        if one.erased == OnErasure.DELETE:
            some.delete()
        else:
            some.update(**blanks(one))
    return len(keys)


def blanks(one: Record) -> dict[str, Any]:
    """What each personal column is emptied to. Keys of other records stay, and so does what the database asks for."""
    values: dict[str, Any] = {}
    for name in one.personal:
        column: Any = one.model._meta.get_field(name)
        if column.is_relation or column.primary_key or (column.choices and not column.blank):
            continue
        if isinstance(column, LookupField):
            values[name] = None if column.null else b""
        elif column.null:
            values[name] = None
        elif isinstance(column, SealedTextField):
            values[name] = ""
        elif isinstance(column, (models.CharField, models.TextField)):
            values[name] = "" if column.blank else MARK
        elif isinstance(column, models.JSONField):
            values[name] = {} if column.default is models.NOT_PROVIDED else column.get_default()
    return values


def _empty_files(one: Record, rows: models.QuerySet[Any]) -> None:
    for column in one.model._meta.concrete_fields:
        if column.is_relation and column.related_model is StoredFile:
            for stored in StoredFile.objects.filter(pk__in=rows.values(column.attname)):
                files.empty(stored, called=MARK)


@dataclass(frozen=True)
class Kept:
    """What one night did to one table."""

    label: str
    done: int
    held: int
    days: int


Held = Callable[[Record, models.QuerySet[Any]], models.QuerySet[Any]]


def overdue(one: Record, on: date) -> models.QuerySet[Any] | None:
    """Rows whose time is over on a day; None when the table has no end."""
    days = one.rule(on).days
    if days is None or not one.ends or one.erased == OnErasure.KEEP:
        return None
    rows = one.model._base_manager.filter(**{f"{one.ends}__lt": _before(one, on, days)})
    if one.erased == OnErasure.DELETE:
        return rows
    emptied = [models.Q(**{name: value}) for name, value in blanks(one).items() if _is_searchable(one, name, value)]
    condition = models.Q()
    for each in emptied:
        condition |= ~each
    empty = len(sealing_prefix()) + NONCE_BYTES + TAG_BYTES
    for name in blanks(one):
        if isinstance(one.model._meta.get_field(name), SealedTextField):
            raw = models.ExpressionWrapper(models.F(name), output_field=models.BinaryField())
            rows = rows.alias(
                **{f"{name}_size": models.Func(raw, function="octet_length", output_field=models.IntegerField())}
            )
            condition |= models.Q(**{f"{name}_size__gt": empty})
    return rows.filter(condition)


def _is_searchable(one: Record, name: str, value: Any) -> bool:
    return value is not None and not isinstance(one.model._meta.get_field(name), (SealedTextField, LookupField))


def _before(one: Record, on: date, days: int) -> Any:
    from django.utils.timezone import make_aware

    first, *steps = one.ends.split("__")
    column: Any = one.model._meta.get_field(first)
    for step in steps:
        column = column.related_model._meta.get_field(step)
    day = on - timedelta(days=days)
    return make_aware(datetime.combine(day, time.min)) if isinstance(column, models.DateTimeField) else day


def keep_in_time(on: date, held: Held, tables: Iterable[Record] | None = None) -> list[Kept]:
    """Delete or empty what is over, table by table, each in a transaction of its own; `held` keeps back what is on hold."""
    done = []
    for one in tables if tables is not None else registry.records().values():
        rows = overdue(one, on)
        if rows is None:
            continue
        with transaction.atomic():
            all_of_them = rows.count()
            if all_of_them:
                free = held(one, rows)
                finished = finish(one, free)
                done.append(Kept(one.label, finished, all_of_them - finished, one.rule(on).days or 0))
    return done
