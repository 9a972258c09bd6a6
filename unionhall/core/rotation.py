"""How do sealed columns move to a new key? In batches, while people work, and again from where it stopped if it is stopped."""

# ruff: noqa: S608 - the only names put into SQL are those of our own tables and columns

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import ExpressionWrapper, F, Q

from . import audit
from .actor import Actor
from .sealed import (
    NONCE_BYTES,
    TAG_BYTES,
    LookupField,
    SealedTextField,
    SealError,
    lookup,
    lookup_prefix,
    make_keys,
    own_prefix,
    seal,
    seal_for,
    sealing_prefix,
    unseal,
)

Due = Callable[[type[models.Model], models.QuerySet[Any]], models.QuerySet[Any]]
"""Which rows are to be sealed anew."""


@dataclass
class Rotated:
    """What was done to one table, and which lookups only new values can renew."""

    model: str
    columns: list[str]
    rows: int = 0
    kept: tuple[str, ...] = ()


def rotate(*, by: Actor, batch: int = 500, progress: Callable[[str, int], Any] | None = None) -> list[Rotated]:
    """Re-seal every sealed value under the newest key and suite, and renew the lookups computed from them.

    Rows already under the newest key are passed over, so that it can be stopped and started again at any time. Old keys
    stay in the settings until it has finished.
    """
    done = []
    for model in sealed_models():
        rotated = _rotate_model(model, batch, progress)
        done.append(rotated)
        if rotated.rows:
            audit.record("keys.rotated", None, by=by, model=rotated.model, columns=rotated.columns, rows=rotated.rows)
    return done


def give_own_keys(*, by: Actor, most: int = 1_000_000, batch: int = 500) -> int:
    """Move what lists of names wrote in bulk, under the federation's key, under each person's own. Returns how many rows.

    Until then erasing such a person empties the row, but a backup could still be opened with the federation's key.
    """
    moved = 0
    for model in sealed_models():
        columns: list[Any] = [column for column in _sealed(model) if column.of_person]
        last, count = None, batch if columns else 0
        while count == batch and moved < most:
            count, last = _rotate_batch(model, columns, last, batch, due=_due_for_own_keys)
            moved += count
    if moved:
        audit.record("keys.own_given", None, by=by, rows=moved)
    return moved


def waiting() -> dict[str, int]:
    """How many rows of each table are still under an older key."""
    counts = {model._meta.label: _due(model, model._meta.base_manager.all()).count() for model in sealed_models()}
    return {label: count for label, count in counts.items() if count}


def sealed_models() -> Iterator[type[models.Model]]:
    """Every model with a column to rotate, in a fixed order."""
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        if model._meta.managed and not model._meta.proxy and (_sealed(model) or _computed(model)):
            yield model


def _sealed(model: type[models.Model]) -> list[SealedTextField]:
    return [column for column in model._meta.local_concrete_fields if isinstance(column, SealedTextField)]


def _lookups(model: type[models.Model]) -> list[LookupField]:
    return [column for column in model._meta.local_concrete_fields if isinstance(column, LookupField)]


def _computed(model: type[models.Model]) -> list[LookupField]:
    return [column for column in _lookups(model) if column.of]


