"""How does a table become a file that is known again? Lines above it, invented rows in it, marks in every row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.export import Column, neutralise, write_csv, write_xlsx
from unionhall.ui.words import datetime_words

from .marks import Marks
from .models import Export
from .queries import asked_of, marks_of, rows_of
from .sources import Source

CODE = "row_code"
CONTENT = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class Made:
    """The file, and the invented rows in it."""

    content: bytes
    decoys: str
    marked_rows: int
    rows: int


def make_file(export: Export, source: Source, actor: Actor) -> Made:
    """The file of an export as its maker may have it now: of the rows that were asked for, those they still see."""
    asked, marks = asked_of(export), marks_of(export)
    wanted = rows_of(export)
    table = source.table(actor, asked, frozenset(wanted), export.unmasked)
    rows = [row for _key, row in table.rows][: export.rows]
    decoys = _decoys(export, source, actor, marks, rows)
    columns = [*table.columns, Column(CODE, _("Row code"), 18)]
    lines = [*_with_marks(rows, decoys, marks, source, columns), *table.tail]
    said = visible_line(export, rows=len(rows), marked=len(decoys))
    if source.ending == "csv":
        content = write_csv([*lines, {columns[0].key: said}], columns)
    else:
        content = write_xlsx(lines, columns, sheet=source.title, above=[*table.above, said, ""])
    kept = [{key: str(value) for key, value in one.items()} for _after, one in decoys]
    return Made(content, json.dumps(kept, ensure_ascii=False), len(decoys), len(rows))


def visible_line(export: Export, *, rows: int, marked: int) -> str:
    """Who took this out, with which post, when and what for; and how many of its rows are nobody's."""
    who = f"{export.made_by.name}（{export.post}）" if export.post else export.made_by.name
    parts = [
        _("Export no. %(number)s") % {"number": export.number},
        who,
        datetime_words(clock.now()),
        _("for: %(purpose)s") % {"purpose": export.purpose or _("own work")},
        ngettext("%(n)d row", "%(n)d rows", rows) % {"n": rows},
    ]
    if marked:
        words = ngettext(
            "and %(n)d marked row that stands for nobody: leave it out when counting; sums are not touched",
            "and %(n)d marked rows that stand for nobody: leave them out when counting; sums are not touched",
            marked,
        )
        parts.append(words % {"n": marked})
    return " · ".join(parts)


Decoys = list[tuple[int, dict[str, Any]]]


def _decoys(export: Export, source: Source, actor: Actor, marks: Marks, rows: Sequence[Mapping[str, Any]]) -> Decoys:
    """(after which row, the invented row)."""
    if source.decoy is None:
        return []
    made: Decoys = []
    for which, after in enumerate(marks.decoys(len(rows))):
        own = dict(source.decoy(actor, marks.invented(which), export.unmasked))
        made.append((after, own))
    return made


def _with_marks(
    rows: Sequence[Mapping[str, Any]], decoys: Decoys, marks: Marks, source: Source, columns: Sequence[Column]
) -> list[dict[str, Any]]:
    invented: dict[int, list[dict[str, Any]]] = {}
    for after, own in decoys:
        neighbour = rows[after]
        borrowed = {key: neighbour.get(key) for key in source.borrowed if key not in own}
        invented.setdefault(after, []).append({**borrowed, **own})
    out: list[dict[str, Any]] = []
    for place, row in enumerate(rows):
        for one in (row, *invented.get(place, ())):
            out.append({**_marked(one, marks, source), CODE: marks.code(len(out) + 1)})
    return out


def _marked(row: Mapping[str, Any], marks: Marks, source: Source) -> dict[str, Any]:
    anchor = next((str(row[key]) for key in sorted(source.unmarked) if row.get(key)), "")
    return {key: _marked_cell(key, value, anchor, marks, source) for key, value in row.items()}


def _marked_cell(key: str, value: Any, anchor: str, marks: Marks, source: Source) -> Any:
    if not isinstance(value, str) or key in source.unmarked:
        return value
    text = neutralise(value)
    return marks.marked_mask(text, anchor) if key in source.masked and "*" in text else marks.marked(text)
