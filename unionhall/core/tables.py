"""What does this spreadsheet say? Rows from xlsx, xls or csv files as people send them, each with its number.

Encodings are found out (UTF-8, UTF-8 with mark, UTF-16, GB 18030), delimiters too. Everything has a limit, and every
complaint names the row.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any

import python_calamine
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from . import files
from .verdict import Refused, no

LINE_OF_TEXT = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True)
class Limits:
    """How much a table may hold."""

    size: int = 50 * 1024 * 1024
    rows: int = 200_000
    columns: int = 200
    cell: int = 100_000


class TableError(Refused):
    """The file cannot be read as a table; the reason names the row where it can."""

    def __init__(self, reason: Any, next_step: Any = "", *, row: int | None = None, code: str = "table") -> None:
        super().__init__(no(reason, next_step, code))
        self.row = row


class Row(dict[str, str]):
    """One row by column name; `number` is the row's number as the spreadsheet shows it."""

    def __init__(self, number: int, cells: dict[str, str]) -> None:
        super().__init__(cells)
        self.number = number


@dataclass(frozen=True)
class Rejected:
    """A row that could not be read, and why."""

    number: int
    reason: Any
    cells: tuple[str, ...]


class Table(Iterator[Row]):
    """The rows in order, read as one goes; `columns` is known from the start."""

    def __init__(
        self,
        rows: Iterator[tuple[int, list[str]]],
        limits: Limits,
        rejects: list[Rejected] | None,
        heads: Callable[[list[str]], bool] | None = None,
        **about: str,
    ) -> None:
        self._heads = heads
        self._rows, self._limits, self._rejects, self._seen = rows, limits, rejects, 0
        self.kind = about.get("kind", "")
        self.encoding = about.get("encoding", "")
        self.delimiter = about.get("delimiter", "")
        self.columns = self._read_heads()

    def __iter__(self) -> Table:
        return self

    def __next__(self) -> Row:
        while True:
            number, cells = next(self._rows)
            if not any(cells):
                continue
            self._seen += 1
            if self._seen > self._limits.rows:
                reason = format_lazy(_("The table has more than {n} rows."), n=self._limits.rows)
                raise TableError(reason, _("Split it and send the parts one by one."), row=number, code="table_rows")
            problem = self._problem(cells)
            if problem is None:
                return Row(
                    number, dict(zip(self.columns, cells + [""] * (len(self.columns) - len(cells)), strict=False))
                )
            if self._rejects is None:
                raise TableError(format_lazy(_("Row {row}: {problem}"), row=number, problem=problem), row=number)
            self._rejects.append(Rejected(number, problem, tuple(cells)))

    def _problem(self, cells: list[str]) -> Any:
        if any(cells[len(self.columns) :]):
            return _("it has more cells than there are column names.")
        if max(map(len, cells)) <= self._limits.cell and "\0" not in "".join(cells):
            return None
        for name, cell in zip(self.columns, cells, strict=False):
            if len(cell) > self._limits.cell:
                return format_lazy(
                    _("the text in “{column}” is longer than {n} characters."), column=name, n=self._limits.cell
                )
            if "\0" in cell:
                return format_lazy(_("the text in “{column}” is damaged."), column=name)
        return None

    def _row_of_heads(self) -> list[str] | None:
        """The first row that says anything; where the caller knows heads when it sees them, a title above them is passed over."""
        first: list[tuple[int, list[str]]] = []
        while len(first) < 10 and (row := next(self._rows, None)) is not None:
            if any(row[1]):
                first.append(row)
            if self._heads is None and first:
                break
        place = next((n for n, (_number, cells) in enumerate(first) if self._heads and self._heads(cells)), 0)
        self._rows = itertools.chain(first[place + 1 :], self._rows)
        return list(first[place][1]) if first else None

    def _read_heads(self) -> list[str]:
        heads = self._row_of_heads()
        if heads is None:
            raise TableError(
                _("The table is empty."), _("Its first row holds the names of the columns."), code="table_empty"
            )
        while heads and not heads[-1]:
            heads.pop()
        if len(heads) > self._limits.columns:
            reason = format_lazy(_("The table has more than {n} columns."), n=self._limits.columns)
            raise TableError(reason, row=1, code="table_columns")
        names = [
            re.sub(r"\s+", " ", head) or str(format_lazy(_("column {n}"), n=n)) for n, head in enumerate(heads, start=1)
        ]
        double = next((name for n, name in enumerate(names) if name in names[:n]), None)
        if double is not None:
            raise TableError(
                format_lazy(_("Two columns are named “{name}”."), name=double),
                _("Give each column its own name."),
                row=1,
                code="table_columns",
            )
        if any("\0" in name or len(name) > 200 for name in names):
            raise TableError(
                _("The first row does not hold column names."),
                _("Its first row holds the names of the columns."),
                row=1,
                code="table_columns",
            )
        return names


