"""`unionhall members`: check a member's card, with or without a connection, and print the keys that check them."""

import json
from pathlib import Path

import click
from django.utils.translation import gettext as _

from unionhall.core.languages import language_option

from . import cards


@click.group()
def members() -> None:
    """Members and their cards."""


@members.command("check-card")
@click.argument("token")
@click.option(
    "--keys",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A JWK set kept from “members card-keys”; without it the keys of the settings.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@language_option
def check_card(token: str, keys: Path | None, as_json: bool) -> None:
    """Say whether a card (the text in its square) was signed here and has not run out. Asks no database."""
    try:
        kept = json.loads(keys.read_text()) if keys else None
    except ValueError as error:
        raise click.ClickException(_("This is no set of keys.")) from error
    reading = cards.check(token, keys=kept)
    facts = {
        "valid": bool(reading),
        "reason": str(reading),
        "name": reading.name,
        "union": reading.union,
        "standing": reading.standing,
        "expires_at": reading.expires_at.isoformat() if reading.expires_at else None,
    }
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
    elif reading:
        click.echo(_("The card is good: %(name)s, %(union)s.") % {"name": reading.name, "union": reading.union})
    else:
        click.echo(str(reading), err=True)
    raise SystemExit(0 if reading else 1)


@members.command("card-keys")
def card_keys() -> None:
    """Print the public keys as a JWK set: whoever keeps them checks cards without a connection."""
    click.echo(json.dumps(cards.public_keys()))
