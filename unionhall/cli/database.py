"""Commands about the database and the installation: migrate, check, and Django's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

OLDEST_POSTGRESQL = 15
LOCK_TIMEOUT = "10s"


@click.command()
@click.option("--plan", is_flag=True, help="Show what would change, change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the applied migrations as JSON.")
def migrate(plan: bool, as_json: bool) -> None:
    """Bring the database up to this version.

    Waits at most ten seconds for any lock, so that an upgrade never queues behind a long report and stops the site.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(connection)
    before = set(recorder.applied_migrations())
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
    call_command("migrate", plan=plan, interactive=False, verbosity=0 if as_json and not plan else 1)
    applied = sorted(set(recorder.applied_migrations()) - before)
    if as_json:
        click.echo(json.dumps({"applied": [f"{app}.{name}" for app, name in applied]}))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check(as_json: bool) -> None:
    """Say whether this installation is fit to serve. Exit code 1 when it is not."""
    findings = [_finding(question, examine) for question, examine in _EXAMINATIONS.items()]
    if as_json:
        click.echo(json.dumps({"fit": all(f["fit"] for f in findings), "findings": findings}, ensure_ascii=False))
    else:
        for finding in findings:
            mark = click.style("ok  ", fg="green") if finding["fit"] else click.style("FAIL", fg="red")
            click.echo(f"{mark} {finding['question']}: {finding['answer']}")
    if not all(finding["fit"] for finding in findings):
        raise SystemExit(1)


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own management commands: unionhall manage makemigrations cases."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["unionhall manage", *arguments])


def _finding(question: str, examine: Callable[[], str]) -> dict[str, Any]:
    try:
        return {"question": question, "fit": True, "answer": examine()}
    except Exception as error:  # every question gets its answer, whatever goes wrong
        return {"question": question, "fit": False, "answer": str(error).strip() or type(error).__name__}


def _the_database_answers() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        number = int(cursor.fetchone()[0])
    if number // 10000 < OLDEST_POSTGRESQL:
        raise RuntimeError(f"PostgreSQL {number // 10000} is too old: {OLDEST_POSTGRESQL} or newer, please")
    return f"PostgreSQL {number // 10000}.{number % 10000}"


def _migrations_are_applied() -> str:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise RuntimeError(f"{len(waiting)} migrations wait. Next: unionhall migrate")
    return "the database is at this version"


def _files_can_be_kept() -> str:
    from django.conf import settings

    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".probe"
    probe.write_bytes(b"")
    probe.unlink()
    return str(folder)


def _static_files_are_collected() -> str:
    from django.conf import settings

    if not settings.PRODUCTION:
        return "served from their folders (not production)"
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        raise RuntimeError("not collected. Next: unionhall manage collectstatic --noinput")
    return settings.STATIC_ROOT


def _settings_are_sound() -> str:
    from django.conf import settings
    from django.core import checks

    found = checks.run_checks(include_deployment_checks=settings.PRODUCTION)
    serious = [message for message in found if message.level >= checks.WARNING and not message.is_silenced()]
    if serious:
        raise RuntimeError("; ".join(f"{message.id} {message.msg}" for message in serious))
    return "no complaint"


_EXAMINATIONS: dict[str, Callable[[], str]] = {
    "Does the database answer, and is it new enough?": _the_database_answers,
    "Is the database at this version?": _migrations_are_applied,
    "Can uploaded files be kept?": _files_can_be_kept,
    "Are static files collected?": _static_files_are_collected,
    "Are the settings sound?": _settings_are_sound,
}
