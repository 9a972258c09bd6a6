"""Which federations live on this installation? One small table in a schema of its own, outside all of theirs.

It is made by the first `unionhall federation adopt` or `create`; without it there is one federation, where it always was. It is
read over the plain connection and kept for half a minute, so that asking costs nothing and every process hears of changes.
"""

# ruff: noqa: S608 - the only name put into SQL is that of our own table

from __future__ import annotations

import re
import time
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from ..clock import now
from ..ids import new_id
from ..verdict import Refused, no
from .choosing import Federation, of_the_installation

SCHEMA = "unionhall_installation"
TABLE = f"{SCHEMA}.federation"
COLUMNS = "id, name, schema, jobs_schema, hosts, folder, key_label, created_at, closed_at"
NOWHERE = f'"{SCHEMA}"'
"""The search_path of work that is no federation's: no table of the product is found on it."""
KEPT_SECONDS = 30
NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
SCHEMA_NAME = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,62}")

DEFINITION = (
    f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}",
    f"CREATE TABLE IF NOT EXISTS {TABLE} (id uuid PRIMARY KEY, name text NOT NULL UNIQUE, schema text NOT NULL UNIQUE,"
    " jobs_schema text NOT NULL UNIQUE, hosts text[] NOT NULL, folder text NOT NULL UNIQUE, key_label text NOT NULL,"
    " created_at timestamptz NOT NULL, closed_at timestamptz)",
)
"""Each later change is one more statement here that may run twice; `unionhall migrate` runs them all, before anything else."""

_kept: dict[str, tuple[float, tuple[Federation, ...]]] = {}


class FederationRefused(Refused):
    """A federation cannot be made, taken in or closed as asked."""


def known(*, closed: bool = False) -> tuple[Federation, ...]:
    """The federations by name, open ones only unless asked otherwise. Empty where none was ever registered."""
    everyone = _everyone()
    return everyone if closed else tuple(one for one in everyone if one.is_open)


def by_name(name: str) -> Federation | None:
    """An open federation by its name."""
    return next((one for one in known() if one.name == name), None)


def by_host(host: str) -> Federation | None:
    """The open federation that answers to this host; the only federation there is answers to any."""
    there = _everyone()
    wanted = plain_host(host)
    for one in there:
        if wanted in one.hosts:
            return one if one.is_open else None
    return there[0] if len(there) == 1 and there[0].is_open else None


def plain_host(host: str) -> str:
    """A host as it stands in the registry: lower case, without port and final dot."""
    name = host.strip().lower()
    name = name[: name.find("]") + 1] if name.startswith("[") else name.partition(":")[0]
    return name.rstrip(".")


def forget() -> None:
    """Read the registry anew the next time."""
    _kept.clear()


def last_read() -> tuple[Federation, ...]:
    """As they were when this process last asked the database, however long ago; none where it never did. Asks nobody."""
    return _kept.get(str(connection.settings_dict["NAME"]), (0.0, ()))[1]


def prepare() -> None:
    """Make the registry, or bring it up to this version."""
    with of_the_installation(), connection.cursor() as cursor:
        for statement in DEFINITION:
            cursor.execute(statement)
    forget()


def is_there() -> bool:
    """Whether this installation has a registry."""
    with of_the_installation(), connection.cursor() as cursor:
        return _table_exists(cursor)


def add(name: str, hosts: tuple[str, ...], *, schema: str, jobs_schema: str, folder: str, key_label: str) -> Federation:
    """Write one row. The caller has checked it."""
    row = Federation(new_id(), name, schema, jobs_schema, hosts, folder, key_label, now())
    values: list[Any] = [row.id, name, schema, jobs_schema, list(hosts), folder, key_label, row.created_at, None]
    with of_the_installation(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)", values)
    forget()
    return row


def close(name: str) -> Federation:
    """It answers nobody any more; its rows, files and keys stay until an operator takes them away."""
    found = by_name(name)
    if found is None:
        raise _refused(_("There is no open federation “%(name)s” here.") % {"name": name}, "unionhall federation list")
    with of_the_installation(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET closed_at = %s WHERE id = %s", [now(), found.id])
    forget()
    return found


def checked(name: str, hosts: tuple[str, ...]) -> tuple[str, ...]:
    """The hosts as they will stand, or a refusal with the way out."""
    if not NAME.fullmatch(name):
        raise _refused(
            _("“%(name)s” cannot be the name of a federation.") % {"name": name},
            _("Small letters, digits and _; a letter first; 2 to 40 characters."),
        )
    plain = tuple(dict.fromkeys(plain_host(host) for host in hosts))
    for host in plain:
        if not HOST.fullmatch(host):
            raise _refused(_("“%(host)s” is not a host name.") % {"host": host}, _("For instance: cases.example.org"))
    for one in known(closed=True) if is_there() else ():
        if one.name == name:
            raise _refused(_("There is a federation “%(name)s” already.") % {"name": name}, "unionhall federation list")
        if taken := set(one.hosts) & set(plain):
            raise _refused(
                _("%(host)s leads to the federation “%(name)s”.") % {"host": ", ".join(taken), "name": one.name},
                _("Give each federation hosts of its own."),
            )
    return plain


def schema_is_there(schema: str) -> bool:
    """Whether the database has a schema of this name."""
    with of_the_installation(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema])
        return cursor.fetchone() is not None


def schema_with(table: str, schema: str = "") -> str:
    """The schema that holds this table: the one named, or the one an unregistered installation works in. Else nothing."""
    with of_the_installation(), connection.cursor() as cursor:
        cursor.execute("RESET search_path")
        connection.search_path = None  # type: ignore[attr-defined]  # our own backend's: whoever comes next says theirs again
        cursor.execute(
            "SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relname = %s AND n.nspname = coalesce(nullif(%s, ''), current_schema())",
            [table, schema],
        )
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def _everyone() -> tuple[Federation, ...]:
    database = str(connection.settings_dict["NAME"])
    at, there = _kept.get(database, (0.0, ()))
    moment = time.monotonic()
    if database not in _kept or moment - at > KEPT_SECONDS:
        there = _read()
        _kept[database] = (moment, there)
    return there


def _read() -> tuple[Federation, ...]:
    """Over the connection beneath Django's cursors, which ask here where they are."""
    connection.ensure_connection()
    plain: Any = connection.connection
    with plain.cursor() as cursor:
        if not _table_exists(cursor):
            return ()
        cursor.execute(f"SELECT {COLUMNS} FROM {TABLE} ORDER BY name")
        rows = cursor.fetchall()
    return tuple(_federation(list(row)) for row in rows)


def _federation(values: list[Any]) -> Federation:
    values[COLUMNS.split(", ").index("hosts")] = tuple(values[4])
    return Federation(*values)


def _table_exists(cursor: Any) -> bool:
    cursor.execute(
        "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = %s AND c.relname = 'federation'",
        [SCHEMA],
    )
    return cursor.fetchone() is not None


def _refused(reason: str, next_step: str) -> FederationRefused:
    return FederationRefused(no(reason, next_step, "federation"))
