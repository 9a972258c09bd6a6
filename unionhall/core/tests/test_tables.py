"""Spreadsheets come as they come; each is read, or refused with the row and the reason."""

import io
import random
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionhall.core.export import write_xlsx
from unionhall.core.tables import Limits, Rejected, TableError, read_table
from unionhall.core.verdict import Refused

TEXT = "标题,内容,日期\n欠薪,三个月没发工资,2026-05-01\n,,\n工伤,机器压伤了手，\n"


def table(content, **options):
    return read_table(io.BytesIO(content if isinstance(content, bytes) else content.encode()), **options)


def refused(content, **options):
    with pytest.raises(Refused) as raised:
        list(table(content, **options))
    return raised.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_is_read(encoding):
    read = table(TEXT.encode(encoding))
    assert read.columns == ["标题", "内容", "日期"]
    rows = list(read)
    assert [row["标题"] for row in rows] == ["欠薪", "工伤"]
    assert [row.number for row in rows] == [2, 4]
    assert rows[1]["日期"] == ""


def test_rare_characters_of_gb_18030_survive():
    rows = list(table("姓名\n𠮷𬱖·㐂\n".encode("gb18030")))
    assert rows[0]["姓名"] == "𠮷𬱖·㐂"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(mark):
    read = table(f'a{mark}"b,;|x"\n1{mark}2\n')
    assert read.delimiter == mark
    assert next(read) == {"a": "1", "b,;|x": "2"}


def test_quoted_cells_may_hold_lines_and_rows_keep_their_numbers():
    rows = list(table('a,b\n"one\ntwo",1\nthree,2\n'))
    assert rows[0]["a"] == "one\ntwo"
    assert [row.number for row in rows] == [2, 4]


def test_a_workbook_reads_like_a_text_file():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["标题", "金额", "日期", "号码", "空"])
    sheet.append(["欠薪", 1200.0, __import__("datetime").datetime(2026, 5, 1), "00123", None])
    sheet.append([])
    sheet.append(["工伤", 0.5, __import__("datetime").datetime(2026, 5, 1, 8, 30), True, "x"])
    out = io.BytesIO()
    book.save(out)
    read = table(out.getvalue())
    assert read.kind == "xlsx"
    rows = list(read)
    assert rows[0] == {"标题": "欠薪", "金额": "1200", "日期": "2026-05-01", "号码": "00123", "空": ""}
    assert rows[1] == {"标题": "工伤", "金额": "0.5", "日期": "2026-05-01 08:30:00", "号码": "1", "空": "x"}
    assert [row.number for row in rows] == [2, 4]


def test_a_table_that_does_not_begin_in_the_first_row_keeps_its_numbers():
    book = openpyxl.Workbook()
    book.active["B3"], book.active["C3"], book.active["B4"], book.active["C4"] = "a", "b", "1", "2"
    out = io.BytesIO()
    book.save(out)
    (row,) = table(out.getvalue())
    assert (row.number, dict(row)) == (4, {"a": "1", "b": "2"})


def test_a_named_sheet_is_read():
    book = openpyxl.Workbook()
    second = book.create_sheet("二月")
    second.append(["a"])
    second.append(["1"])
    out = io.BytesIO()
    book.save(out)
    assert list(table(out.getvalue(), sheet="二月")) == [{"a": "1"}]
    assert refused(out.getvalue(), sheet="三月").verdict.code == "table_sheet"
    assert refused(out.getvalue()).verdict.code == "table_empty"


def test_a_path_is_read_and_a_missing_one_explained(tmp_path):
    path = tmp_path / "信件.csv"
    path.write_text("a\n1\n")
    assert list(read_table(path)) == [{"a": "1"}]
    with pytest.raises(TableError, match=r".+"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(TableError, match=r".+"):
        read_table(tmp_path)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table_empty"),
        (b"  \n \n", "table_empty"),
        (b",,\n,,\n", "table_empty"),
        (b"a,a\n1,2\n", "table_columns"),
        (b"a\xff\xff\xffb\n", "table_encoding"),
        (b"PK\x03\x04 not a workbook", "file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not a workbook either", "table_damaged"),
    ],
)
def test_what_is_not_a_table_is_refused(content, code):
    assert refused(content).verdict.code == code


def test_a_damaged_line_is_named():
    error = refused("甲\n乙\n".encode() + b"\xff\xfe\xfd\n")
    assert (error.verdict.code, error.row) == ("table_encoding", 3)


def test_limits_are_kept_and_the_row_named():
    assert refused(b"a\n" + b"x\n" * 100, limits=Limits(size=50)).verdict.code == "table_size"
    error = refused(b"a\n" + b"x\n" * 11, limits=Limits(rows=10))
    assert (error.verdict.code, error.row) == ("table_rows", 12)
    assert refused(",".join(f"c{n}" for n in range(9)), limits=Limits(columns=8)).verdict.code == "table_columns"
    assert refused(b"a\nxxxxx\n", limits=Limits(cell=4)).row == 2
    assert refused(b"a\n1\n1,2\n").row == 3
    assert refused(b"a\nb\0\n").row == 2


def test_bad_rows_can_be_set_aside_with_their_reasons():
    rejects = []
    rows = list(table(b"a,b\n1,2\n1,2,3\n4,5\n", rejects=rejects))
    assert [row["a"] for row in rows] == ["1", "4"]
    assert [(reject.number, reject.cells) for reject in rejects] == [(3, ("1", "2", "3"))]
    assert isinstance(rejects[0], Rejected)


def test_a_swelling_workbook_is_not_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/workbook.xml", b"\0" * 60_000_000)
    assert refused(out.getvalue()).verdict.code == "file_swells"


def test_broken_workbooks_get_a_clear_answer():
    whole = write_xlsx([{"a": str(n), "b": n} for n in range(50)], ["a", "b"])
    dice = random.Random(20260601)
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(dice.randint(1, 30)):
            broken[dice.randrange(4, len(broken))] = dice.randrange(256)
        if dice.random() < 0.3:
            del broken[dice.randrange(4, len(broken)) :]
        try:
            list(table(bytes(broken)))
        except Refused as refusal:
            assert str(refusal)  # noqa: PT017 - either outcome is fine, an error is not


@given(st.binary(max_size=300))
def test_any_bytes_get_a_table_or_a_clear_answer(content):
    try:
        list(table(content))
    except Refused as refusal:
        assert str(refusal)  # noqa: PT017
