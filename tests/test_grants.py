"""The application's own database role: with the grants of ops/grants.sql it does all its work, and cannot touch the trail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from unionhall.cases import actions as cases
from unionhall.cases.tests.world import World, build
from unionhall.core import audit, rotation
from unionhall.core.actor import system
from unionhall.core.models import AuditEntry, AuditLink

GRANTS = Path(__file__).resolve().parents[1] / "ops" / "grants.sql"
pytestmark = [pytest.mark.django_db, pytest.mark.real_jobs]


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def as_the_application(world: World) -> Iterator[None]:
    """From here on the connection may do what the application's role may do. Undone with the transaction of the test."""
    role = f"app_{connection.settings_dict['NAME']}"[:60]
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE ROLE "{role}"')
        cursor.execute(GRANTS.read_text().replace("unionhall_app", f'"{role}"'))
        cursor.execute(f'SET ROLE "{role}"')
        yield
        cursor.execute("RESET ROLE")


def test_the_application_receives_accepts_and_tells_and_the_chain_is_whole(
    world: World, as_the_application: None
) -> None:
    case = cases.accept(world.bring("lin"), by=world.actor("zhou"))
    audit.record("case.note_written", case, by=world.actor("zhou"), audience="internal")
    result = audit.verify()
    assert (result.ok, result.why) == (True, "")
    assert AuditEntry.objects.filter(verb="case.accept", subject_id=str(case.pk)).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'notices.deliver_message'")
        assert cursor.fetchone()[0] > 0, "jobs are put down by the same role"


def test_the_application_renews_sealed_columns_and_forgets_what_is_over(world: World, as_the_application: None) -> None:
    from unionhall.core import tasks
    from unionhall.people import actions as people

    rotation.rotate(by=system("test"))
    people.purge_spent(by=system("night"))
    tasks.purge(0)


@pytest.mark.parametrize("table", [AuditEntry._meta.db_table, AuditLink._meta.db_table])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET id = id",
        "DELETE FROM {table}",
        "TRUNCATE {table} CASCADE",
        "ALTER TABLE {table} ADD COLUMN hidden text",
        "DROP TABLE {table} CASCADE",
    ],
)
def test_the_application_cannot_touch_what_stands_in_the_trail(
    world: World, as_the_application: None, statement: str, table: str
) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement.format(table=table))
    assert AuditEntry.objects.count() == before > 0


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM core_audithead",
        "UPDATE core_audithead SET name = 'other'",
        "TRUNCATE core_audithead",
        "DELETE FROM django_migrations",
        "CREATE TABLE mine (id int)",
        "CREATE RULE hide AS ON INSERT TO core_auditentry DO INSTEAD NOTHING",
    ],
)
def test_nor_the_end_of_the_chain_nor_the_shape_of_the_database(as_the_application: None, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement)


def test_every_audit_table_is_named_in_the_grants() -> None:
    """A new table of the trail is protected on the day it is made."""
    from django.apps import apps

    said = GRANTS.read_text()
    tables = [
        model._meta.db_table for model in apps.get_app_config("core").get_models() if "audit" in model._meta.db_table
    ]
    assert tables
    assert [table for table in tables if table not in said] == []


def test_bringing_the_database_up_is_the_owners(as_the_application: None) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    call_command("migrate", plan=True, verbosity=0)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        MigrationRecorder(connection).record_applied("core", "9999_made_up")
