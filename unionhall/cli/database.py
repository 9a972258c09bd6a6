"""Commands about the database and the installation: migrate, check, and Django's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

OLDEST_POSTGRESQL = 15


@click.command()
@click.option("--plan", is_flag=True, help="Show what would change, change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the applied migrations as JSON.")
@click.pass_context
def migrate(ctx: click.Context, plan: bool, as_json: bool) -> None:
    """Bring the database up to this version: the registry, then the schema of every federation.

    Waits at most ten seconds for any lock, so that an upgrade never queues behind a long report and stops the site. A
    federation that fails does not hold up the others; run it again, and it goes on where it stopped.
    """
    from unionhall.core.federations import known, making, registry

    if plan:
        _show_plans()
        return
    if not registry.is_there():
        applied = making.migrate(None, verbosity=0 if as_json else 1)
        if as_json:
            click.echo(json.dumps({"applied": list(applied)}))
        return
    named = frozenset(filter(None, [ctx.find_root().meta.get("unionhall.federation", "")]))
    if named - {one.name for one in known(closed=True)}:
        raise click.ClickException(f"There is no federation “{min(named)}” here. Next: unionhall federation list")
    done = []
    for number, of, name, result in making.migrate_all(named):
        if result is None:
            click.echo(f"{number} of {of}: {name} … ", nl=False, err=True)
            continue
        done.append(result)
        said = f"FAILED: {result.error}" if result.error else f"{len(result.applied)} migrations applied"
        click.echo(said, err=True)
    failed = [one.name for one in done if one.error]
    if as_json:
        rows = [{"name": one.name, "applied": list(one.applied), "error": one.error} for one in done]
        click.echo(json.dumps({"federations": rows}, ensure_ascii=False))
    if failed:
        raise click.ClickException(
            f"{len(failed)} of {len(done)} federations are not at this version: {', '.join(failed)}."
            " Next: mend the cause, then unionhall migrate again"
        )


def _show_plans() -> None:
    from django.core.management import call_command

    from unionhall.core.federations import in_each

    for federation in in_each():
        if federation:
            click.echo(f"{federation.name}:")
        call_command("migrate", plan=True, interactive=False, verbosity=1)


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

    from unionhall.core.federations import of_the_installation

    with of_the_installation(), connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        number = int(cursor.fetchone()[0])
    if number // 10000 < OLDEST_POSTGRESQL:
        raise RuntimeError(f"PostgreSQL {number // 10000} is too old: {OLDEST_POSTGRESQL} or newer, please")
    return f"PostgreSQL {number // 10000}.{number % 10000}"


def _migrations_are_applied() -> str:
    from unionhall.core.federations import in_each, making

    late = []
    there = 0
    for federation in in_each():
        there += federation is not None
        if waiting := making.waiting():
            late.append(f"{waiting} migrations wait{f' in {federation.name}' if federation else ''}")
    if late:
        raise RuntimeError(f"{'; '.join(late)}. Next: unionhall migrate")
    return f"all {there} federations are at this version" if there > 1 else "the database is at this version"


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
