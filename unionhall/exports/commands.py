"""`unionhall exports`: whose copy is a leaked file, and how long files are kept."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click


@click.group()
def exports() -> None:
    """Exports: trace a leaked file, set how long files are kept."""


@exports.command("trace")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def trace(file: Path, as_json: bool) -> None:
    """Name the export FILE comes from: who took it out, when, which number. FILE is Excel, CSV, or text copied from one.

    A part of a file is enough. Exit code 1 when no export is recognised.
    """
    from unionhall.core.actor import Actor

    from . import actions, tracing

    by = Actor(person_id=None, name="console", via="system")
    found, compared = tracing.read_path(file)
    actions.note_tracing([one.export.number for one in found], by=by)
    report = {"file": file.name, "compared": compared, "exports": [one.as_dict(compared) for one in found]}
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
    else:
        for one in report["exports"]:  # type: ignore[attr-defined]
            sure = "certain" if one["certain"] else "likely, not certain"
            click.echo(
                f"Export no. {one['number']}: {one['exporter']} ({one['post']}), made {one['made_at']} — {sure}\n"
                f"  {one['rows']} rows, for: {one['purpose'] or '-'}\n"
                f"  recognised: {one['row_codes']} row codes, {one['invented_rows']} invented rows,"
                f" {one['spaces'][0]} of {one['spaces'][1]} texts with its spaces,"
                f" {one['stars'][0]} of {one['stars'][1]} stars as it drew them"
            )
        if not found:
            click.echo(f"None of {compared} exports recognises this file.")
    if not found:
        raise SystemExit(1)


@exports.command("keep")
@click.argument("hours", type=click.IntRange(1, 24 * 14))
@click.option("--since", default="", help="From which day on (YYYY-MM-DD); today when left out.")
def keep(hours: int, since: str) -> None:
    """Files made from a day on may be fetched for HOURS hours. What is kept already keeps its own end."""
    from unionhall.core import clock
    from unionhall.core.actor import Actor

    from . import actions

    by = Actor(person_id=None, name="console", via="system")
    term = actions.set_term(hours, by=by, since=date.fromisoformat(since) if since else clock.today())
    click.echo(f"From {term.since} on, files may be fetched for {term.hours} hours.")
