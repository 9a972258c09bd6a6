"""How do tests run? In test mode, on the embedded PostgreSQL unless DATABASE_URL names another server.

`tests/harness.py` holds the guards that make slips fail by themselves; the fixtures here are for every test.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from procrastinate.testing import InMemoryConnector

ROOT = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    """Bring the database server up, compile translations, put the guards in place."""
    from config import settings

    if settings.EMBEDDED:
        settings.EMBEDDED.attach()
    if not hasattr(config, "workerinput"):
        from tools import messages

        messages.compile_all()
    from tests import harness

    harness.install()


def pytest_make_parametrize_id(val: Any) -> str | None:
    """A test's name holds no file nor its length: one made with the time in it would have another name in each process."""
    return "bytes" if isinstance(val, bytes) and len(val) > 40 else None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any) -> None:
    """Make each test database a copy of one migrated template, so that many processes migrate once."""
    from django.db import connection

    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = _template_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Before the test database goes, whoever is still connected to it is sent away (threads of servers and races)."""
    yield
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    connection.close()  # this one too: after a story in a browser it is another one than the one that drops the database


def _template_database() -> str:
    from django.db import connection

    from config.env import environment

    prefix = f"{environment().test_db}_tpl_"
    name = prefix + _fingerprint_of_migrations()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [prefix])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        present = {row[0] for row in cursor.fetchall()}
        if name in present:
            return name
        for old in present:
            cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        cursor.execute(f"CREATE DATABASE \"{name}_new\" ENCODING 'UTF8' TEMPLATE template0")
        try:
            _migrate(f"{name}_new")
        except BaseException:
            cursor.execute(f'DROP DATABASE "{name}_new" WITH (FORCE)')
            raise
        cursor.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
    return name


def _migrate(database: str) -> None:
    from django.core.management import call_command
    from django.db import connection

    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _fingerprint_of_migrations() -> str:
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for path in sorted([*ROOT.glob("unionhall/*/migrations/*.py"), *ROOT.glob("unionhall/*/models*")]):
        if path.is_dir():
            continue
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:10]


@pytest.fixture(autouse=True)
def jobs(request: pytest.FixtureRequest) -> Iterator[InMemoryConnector | None]:
    """Background jobs are captured, not run: `jobs.jobs` holds them. Mark a test `real_jobs` to use the database."""
    if request.node.get_closest_marker("real_jobs"):
        yield None
        return
    from procrastinate.contrib.django import procrastinate_app
    from procrastinate.testing import InMemoryConnector

    connector = InMemoryConnector()
    with procrastinate_app.current_app.replace_connector(connector):
        yield connector


@pytest.fixture
def freeze() -> Iterator[Callable[[str | datetime], None]]:
    """Stop the clock at a moment: freeze("2026-06-01 09:00"), Shanghai time unless it says otherwise."""
    from zoneinfo import ZoneInfo

    import time_machine

    travels: list[Any] = []

    def stop(moment: str | datetime) -> None:
        when = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        if when.tzinfo is None:
            when = when.replace(tzinfo=ZoneInfo("Asia/Shanghai"))
        while travels:
            travels.pop().stop()
        travel = time_machine.travel(when.astimezone(ZoneInfo("UTC")), tick=False)
        travel.start()
        travels.append(travel)

    yield stop
    while travels:
        travels.pop().stop()


@pytest.fixture(scope="session", autouse=True)
def _addresses_of_the_house() -> None:
    """Addresses are gathered once, before a test that plays another mode can be the first to ask for one."""
    import config.urls  # noqa: F401


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(tmp_path: Path, settings: Any) -> None:
    folder = str(tmp_path / "files")
    settings.MEDIA_ROOT = folder
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "unionhall.core.federations.storing.FederationStorage", "OPTIONS": {"location": folder}}
    }


@pytest.fixture(autouse=True)
def _federations_of_the_house() -> None:
    """No federation has a name here, and nobody asks the database for that; `tests/federations` has its own word on it."""
    import math

    from django.db import connection

    from unionhall.core.federations import registry

    registry._kept[str(connection.settings_dict["NAME"])] = (math.inf, ())


@pytest.fixture(autouse=True)
def _language_of_the_house() -> Iterator[None]:
    """A request answered in English leaves English behind in its thread; the next test begins in the default language."""
    from django.utils import translation

    yield
    translation.deactivate()
