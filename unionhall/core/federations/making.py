"""How does a federation come to an installation, and how does its schema come to this version?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from ..clock import now
from ..ids import new_id
from ..verdict import no
from . import registry
from .choosing import Federation, inside
from .registry import FederationRefused

LOCK_TIMEOUT = "10s"
FOLDERS = "federations"

Fill = Callable[[Federation], object]


@dataclass(frozen=True)
class Migrated:
    """What became of one schema."""

    name: str
    applied: tuple[str, ...] = ()
    error: str = ""


def adopt(
    name: str, hosts: tuple[str, ...], *, schema: str = "", jobs_schema: str = "", key_label: str = ""
) -> Federation:
    """Give the federation that lives here already a name and hosts; nothing of it moves and no key changes.

    With *schema*, it takes in one that was restored here from elsewhere, whose files lie in a folder of its name.
    """
    hosts = registry.checked(name, hosts)
    found = registry.schema_with("django_migrations", schema)
    jobs = registry.schema_with("procrastinate_jobs", jobs_schema or found)
    if not found or not jobs:
        raise _refused(
            _("There is no federation of Unionhall in the schema “%(schema)s”.") % {"schema": schema or "public"},
            _("On an empty database: unionhall federation create"),
        )
    if registry.is_there():
        for one in registry.known(closed=True):
            if found == one.schema:
                raise _refused(
                    _("This federation is here under the name “%(name)s”.") % {"name": one.name},
                    "unionhall federation list",
                )
    registry.prepare()
    folder = f"{FOLDERS}/{name}" if schema else ""
    return registry.add(name, hosts, schema=found, jobs_schema=jobs, folder=folder, key_label=key_label)


def create(name: str, hosts: tuple[str, ...], *, fill: Fill | None = None) -> Federation:
    """Make an empty federation: its schema, that of its jobs, all tables. It answers only when all of that is there.

    Stopped halfway, the same command goes on where it stopped.
    """
    hosts = registry.checked(name, hosts)
    if not hosts:
        raise _refused(_("A federation needs a host to be reached by."), "--host cases.example.org")
    if not (registry.is_there() and registry.known(closed=True)) and registry.schema_with("django_migrations"):
        raise _refused(
            _("A federation lives here already, without a name."), "unionhall federation adopt NAME --host HOST"
        )
    registry.prepare()
    federation = Federation(
        new_id(), name, f"fed_{name}", f"jobs_{name}", hosts, f"{FOLDERS}/{name}", f"{name}-{new_id().hex[-12:]}", now()
    )
    (fill or migrate)(federation)
    return registry.add(
        name, hosts, schema=federation.schema, jobs_schema=federation.jobs_schema, folder=federation.folder,
        key_label=federation.key_label,
    )  # fmt: skip


def close(name: str) -> Federation:
    """The federation answers nobody any more. Its rows and files stay."""
    return registry.close(name)


def migrate(federation: Federation | None, *, verbosity: int = 0) -> tuple[str, ...]:
    """Bring one federation's schema to this version; None is the only one, where no registry is. Returns what was applied.

    The jobs' tables have triggers, so they live in a schema beside (docs/operations/scale.md). Waits at most ten seconds for
    any lock, so that an upgrade never queues behind a long report and stops the site.
    """
    if federation is None:
        return _run(verbosity)
    applied: tuple[str, ...] = ()
    with inside(federation), connection.cursor() as cursor:
        for schema in (federation.schema, federation.jobs_schema):
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {connection.ops.quote_name(schema)}")
    if federation.schema != federation.jobs_schema:
        with inside(federation):
            MigrationRecorder(connection).ensure_schema()
        with inside(replace(federation, schema=federation.jobs_schema, jobs_schema=federation.schema)):
            applied = _run(verbosity, "procrastinate")
    with inside(federation):
        return applied + _run(verbosity)


def migrate_all(
    names: frozenset[str] = frozenset(), *, verbosity: int = 0
) -> Iterator[tuple[int, int, str, Migrated | None]]:
    """The registry first, then every federation, also closed ones. Yields (n, of, name) before each and with what became of it.

    One that fails is told of and does not hold the others up; what was applied stays, and the next run goes on from there.
    """
    if not registry.is_there():
        yield 1, 1, "", None
        yield 1, 1, "", _told("", lambda: migrate(None, verbosity=verbosity))
        return
    registry.prepare()
    there = [one for one in registry.known(closed=True) if not names or one.name in names]
    for number, one in enumerate(there, start=1):
        yield number, len(there), one.name, None
        yield number, len(there), one.name, _told(one.name, partial(migrate, one, verbosity=verbosity))


def waiting() -> int:
    """How many migrations the schema at hand waits for."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _told(name: str, work: Callable[[], tuple[str, ...]]) -> Migrated:
    try:
        return Migrated(name, work())
    except Exception as error:
        connection.in_atomic_block = False  # Django's editor leaves its transaction open when its last statements fail
        connection.close()
        return Migrated(name, error=str(error).strip().partition("\n")[0] or type(error).__name__)


def _run(verbosity: int, *only: str) -> tuple[str, ...]:
    recorder = MigrationRecorder(connection)
    before = set(recorder.applied_migrations())
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
    call_command("migrate", *only, interactive=False, verbosity=verbosity)
    return tuple(f"{app}.{name}" for app, name in sorted(set(recorder.applied_migrations()) - before))


def _refused(reason: str, next_step: str) -> FederationRefused:
    return FederationRefused(no(reason, next_step, "federation"))
