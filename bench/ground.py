"""What every bench stands on: a database of its own, a word about the machine, medians."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent


def database(name: str, *, fresh: bool) -> str:
    """The address of a database for this bench: on DATABASE_URL's server, else on an embedded one under var/."""
    from config.embedded import EmbeddedServer

    given = os.environ.get("BENCH_DATABASE_URL", "")
    server = None if given else EmbeddedServer(ROOT / "var" / "postgres-bench", False).attach()
    admin = given or server.dsn("postgres")  # type: ignore[union-attr]
    with psycopg.connect(admin, autocommit=True) as connection:
        if fresh:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not found:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    address = given.rsplit("/", 1)[0] + f"/{name}" if given else server.dsn(name)  # type: ignore[union-attr]
    os.environ["DATABASE_URL"] = address
    return address


def set_up() -> None:
    """Django on the bench's database, migrated."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def machine() -> str:
    """One line about where this was measured."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, PostgreSQL {version.split()[0]}"


def median_ms(act: Callable[[], Any], *, times: int = 15, warm: int = 3) -> float:
    """The median of several runs after a warm-up, in milliseconds."""
    for _n in range(warm):
        act()
    seen = []
    for _n in range(times):
        begun = time.perf_counter()
        act()
        seen.append((time.perf_counter() - begun) * 1000)
    return statistics.median(seen)