def read_table(
    source: str | Path | IO[bytes],
    *,
    limits: Limits | None = None,
    rejects: list[Rejected] | None = None,
    sheet: str = "",
    heads: Callable[[list[str]], bool] | None = None,
) -> Table:
    """Read a table from a path or an open file. A bad row raises `TableError`, or is put on `rejects` when that is given.

    `heads` knows a row of column names when it sees one; titles above it (up to nine rows) are then passed over.
    """
    limits = limits or Limits()
    content = _content(source, limits)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return Table(
            _sheet_rows(content, sheet), limits, rejects, heads, kind="xlsx" if content[:2] == b"PK" else "xls"
        )
    text, encoding = _decoded(content)
    delimiter = _delimiter(text)
    return Table(_csv_rows(text, delimiter), limits, rejects, heads, kind="csv", encoding=encoding, delimiter=delimiter)


def _content(source: str | Path | IO[bytes], limits: Limits) -> bytes:
    if isinstance(source, (str, Path)):
        try:
            with Path(source).open("rb") as opened:
                content = opened.read(limits.size + 1)
        except OSError as error:
            raise TableError(
                format_lazy(_("The file cannot be opened: {why}"), why=error.strerror or type(error).__name__),
                code="table_missing",
            ) from error
    else:
        source.seek(0)
        content = source.read(limits.size + 1)
    if len(content) > limits.size:
        raise TableError(
            format_lazy(_("The file is larger than {n} MB."), n=limits.size // (1024 * 1024)),
            _("Split it and send the parts one by one."),
            code="table_size",
        )
    if not content.strip():
        raise TableError(
            _("The table is empty."), _("Its first row holds the names of the columns."), code="table_empty"
        )
    return content


# --- Spreadsheets -----------------------------------------------------------------------------------------------------


def _sheet_rows(content: bytes, sheet: str) -> Iterator[tuple[int, list[str]]]:
    if content[:2] == b"PK":
        files.check_zip(io.BytesIO(content))
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        if sheet and sheet not in book.sheet_names:
            raise TableError(format_lazy(_("There is no sheet “{name}” in this file."), name=sheet), code="table_sheet")
        if not book.sheet_names:
            raise TableError(_("The table is empty."), code="table_empty")
        page = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
        first = (page.start or (0, 0))[0]
        rows = page.to_python(skip_empty_area=True)
    except Refused:
        raise
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError)):
            raise
        raise TableError(
            _("This spreadsheet is damaged or protected by a password."),
            _("Open it, save a copy as xlsx, and send that."),
            code="table_damaged",
        ) from error
    return ((number, [_cell(value) for value in row]) for number, row in enumerate(rows, start=first + 1))


def _cell(value: Any) -> str:
    """A cell as text: whole numbers without “.0”, days and instants in ISO order."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value).strip()


# --- Text files -------------------------------------------------------------------------------------------------------


def _decoded(content: bytes) -> tuple[str, str]:
    """The text and the encoding it was in; refused with the line where it stops making sense."""
    if content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content[:200]:
        encodings = ["utf-16-be" if content[0:200:2].count(0) > content[1:200:2].count(0) else "utf-16-le"]
    else:
        encodings = ["utf-8", "gb18030"]
    failed: UnicodeDecodeError | None = None
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError as error:
            failed = error if failed is None or error.start > failed.start else failed
    line = content.count(b"\n", 0, failed.start if failed else 0) + 1
    reason = format_lazy(
        _("Row {row}: the characters cannot be read; the file is neither UTF-8 nor GB 18030 (GBK)."), row=line
    )
    raise TableError(reason, _("Save it again as “CSV UTF-8”."), row=line, code="table_encoding")


def _lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends, one by one: a `StringIO` would hold all of it again, four bytes a character."""
    return (found[0] for found in LINE_OF_TEXT.finditer(text))


def _delimiter(text: str) -> str:
    """What separates the cells of the first line that says something, outside quotation marks."""
    line = next((line for line in _lines(text) if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", line)
    return max(",\t;|，", key=lambda mark: (bare.count(mark), mark == ","))


def _csv_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=False)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableError(
                format_lazy(_("Row {row}: {problem}"), row=number, problem=str(error)), row=number
            ) from error
        yield number, [cell.strip() for cell in cells]
