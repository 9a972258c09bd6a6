"""The whole way of a file: read, mapped, cleaned, compared with what is there, brought in by parts, reported."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from django.utils.translation import gettext as _

from unionhall.core import export
from unionhall.core.actor import Actor
from unionhall.core.tables import Rejected, Row, read_table
from unionhall.core.verdict import Refused

from ..actions.letters import Places, bring_letters, known_keys, places, remember_source
from ..models import LetterSource
from .columns import settle
from .reading import Letter, letter

PART = 500
ROW, REASON = "§row", "§reason"  # keys no column of a file has


@dataclass
class Report:
    """What became of the rows of a file."""

    file: str
    source: str
    dry_run: bool
    mapping: dict[str, str]
    read: int = 0
    left_out: int = 0
    imported: int = 0
    repeats: int = 0
    already_there: int = 0
    rejected: int = 0
    rejected_file: str = ""
    by_kind: dict[str, int] = field(default_factory=dict)
    by_body: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def source_name(path: Path, columns: list[str], given: str) -> str:
    """The name under which a mapping is remembered: the one given, else a mark of the columns themselves."""
    return given or "columns-" + hashlib.sha256("\0".join(columns).encode()).hexdigest()[:12]


def run(
    path: Path,
    *,
    by: Actor,
    said: Mapping[str, str],
    where: Mapping[str, str],
    source: str = "",
    to_chair: bool = False,
    dry_run: bool = False,
    rejected_path: Path | None = None,
    progress: Callable[[int], None] = lambda _rows: None,
) -> Report:
    """Bring in the file. Done again, it brings in only what is new; killed halfway, the parts finished stay and the rest follows.

    `said`: field → column by hand. `where`: column → value; other rows are left out. `to_chair`: all were written to the chair.
    """
    started = perf_counter()
    unreadable: list[Rejected] = []
    table = read_table(path, rejects=unreadable)
    name = source_name(path, table.columns, source)
    remembered = LetterSource.objects.filter(name=name).values_list("columns", flat=True).first() or {}
    mapping = settle(table.columns, remembered=remembered, said=said)
    _check_where(where, table.columns)
    report = Report(str(path), name, dry_run, mapping)
    bodies: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    rejected: list[tuple[Row | Rejected, str]] = []
    seen: set[str] = set()
    known = places()
    part: list[Letter] = []

    def bring(letters: list[Letter]) -> None:
        fresh = _fresh(letters, report)
        for case_body, kind in _brought(fresh, by=by, known=known, to_chair=to_chair, dry_run=dry_run):
            bodies[case_body] += 1
            kinds[kind] += 1
        report.imported += len(fresh)

    if not dry_run:
        remember_source(name, by=by, columns=mapping)
    for row in table:
        report.read += 1
        progress(report.read)
        if any(row.get(column, "").strip() != value for column, value in where.items()):
            report.left_out += 1
            continue
        try:
            found = letter(row.number, row, mapping)
        except Refused as refusal:
            rejected.append((row, str(refusal.verdict.reason)))
            continue
        if found.key in seen:
            report.repeats += 1
            continue
        seen.add(found.key)
        part.append(found)
        if len(part) == PART:
            bring(part)
            part = []
    bring(part)
    rejected += [(bad, str(bad.reason)) for bad in unreadable]
    report.read += len(unreadable)
    report.rejected = len(rejected)
    report.by_kind, report.by_body = dict(kinds.most_common()), dict(bodies.most_common())
    if rejected:
        report.rejected_file = str(_write_rejected(rejected_path or _beside(path), table.columns, rejected))
    report.seconds = round(perf_counter() - started, 2)
    return report


def _check_where(where: Mapping[str, str], columns: list[str]) -> None:
    for column in where:
        if column not in columns:
            settle(columns, remembered={}, said={"label": column})


def _fresh(letters: list[Letter], report: Report) -> list[Letter]:
    there = known_keys(letters)
    report.already_there += len(there)
    return [found for found in letters if found.key not in there]


def _brought(
    letters: list[Letter], *, by: Actor, known: Places, to_chair: bool, dry_run: bool
) -> list[tuple[str, str]]:
    """Where each letter went and as what; a dry run asks the same questions and writes nothing."""
    if dry_run:
        return [(known.way_of(found).route.body.name, found.kind) for found in letters]
    cases = bring_letters(letters, by=by, known=known, to_chair=to_chair) if letters else []
    return [(case.body.name, case.kind) for case in cases]


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}-rejected.csv")


def _write_rejected(path: Path, columns: list[str], rows: list[tuple[Row | Rejected, str]]) -> Path:
    """The rejected rows with the reason in front, to be mended and brought in again by themselves."""
    heads = [
        export.Column(ROW, _("row")),
        export.Column(REASON, _("reason")),
        *(export.Column(c, c) for c in columns),
    ]
    out = []
    for row, reason in rows:
        cells = dict(zip(columns, row.cells, strict=False)) if isinstance(row, Rejected) else row
        out.append({ROW: row.number, REASON: reason, **{column: cells.get(column, "") for column in columns}})
    out.sort(key=lambda line: int(str(line[ROW])))
    path.write_bytes(export.write_csv(out, heads))
    return path
