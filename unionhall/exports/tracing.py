"""Whose copy is this? A file, or text copied from one, is read for marks; each export says how much of it is its own.

Every mark found counts as so many bits of evidence. An export is named with certainty when it has twenty-four bits more than
chance would give the luckiest of all exports.
"""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine

from unionhall.core.tables import TableError, _decoded

from .marks import CODE, STARS, Marks, bare, numbers_in
from .models import Export
from .queries import decoys_of, exports_to_trace, marks_of

CERTAIN = 24.0
LIKELY = 12.0
CODE_BITS = 24.0
DECOY_BITS, DECOY_LEAST = 15.0, 5.0
"""Two files of a thousand rows share an invented number now and then; masked telephones are shared by many real people."""
SHARE = 0.2
"""An export is named beside a stronger one only when it explains this part as much: a file made of two."""
SAME, OTHER = math.log2(0.96 / (1 / 3)), math.log2(0.02 / (1 / 3))
"""What a text with as many spaces as it would have here says for an export, and one with another number against it."""
STAR, OTHER_STAR = math.log2(0.96 / (1 / 2)), math.log2(0.04 / (1 / 2))
MOST_MASKED = 600
"""So many masked cells say enough; more would only take time."""
LEAST_LENGTH = 4
"""A shorter value of an invented row stands in too many files to say anything."""


@dataclass(frozen=True)
class Copy:
    """What a file says: its cells row by row as they are, spaces behind them included, and all its text."""

    rows: list[list[str]]
    text: str

    @property
    def cells(self) -> frozenset[str]:
        return frozenset(cell for row in self.rows for cell in row)


@dataclass
class Evidence:
    """How much of a copy an export recognises as its own."""

    export: Export
    codes: int = 0
    decoys: int = 0
    spaces: int = 0
    spaces_of: int = 0
    stars: int = 0
    stars_of: int = 0
    bits: float = 0.0

    def as_dict(self, many: int) -> dict[str, Any]:
        export = self.export
        return {
            "number": export.number, "id": str(export.pk), "exporter": export.made_by.name, "post": export.post,
            "person_id": str(export.made_by_id), "body": export.body.name, "asked_at": export.asked_at.isoformat(),
            "made_at": export.ready_at.isoformat() if export.ready_at else None, "purpose": export.purpose,
            "rows": export.rows, "certain": self.is_certain(many), "bits": round(self.bits, 1),
            "row_codes": self.codes, "invented_rows": self.decoys, "spaces": [self.spaces, self.spaces_of],
            "stars": [self.stars, self.stars_of],
        }  # fmt: skip

    def is_certain(self, many: int) -> bool:
        return self.bits - math.log2(max(1, many)) >= CERTAIN


def trace(content: bytes) -> tuple[list[Evidence], int]:
    """The exports this copy may come from, the likeliest first, and how many were compared. Raises TableError."""
    copy = read_copy(content)
    codes: dict[int, set[tuple[str, str, str]]] = {}
    for code in CODE.findall(unicodedata.normalize("NFKC", copy.text)):
        codes.setdefault(numbers_in(code)[0], set()).add(code)
    spaced, masks = _spaced(copy.cells), _masks(copy)
    found, many = [], 0
    for export in exports_to_trace().iterator(chunk_size=500):
        many += 1
        evidence = Evidence(export)
        marks = marks_of(export)
        _weigh_codes(evidence, marks, codes.get(export.number, set()))
        _weigh_decoys(evidence, copy)
        _weigh_spaces(evidence, marks, spaced)
        _weigh_masks(evidence, marks, masks)
        if evidence.bits - math.log2(max(1, many)) >= LIKELY:
            found.append(evidence)
    found.sort(key=lambda one: (-one.bits, one.export.number))
    return [one for one in found if one.bits >= SHARE * found[0].bits], many


