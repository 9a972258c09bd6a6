"""`unionhall bodies import FILE`: the federation's tree, its places and partner agencies, from one spreadsheet."""

from __future__ import annotations

import json
from pathlib import Path

import click


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

    report = bring_bodies(file, by=system("bodies import"), dry_run=dry_run)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    click.echo(("Dry run, nothing written. " if dry_run else "") + f"{report['read']} rows read.")
    click.echo(
        f"{report['entered']:>6}  entered\n{report['already_there']:>6}  there already\n{len(report['rejected']):>6}  rejected"
    )
    for row in report["rejected"]:
        click.echo(f"  row {row['row']}: {row['reason']}")
    if report["rejected"]:
        raise SystemExit(1)
