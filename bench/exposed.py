"""Whose data did an account read? Among 1,000,000 readings, beside a plain indexed count of the same rows in SQL."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from bench import ground

READS = 1_000_000
ACCOUNTS = 200
CASES = 20_000
ROUNDS = 7


def main(_arguments: list[str]) -> None:
    """Plant the readings, then ask both ways."""
    ground.database("bench_exposed", fresh=True)
    ground.set_up()
    from django.db import connection

    from unionhall.core import clock
    from unionhall.core.audit.chain import ENTRY_COLUMNS, copy_in
    from unionhall.core.ids import new_id
    from unionhall.core.models import AuditEntry
    from unionhall.privacy import queries

    readers, people = _plant()
    now = clock.now()
    step = timedelta(days=365) / READS
    copy_in(
        AuditEntry,
        ENTRY_COLUMNS,
        (
            (new_id(), now - step * n, readers[n % ACCOUNTS], "", "web", None, "person.read", "people.Person",
             str(people[(n * 7919) % CASES]), "duty", "{}")
            for n in range(READS)
        ),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE core_auditentry")

    reader, person, since = readers[3], people[(3 * 7919) % CASES], now - timedelta(days=366)
    found: list[Any] = []

    def ours() -> None:
        found[:] = queries.exposed_by(reader, since, now)

    def plain() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM core_auditentry WHERE actor_id = %s AND at >= %s AND at < %s AND verb LIKE '%%.read'",
                [reader, since, now],
            )
            cursor.fetchone()

    mine, bare, back = _median(ours), _median(plain), _median(lambda: queries.lookers_at(person, since, now))
    print(ground.machine())
    print(
        f"{READS:,} readings by {ACCOUNTS} accounts of {CASES:,} persons; one account read {len(found):,} persons in a year"
    )
    print(f"whose data it read:          {mine * 1000:8.1f} ms")
    print(f"raw count of the same rows:  {bare * 1000:8.1f} ms   (ratio {mine / bare:.1f})")
    print(f"who read one person's data:  {back * 1000:8.1f} ms")


def _plant() -> tuple[list[UUID], list[UUID]]:
    from unionhall.core import clock
    from unionhall.people.models import Person

    rows = [Person(name=f"P{n}", entered_at=clock.now()) for n in range(ACCOUNTS + CASES)]
    Person.objects.bulk_create(rows, batch_size=5_000)
    return [row.pk for row in rows[:ACCOUNTS]], [row.pk for row in rows[ACCOUNTS:]]


def _median(act: Callable[[], object]) -> float:
    taken = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)
