"""Does an installation explain itself: its variables, its database, its commands?"""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from config.embedded import EmbeddedServer
from config.env import Environment, parse_keys
from unionhall import cli
from unionhall.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parents[1]
KEY = base64.b64encode(b"k" * 32).decode()
PRODUCTION = {
    "PATH": os.environ["PATH"],
    "UNIONHALL_SECRET_KEY": "s" * 50,
    "UNIONHALL_HOSTS": "cases.example.org",
    "UNIONHALL_SEALING_KEYS": f"a:{KEY}",
    "UNIONHALL_LOOKUP_KEYS": f"b:{KEY}",
    "DATABASE_URL": "postgresql://u:p%40ss@db.example.org:5433/cases?sslmode=require",
}


def _settings(expression: str, **environment: str) -> subprocess.CompletedProcess[str]:
    code = f"import json; from config import settings; print(json.dumps({expression}, default=str))"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


# -- the environment ---------------------------------------------------------------------------------------------------


def test_production_names_every_variable_that_is_missing_and_the_way_out() -> None:
    result = _settings("1", PATH=os.environ["PATH"])
    assert result.returncode == 1
    for name in (
        "UNIONHALL_SECRET_KEY",
        "DATABASE_URL",
        "UNIONHALL_HOSTS",
        "UNIONHALL_SEALING_KEYS",
        "UNIONHALL_LOOKUP_KEYS",
    ):
        assert name in result.stderr
    assert "UNIONHALL_MODE=demo" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("DATABASE_URL", "sqlite:///here.db", "begins with postgresql://"),
        ("UNIONHALL_SEALING_KEYS", "a:c2hvcnQ=", "32 bytes of key"),
        ("UNIONHALL_SEALING_KEYS", "a:***", "not base64"),
        ("UNIONHALL_SECRET_KEY", "short", "too short"),
        ("UNIONHALL_OFFICER_IDLE_MINUTES", "soon", "UNIONHALL_OFFICER_IDLE_MINUTES"),
        ("UNIONHALL_MODE", "debug", "UNIONHALL_MODE"),
    ],
)
def test_a_malformed_variable_explains_itself(variable: str, value: str, said: str) -> None:
    result = _settings("1", **PRODUCTION | {variable: value})
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_production_is_strict() -> None:
    result = _settings(
        "[settings.DEBUG, settings.SESSION_COOKIE_SECURE, settings.SECURE_SSL_REDIRECT, settings.MFA_REQUIRED, settings.DEMO]",
        **PRODUCTION,
    )
    assert json.loads(result.stdout) == [False, True, True, True, False], result.stderr


def test_a_database_address_is_read_whole() -> None:
    result = _settings("settings.DATABASES['default']", **PRODUCTION)
    database = json.loads(result.stdout)
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.org", "5433", "cases")
    assert (database["USER"], database["PASSWORD"]) == ("u", "p@ss")
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_connections_are_pooled_only_where_people_are_served() -> None:
    result = _settings(
        "settings.DATABASES['default']['OPTIONS']['pool']['max_size']", **PRODUCTION, UNIONHALL_SERVING="1"
    )
    assert json.loads(result.stdout) == 10, result.stderr


def test_the_keys_of_tests_are_not_those_of_the_demo() -> None:
    keys = [Environment(mode=mode).key("sealing_keys", "sealing") for mode in ("test", "demo")]  # type: ignore[arg-type]
    assert list(keys[0].values()) != list(keys[1].values())


def test_the_newest_key_stands_first() -> None:
    assert list(parse_keys(f"new:{KEY}, old:{KEY}", "KEYS")) == ["new", "old"]


# -- the embedded database ---------------------------------------------------------------------------------------------


def test_the_embedded_server_starts_serves_and_stops_with_its_last_user(tmp_path: Path) -> None:
    import psycopg

    os.chmod(tmp_path, 0o755)
    server = EmbeddedServer(tmp_path / "pg", disposable=True)
    server.attach()
    try:
        second = EmbeddedServer(tmp_path / "pg", disposable=True).attach()
        with psycopg.connect(server.dsn()) as connection:
            assert connection.execute("SELECT current_database()").fetchone() == ("unionhall",)
        second.detach()
        assert server.running
    finally:
        server.detach()
    assert not server.running
    server.discard()
    assert not server.data.exists()


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / ("d" * 90))
    assert len(str(server.socket_directory / ".s.PGSQL.5432")) < 104


# -- the command -------------------------------------------------------------------------------------------------------


