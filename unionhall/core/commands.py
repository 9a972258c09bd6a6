"""`unionhall audit` and `unionhall keys`: what an operator does with the trail and the keys."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

import click
from django.utils.translation import gettext as _

from . import audit as trail
from . import rotation
from .actor import system


@click.group()
def audit() -> None:
    """The audit trail: who did what, and whether anybody touched that since."""


@audit.command()
@click.option("--limit", type=click.IntRange(min=1), help="Check no more than this many rows, from the first.")
@click.option("--anchor", help="An earlier head, as “audit head” printed it: POSITION:HASH.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def verify(limit: int | None, anchor: str | None, as_json: bool) -> None:
    """Recompute the chain and name the first row that does not fit."""
    result = trail.verify(limit, anchor=_anchor(anchor))
    if as_json:
        click.echo(json.dumps(asdict(result), ensure_ascii=False))
    elif result.ok:
        click.echo(_("The audit trail is whole: %(rows)s rows checked.") % {"rows": result.rows})
    else:
        click.echo(_("The audit trail was touched: %(why)s.") % {"why": result.why}, err=True)
    raise SystemExit(0 if result.ok else 1)


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="Print the head as JSON.")
def head(as_json: bool) -> None:
    """Print where the chain ends, to be kept outside this machine."""
    position, digest = trail.head()
    click.echo(json.dumps({"position": position, "hash": digest}) if as_json else f"{position}:{digest}")


@click.group()
def keys() -> None:
    """The keys that seal sensitive columns."""


@keys.command()
@click.option("--batch", type=click.IntRange(1, 10_000), default=500, show_default=True, help="Rows per transaction.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def rotate(batch: int, as_json: bool) -> None:
    """Renew every sealed value under the newest key. Can be stopped and started again."""
    done = rotation.rotate(by=system("keys rotate"), batch=batch, progress=None if as_json else _say)
    if as_json:
        click.echo(json.dumps([asdict(rotated) for rotated in done], ensure_ascii=False))
        return
    click.echo(_("Renewed: %(rows)s rows.") % {"rows": sum(rotated.rows for rotated in done)})
    for rotated in done:
        if rotated.kept:
            click.echo(
                _(
                    "%(model)s keeps %(columns)s until the values are entered anew: leave the older lookup keys in place."
                )
                % {"model": rotated.model, "columns": ", ".join(rotated.kept)}
            )


@keys.command()
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def status(as_json: bool) -> None:
    """Say how many rows are still under an older key."""
    waiting = rotation.waiting()
    if as_json:
        click.echo(json.dumps(waiting))
        return
    for label, count in waiting.items():
        click.echo(f"{label}: {count}")
    if not waiting:
        click.echo(_("Everything is sealed under the newest key."))


def _say(model: str, rows: int) -> None:
    if rows:
        click.echo(f"{model}: {rows}", err=True)


def _anchor(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d+):([0-9a-f]{64})", text.strip())
    if not found:
        raise click.BadParameter(_("An anchor is POSITION:HASH, as “unionhall audit head” prints it."))
    return int(found[1]), found[2]
