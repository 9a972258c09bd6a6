"""`unionhall members import FILE --organisation CODE`: a list of names into the register, from a shell."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from unionhall.core.actor import system
from unionhall.core.languages import language_option
from unionhall.core.verdict import Refused, no

from .enums import Elsewhere, Outcome, Reason
from .models import RosterImport

BY = system("members import")


def pairs(_context: Any, _option: Any, values: tuple[str, ...]) -> dict[str, str]:
    """NAME=VALUE options as a mapping."""
    found = {}
    for value in values:
        name, sign, rest = value.partition("=")
        if not sign or not name:
            raise click.BadParameter(f"“{value}” is not FIELD=COLUMN.")
        found[name.strip()] = rest.strip()
    return found


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--organisation",
    "code",
    required=True,
    help="Code of the body whose members these are, or which stands above their unions.",
)
@click.option("--map", "said", multiple=True, callback=pairs, metavar="FIELD=COLUMN", help="Say which column holds a field (name, identity, phone, birth, sex, since, union, uscc).")  # fmt: skip
@click.option("--elsewhere", type=click.Choice(Elsewhere.values), default=Elsewhere.MOVE.value, show_default=True, help="What happens to members of another union below the body.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--rejected", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the rejected rows (default: beside the file).")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@language_option
def import_(
    file: Path, code: str, said: dict[str, str], elsewhere: str, dry_run: bool, rejected: Path | None, as_json: bool
) -> None:
    """Bring the members in FILE (xlsx, xls or csv; UTF-8 or GBK) into the register.

    Columns are found by their headings and by what they hold. Rejected rows go to a file of the same columns with the reason,
    to be mended and brought in by themselves. The same file again changes nothing; killed halfway, the same command goes on.
    """
    from unionhall.organisations import api as organisations

    body = organisations.body_named(code)
    if body is None or body.is_agency:
        raise Refused(
            no(
                _("There is no union body with the code “%(code)s”.") % {"code": code},
                _("Codes stand in “unionhall bodies”."),
                "body",
            )
        )
    console = Console(stderr=True, quiet=as_json or not sys.stderr.isatty())
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TimeElapsedColumn(),
        console=console,
    ) as bar:
        task = bar.add_task(_("rows"), total=None)
        report = run(file, body, said=said, elsewhere=elsewhere, dry_run=dry_run, rejected=rejected,
                     progress=lambda rows: bar.update(task, advance=rows))  # fmt: skip
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        show(report)


def run(file: Path, body: Any, *, said: dict[str, str], elsewhere: str, dry_run: bool, rejected: Path | None = None, progress: Any = None) -> dict[str, Any]:  # fmt: skip
    """Try or write a file; what the command prints."""
    from time import perf_counter

    from . import actions, keeping, preparing, running, sheets
    from .states import ImportState

    begun = perf_counter()
    if dry_run:
        table, sample = preparing.sample_of(file)
        from . import columns

        settled = columns.settle(table.columns, sample, remembered=running.remembered(body, table.columns), said=said)
        roster = RosterImport(
            organisation=body, elsewhere=elsewhere, columns=settled, heads=table.columns, part_size=preparing.PART
        )
        last = 0

        def step(rows: int) -> None:
            nonlocal last
            if progress:
                progress(rows - last)
            last = rows

        tally = running.try_out(roster, by=BY, content=file, progress=step)
        return {
            "file": str(file), "organisation": body.code, "dry_run": True, "columns": settled, "rows": tally.rows,
            "counts": counted(tally.counts), "rejected": [{"row": n, "reason": str(Reason(code).label)} for n, code in tally.rejected],
            "regions_checked": tally.regions_checked, "seconds": round(perf_counter() - begun, 2),
        }  # fmt: skip
    digest = keeping.digest(file.read_bytes())
    going = RosterImport.objects.filter(organisation=body, sha256=digest, state=ImportState.RUNNING).first()
    resumed = going is not None
    roster = going or actions.start(
        actions.bring(body, by=BY, content=file, file_name=file.name, elsewhere=elsewhere, said=said),
        by=BY,
        later=False,
    )
    roster = running.write(roster, by=BY, content=file, progress=progress)
    report = {
        "file": str(file), "organisation": body.code, "dry_run": False, "import": str(roster.pk), "resumed": resumed,
        "state": roster.state, "columns": roster.columns, "rows": roster.rows, "counts": counted(roster.counts),
        "regions_checked": roster.regions_checked, "rejected_file": "", "seconds": 0.0,
    }  # fmt: skip
    if roster.counts.get(Outcome.REJECTED):
        path = rejected or file.with_name(f"{file.stem}-rejected{'.xlsx' if roster.file_kind != 'csv' else '.csv'}")
        path.write_bytes(sheets.rejected_sheet(roster))
        report["rejected_file"] = str(path)
    report["seconds"] = round(perf_counter() - begun, 2)
    return report


def counted(counts: Any) -> dict[str, int]:
    return {outcome.value: int(counts.get(outcome.value, 0)) for outcome in Outcome}


def show(report: dict[str, Any]) -> None:
    """The report for people."""
    console = Console()
    if report["dry_run"]:
        console.print(_("Dry run, nothing written."))
    console.print(f"{report['file']}: {report['rows']:,}", highlight=False)
    for name, column in report["columns"].items():
        console.print(f"  {name}: {column}", highlight=False)
    for outcome in Outcome:
        console.print(f"{report['counts'][outcome.value]:>9,}  {outcome.label}", highlight=False)
    if not report["regions_checked"]:
        console.print(
            _("Regions in identity numbers were not compared: no table of codes is loaded. Checksum and date were.")
        )
    if report.get("rejected_file"):
        console.print(_("Rejected rows with their reasons: %(file)s") % {"file": report["rejected_file"]})
