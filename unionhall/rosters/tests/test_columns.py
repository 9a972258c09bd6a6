"""Columns are guessed, whatever their order, names and encoding."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from unionhall.core.verdict import Refused
from unionhall.rosters import columns, preparing

from .lists import csv_of, name, number, phone, row


def guessed(content: bytes) -> dict[str, str]:
    table, sample = preparing.sample_of(content)
    return columns.settle(table.columns, sample, remembered={}, said={})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_columns_are_found_by_their_headings_in_any_encoding(encoding: str) -> None:
    content = csv_of([row(1), row(2)]).decode().encode(encoding)
    assert guessed(content) == {"name": "姓名", "identity": "身份证号", "phone": "手机号码", "since": "入会日期"}


def test_columns_without_telling_headings_are_found_by_what_they_hold() -> None:
    rows = [[phone(n), "汉族", number(n), name(n)] for n in range(1, 9)]
    assert guessed(csv_of(rows, ("甲", "乙", "丙", "丁"))) == {"name": "丁", "identity": "丙", "phone": "甲"}


def test_content_speaks_against_a_heading() -> None:
    rows = [[name(n), phone(n), number(n)] for n in range(1, 9)]
    found = guessed(csv_of(rows, ("姓名", "身份证号", "手机")))
    assert found == {"name": "姓名", "identity": "手机", "phone": "身份证号"}


def test_a_title_above_the_columns_is_passed_over() -> None:
    book: Any = openpyxl.Workbook()
    page = book.active
    for cells in (["宏达制造工会会员花名册"], [], ["姓名", "身份证号", "手机"], [name(1), number(1), phone(1)]):
        page.append(cells)
    out = io.BytesIO()
    book.save(out)
    table, sample = preparing.sample_of(out.getvalue())
    assert table.columns == ["姓名", "身份证号", "手机"]
    assert sample[0].number == 4


def test_what_was_remembered_stands_over_the_guess_and_what_is_said_over_both() -> None:
    table, sample = preparing.sample_of(csv_of([row(1)], ("序号", "姓名", "身份证号", "手机号码", "备用")))
    assert columns.settle(table.columns, sample, remembered={"name": "备用"}, said={})["name"] == "备用"
    assert columns.settle(table.columns, sample, remembered={"name": "备用"}, said={"name": "姓名"})["name"] == "姓名"


def test_a_list_without_names_is_refused() -> None:
    with pytest.raises(Refused):
        guessed(csv_of([["1"]], ("编码",)))
