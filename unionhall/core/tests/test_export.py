"""What leaves as a table does nothing when it is opened."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionhall.core.export import FORMULA_STARTS, Column, neutralise, write_csv, write_xlsx
from unionhall.core.tables import read_table

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\u200b=1",
    "\ufeff=1",
    '=HYPERLINK("http://x")',
]
COLUMNS = [Column("name", "姓名", 10), ("amount", "金额"), "note"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_begins_like_a_formula_is_text(text):
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["王明", "a=b", "1-2", "", "'=1", "瑞工维〔2026〕0001号", "𠮷野", "·"])
def test_other_text_stays_as_it_is(text):
    assert neutralise(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_cell_of_a_csv_begins_like_a_formula(text):
    rows = list(csv.reader(io.StringIO(write_csv([{"name": text}], ["name"]).decode("utf-8-sig"), newline="")))
    cell = rows[1][0]
    assert cell[:1] not in FORMULA_STARTS
    assert cell.lstrip()[:1] not in FORMULA_STARTS


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), min_size=1, max_size=5))
def test_no_cell_of_a_workbook_is_a_formula(texts):
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([{"name": text} for text in texts], ["name"])))
    for (cell,) in book.active.iter_rows(min_row=1, max_col=1):
        assert cell.data_type in ("s", "n", "inlineStr")
        assert str(cell.value or "")[:1] not in FORMULA_STARTS


def test_a_workbook_keeps_numbers_days_and_rare_characters():
    rows = [
        {"name": "阿卜杜拉·买买提", "amount": Decimal("12.50"), "note": date(2026, 6, 1)},
        {"name": "𠮷", "amount": -3, "note": datetime(2026, 6, 1, 4, 30, tzinfo=UTC)},
        {"name": "张三", "amount": 110101199003078670, "note": None},
    ]
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(rows, COLUMNS, sheet="案件/2026")))
    sheet = book.active
    assert sheet.title == "案件 2026"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["姓名", "金额", "note"],
        ["阿卜杜拉·买买提", 12.5, datetime.fromisoformat("2026-06-01")],
        ["𠮷", -3, datetime.fromisoformat("2026-06-01 12:30")],
        ["张三", "110101199003078670", None],
    ]


def test_a_csv_opens_with_its_characters_and_quotes():
    content = write_csv([("王,明", -3, 'said "=x"\n=y'), ("-5", True, None)], COLUMNS)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[1] == ["王,明", "-3", 'said "=x"\n=y']
    assert rows[2][0] == "'-5"


def test_awkward_values_do_not_break_a_table():
    long, rows = "长" * 40_000, []
    for value in (long, "\x00\x01\x1b", "\ud800", float("nan"), float("inf"), date(1800, 1, 1), object):
        rows.append({"name": value})
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(rows, ["name"])))
    assert len(book.active["A2"].value) == 32_767
    assert write_csv(rows, ["name"])


def test_titles_are_neutralised_too():
    assert write_csv([], [("x", "=1+1")]).decode("utf-8-sig").strip() == '"\'=1+1"'


@given(st.lists(st.tuples(st.text("王明李敏abc·，", min_size=1), st.integers(-(10**9), 10**9)), min_size=1, max_size=6))
def test_what_is_written_reads_back(rows):
    for content in (write_xlsx(rows, ["name", "amount"]), write_csv(rows, ["name", "amount"])):
        read = [(row["name"], int(row["amount"])) for row in read_table(io.BytesIO(content))]
        assert read == [(name.strip(), amount) for name, amount in rows]
