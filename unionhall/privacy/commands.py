"""`unionhall exposed`: whose data did an account read in a span of time, or who read one person's data?"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import click


@click.command("exposed")
@click.option("--account", default="", help="Sign-in name or full name of whoever read.")
@click.option("--person", default="", help="Or the other way round: key of the person whose data was read.")
@click.option(
    "--from", "since", required=True, type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="First day or moment."
)
@click.option(
    "--to",
    "until",
    required=True,
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    help="Last day, or the moment after.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def exposed(account: str, person: str, since: datetime, until: datetime, as_json: bool) -> None:
    """Whose data did an account read? Keys, how often, first and last; no names and no contents. Noted in the audit trail."""
    from django.utils.timezone import make_aware

    from unionhall.core import audit
    from unionhall.core.actor import system
    from unionhall.people import api as people

    from . import queries

    start, end = make_aware(since), make_aware(until)
    if (until.hour, until.minute) == (0, 0):
        end += timedelta(days=1)
    report: dict[str, Any] = {"from": start.isoformat(), "to": end.isoformat(), "persons": [], "accounts": []}
    if account:
        keys = people.naming.people_called(account)
        if not keys:
            raise click.ClickException("Nobody is called this.")
        for key in keys:
            report["persons"] += [
                {"person": str(one.person_id), "times": one.times, "first_at": one.first_at, "last_at": one.last_at,
                 "records": sorted(one.kinds)}
                for one in queries.exposed_by(key, start, end)
            ]  # fmt: skip
    elif person:
        report["accounts"] = [
            {"account": str(one.actor_id) if one.actor_id else None, "times": one.times, "first_at": one.first_at, "last_at": one.last_at}
            for one in queries.lookers_at(_uuid(person), start, end)
        ]  # fmt: skip
    else:
        raise click.ClickException("Name --account or --person.")
    audit.record("exposure.asked", None, by=system("exposed"), begins=start, ends=end)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, default=str))
        return
    for row in report["persons"]:
        click.echo(
            f"{row['person']}  {row['times']:>6}  {row['first_at']:%Y-%m-%d %H:%M}  {row['last_at']:%Y-%m-%d %H:%M}"
        )
    for row in report["accounts"]:
        click.echo(
            f"{row['account']}  {row['times']:>6}  {row['first_at']:%Y-%m-%d %H:%M}  {row['last_at']:%Y-%m-%d %H:%M}"
        )
    click.echo(f"{len(report['persons']) + len(report['accounts'])} in all.")


def _uuid(text: str) -> Any:
    from uuid import UUID

    try:
        return UUID(text)
    except ValueError as error:
        raise click.ClickException("The key of a person is a UUID.") from error
