"""How is a world built once and had by every test? The rows it made are put back by COPY instead of being made again.

A world takes hundreds of statements to build, and most tests want the same one. `remembered` builds it in earnest the first
time a process needs it, keeps the rows, and for the next test puts them back. Whenever that might not be the same thing, it
builds in earnest again: outside a transaction (other connections must see it, and what follows a commit must follow), at
another frozen moment, under other keys or suites, with jobs that go to the database, or where the tables it touches hold
something else.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection

World = TypeVar("World")
Rows = dict[str, frozenset[bytes]]

SETTINGS = ("SEALING_KEYS", "SEALING_SUITE", "LOOKUP_KEYS", "LOOKUP_HASH", "AUDIT_HASH", "PASSWORD_HASHERS")


@dataclass(frozen=True)
class _Kept(Generic[World]):
    world: World
    before: Rows
    after: Rows


def remembered(build: Callable[[], World]) -> Callable[[], World]:
    """Wrap a builder of a test world, so that it works once per process and is recalled for every other test."""
    kept: dict[str, _Kept[World]] = {}

    @functools.wraps(build)
    def recall() -> World:
        if not connection.in_atomic_block:
            return build()
        key = _circumstances()
        if key not in kept:
            before = rows_of(every_table())
            world = build()
            connection.run_last_acts()  # type: ignore[attr-defined]  # the audit trail links its rows at commit: here and now
            after = rows_of(every_table())
            changed = {table for table in after if after[table] != before[table]}
            if any(table.startswith("procrastinate_") for table in changed):
                return world  # jobs went to the database, whose triggers answer to every row: not to be played twice
            kept[key] = _Kept(
                copy.deepcopy(world),
                {table: before[table] for table in changed},
                {table: after[table] for table in changed},
            )
            return world
        known = kept[key]
        if rows_of(sorted(known.before)) != known.before:
            return build()
        _put(known)
        return copy.deepcopy(known.world)

    return recall


def _circumstances() -> str:
    import time_machine

    from unionhall.core import clock

    moment = clock.now().isoformat() if time_machine.escape_hatch.is_travelling() else clock.today().isoformat()
    return repr([moment, *(str(getattr(settings, name)) for name in SETTINGS)])


def every_table() -> list[str]:
    """The tables of the database at hand, by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        return [row[0] for row in cursor.fetchall()]


def rows_of(tables: list[str]) -> Rows:
    """What stands in each table now, a line a row as COPY writes it."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            with cursor.copy(f'COPY "{table}" TO STDOUT') as out:
                found[table] = frozenset(b"".join(out).splitlines(keepends=True))
    return found


def _put(known: _Kept[World]) -> None:
    with connection.cursor() as cursor:
        for table, after in sorted(known.after.items()):
            before = known.before[table]
            if (
                before - after
            ):  # rows were changed, not only added: the table is small (a head, a counter), and is put back whole
                cursor.execute(f'DELETE FROM "{table}"')
                before = frozenset()
            with cursor.copy(f'COPY "{table}" FROM STDIN') as into:
                into.write(b"".join(after - before))
