"""Linking entries, at the end of the transaction that wrote them."""

# ruff: noqa: S608 - the only names put into SQL are those of our own tables and columns

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models

from ..ids import new_id
from ..models import AuditEntry, AuditHead, AuditLink

Row = tuple[Any, ...]
"""One entry as the values of ENTRY_COLUMNS."""
GENESIS = bytes(32)
ALGORITHMS = ("sha256", "sm3")

ENTRY_COLUMNS = (
    "id",
    "at",
    "actor_id",
    "actor_name",
    "via",
    "organisation_id",
    "verb",
    "subject_type",
    "subject_id",
    "purpose",
    "details",
)
LINK_COLUMNS = ("id", "position", "entry_id", "algorithm", "prev_hash", "hash")
ENTRY_TABLE = AuditEntry._meta.db_table
LINK_TABLE = AuditLink._meta.db_table
HEAD_TABLE = AuditHead._meta.db_table
SELECTED = ", ".join(f"entry.{column}" for column in ENTRY_COLUMNS[:-1]) + ", entry.details::text"


def link_hash(algorithm: str, position: int, prev_hash: bytes, row: Row) -> bytes:
    """The hash of one row: all its columns in a fixed order, its place, and what came before."""
    entry_id, at, actor_id, actor_name, via, organisation_id, verb, subject_type, subject_id, purpose, details = row
    values = [
        position,
        prev_hash.hex(),
        str(entry_id),
        at.astimezone(UTC).isoformat(),
        None if actor_id is None else str(actor_id),
        actor_name,
        via,
        None if organisation_id is None else str(organisation_id),
        verb,
        subject_type,
        subject_id,
        purpose,
        details,
    ]
    return hashlib.new(algorithm, canonical(values).encode("utf-8", "surrogatepass")).digest()


canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def _algorithm() -> str:
    if settings.AUDIT_HASH not in ALGORITHMS:
        raise ImproperlyConfigured(f"UNIONHALL_AUDIT_HASH is one of {', '.join(ALGORITHMS)}.")
    return str(settings.AUDIT_HASH)


def link_at_commit(rows: list[Row]) -> None:
    """Leave the linking for the end of the transaction; on another backend, do it now."""
    wrapper: Any = connection
    if hasattr(wrapper, "at_end"):
        wrapper.at_end("audit", _forge).extend(rows)
    else:
        _forge(rows)


def _forge(rows: list[Row]) -> None:
    """Lock the head and link the entries in the order they were recorded; those rolled back in between are not there."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {ENTRY_TABLE} WHERE id = ANY(%s)", [[row[0] for row in rows]])
        there = {found[0] for found in cursor.fetchall()}
        algorithm, links = _algorithm(), []
        position, last = _locked_head(cursor)
        for row in rows:
            if row[0] in there:
                position += 1
                link = link_hash(algorithm, position, last, row)
                links.append((new_id(), position, row[0], algorithm, last, link))
                last = link
        if links:
            copy_in(AuditLink, LINK_COLUMNS, links)
            cursor.execute(f"UPDATE {HEAD_TABLE} SET position = %s, hash = %s WHERE name = 'main'", [position, last])


def _locked_head(cursor: Any) -> tuple[int, bytes]:
    lock = f"SELECT position, hash FROM {HEAD_TABLE} WHERE name = 'main' FOR UPDATE"
    cursor.execute(lock)
    head = cursor.fetchone()
    if head is None:
        cursor.execute(
            f"INSERT INTO {HEAD_TABLE} (id, name, position, hash) VALUES (%s, 'main', 0, %s) ON CONFLICT (name) DO NOTHING",
            [new_id(), GENESIS],
        )
        cursor.execute(lock)
        head = cursor.fetchone()
    return int(head[0]), bytes(head[1])


def copy_in(model: type[models.Model], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows through COPY: some twenty times faster than INSERT, in the same transaction."""
    into = f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)
