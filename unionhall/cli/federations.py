"""Several federations on one installation: make one, take in the one that is here, list, close, hand over its keys."""

from __future__ import annotations

import json
from typing import Any

import click


@click.group()
def federation() -> None:
    """The federations of this installation, each with a schema, files, keys and hosts of its own."""


@federation.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_(as_json: bool) -> None:
    """Which federations live here, and which hosts lead to them."""
    from unionhall.core.federations import known

    rows = [_row(one) for one in known(closed=True)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        hosts = " ".join(row["hosts"]) or "-"
        click.echo(f"{row['name']:20} {row['schema']:24} {hosts}{'' if row['open'] else '  (closed)'}")
    if not rows:
        click.echo("No federation has a name here: there is one at most, and it answers to every host.")


@federation.command()
@click.argument("name")
@click.option("--host", "hosts", multiple=True, required=True, help="A name its site answers to; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print what was made as JSON.")
def create(name: str, hosts: tuple[str, ...], as_json: bool) -> None:
    """Make an empty federation NAME. Stopped halfway, the same command goes on."""
    from unionhall.core.federations import making

    _tell(making.create(name, hosts), as_json, f"Next: unionhall --federation {name} found")


@federation.command()
@click.argument("name")
@click.option("--host", "hosts", multiple=True, required=True, help="A name its site answers to; may be repeated.")
@click.option("--schema", default="", help="Its schema, if it was restored here from elsewhere: fed_NAME.")
@click.option("--jobs-schema", default="", help="The schema of its jobs, if it is another: jobs_NAME.")
@click.option(
    "--key-label", default="", help="As “federation list --json” said there, if the keys are the same as there."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was taken in as JSON.")
def adopt(
    name: str, hosts: tuple[str, ...], schema: str, jobs_schema: str, key_label: str, as_json: bool
) -> None:  # fmt: skip
    """Give the federation that lives here already the name NAME, so that others can be made beside it. Nothing moves."""
    from unionhall.core.federations import making

    made = making.adopt(name, hosts, schema=schema, jobs_schema=jobs_schema, key_label=key_label)
    _tell(made, as_json, "Next: unionhall migrate; unionhall check")


@federation.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def close(name: str, yes: bool, as_json: bool) -> None:
    """NAME answers nobody any more and its background work rests. Its rows, files and keys stay."""
    from unionhall.core.federations import making

    if not yes:
        click.confirm(f"Close {name}? Nobody can sign in to it any more", abort=True)
    closed = making.close(name)
    _tell(closed, as_json, f"Its rows are still in {closed.schema} and {closed.jobs_schema}.")


@federation.command()
@click.argument("name")
def keys(name: str) -> None:
    """Print the keys of NAME as variables, for the installation it moves to. Whoever has them and a copy reads everything."""
    import base64

    from django.conf import settings

    from unionhall.core.federations import inside, known
    from unionhall.core.sealed.keys import keys_of

    found = next((one for one in known(closed=True) if one.name == name), None)
    if found is None:
        raise click.ClickException(f"There is no federation “{name}” here. Next: unionhall federation list")
    with inside(found):
        for setting in ("SEALING_KEYS", "LOOKUP_KEYS"):
            pairs = (f"{key_id}:{base64.b64encode(key).decode()}" for key_id, key in keys_of(setting).items())
            click.echo(f"UNIONHALL_{setting}={','.join(pairs)}")
    click.echo(f"UNIONHALL_SEALING_SUITE={settings.SEALING_SUITE}\nUNIONHALL_LOOKUP_HASH={settings.LOOKUP_HASH}")


def _row(one: Any) -> dict[str, Any]:
    return {
        "name": one.name,
        "hosts": list(one.hosts),
        "schema": one.schema,
        "jobs_schema": one.jobs_schema,
        "folder": one.folder,
        "key_label": one.key_label,
        "created_at": one.created_at.isoformat(),
        "open": one.is_open,
    }


def _tell(one: Any, as_json: bool, next_step: str) -> None:
    if as_json:
        click.echo(json.dumps(_row(one), ensure_ascii=False))
    else:
        click.echo(f"{one.name}: schema {one.schema}, jobs in {one.jobs_schema}, {' '.join(one.hosts)}. {next_step}")
