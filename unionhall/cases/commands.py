"""`unionhall clocks`, `promises`, `rules`: what an operator does with deadlines and with the rules of routing."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click
from django.utils.translation import gettext as _

from unionhall.core.actor import system
from unionhall.core.languages import language_option
from unionhall.organisations import api as organisations

from . import actions, queries

SHOWN = 20


@click.group()
def clocks() -> None:
    """Promises and deadlines."""


@clocks.command()
@click.option("--check", is_flag=True, help="Only compare; change nothing. Exit code 1 when something differs.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def recompute(check: bool, as_json: bool) -> None:
    """Read every clock anew from the log of events and put the lists right."""
    report = actions.recompute(by=system("console"), check=check)
    if as_json:
        rows = [difference.as_dict() for difference in report.differing]
        click.echo(
            json.dumps(
                {"cases": report.cases, "differing": rows, "changed": not check}, ensure_ascii=False, default=str
            )
        )
    else:
        sentence = (
            _("%(cases)s cases read, %(differing)s differed.")
            if check
            else _("%(cases)s cases read, %(differing)s put right.")
        )
        click.echo(sentence % {"cases": report.cases, "differing": len(report.differing)})
        for difference in report.differing[:SHOWN]:
            click.echo(f"  {difference.number}: {difference.had[0]} → {difference.should[0]}")
        if len(report.differing) > SHOWN:
            click.echo(_("  … and %(more)s more (--json lists all)") % {"more": len(report.differing) - SHOWN})
    raise SystemExit(1 if check and report.differing else 0)


@click.group()
def promises() -> None:
    """Service promises."""


@promises.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def import_promises(file: Path, as_json: bool) -> None:
    """Record the promises of FILE (xlsx or csv): all rows, or none when one is wrong.

    \b
    Columns (or their Chinese names): state 环节, days 天数, unit 单位 (working days 工作日 or calendar days 自然日),
    since 开始, source 依据; and where it is narrower: kind 类别, level 层级, until 结束.
    """
    report = actions.bring_promises(file, by=system("console"))
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
    else:
        click.echo(f"{report['read']} rows: {report['entered']} recorded, {report['already_there']} there already.")
        for row in report["rejected"]:
            click.echo(f"  row {row['row']}: {row['reason']}")
    if report["rejected"]:
        raise SystemExit(1)


@promises.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_promises(as_json: bool) -> None:
    """Show every promise with its days and source."""
    rows = [asdict(promise) for promise in queries.promises()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, default=str))
        return
    for row in rows:
        narrower = " ".join(str(row[name]) for name in ("kind", "level") if row[name])
        click.echo(
            f"{row['state']:12} {narrower:16} {row['days']:4} {row['unit']:9} from {row['since']}  {row['source']}"
        )


@click.group()
def rules() -> None:
    """Routing rules."""


@rules.command()
@click.option("--body", default="", help="Name or code of the body whose rules are tried (default: the highest).")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@language_option
def test(body: str, as_json: bool) -> None:
    """Send last month's cases of a body's area once more by its rules, and say what would happen. Nothing is moved."""
    owner = organisations.body_named(body) if body else organisations.top_body()
    if owner is None:
        raise click.ClickException(_("No body is called “%(name)s”.") % {"name": body})
    trial = actions.try_rules(by=system("console"), owner=owner)
    if as_json:
        click.echo(json.dumps({"body": owner.name, **trial.as_json()}, ensure_ascii=False))
        return
    click.echo(
        _(
            "%(body)s: %(read)s cases read, %(sent)s sent by a rule, %(elsewhere)s of them to another body than they went to."
        )
        % {"body": owner.short_name, "read": trial.read, "sent": trial.sent, "elsewhere": trial.elsewhere}
    )
    if trial.cut:
        click.echo(_("There were more: only the newest %(most)s were read.") % {"most": trial.most})
    for name, cases in trial.by_rule:
        click.echo(f"  {name}: {cases}")
    for went, goes, cases in trial.ways:
        click.echo(f"  {went} → {goes}: {cases}")
