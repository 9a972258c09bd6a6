"""Who did what, when, to which record, for which purpose — and has anybody touched that since?

Entries are inserted by the action that acts. Just before the transaction commits, the end of the chain is locked and each
new entry is linked to the one before it: hash = H(canonical JSON of the entry, its position, the previous hash). Nothing is
ever updated but the head. `verify` recomputes everything and names the first row that does not fit.
"""

# ruff: noqa: S608 - the only names put into SQL are those of our own tables and columns

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models, transaction
from django.utils.functional import Promise

from .actor import Actor
from .clock import now
from .ids import new_id
from .models import AuditEntry, AuditHead, AuditLink

Row = tuple[Any, ...]
"""One entry as the values of ENTRY_COLUMNS."""
GENESIS = bytes(32)
ALGORITHMS = ("sha256", "sm3")
BATCH = 5_000
PERSONAL_WORDS = frozenset(
    [
        "phone",
        "mobile",
        "telephone",
        "identity",
        "idcard",
        "passport",
        "name",
        "surname",
        "address",
        "email",
        "birthday",
        "birthdate",
        "born",
        "password",
        "secret",
        "token",
        "otp",
        "pin",
        "bank",
        "account",
        "iban",
        "diagnosis",
        "illness",
    ]
)
PERSONAL_KEYS = frozenset(
    {"id_number", "identity_number", "id_card", "bank_card", "card_number", "born_on", "birth_date"}
)
PERSONAL_NUMBERS = re.compile(r"(?<![0-9A-Za-z])(?:1[3-9]\d{9}|\d{17}[0-9Xx])(?![0-9A-Za-z])")


@dataclass(frozen=True)
class Entry:
    """One line to be recorded by `record_many`."""

    verb: str
    subject: models.Model | None
    by: Actor
    purpose: str = ""
    organisation_id: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class VerifyResult:
    """What a check of the chain found; `first_bad` is the position of the first row that does not fit."""

    ok: bool
    rows: int
    first_bad: int | None = None
    why: str = ""
    head: int = 0
    head_hash: str = ""


def record(
    verb: str,
    subject: models.Model | None,
    *,
    by: Actor,
    purpose: str = "",
    organisation_id: UUID | None = None,
    **details: Any,
) -> AuditEntry:
    """Write one line, in the caller's transaction. Details name records by key and never carry personal data."""
    row = _row(Entry(verb, subject, by, purpose, organisation_id, details))
    entry = AuditEntry(**dict(zip(ENTRY_COLUMNS, row, strict=True)))
    with transaction.atomic():
        entry.save()
        _link_at_commit([row])
    return entry


def record_read(subject: models.Model, *, by: Actor, purpose: str) -> AuditEntry:
    """Note that somebody opened a sensitive record, and why. The person it is about can see this."""
    if not purpose:
        raise ValueError("A reading of a sensitive record is recorded with its purpose.")
    return record(f"{subject._meta.model_name}.read", subject, by=by, purpose=purpose)


def record_many(entries: Iterable[Entry]) -> int:
    """Write many lines at once, in their order. Returns how many."""
    rows = [_row(entry) for entry in entries]
    if not rows:
        return 0
    with transaction.atomic():
        _copy(AuditEntry, ENTRY_COLUMNS, ((*row[:-1], json.dumps(row[-1], ensure_ascii=False)) for row in rows))
        _link_at_commit(rows)
    return len(rows)


def _row(entry: Entry) -> Row:
    """The entry as its columns, in their order, exactly as the database will give them back."""
    refuse_personal_data(entry.details)
    by, details = entry.by, _plain(entry.details)
    if by.link:
        details["link"] = _clean(by.link)
    organisation_id = entry.organisation_id
    if organisation_id is None and by.posts:
        organisations = by.organisation_ids()
        organisation_id = next(iter(organisations)) if len(organisations) == 1 else None
    subject_type, subject_id = subject_key(entry.subject)
    return (
        new_id(),
        now(),
        by.person_id,
        _clean(by.name)[:120],
        by.via,
        organisation_id,
        entry.verb,
        subject_type,
        subject_id,
        _clean(str(entry.purpose))[:500],
        details,
    )


def subject_key(subject: models.Model | None) -> tuple[str, str]:
    """How the trail names a record: “cases.Case” and its key."""
    return ("", "") if subject is None else (subject._meta.label, str(subject.pk))


def entries_about(subject: models.Model) -> models.QuerySet[AuditEntry]:
    """Every line about one record, newest first."""
    subject_type, subject_id = subject_key(subject)
    return AuditEntry.objects.filter(subject_type=subject_type, subject_id=subject_id).order_by("-id")


# --- What may be written ----------------------------------------------------------------------------------------------


def refuse_personal_data(details: Any) -> None:
    """Raise on keys that would carry personal data: name the record by its key instead. Numbers in texts are masked."""
    if isinstance(details, dict):
        for key, value in details.items():
            if key in PERSONAL_KEYS or str(key).rsplit("_", 1)[-1] in PERSONAL_WORDS:
                raise ValueError(
                    f"Audit details must not hold personal data: “{key}”. Name the record by its key instead."
                )
            refuse_personal_data(value)
    elif isinstance(details, (list, tuple, set, frozenset)):
        for value in details:
            refuse_personal_data(value)


