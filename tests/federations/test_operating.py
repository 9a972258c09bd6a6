"""What an operator does with several federations: make, list, close, migrate, run commands and background work."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from tests.federations.cloning import clone
from unionhall.cli import main, working
from unionhall.core import clock, sealed, tasks
from unionhall.core.federations import (
    Federation,
    FederationRefused,
    inside,
    known,
    making,
    of_the_installation,
    registry,
)
from unionhall.core.ids import new_id
from unionhall.core.models import RateWindow


def run(*arguments: str, **options: Any) -> Result:
    return CliRunner().invoke(main, list(arguments), **options)


# -- making and closing ------------------------------------------------------------------------------------------------


def test_an_installation_with_a_nameless_federation_is_asked_to_name_it_first(a: Federation) -> None:
    with of_the_installation(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {registry.SCHEMA} CASCADE")
    registry.forget()
    with pytest.raises(FederationRefused, match="adopt"):
        making.create("second", ("second.example",), fill=lambda _federation: None)
    assert known(closed=True) == ()
    assert not registry.is_there()


@pytest.mark.parametrize(
    ("name", "host", "why"),
    [
        ("Donghai", "x.example", "Small letters"),
        ("x y", "x.example", "Small letters"),
        ('a";drop', "x.example", "Small letters"),
        ("other", "no host", "host name"),
        ("other", "DH.example", "donghai"),
        ("donghai", "other.example", "donghai"),
    ],
)
def test_a_name_or_host_that_cannot_be_is_refused_with_the_way_out(
    a: Federation, name: str, host: str, why: str
) -> None:
    from django.utils.translation import override

    with override("en"), pytest.raises(FederationRefused, match=why):
        making.create(name, (host,), fill=lambda _federation: pytest.fail("nothing may be made"))


def test_a_federation_that_could_not_be_filled_does_not_answer(a: Federation) -> None:
    def fails(_federation: Federation) -> None:
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        making.create("fourth", ("fourth.example",), fill=fails)
    assert [one.name for one in known()] == ["donghai", "ruijiang", "xiling"]


def test_the_list_names_schemas_hosts_and_what_is_closed(b: Federation) -> None:
    assert run("federation", "close", "donghai", "--yes").exit_code == 0
    listed = {row["name"]: row for row in json.loads(run("federation", "list", "--json").output)}
    assert {name: row["open"] for name, row in listed.items()} == {"donghai": False, "ruijiang": True, "xiling": True}
    assert listed["donghai"]["schema"] == "fed_donghai"
    assert listed["ruijiang"] | {"created_at": ""} == {
        "name": "ruijiang", "hosts": ["ruijiang.example"], "schema": "public", "jobs_schema": "public", "folder": "",
        "key_label": "", "created_at": "", "open": True,
    }  # fmt: skip
    assert "(closed)" in run("federation", "list").output
    assert run("federation", "close", "donghai", "--yes").exit_code == 1


def test_the_keys_handed_over_open_what_was_sealed_and_are_not_the_installations(b: Federation, settings: Any) -> None:
    with inside(b):
        secret = sealed.seal("13900000001", "t")
    lines = dict(line.split("=", 1) for line in run("federation", "keys", "donghai").output.splitlines())
    key_id, _, key = lines["UNIONHALL_SEALING_KEYS"].partition(":")
    handed = {key_id: base64.b64decode(key)}
    assert handed != settings.SEALING_KEYS
    settings.SEALING_KEYS = handed
    with inside(known()[1]):  # one whose keys are those of the settings, as on the installation it moves to
        assert sealed.unseal(secret, "t") == "13900000001"


# -- commands ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        ("--federation", "donghai", "audit", "head"),
        ("audit", "head", "--federation", "donghai"),
        ("audit", "--federation=donghai", "head"),
    ],
)
def test_a_command_works_on_the_federation_it_names_wherever_the_name_stands(
    b: Federation, line: tuple[str, ...]
) -> None:
    from unionhall.core import audit
    from unionhall.core.actor import system

    with inside(b):
        audit.record("keys.rotated", None, by=system("test"), rows=1)
        audit.verify()
        connection.run_last_acts()  # type: ignore[attr-defined]
    assert run(*line).output.startswith("1:")
    assert run("--federation", "ruijiang", "audit", "head").output.startswith("0:")


def test_a_command_without_a_name_asks_for_one(a: Federation) -> None:
    result = run("audit", "head")
    assert result.exit_code == 1
    assert "donghai, ruijiang, xiling" in result.output
    assert "--federation" in result.output


def test_djangos_own_commands_run_without_a_name_as_long_as_they_read_no_table(a: Federation) -> None:
    assert run("manage", "collectstatic", "--noinput", "--dry-run", "-v", "0").exit_code == 0
    reading = run("manage", "clearsessions")
    assert (reading.exit_code, "--federation" in reading.output) == (1, True)


def test_a_name_nobody_has_is_said(a: Federation) -> None:
    for line in (("--federation", "nowhere", "audit", "head"), ("--federation", "nowhere", "migrate")):
        result = run(*line)
        assert (result.exit_code, "nowhere" in result.output) == (1, True)


def test_the_variable_names_it_too(b: Federation, monkeypatch: pytest.MonkeyPatch) -> None:
    from config import env

    monkeypatch.setenv("UNIONHALL_FEDERATION", "donghai")
    env.environment.cache_clear()
    try:
        assert run("audit", "head").exit_code == 0
    finally:
        monkeypatch.undo()
        env.environment.cache_clear()


# -- migrating ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def one_step_back(three: dict[str, Federation], django_db_blocker: Any) -> Iterator[dict[str, Federation]]:
    """Two of the three are a migration behind, as after an upgrade of the code."""
    with django_db_blocker.unblock():
        for name in ("donghai", "xiling"):
            with inside(three[name]), connection.cursor() as cursor:
                _lose_the_tables(cursor)
        yield three
        registry.forget()


def test_migrations_run_over_every_schema_with_progress_and_one_that_fails_holds_up_nobody(
    one_step_back: dict[str, Federation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "LOCK_TIMEOUT", "100ms")
    long_report = connection.copy("report")  # holds what the new foreign keys of one wait for, as a long report would
    try:
        with inside(one_step_back["donghai"]):
            long_report.set_autocommit(False)
            with long_report.cursor() as cursor:
                cursor.execute("LOCK TABLE cases_case IN SHARE ROW EXCLUSIVE MODE")
        result = run("migrate", "--json")
    finally:
        long_report.close()
    assert result.exit_code == 1
    assert [line.split(" … ")[0] for line in result.stderr.splitlines()[:3]] == [
        "1 of 3: donghai", "2 of 3: ruijiang", "3 of 3: xiling",
    ]  # fmt: skip
    rows = {row["name"]: row for row in json.loads(result.stdout)["federations"]}
    assert "lock timeout" in rows["donghai"]["error"]
    assert rows["ruijiang"] == {"name": "ruijiang", "applied": [], "error": ""}
    assert [name.partition(".")[0] for name in rows["xiling"]["applied"]] == ["limits"] * len(rows["xiling"]["applied"])
    again = run("--federation", "donghai", "migrate", "--json")
    assert again.exit_code == 0
    assert [row["name"] for row in json.loads(again.stdout)["federations"]] == ["donghai"]
    assert json.loads(again.stdout)["federations"][0]["applied"]


def _lose_the_tables(cursor: Any) -> None:
    for table in _tables():
        cursor.execute(f'DROP TABLE "{table}" CASCADE')
    cursor.execute("DELETE FROM django_migrations WHERE app = 'limits'")


def _tables() -> list[str]:
    from django.apps import apps

    return [str(model._meta.db_table) for model in apps.get_app_config("limits").get_models(include_auto_created=True)]


# -- background work ---------------------------------------------------------------------------------------------------


@pytest.mark.real_jobs
def test_a_job_queued_in_one_runs_in_that_one(three: dict[str, Federation], django_db_blocker: Any) -> None:
    """A real worker, over connections of its own: it sees one schema, and what it deletes is deleted there."""
    a, b = three["donghai"], three["xiling"]
    with django_db_blocker.unblock():
        for federation in (a, b):
            with inside(federation):
                over = clock.now() - timedelta(days=1)
                RateWindow.objects.create(
                    id=new_id(), scope="t", key_hash=b"1", starts_at=over, expires_at=over, count=1
                )
        with inside(a):
            tasks.purge.defer(timestamp=0)
            assert _jobs() == 1
        with inside(b):
            assert _jobs() == 0
        with inside(a):
            working.run_one(concurrency=1, once=True)
            assert (_jobs(), RateWindow.objects.count()) == (0, 0)
        with inside(b):
            assert (_jobs(), RateWindow.objects.count()) == (0, 1)
            RateWindow.objects.all().delete()


def _jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'core.purge'")
        return int(cursor.fetchone()[0])


class Process:
    """Stands for a worker's process."""

    def __init__(self) -> None:
        self.returncode: int | None = None
        self.told = False

    def poll(self) -> int | None:
        return self.returncode

    def terminate(self) -> None:
        self.told = True

    def wait(self) -> None:
        assert self.told