def _due(model: type[models.Model], rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Rows in which some value does not begin as values sealed today do."""
    sealing, looking = sealing_prefix(), lookup_prefix()
    prefixes: list[tuple[models.Field[Any, Any], bytes]] = [
        (column, sealing) for column in _sealed(model) if not column.of_person
    ]
    prefixes += [(column, looking) for column in _computed(model)]
    condition = Q()
    for column, prefix in prefixes:
        name = f"{column.name}_prefix"
        rows = rows.alias(**{name: _Prefix(_raw(column), len(prefix))})
        condition |= Q(**{f"{name}__isnull": False}) & ~Q(**{name: prefix}) & ~Q(**{name: b""})
    return _with_own_due(model, rows, sealing, condition)


def _due_for_own_keys(model: type[models.Model], rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    return _with_own_due(model, rows, sealing_prefix(), Q())


def _with_own_due(
    model: type[models.Model], rows: models.QuerySet[Any], sealing: bytes, condition: Q
) -> models.QuerySet[Any]:
    for column in _sealed(model):
        if column.of_person:
            rows, due = _own_due(rows, column, sealing)
            condition |= due
    return rows.filter(condition)


def _own_due(rows: models.QuerySet[Any], column: SealedTextField, sealing: bytes) -> tuple[models.QuerySet[Any], Q]:
    """Rows whose value is not under the person's own key; where there is no person or no text, not under the federation's."""
    own, shared, size, owner = (f"{column.name}_{what}" for what in ("own", "shared", "size", "owner"))
    rows = rows.alias(
        **{
            own: _Prefix(_raw(column), 2),
            shared: _Prefix(_raw(column), len(sealing)),
            size: models.Func(_raw(column), function="octet_length", output_field=models.IntegerField()),
            owner: F(column.of_person),
        }
    )
    empty = Q(**{shared: sealing, size: len(sealing) + NONCE_BYTES + TAG_BYTES})
    mine = Q(**{f"{owner}__isnull": False}) & ~Q(**{own: own_prefix()}) & ~empty
    nobodys = Q(**{f"{owner}__isnull": True}) & ~Q(**{shared: sealing})
    return rows, Q(**{f"{size}__gt": 0}) & (mine | nobodys)


class _Prefix(models.Func):
    """The first bytes of a column."""

    output_field = models.BinaryField()
    template = "substring(%(expressions)s from 1 for %(length)s)"

    def __init__(self, column: Any, length: int, **extra: Any) -> None:
        super().__init__(column, length=length, **extra)


def _raw(column: models.Field[Any, Any]) -> Any:
    """The bytes as they are stored."""
    return ExpressionWrapper(F(column.name), output_field=models.BinaryField())


def _rotate_model(model: type[models.Model], batch: int, progress: Callable[[str, int], Any] | None) -> Rotated:
    columns: list[Any] = [*_sealed(model), *_computed(model)]
    kept = tuple(column.name for column in _lookups(model) if not column.of)
    rotated = Rotated(model._meta.label, [column.name for column in columns], kept=kept)
    last = None
    while True:
        count, last = _rotate_batch(model, columns, last, batch)
        rotated.rows += count
        if progress:
            progress(rotated.model, rotated.rows)
        if count < batch:
            return rotated


@transaction.atomic
def _rotate_batch(
    model: type[models.Model], columns: list[Any], last: Any, batch: int, due: Due = _due
) -> tuple[int, Any]:
    rows = due(model, model._meta.base_manager.all()).order_by("pk")
    if last is not None:
        rows = rows.filter(pk__gt=last)
    raw = {f"{column.name}_raw": _raw(column) for column in columns}
    raw |= {f"{column.name}_of": F(column.of_person) for column in columns if getattr(column, "of_person", "")}
    found = list(rows.select_for_update(of=("self",)).annotate(**raw).values("pk", *raw)[:batch])
    if found:
        make_keys({row[name] for row in found for name in row if name.endswith("_of") and row[name]})
        _write(model, columns, [(row["pk"], *_renewed(model, columns, row)) for row in found])
    return len(found), found[-1]["pk"] if found else last


def _renewed(model: type[models.Model], columns: list[Any], row: dict[str, Any]) -> list[bytes | None]:
    """The row's values under the newest keys."""
    plain: dict[str, str] = {}
    for column in columns:
        if isinstance(column, SealedTextField):
            stored = row[f"{column.name}_raw"]
            plain[column.name] = "" if stored is None else unseal(bytes(stored), column.sealing_context)
    return [_renew(column, plain, row[f"{column.name}_raw"], row.get(f"{column.name}_of")) for column in columns]


def _renew(column: Any, plain: dict[str, str], stored: Any, person_id: Any) -> bytes | None:
    if stored is None:
        return None
    if isinstance(column, SealedTextField):
        try:
            return seal_for(person_id, plain[column.name], column.sealing_context)
        except SealError:  # the person was erased meanwhile: their key is gone, and so is what was left of them
            return seal("", column.sealing_context)
    text = plain.get(column.of)
    return bytes(lookup(text, column.purpose)) if text else bytes(stored)


def _write(model: type[models.Model], columns: list[Any], rows: list[tuple[Any, ...]]) -> None:
    """One statement for the whole batch."""
    quote, key = connection.ops.quote_name, model._meta.pk
    key_type, key_name = key.rel_db_type(connection), quote(str(key.column))
    names = [quote(column.column) for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(model._meta.db_table)} AS stored SET {', '.join(f'{name} = renewed.{name}' for name in names)} "
            f"FROM unnest(%s::{key_type}[], {', '.join(['%s::bytea[]'] * len(names))}) AS renewed(key, {', '.join(names)}) "
            f"WHERE stored.{key_name} = renewed.key",
            [list(values) for values in zip(*rows, strict=True)],
        )
