"""Has anybody touched the trail? Recomputing the chain from its first row."""

# ruff: noqa: S608 - the only names put into SQL are those of our own tables and columns

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from ..models import AuditHead
from .chain import ALGORITHMS, ENTRY_TABLE, GENESIS, HEAD_TABLE, LINK_TABLE, SELECTED, link_hash

BATCH = 5_000


@dataclass(frozen=True)
class VerifyResult:
    """What a check of the chain found; `first_bad` is the position of the first row that does not fit."""

    ok: bool
    rows: int
    first_bad: int | None = None
    why: str = ""
    head: int = 0
    head_hash: str = ""


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
