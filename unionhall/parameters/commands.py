"""`unionhall law import FILE` and `unionhall law history TABLE REGION`: the book of this federation from a shell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--document", default="", help="The notice and its number.")
@click.option("--url", default="", help="Where the notice can be read.")
@click.option("--passage", default="", help="What it says, word for word, where there is no address.")
@click.option("--since", default="", help="The first day, for rows that name none.")
@click.option("--note", default="", help="A word for the second person; needed where it contradicts the book.")
@click.option("--copy", "is_copy", is_flag=True, help="A copy that names the document was read, not the text itself.")
@click.option(
    "--by", "phone", default="", help="Telephone of the person who proposes; a second person approves on the pages."
)
@click.option("--dry-run", is_flag=True, help="Say what it would change; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def import_(
    file: Path, document: str, url: str, passage: str, since: str, note: str, is_copy: bool, phone: str, dry_run: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Propose the values of FILE (Excel or CSV). One row that cannot be read and nothing is proposed.

    \b
    Columns: 地区 region, 档 tier, 月最低工资 monthly, 小时最低工资 hourly, 执行日期 since, 文号 document, 网址 url; tiers may
    stand in columns of their own (第一档, 小时第一档). For any other table: 表 table and 数值 value.
    """
    from unionhall.core.tables import read_table

    from .held import current
    from .reading import Given, read_values

    held = current()
    first = _day(since)
    read = read_values(read_table(file), held.book, Given(first, "", ""))
    report = _report(held.book, held.number, read)
    if not dry_run and not read.wrong:
        report["proposal"] = _propose(
            read.lines, phone, document=document or (read.lines[0].document if read.lines else ""),
            url=url or (read.lines[0].url if read.lines else ""), passage=passage, note=note, read_as="V2" if is_copy else "V",
        )  # fmt: skip
    report["dry_run"] = dry_run
    _print(report, as_json)
    if read.wrong:
        raise SystemExit(1)


@click.command("history")
@click.argument("table")
@click.argument("region")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def history(table: str, region: str, as_json: bool) -> None:
    """What was in force when in REGION, by which document, who proposed and who approved it."""
    from unionhall.core import clock

    from . import queries
    from .held import current

    held = current()
    if table not in held.book.tables:
        raise click.ClickException(f"没有叫 {table} 的表。The tables are: {', '.join(queries.tables(held.book))}")
    origins = queries.origins(table, region)
    told: list[dict[str, Any]] = []
    for span in queries.history(held.book, table, region, clock.today()):
        origin = origins.get(span.row.key)
        people = [origin.proposal.proposed_by, origin.proposal.decided_by] if origin else []
        told.append(
            {
                **span.row.as_dict(),
                "until": span.until.isoformat() if span.until else None,
                "now": span.is_now,
                "proposal": str(origin.proposal_id) if origin else None,
                "proposed_and_approved_by": [person.name for person in people if person],
            }
        )
    gone = [
        {
            "begins": str((entry.row or entry.proposed).begins),  # type: ignore[union-attr]
            "tier": (entry.row or entry.proposed).tier,  # type: ignore[union-attr]
            "value": str((entry.row or entry.proposed).value),  # type: ignore[union-attr]
            "proposal": str(entry.proposed.proposal_id) if entry.proposed else None,
        }
        for entry in queries.superseded(held.book, table, region)
    ]
    if not told and not gone:
        raise click.ClickException(f"{table} 里没有 {region}。Nothing is held for {region} in {table}.")
    if as_json:
        click.echo(
            json.dumps({"version": held.number, "rows": told, "no_longer_counts": gone}, ensure_ascii=False, indent=2)
        )
        return
    for row in told:
        names = "、".join(row["proposed_and_approved_by"])
        mark = "*" if row["now"] else " "
        click.echo(
            f"{mark} {row['since'] or '?':10} – {row['until'] or '':10}  tier {row['tier']}  {row['value']:>10} {row['unit']}"
            f"  {row['document'] or row['source']} ({row['confidence']})" + (f"  {names}" if names else "")
        )
    for row in gone:
        click.echo(f"- {row['begins']}  tier {row['tier']}  {row['value']}  no longer counts")


def _propose(lines: Any, phone: str, **source: Any) -> str:
    from unionhall.people import api as people

    from .actions import propose

    person = people.person_by_phone(phone) if phone else None
    if person is None:
        raise click.ClickException("是谁提出的？--by 写本人的手机号。Who proposes it? Give their telephone with --by.")
    return str(propose(lines, by=people.actor_of_person(person), **source).pk)


def _day(said: str) -> Any:
    from unionhall.lawbook import reading

    if not said:
        return None
    try:
        return reading.day(said)
    except reading.Unreadable as wrong:
        raise click.ClickException(f"--since: {wrong.words.zh} {wrong.words.en}") from None


def _report(book: Any, number: int, read: Any) -> dict[str, Any]:
    from .comparing import compare

    return {
        "version": number,
        "values": [
            {
                "row": one.line.number, "table": one.line.table, "region": one.line.region, "tier": one.line.tier,
                "value": str(one.line.value), "since": str(one.line.since), "standing": str(one.standing.value),
                "beside": str(one.against.value) if one.against else None, "warnings": [str(words) for words in one.warnings],
            }
            for one in compare(book, read.lines)
        ],
        "rejected": [{"row": row.number, "reason": str(row.reason)} for row in read.wrong],
        "columns_not_read": read.unread,
    }  # fmt: skip


def _print(report: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    if report["dry_run"]:
        click.echo("Dry run, nothing written.")
    for one in report["values"]:
        beside = f" ({one['beside']})" if one["beside"] else ""
        click.echo(
            f"{one['standing']:11} {one['table']} {one['region']} {one['tier']} {one['since']} {one['value']}{beside}"
        )
        for words in one["warnings"]:
            click.echo(f"            ! {words}")
    for row in report["rejected"]:
        click.echo(f"  row {row['row']}: {row['reason']}")
    if report.get("proposal"):
        click.echo(f"Proposed: {report['proposal']}. A second person approves it on the pages.")
