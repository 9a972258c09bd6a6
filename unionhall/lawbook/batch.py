"""How are two thousand workers reckoned at once? One sheet in, the same sheet out with the answer or the reason there is none.

Columns are named by the fact (`hire`), by its question, or by both languages' words; a list (`wages`) has one column for
each entry (`wages1`, `工资1`) or one cell with spaces between. Columns nobody asked for stay as they are.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from .calculator import Calculator
from .facts import Fact, Many, Rows, is_empty
from .finding import Finding, plain
from .reading import BadFacts

MOST_ROWS = 100_000
REASON = "问题 problem"
NEEDS = "还差的数值 needs"
NUMBERED = re.compile(r"^(.*?)[_ ]?(\d{1,2})$")


class UnreadableTable(Exception):
    """The sheet cannot be taken as a whole."""


def reckon_table(calculator: Calculator, table: Path, out: Path, *, today: date | None = None) -> dict[str, Any]:
    """Reckon each row of an Excel or CSV sheet; returns counts. Raises UnreadableTable."""
    rows = _rows(table)
    header = [str(cell or "").strip() for cell in next(rows, [])]
    columns = columns_of(calculator, header)
    if missing := missing_columns(calculator, columns):
        raise UnreadableTable(
            f"表里缺这些列：{'、'.join(fact.ask.zh for fact in missing)}。"
            f"列名可以写 {', '.join(fact.name for fact in calculator.facts)}。"
        )
    answered, wrong, lines = 0, 0, []
    for number, row in enumerate(rows, 2):
        if all(is_empty(cell) for cell in row):
            continue
        if number > MOST_ROWS:
            raise UnreadableTable(f"最多 {MOST_ROWS} 行。At most {MOST_ROWS} rows.")
        found, reason = reckon_row(calculator, columns, row, today=today)
        answered += found is not None and found.result is not None
        wrong += found is None or found.result is None
        lines.append((row, found, reason))
    _write(out, calculator, header, lines)
    return {"fn": calculator.name, "rows": len(lines), "answered": answered, "wrong": wrong, "out": str(out)}


def reckon_row(
    calculator: Calculator, columns: Mapping[str, list[int]], row: Sequence[Any], *, today: date | None = None
) -> tuple[Finding | None, str]:
    """One row: its finding, or the reason there is none, in both languages."""
    return reckon(calculator, said_in(calculator, columns, row), today=today)


def said_in(calculator: Calculator, columns: Mapping[str, list[int]], row: Sequence[Any]) -> dict[str, Any]:
    """What a row says, by the names of the facts; empty cells say nothing."""
    said: dict[str, Any] = {}
    facts = {fact.name: fact for fact in calculator.facts}
    for name, places in columns.items():
        cells = [row[place] for place in places if place < len(row) and not is_empty(row[place])]
        if not cells:
            continue
        if not isinstance(facts[name].kind, (Many, Rows)) or (len(cells) == 1 and isinstance(cells[0], str)):
            said[name] = cells[0]
        elif isinstance(facts[name].kind, Rows):
            said[name] = [[cell] for cell in cells]
        else:
            said[name] = cells
    return said


def reckon(calculator: Calculator, said: Mapping[str, Any], *, today: date | None = None) -> tuple[Finding | None, str]:
    """The finding for these facts, or the reason there is none."""
    try:
        finding = calculator.find(said, today=today)
    except BadFacts as bad:
        asked = {fact.name: fact.ask.zh for fact in calculator.facts}
        return None, "；".join(f"{asked.get(name, name)} {words.zh}" for name, words in bad.errors.items())
    return finding, "；".join(need.why.zh for need in finding.needs)


def columns_of(calculator: Calculator, header: Sequence[str]) -> dict[str, list[int]]:
    """Which columns hold which fact, by their titles."""
    names = {called.lower(): fact.name for fact in calculator.facts for called in _called(fact)}
    columns: dict[str, list[int]] = {}
    for place, title in enumerate(header):
        name = names.get(title.lower())
        numbered = NUMBERED.match(title)
        if name is None and numbered:
            name = names.get(numbered.group(1).strip().lower())
        if name is not None:
            columns.setdefault(name, []).append(place)
    return columns


def missing_columns(calculator: Calculator, columns: Mapping[str, list[int]]) -> list[Fact]:
    """The facts that every row needs and no column holds."""
    return [fact for fact in calculator.facts if fact.required and fact.name not in columns and fact.when is None]


def _called(fact: Fact) -> tuple[str, ...]:
    return (fact.name, fact.ask.zh, fact.ask.en, fact.ask.zh.rstrip("？"), fact.ask.en.rstrip("?"))


def _rows(table: Path) -> Iterator[Sequence[Any]]:
    if table.suffix.lower() in {".csv", ".txt"}:
        raw = table.read_bytes()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("gb18030")
        yield from csv.reader(text.splitlines())
        return
    try:
        sheet = CalamineWorkbook.from_path(str(table)).get_sheet_by_index(0)
    except (CalamineError, OSError, ValueError) as wrong:
        raise UnreadableTable(
            "这个文件打不开，请另存为 xlsx 或 CSV。This file cannot be opened: save it as xlsx or CSV."
        ) from wrong
    yield from sheet.iter_rows()


def _write(
    out: Path,
    calculator: Calculator,
    header: Sequence[str],
    lines: Sequence[tuple[Sequence[Any], Finding | None, str]],
) -> None:
    keys = list(
        dict.fromkeys(
            key for _row, found, _why in lines if found and isinstance(found.result, Mapping) for key in found.result
        )
    )
    book = xlsxwriter.Workbook(
        str(out), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(calculator.title.zh[:31])
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    titles = [*header, *keys, "算式 steps", "依据 articles", "待核实 unverified", REASON]
    for place, title in enumerate(titles):
        sheet.write(0, place, title, head)
    for number, (row, found, reason) in enumerate(lines, 1):
        cells = list(row[: len(header)]) + [None] * (len(header) - len(row))
        result = found.result if found and isinstance(found.result, Mapping) else {}
        cells += [plain(result.get(key)) for key in keys]
        cells += [
            _steps(found),
            _articles(found),
            "；".join(words.zh for words in found.unverified) if found else "",
            reason,
        ]
        for place, cell in enumerate(cells):
            if isinstance(cell, (date, datetime)):
                sheet.write_datetime(number, place, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
            elif isinstance(cell, (list, dict)):
                sheet.write_string(number, place, str(cell))
            elif cell is not None and cell != "":
                sheet.write(number, place, cell)
    book.close()


def _steps(found: Finding | None) -> str:
    return "\n".join(step.formula for step in found.answer.steps if step.formula) if found else ""


def _articles(found: Finding | None) -> str:
    if found is None:
        return ""
    return "；".join(dict.fromkeys(article.words.zh for step in found.answer.steps for article in step.articles))
