"""`unionhall mail`: fetch the letter box, or take in mail files."""

import json
from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext as _

from unionhall.core.actor import system
from unionhall.core.languages import language_option

from . import gathering, queries
from .enums import HeldReason, Ignored, Outcome


@click.group()
def mail() -> None:
    """The chair's letter box by e-mail."""


@mail.command()
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@language_option
def fetch(as_json: bool) -> None:
    """Read the unseen mails of the mailbox (UNIONHALL_IMAP_HOST and the like). The worker does this every five minutes."""
    if not settings.MAILBOX["host"]:
        raise click.ClickException(_("No mailbox is set up: UNIONHALL_IMAP_HOST is empty."))
    if not queries.has_mailbox():
        raise click.ClickException(_("The mailbox is another federation's: UNIONHALL_IMAP_FEDERATION names it."))
    try:
        report = gathering.fetch(by=system("mail fetch"))
    except gathering.Unreachable as error:
        raise click.ClickException(_("The mail server cannot be read: %(why)s") % {"why": error}) from error
    _tell(report, as_json)


@mail.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@language_option
def import_(paths: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Take in mail files: .eml, folders of them, and mbox. Done again, it takes in only what is new."""
    _tell(gathering.import_files(list(paths), by=system("mail import"), dry_run=dry_run), as_json)


def _tell(report: gathering.Report, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        if report.dry_run:
            click.echo(_("Dry run, nothing written."))
        lines = [(_("mails read"), report.read)]
        lines += [(str(outcome.label), report.outcomes[outcome.value]) for outcome in Outcome]
        lines += [(f"  {reason.label}", report.held_for[reason.value]) for reason in HeldReason]
        lines += [(str(ignored.label), report.ignored[ignored.value]) for ignored in Ignored]
        lines += [(_("here before"), report.here_before), (_("left where they are, after a fault"), report.failed)]
        for label, number in lines:
            if number:
                click.echo(f"{number:>8}  {label}")
    if report.failed:
        raise SystemExit(1)
