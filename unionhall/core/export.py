"""How does a table leave? As a spreadsheet whose cells no program will run."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FORMULA_STARTS = frozenset("=+-@\t\r\n|%＝＋－＠﹢﹣﹦﹫")
CELL_LIMIT = 32_767
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class Column:
    """One column: where its value is found in a row, what stands above it, how wide it is."""

    key: str
    title: StrOrPromise = ""
    width: int = 18


Columns = Sequence["Column | str | tuple[str, StrOrPromise]"]
Row = Mapping[str, Any] | Sequence[Any] | object


def neutralise(value: str) -> str:
    """Text no spreadsheet takes for a formula: what begins like one gets an apostrophe in front."""
    text = value.encode("utf-8", "replace").decode()
    start = re.sub(r"^[\s\u200b-\u200f\u2060\ufeff\x00-\x1f]+", "", text)[:1]
    return f"'{text}" if text[:1] in FORMULA_STARTS or start in FORMULA_STARTS else text


def write_xlsx(
    rows: Iterable[Row], columns: Columns, *, sheet: StrOrPromise = "", above: Sequence[StrOrPromise] = (),
    made_at: datetime | None = None,
) -> bytes:  # fmt: skip
    """A workbook with one sheet. Rows are written as they come; memory does not grow with their number.

    `above` are lines that stand over the table: what it shows, as of when. With `made_at` the same rows make the same bytes.
    """
    shape, out = [_column(column) for column in columns], io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        if made_at is not None:
            book.set_properties({"created": made_at})
        page = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", str(sheet))[:31].strip() or None)
        styles = _Styles(book)
        for number, line in enumerate(above):
            page.write_string(number, 0, _text(line))
        top = len(above)
        for index, column in enumerate(shape):
            page.set_column(index, index, column.width)
            page.write_string(top, index, _text(column.title or column.key), styles.head)
        page.freeze_panes(top + 1, 0)
        for number, row in enumerate(rows, start=top + 1):
            for index, value in enumerate(_values(row, shape)):
                _write_cell(page, number, index, value, styles)
    return out.getvalue()


def write_csv(rows: Iterable[Row], columns: Columns) -> bytes:
    """Comma-separated UTF-8 with the mark by which spreadsheets know it."""
    shape, out = [_column(column) for column in columns], io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_text(column.title or column.key) for column in shape])
    for row in rows:
        writer.writerow([_plain(value) for value in _values(row, shape)])
    return out.getvalue().encode("utf-8-sig")


class _Styles:
    """How heads, days and instants look."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})


def _column(column: Column | str | tuple[str, StrOrPromise]) -> Column:
    if isinstance(column, Column):
        return column
    return Column(column) if isinstance(column, str) else Column(column[0], column[1])


def _values(row: Row, shape: list[Column]) -> list[Any]:
    if isinstance(row, Mapping):
        return [row.get(column.key) for column in shape]
    if isinstance(row, (list, tuple)):
        return list(row)
    return [getattr(row, column.key) for column in shape]


def _write_cell(page: Any, number: int, index: int, value: Any, styles: _Styles) -> None:
    if isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        if local.year >= 1900:
            page.write_datetime(number, index, local, styles.instant)
            return
    elif isinstance(value, date) and value.year >= 1900:
        page.write_datetime(number, index, datetime.combine(value, time()), styles.day)
        return
    elif _is_plain_number(value):
        page.write_number(number, index, value)
        return
    if text := _plain(value):
        page.write_string(number, index, text)


def _is_plain_number(value: Any) -> bool:
    """Numbers a spreadsheet keeps whole: longer ones (cards, identity numbers) would lose digits."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return False
    return math.isfinite(value) and -(10**15) < value < 10**15


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if _is_plain_number(value):
        return str(value)
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{local:%Y-%m-%d %H:%M}"
    if isinstance(value, (date, time)):
        return value.isoformat()
    return "" if value is None else _text(value)


def _text(value: StrOrPromise | Any) -> str:
    text = neutralise(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", str(value)))
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"
