"""`unionhall letters import FILE`: bring in the letters of a spreadsheet as cases."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from unionhall.core.actor import system
from unionhall.core.languages import language_option

from ..enums import Kind
from . import importing


@click.group()
def letters() -> None:
    """Old letters: bring a spreadsheet in as cases."""


def pairs(_context: Any, _option: Any, values: tuple[str, ...]) -> dict[str, str]:
    """NAME=VALUE options as a mapping."""
    found = {}
    for value in values:
        name, sign, rest = value.partition("=")
        if not sign or not name:
            raise click.BadParameter(f"“{value}” is not NAME=VALUE.")
        found[name.strip()] = rest.strip()
    return found


@letters.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "said",
    multiple=True,
    callback=pairs,
    metavar="FIELD=COLUMN",
    help="Say which column holds a field (body, title, at, writer, reference, phone, employer, place, site, label).",
)
@click.option(
    "--where", multiple=True, callback=pairs, metavar="COLUMN=VALUE", help="Only rows with this value; may be repeated."
)
@click.option("--source", default="", help="Name of the source: its columns are remembered for the next file.")
@click.option("--to-chair", is_flag=True, help="These letters were written to the chair.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option(
    "--rejected",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write rejected rows (default: beside the file).",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@language_option
def import_(
    file: Path, said: dict[str, str], where: dict[str, str], source: str, to_chair: bool, dry_run: bool, rejected: Path | None, as_json: bool
) -> None:  # fmt: skip
    """Make one case of each message in FILE (xlsx, xls or csv; UTF-8 or GBK), with its original date.

    Exact repeats are skipped, rows that cannot be read go to a file with the reason, and running it again doubles nothing.
    """
    quiet = as_json or not sys.stderr.isatty()
    console = Console(stderr=True, quiet=quiet)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(_("letters"), total=None)
        report = importing.run(
            file,
            by=system("letters import"),
            said=said,
            where=where,
            source=source,
            to_chair=to_chair,
            dry_run=dry_run,
            rejected_path=rejected,
            progress=lambda done: bar.update(task, completed=done),
        )
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        show(report)


def show(report: importing.Report) -> None:
    """The report for people."""
    console = Console()
    if report.dry_run:
        console.print(_("Dry run, nothing written."))
    read = ngettext("%(file)s: %(n)s row in %(seconds)s s", "%(file)s: %(n)s rows in %(seconds)s s", report.read)
    console.print(read % {"file": report.file, "n": report.read, "seconds": report.seconds}, highlight=False)
    table = Table(_("field"), _("column"))
    for field, column in report.mapping.items():
        table.add_row(field, column)
    console.print(table)
    for label, number in (
        (_("brought in"), report.imported),
        (_("repeats skipped"), report.repeats),
        (_("there already"), report.already_there),
        (_("left out by --where"), report.left_out),
        (_("rejected"), report.rejected),
    ):
        console.print(f"{number:>8}  {label}")
    kinds = {str(Kind(kind).label): n for kind, n in report.by_kind.items()}
    for title, counts in ((_("by kind"), kinds), (_("by body"), report.by_body)):
        if counts:
            console.print(f"{title}: " + ", ".join(f"{name} {n}" for name, n in counts.items()))
    if report.rejected_file:
        console.print(_("Rejected rows with their reasons: %(file)s") % {"file": report.rejected_file})