def _plain(value: Any) -> Any:
    """The value as JSON can hold it exactly, so that it reads back as it was hashed."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, (str, Promise)):
        return _clean(str(value))
    if isinstance(value, (UUID, Decimal, date, datetime, time, float)):
        return value.isoformat() if isinstance(value, (date, datetime, time)) else str(value)
    if isinstance(value, dict):
        return {_clean(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(item) for item in value), key=str)
    if isinstance(value, Iterable):
        return [_plain(item) for item in value]
    raise TypeError(f"Audit details hold plain values, not {type(value).__name__}.")


def _clean(text: str) -> str:
    """Without what PostgreSQL cannot hold, and with telephone and identity numbers masked."""
    text = text.replace("\0", "").encode("utf-8", "replace").decode()
    return PERSONAL_NUMBERS.sub(lambda found: found[0][:3] + "*" * (len(found[0]) - 5) + found[0][-2:], text)


# --- The chain --------------------------------------------------------------------------------------------------------

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


def _link_at_commit(rows: list[Row]) -> None:
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
            _copy(AuditLink, LINK_COLUMNS, links)
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


def _copy(model: type[models.Model], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows through COPY: some twenty times faster than INSERT, in the same transaction."""
    into = f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)


# --- Checking it ------------------------------------------------------------------------------------------------------


def head() -> tuple[int, str]:
    """Where the chain ends: worth writing down outside this machine every day, to be given to `verify` later."""
    found = AuditHead.objects.filter(name="main").values_list("position", "hash").first()
    return (int(found[0]), bytes(found[1]).hex()) if found else (0, GENESIS.hex())


def verify(limit: int | None = None, *, anchor: tuple[int, str] | None = None) -> VerifyResult:
    """Recompute the chain from its first row (or the first `limit` rows) and name the first row that does not fit.

    `anchor` is an earlier `head()` kept elsewhere; it also catches a chain that was cut off and forged anew.
    """
    wrapper: Any = connection
    if connection.in_atomic_block and hasattr(wrapper, "run_last_acts"):
        wrapper.run_last_acts()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT position, hash FROM {HEAD_TABLE} WHERE name = 'main'")
            found = cursor.fetchone()
        end, end_hash = (int(found[0]), bytes(found[1])) if found else (0, GENESIS)
        return _walk(end, end_hash, limit, anchor)


def _walk(end: int, end_hash: bytes, limit: int | None, anchor: tuple[int, str] | None) -> VerifyResult:
    last, checked = GENESIS, 0

    def bad(position: int, why: str) -> VerifyResult:
        return VerifyResult(False, checked, position, why, end, end_hash.hex())

    for position, entry_id, algorithm, prev_hash, stored_hash, *row in _linked_rows(end, limit):
        expected = checked + 1
        if position != expected:
            return bad(expected, f"row {expected} is missing")
        if row[0] is None:
            return bad(position, f"the entry of row {position} ({entry_id}) was deleted")
        if prev_hash != last:
            return bad(position, f"row {position} does not follow the row before it")
        if algorithm not in ALGORITHMS:
            return bad(position, f"row {position} names an unknown algorithm")
        row[-1] = json.loads(row[-1])
        if link_hash(algorithm, position, last, tuple(row)) != stored_hash:
            return bad(position, f"row {position} ({entry_id}) was changed")
        if anchor and anchor[0] == position and anchor[1] != stored_hash.hex():
            return bad(position, f"row {position} is not the one that was anchored")
        last, checked = stored_hash, position
    if limit is not None and checked >= min(limit, end):
        return VerifyResult(True, checked, head=end, head_hash=end_hash.hex())
    if checked < end:
        return bad(checked + 1, f"row {checked + 1} is missing: the chain should end at {end}")
    if last != end_hash:
        return bad(checked or 1, "the end of the chain does not match its head")
    if anchor and anchor[0] > end:
        return bad(end + 1, f"the chain was cut: row {anchor[0]} was anchored, and it now ends at {end}")
    stray = _stray()
    if stray:
        return bad(end + 1, stray)
    return VerifyResult(True, checked, head=end, head_hash=end_hash.hex())


def _linked_rows(end: int, limit: int | None) -> Iterator[list[Any]]:
    """Links with their entries in the order of the chain, some thousands at a time: memory stays flat however long it is."""
    stop = end if limit is None else min(end, limit)
    sql = (
        f"SELECT link.position, link.entry_id, link.algorithm, link.prev_hash, link.hash, {SELECTED} "
        f"FROM {LINK_TABLE} link LEFT JOIN {ENTRY_TABLE} entry ON entry.id = link.entry_id "
        "WHERE link.position > %s AND link.position <= %s ORDER BY link.position LIMIT %s"
    )
    after = -(2**62)
    with connection.cursor() as cursor:
        while True:
            cursor.execute(sql, [after, stop, BATCH])
            rows = cursor.fetchall()
            for position, entry_id, algorithm, prev_hash, stored_hash, *row in rows:
                yield [position, entry_id, algorithm, bytes(prev_hash), bytes(stored_hash), *row]
            if len(rows) < BATCH:
                return
            after = rows[-1][0]


def _stray() -> str:
    """Entries or links slipped in beside the chain, or behind its end."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(position) FROM {LINK_TABLE}")
        last_link = cursor.fetchone()[0] or 0
        cursor.execute(f"SELECT position FROM {HEAD_TABLE} WHERE name = 'main'")
        head_row = cursor.fetchone()
        if last_link > (head_row[0] if head_row else 0):
            return f"row {last_link} lies behind the end of the chain"
        cursor.execute(
            f"SELECT entry.id FROM {ENTRY_TABLE} entry LEFT JOIN {LINK_TABLE} link ON link.entry_id = entry.id "
            "WHERE link.id IS NULL ORDER BY entry.id LIMIT 1"
        )
        stray = cursor.fetchone()
    return f"entry {stray[0]} was put in beside the chain" if stray else ""