def test_help_lists_every_command_with_what_it_does() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name, (_where, summary) in COMMANDS.items():
        assert name in result.output
        assert summary.split(":")[0].split(".")[0][:40] in " ".join(result.output.split())


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "manage"])
def test_every_command_explains_itself(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0, result.output
    assert "Usage:" in result.output


def test_an_unknown_command_is_a_usage_error() -> None:
    result = run("fly")
    assert result.exit_code == 2
    assert "No such command 'fly'" in result.output


def test_a_taken_port_says_so_and_names_the_next_step() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["demo", "--port", str(port)], env={"UNIONHALL_MODE": "demo"})
    assert result.exit_code == 1
    assert f"Port {port} is taken" in result.output
    assert f"PORT={port + 1}" in result.output


def test_the_demo_touches_no_database_but_its_own() -> None:
    result = run("demo-accounts", "--json")
    assert result.exit_code == 1
    assert "UNIONHALL_MODE is not 'demo'" in result.output


@pytest.fixture
def nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder without an installation; what a command sets in the environment goes with the test."""
    for name in ("UNIONHALL_MODE", "DATABASE_URL", "UNIONHALL_SECRET_KEY"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    return tmp_path


def test_without_an_installation_commands_work_on_the_demo_of_this_folder(
    nothing_is_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli._turn_to_the_demo()
    assert os.environ["UNIONHALL_MODE"] == ""
    (nothing_is_set / "var" / "postgres").mkdir(parents=True)
    (nothing_is_set / "var" / "postgres" / "PG_VERSION").write_text("18")
    cli._turn_to_the_demo()
    assert os.environ["UNIONHALL_MODE"] == "demo"
    assert "working on the demo" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["DATABASE_URL", "UNIONHALL_SECRET_KEY"])
def test_half_an_installation_is_never_taken_for_the_demo(
    nothing_is_set: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (nothing_is_set / "var" / "postgres").mkdir(parents=True)
    (nothing_is_set / "var" / "postgres" / "PG_VERSION").write_text("18")
    monkeypatch.setenv(name, "something")
    cli._turn_to_the_demo()
    assert os.environ["UNIONHALL_MODE"] == ""


def test_what_serves_people_never_falls_back_on_the_demo() -> None:
    assert {"serve", "worker", "migrate", "found", "check"} <= cli.NEVER_ON_THE_DEMO <= set(COMMANDS)


@pytest.mark.django_db
def test_an_installation_says_whether_it_is_fit() -> None:
    result = run("check", "--json")
    answer = json.loads(result.output)
    assert result.exit_code == 0, answer
    assert answer["fit"]


FOUNDING = (
    "found", "--name", "瑞江市总工会", "--level", "city", "--case-prefix", "瑞工", "--admin-name", "安全保",
    "--admin-phone", "13900000099", "--admin-username", "anquan",
)  # fmt: skip


@pytest.mark.django_db
def test_a_new_installation_is_founded_with_its_first_administrator() -> None:
    from unionhall.people import queries
    from unionhall.people.enums import Role
    from unionhall.people.models import Account

    result = run(*FOUNDING, "--admin-password", "一条很长的口令 stands here", "--json")
    assert result.exit_code == 0, result.output
    actor = queries.actor_for(Account.objects.get(username="anquan"))
    assert actor.holds(Role.SECURITY_ADMIN)


@pytest.mark.django_db
def test_a_federation_is_founded_once() -> None:
    run(*FOUNDING, "--admin-password", "一条很长的口令 stands here")
    result = run(*FOUNDING, "--admin-password", "一条很长的口令 stands here")
    assert result.exit_code == 1
    assert "There is a federation already" in result.output


@pytest.mark.django_db
def test_a_weak_password_founds_nothing() -> None:
    from unionhall.organisations.models import Organisation

    result = run(*FOUNDING, "--admin-password", "password")
    assert result.exit_code == 1
    assert not Organisation.objects.exists()


# -- static files ------------------------------------------------------------------------------------------------------


def test_only_named_files_of_packages_are_served() -> None:
    from django.contrib.staticfiles import finders

    assert finders.find("vendor/htmx/htmx.min.js")
    assert finders.find("vendor/htmx/htmx.js") is None


def test_a_secret_of_one_installation_is_not_that_of_another() -> None:
    script = str(ROOT / "ops" / "make-secrets")
    first, second = (
        subprocess.run([sys.executable, script], capture_output=True, text=True, check=True).stdout for _ in "ab"
    )
    assert first != second
    values: dict[str, Any] = dict(line.split("=", 1) for line in first.splitlines())
    assert len(values["UNIONHALL_SECRET_KEY"]) >= 50
    assert parse_keys(values["UNIONHALL_SEALING_KEYS"], "x")
