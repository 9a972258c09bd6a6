"""Rejected rows go back as they came: the same columns in the same order, and the reason behind them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from unionhall.core import export

from . import columns, queries
from .enums import Reason
from .models import RosterImport

REASON = "§reason"  # a key no column of a file has


def rejected_sheet(roster: RosterImport) -> bytes:
    """An xlsx for a spreadsheet, else CSV in UTF-8. Cells no program will run."""
    why = _("Why it came back")
    # A sheet that comes back for the second time has the column of reasons already; it holds the new ones.
    shape = [export.Column(head, head) for head in columns.own(roster.heads)]
    shape.append(export.Column(REASON, why, 40))
    if roster.file_kind == "csv":
        return export.write_csv(_lines(roster), shape)
    return export.write_xlsx(_lines(roster), shape, sheet=_("Rejected rows"))


def rejected_name(roster: RosterImport) -> str:
    stem = roster.file_name.rsplit(".", 1)[0][:120]
    return f"{stem}-{_('rejected')}.{'csv' if roster.file_kind == 'csv' else 'xlsx'}"


def content_type(roster: RosterImport) -> str:
    return export.CSV if roster.file_kind == "csv" else export.XLSX


def _lines(roster: RosterImport) -> Iterator[dict[str, Any]]:
    for row in queries.rejected_rows(roster).iterator(chunk_size=2000):
        cells = json.loads(row.cells or "[]")
        yield {**dict(zip(roster.heads, cells, strict=False)), REASON: str(Reason(row.code).label)}
