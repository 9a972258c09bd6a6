"""`unionhall stations`: after the boundaries of quarters were cut anew, every place stands where it lies."""

from __future__ import annotations

import json

import click


@click.group()
def stations() -> None:
    """Stations and other places open to workers."""


@stations.command("quarters")
@click.option("--below", default="", metavar="CODE", help="Only places entered for this code or a part of it.")
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def quarters(below: str, dry_run: bool, as_json: bool) -> None:
    """Put every place into the smallest place whose loaded boundary holds it.

    Run it after `unionhall divisions boundaries`. A place that no boundary holds stays where it was entered, and so does one that already stands for
    a part of the place found.
    """
    from unionhall.core.actor import system

    from . import actions

    found = actions.find_quarters(by=system("console"), below=below, dry_run=dry_run).as_dict()
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found["moves"]:
        click.echo(f"{one['from'] or '-'} → {one['to']}: {one['places']:,}")
    said = "would change" if dry_run else "changed"
    click.echo(
        f"{found['looked_at']:,} places looked at, {found['within']:,} within a boundary, {found['changed']:,} {said}."
    )