def test_the_watch_keeps_one_worker_for_each_open_federation() -> None:
    begun: list[tuple[str, Process]] = []

    def start(name: str) -> Process:
        begun.append((name, Process()))
        return begun[-1][1]

    watch = working.Watch(start)
    watch.look(["a", "b"])
    watch.look(["a", "b"])
    assert [name for name, _ in begun] == ["a", "b"]
    begun[0][1].returncode = 1
    watch.look(["a", "b"])
    assert [name for name, _ in begun] == ["a", "b", "a"], "one that died is begun again"
    watch.look(["a", "c"])
    assert begun[1][1].told, "that of a closed federation is ended"
    assert [name for name, _ in begun] == ["a", "b", "a", "c"]
    watch.stop()
    assert all(process.told for name, process in begun[2:])


def test_a_worker_of_several_federations_goes_through_each(a: Federation, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[list[str]] = []
    monkeypatch.setattr(subprocess, "call", lambda line: lines.append(line) or 0)
    assert run("worker", "--once").exit_code == 0
    assert [line[line.index("--federation") + 1] for line in lines] == ["donghai", "ruijiang", "xiling"]


def test_a_second_one_is_made_by_the_command(a: Federation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "migrate", clone)
    result = run("federation", "create", "fourth", "--host", "fourth.example", "--json")
    assert json.loads(result.output)["schema"] == "fed_fourth"
    founded = run(
        "--federation", "fourth", "found", "--name", "第四市总工会", "--level", "city", "--case-prefix", "四工",
        "--admin-name", "安全", "--admin-phone", "13900000099", "--admin-username", "first", "--admin-password",
        "mountain-river-42", "--json",
    )  # fmt: skip
    assert json.loads(founded.output)["username"] == "first"
    with inside(known()[1]):
        from unionhall.organisations import api as organisations

        assert known()[1].name == "fourth"
        assert organisations.top_body().name == "第四市总工会"  # type: ignore[union-attr]
