"""Schemas for tests of several federations: copies of the one that is migrated already, in a second instead of a minute."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache

from django.conf import settings
from django.db import connection

from unionhall.core.federations import Federation, of_the_installation


def clone(federation: Federation) -> None:
    """Fill the two schemas of a federation as `making.migrate` would, from the text of `public` without its rows."""
    with of_the_installation(), connection.cursor() as cursor:
        for schema in (federation.schema, federation.jobs_schema):
            cursor.execute(f'CREATE SCHEMA "{schema}"')
        for text in _text_of_public(str(connection.settings_dict["NAME"])):
            named = re.sub(r"\bpublic\.(?=procrastinate)", f'"{federation.jobs_schema}".', text)
            named = re.sub(r"\bpublic\.", f'"{federation.schema}".', named)
            cursor.execute(named)
        cursor.execute("RESET ALL")


def drop(federation: Federation) -> None:
    """Take both schemas away."""
    with of_the_installation(), connection.cursor() as cursor:
        for schema in (federation.schema, federation.jobs_schema):
            cursor.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')


@cache
def _text_of_public(database: str) -> tuple[str, str]:
    tables = _dump(database, "--schema-only")
    rows = _dump(
        database, "--data-only", "--inserts", "--table=public.django_migrations", "--table=public.django_content_type"
    )
    return tables, rows


def _dump(database: str, *options: str) -> str:
    address, environment = _address(database)
    done = subprocess.run(
        [_program(), "--schema=public", "--no-owner", "--no-privileges", *options, address],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    kept = [
        line for line in done.stdout.splitlines() if not line.startswith(("\\", "CREATE SCHEMA", "COMMENT ON SCHEMA"))
    ]
    return "\n".join(kept)


def _program() -> str:
    if settings.EMBEDDED:
        from config.embedded import _binaries

        return str(_binaries() / "pg_dump")
    found = shutil.which("pg_dump")
    assert found, "pg_dump of the server's version must be on the PATH"
    return found


def _address(database: str) -> tuple[str, dict[str, str]]:
    """The server of the tests as libpq's variables, so that no password stands in a command line."""
    told = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(connection.settings_dict[key]) for name, key in told.items() if connection.settings_dict[key]}
    return database, {"PATH": os.environ["PATH"], **given}