def read_copy(content: bytes) -> Copy:
    """The cells of a spreadsheet, a text file, or text copied from either."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        try:
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
            rows = [
                [cell if isinstance(cell, str) else "" for cell in row]
                for name in book.sheet_names
                for row in book.get_sheet_by_name(name).to_python(skip_empty_area=True)
            ]
        except python_calamine.CalamineError as error:
            raise TableError(str(error), code="table_damaged") from error
        return Copy(rows, "\n".join(cell for row in rows for cell in row))
    text = _decoded(content)[0]
    return Copy([re.split(r'"?[\t,;|，；]"?', line.strip('\r"')) for line in text.split("\n")], text)


def read_path(path: Path) -> tuple[list[Evidence], int]:
    return trace(path.read_bytes())


def _spaced(cells: Iterable[str]) -> dict[str, int]:
    """Texts with one to three spaces behind them; those that stand there with several numbers say nothing."""
    found: dict[str, set[int]] = {}
    for cell in cells:
        behind = _behind(cell)
        if 1 <= behind <= 3 and (text := bare(cell)) and "*" not in text:
            found.setdefault(text, set()).add(behind)
    return {text: min(numbers) for text, numbers in found.items() if len(numbers) == 1}


def _behind(cell: str) -> int:
    return len(cell) - len(cell.rstrip(" \u00a0\u3000"))


@dataclass(frozen=True)
class Masks:
    """The masked cells of a copy, each with its stars, the spaces behind it, and what may name its row."""

    cells: list[tuple[str, str, int]]
    anchors: list[list[str]]
    """Ways to name the rows: by nothing, or by a column whose texts are nearly all different."""
    star: bool
    """Both kinds of stars are there: nobody has made them alike."""


def _masks(copy: Copy) -> Masks:
    found = [(row, cell) for row in copy.rows for cell in row if "*" in unicodedata.normalize("NFKC", cell)][
        :MOST_MASKED
    ]
    cells = [(bare(cell), "".join(sign for sign in cell if sign in STARS), _behind(cell)) for _row, cell in found]
    anchors = [[""] * len(found)]
    for column in range(max((len(row) for row, _cell in found), default=0)):
        texts = [bare(row[column]) if column < len(row) else "" for row, _cell in found]
        rows = {id(row): text for (row, _cell), text in zip(found, texts, strict=True) if text and "*" not in text}
        if len(rows) > 1 and len(set(rows.values())) >= 0.9 * len(rows):
            anchors.append(texts)
    return Masks(cells, anchors, star=len({sign for _text, stars, _behind in cells for sign in stars}) == 2)


def _weigh_masks(evidence: Evidence, marks: Marks, masks: Masks) -> None:
    """Stars and spaces of masked cells. Numbers speak for themselves; names by the way of naming rows that explains them best."""
    numbers = [marks.stands_alone(text) for text, _drawn, _behind in masks.cells]
    alone = _agree(marks, masks, masks.anchors[0], numbers)
    named = max(
        (_agree(marks, masks, anchors, [not one for one in numbers]) for anchors in masks.anchors),
        key=lambda one: one.bits,
    )
    evidence.bits += alone.bits + max(0.0, named.bits - math.log2(len(masks.anchors)))
    evidence.spaces += alone.spaces + named.spaces
    evidence.spaces_of += alone.spaces_of + named.spaces_of
    evidence.stars, evidence.stars_of = alone.stars + named.stars, alone.stars_of + named.stars_of


@dataclass(frozen=True)
class Agreement:
    """How many marks of masked cells stand as an export would have drawn them."""

    spaces: int
    spaces_of: int
    stars: int
    stars_of: int

    @property
    def bits(self) -> float:
        spaces = self.spaces * SAME + (self.spaces_of - self.spaces) * OTHER
        return max(0.0, spaces) + max(0.0, self.stars * STAR + (self.stars_of - self.stars) * OTHER_STAR)


def _agree(marks: Marks, masks: Masks, anchors: list[str], which: list[bool]) -> Agreement:
    spaces = spaces_of = stars = stars_of = 0
    chosen = {(*cell, anchor) for cell, anchor, wanted in zip(masks.cells, anchors, which, strict=True) if wanted}
    for text, drawn, behind, anchor in chosen:
        if 1 <= behind <= 3:
            spaces_of += 1
            spaces += marks.spaces(text, anchor) == behind
        if masks.star:
            own = marks.stars(text, anchor)
            stars_of += len(own)
            stars += sum(one == other for one, other in zip(own, drawn, strict=False))
    return Agreement(spaces, spaces_of, stars, stars_of)


def _weigh_codes(evidence: Evidence, marks: Marks, codes: set[tuple[str, str, str]]) -> None:
    for code in codes:
        if marks.code(numbers_in(code)[1]) == "-".join(code):
            evidence.codes += 1
            evidence.bits += CODE_BITS


def _weigh_decoys(evidence: Evidence, copy: Copy) -> None:
    """An invented value that stands in the copy. Values of one invented row count together."""
    total = 0
    for decoy in decoys_of(evidence.export):
        told = [value for value in map(bare, decoy.values()) if len(value) >= LEAST_LENGTH and "*" not in value]
        hits = sum(value in copy.text for value in told)
        evidence.decoys += hits > 0
        total += hits
    if total:
        evidence.bits += total * max(DECOY_LEAST, DECOY_BITS - math.log2(total))


def _weigh_spaces(evidence: Evidence, marks: Marks, spaced: dict[str, int]) -> None:
    if not spaced:
        return
    right = sum(marks.spaces(text) == behind for text, behind in spaced.items())
    evidence.spaces, evidence.spaces_of = right, len(spaced)
    evidence.bits += max(0.0, right * SAME + (len(spaced) - right) * OTHER)
