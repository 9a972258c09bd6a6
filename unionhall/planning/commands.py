"""`unionhall network import FILES… --keep NAME`: the same import as without the word, but kept in the installation, for its pages and stations."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from unionhall.geo.commands import import_ as to_a_folder
from unionhall.geo.words import Words

OSM = "© OpenStreetMap contributors, ODbL 1.0"


class Import(click.Command):
    """Everything the plain import takes, and the words of keeping; with `--keep` there is no folder to name."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if any(word == "--keep" or word.startswith("--keep=") for word in args):
            for parameter in self.params:
                if parameter.name == "folder":
                    parameter.required = False
        return super().parse_args(ctx, args)


def _import(
    keep: str | None, code: str | None, source: str, licence: str, as_of: datetime | None, **plain: Any
) -> None:
    if keep is None:
        assert to_a_folder.callback is not None
        to_a_folder.callback(**plain)
        return
    if plain.get("folder"):
        only_one = Words("--to 文件夹 和 --keep 名称 只能给一个。", "Say either --to FOLDER or --keep NAME.")
        raise click.UsageError(only_one.in_(plain["language"]))
    kept = run(
        plain["files"], name=keep, code=code, mode=plain["mode"] or "walk", datum=plain["datum"] or "wgs84", source=source, licence=licence,
        as_of=as_of.date() if as_of else None, chinese=str(plain["language"]).startswith("zh"),
    )  # fmt: skip
    if plain["json_"]:
        click.echo(json.dumps(kept, ensure_ascii=False, indent=2))
    else:
        click.echo(
            f"{kept['name']}: {kept['junctions']:,} / {kept['ways']:,}, {kept['metres'] / 1000:,.1f} km, {kept['share_kept']:.1%}. {licence}"
        )


def run(
    files: tuple[Path, ...], *, name: str, code: str | None, mode: str, datum: str, source: str, licence: str, as_of: date | None, chinese: bool = True
) -> dict[str, Any]:  # fmt: skip
    """Bring a network, or newer files of the one of this name of the same body; read them at once and say what was kept."""
    from unionhall.core import clock
    from unionhall.core.actor import system
    from unionhall.core.verdict import Refused, no
    from unionhall.organisations import api as organisations

    from . import actions, running
    from .models import RoadNetwork
    from .states import NetworkState

    by = system("network import")
    body = organisations.body_named(code) if code else organisations.top_body()
    if body is None or body.is_agency:
        raise Refused(
            no(f"There is no union body with the code “{code}”.", "Codes stand in “unionhall bodies”.", "body")
        )
    day = as_of or clock.today()
    known = RoadNetwork.objects.filter(
        organisation=body, name=name, state__in=[NetworkState.READY, NetworkState.FAILED]
    )
    old = known.order_by("-brought_at", "pk").first()
    if old is not None:
        network = actions.replace_network(old, by=by, files=list(files), as_of=day, in_background=False)
    else:
        network = actions.bring_network(
            body, by=by, name=name, files=list(files), source=source, licence=licence, as_of=day, mode=mode, read_as=datum,
            in_background=False,
        )  # fmt: skip
    running.read_network(network.pk, by=running.BY)
    network.refresh_from_db()
    if network.state != NetworkState.READY or network.problem:
        raise Refused(no(network.problem["zh" if chinese else "en"], code="unreadable"))
    return {
        "id": str(network.pk), "name": network.name, "junctions": network.junctions, "ways": network.ways, "metres": network.metres,
        "share_kept": network.report.get("share_kept", 1.0), "report": network.report, "replaced": old is not None,
    }  # fmt: skip


import_ = Import(
    "import",
    callback=_import,
    help=f"{to_a_folder.help}\n\nWith --keep the network is kept in this installation and serves its pages and its stations.",
    params=[
        *to_a_folder.params,
        click.Option(
            ["--keep", "keep"],
            metavar="NAME",
            help="Keep it in this installation under a name; one of this name is replaced.",
        ),
        click.Option(["--body", "code"], help="With --keep: code of the body that keeps it (default: the highest)."),
        click.Option(["--source"], default="OpenStreetMap", show_default=True, help="With --keep: where it is from."),
        click.Option(["--licence"], default=OSM, show_default=True, help="With --keep: stands under every picture."),
        click.Option(
            ["--as-of", "as_of"],
            type=click.DateTime(["%Y-%m-%d"]),
            help="With --keep: as of which day (default: today).",
        ),
    ],
)
