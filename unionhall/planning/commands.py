"""`unionhall network keep FILES… --name NAME --body CODE`: a road network into the installation, from a shell."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.languages import language_option
from unionhall.core.verdict import Refused, no
from unionhall.places.enums import PointDatum

from .enums import Mode
from .models import RoadNetwork
from .states import NetworkState

BY = system("network keep")


@click.command("keep")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--name", required=True, help="What the network is called; one of this name of the same body is replaced."
)
@click.option("--body", "code", help="Code of the body that keeps it (default: the highest).")
@click.option("--mode", type=click.Choice(Mode.values), default=Mode.WALK.value, show_default=True, help="For whom.")
@click.option(
    "--datum",
    type=click.Choice(PointDatum.values),
    default=PointDatum.WGS84.value,
    show_default=True,
    help="What the coordinates are in.",
)
@click.option("--source", default="OpenStreetMap", show_default=True, help="Where it is from.")
@click.option(
    "--licence", default="© OpenStreetMap contributors, ODbL 1.0", show_default=True, help="Stands under every picture."
)
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="As of which day (default: today).")
@click.option("--json", "as_json", is_flag=True, help="Print what was read as JSON.")
@language_option
def keep(
    files: tuple[Path, ...], name: str, code: str | None, mode: str, datum: str, source: str, licence: str, as_of: datetime | None, as_json: bool
) -> None:  # fmt: skip
    """Read FILES (.osm, .osm.pbf, GeoJSON, or two CSV tables) and keep the network in this installation, for its pages and its stations."""
    report = run(
        files,
        name=name,
        code=code,
        mode=mode,
        datum=datum,
        source=source,
        licence=licence,
        as_of=as_of.date() if as_of else clock.today(),
    )
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        click.echo(
            f"{report['name']}: {report['junctions']:,} / {report['ways']:,}, {report['metres'] / 1000:,.1f} km, {report['share_kept']:.1%}"
        )


def run(
    files: tuple[Path, ...],
    *,
    name: str,
    code: str | None,
    mode: str,
    datum: str,
    source: str,
    licence: str,
    as_of: date,
) -> dict[str, Any]:
    """Bring or replace, read at once, and say what was kept."""
    from unionhall.organisations import api as organisations

    from . import actions, running
    from .both import in_both

    body = organisations.body_named(code) if code else organisations.top_body()
    if body is None or body.is_agency:
        raise Refused(
            no(
                _("There is no union body with the code “%(code)s”.") % {"code": code},
                _("Codes stand in “unionhall bodies”."),
                "body",
            )
        )
    known = RoadNetwork.objects.filter(
        organisation=body, name=name, state__in=[NetworkState.READY, NetworkState.FAILED]
    ).first()
    if known is not None:
        network = actions.replace_network(known, by=BY, files=list(files), as_of=as_of, in_background=False)
    else:
        network = actions.bring_network(
            body, by=BY, name=name, files=list(files), source=source, licence=licence, as_of=as_of, mode=mode, read_as=datum,
            in_background=False,
        )  # fmt: skip
    running.read_network(network.pk, by=running.BY)
    network.refresh_from_db()
    if network.state != NetworkState.READY:
        said = network.problem or in_both(_("The files could not be read"))
        raise Refused(no(said["zh"] if _("yes") == "是" else said["en"], code="unreadable"))
    return {
        "id": str(network.pk), "name": network.name, "junctions": network.junctions, "ways": network.ways, "metres": network.metres,
        "share_kept": network.report.get("share_kept", 1.0), "report": network.report, "replaced": known is not None,
    }  # fmt: skip
