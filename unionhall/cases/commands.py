"""`unionhall clocks`: what an operator does with promises and deadlines."""

from __future__ import annotations

import json

import click
from django.utils.translation import gettext as _

from unionhall.core.actor import system

from . import actions

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
