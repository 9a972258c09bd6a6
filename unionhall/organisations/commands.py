"""`unionhall bodies import FILE`: the federation's tree from one spreadsheet. `unionhall divisions import FILE`: codes and places."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from unionhall.geo.datum import Datum


@click.group()
def bodies() -> None:
    """Union bodies and partner agencies: bring the tree in from a spreadsheet."""


@bodies.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def import_(file: Path, dry_run: bool, as_json: bool) -> None:
    """Enter each body of FILE below its parent, with the place it answers for.

    \b
    Columns (or their Chinese names): code 代码, name 名称, level 层级, kind 类型, parent 上级代码, short_name 简称,
    case_prefix 案号字头 (bodies that receive cases have one), place_code 区划代码, place_name 区划名称, industry 行业,
    agency_kind 协作单位类型, employer_name 用人单位, employer_uscc 统一社会信用代码, phone 电话, address 地址.
    Parents stand above their children. A code that is there already is left as it is. All of it is entered, or nothing.
    """
    from unionhall.core.actor import system

    from .register import bring_bodies

    _tell(bring_bodies(file, by=system("bodies import"), dry_run=dry_run), as_json=as_json)


@bodies.command("units")
@click.argument("code")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def units(code: str, file: Path, dry_run: bool, as_json: bool) -> None:
    """Enter the units of FILE (stalls, shops, small firms) into the joint union with this CODE.

    \b
    Columns (or their Chinese names): name 名称, spot 位置, uscc 统一社会信用代码, industry 行业, workers 职工人数.
    The same name at the same spot is the same unit. All of it is entered, or nothing.
    """
    from unionhall.core.actor import system

    from .register import bring_units

    _tell(bring_units(file, code=code, by=system("units import"), dry_run=dry_run), as_json=as_json)


@click.group()
def divisions() -> None:
    """Places: their codes of today and of former years, and their boundaries."""


@divisions.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--within", default="", metavar="CODE", help="Only the places in this one, for example 330000.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def import_divisions(file: Path, within: str, dry_run: bool, as_json: bool) -> None:
    """Bring in a list of places.

    \b
    Two layouts are understood, told apart by their heads:
      codes with years   代码,一级行政区,二级行政区,名称,级别,状态,启用时间,变更/弃用时间,新代码   (yescallop/areacodes)
      today's places     id,pid,deep,name,pinyin_prefix,pinyin,ext_id,ext_name                (AreaCity, four levels)
    The codes of 1980 to 2024 are there already. New lines are entered, changed ones put right, nothing is taken away.
    """
    from unionhall.core.actor import system

    from .lists import bring_divisions

    _tell(bring_divisions(file, by=system("divisions import"), dry_run=dry_run, within=within), as_json=as_json)


@divisions.command("boundaries")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--from",
    "given_in",
    type=click.Choice([datum.value for datum in Datum]),
    default=Datum.WGS84.value,
    help="Coordinates of the file.",
)
@click.option(
    "--tolerance", type=click.FloatRange(0, 10_000), default=50.0, help="Metres; corners nearer are left out."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def boundaries(file: Path, given_in: str, tolerance: float, dry_run: bool, as_json: bool) -> None:
    """Keep the boundaries of FILE for the places it names (by adcode, code or name), in WGS-84 and simplified.

    FILE is GeoJSON, a map packed for ECharts, or a folder of either.
    """
    from unionhall.core.actor import system

    from .lists import bring_boundaries

    by = system("divisions boundaries")
    report = bring_boundaries(file, by=by, datum=Datum(given_in), tolerance=tolerance, dry_run=dry_run)
    _tell(report, as_json=as_json)


def _tell(report: dict[str, Any], *, as_json: bool) -> None:
    """The report as JSON, or as lines; exit code 1 when something was rejected."""
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        click.echo(("Dry run, nothing written. " if report["dry_run"] else "") + f"{report['read']} rows read.")
        for name, value in report.items():
            if isinstance(value, int) and name not in ("read", "dry_run"):
                click.echo(f"{value:>6}  {WORDS.get(name, name.replace('_', ' '))}")
        click.echo(f"{len(report['rejected']):>6}  rejected")
        for row in report["rejected"][:200]:
            click.echo(f"  row {row['row']}: {row['reason']}")
    if report["rejected"] and not as_json:
        raise SystemExit(1)


WORDS = {"already_there": "there already"}
