"""Whatever is handed to an import: it is read as it was meant, or refused with a sentence, and then nothing was written.

Three imports take spreadsheets: old letters, the bodies of a federation, service promises. A list of workers for a group is
the fourth, and comes through a page.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from unionhall.cases import actions
from unionhall.cases.letters import importing
from unionhall.cases.models import Complainant, ServicePromise
from unionhall.cases.tests.browser import browser
from unionhall.cases.tests.world import World, build
from unionhall.core.actor import system
from unionhall.core.verdict import Refused
from unionhall.organisations.models import Organisation
from unionhall.organisations.register import bring_bodies

pytestmark = pytest.mark.django_db
BY = system("test")
RARE = "㐂𠮷𬎆"

LETTERS = [
    ["留言主题", "留言时间", "留言用户", "留言详情"],
    [f"拖欠{RARE}", "2024-03-02", f"{RARE}·买买提", "港湾街道工资没发"],
]
BODIES = [["代码", "名称", "层级", "类型", "案号字头"], ["Z", f"{RARE}市总工会", "市", "总工会", "瑞新"]]
PROMISES = [["环节", "天数", "单位", "开始", "依据"], ["已收到", "5", "工作日", "2026-01-01", f"承诺{RARE}"]]


@pytest.fixture(autouse=True)
def world() -> World:
    return build()


def letters(path: Path) -> importing.Report:
    return importing.run(path, by=BY, said={}, where={})


IMPORTS: dict[str, tuple[Callable[[Path], Any], list[list[str]], Callable[[], list[str]]]] = {
    "letters": (letters, LETTERS, lambda: list(Complainant.objects.order_by("pk").values_list("name", flat=True))),
    "bodies": (
        lambda path: bring_bodies(path, by=BY), BODIES,
        lambda: list(Organisation.objects.filter(code="Z").order_by("pk").values_list("name", flat=True)),
    ),
    "promises": (
        lambda path: actions.bring_promises(path, by=BY), PROMISES,
        lambda: [source for source in ServicePromise.objects.order_by("pk").values_list("source", flat=True) if RARE in source],
    ),
}  # fmt: skip


def text_of(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def workbook(rows: list[list[str]], *, sheets: int = 1) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    for n in range(sheets - 1):
        book.create_sheet(f"附表{n}")
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, *, without: str = "", as_text: str = "") -> bytes:
    """A workbook from which a part was taken, or in which one is nonsense."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if without and without in name:
                continue
            new.writestr(name, b"<worksheet><broken" if as_text and as_text in name else old.read(name))
    return out.getvalue()


def packed(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


READ: dict[str, Callable[[list[list[str]]], tuple[str, bytes]]] = {
    "UTF-8": lambda rows: ("a.csv", text_of(rows).encode()),
    "UTF-8 with its mark": lambda rows: ("a.csv", text_of(rows).encode("utf-8-sig")),
    "UTF-16 with its mark": lambda rows: ("a.csv", text_of(rows).encode("utf-16")),
    "UTF-16 without": lambda rows: ("a.csv", text_of(rows).encode("utf-16-le")),
    "GB 18030": lambda rows: ("a.csv", text_of(rows).encode("gb18030")),
    "semicolons": lambda rows: ("a.csv", text_of(rows).replace(",", ";").encode()),
    "tabs, named .txt": lambda rows: ("a.txt", text_of(rows).replace(",", "\t").encode("gb18030")),
    "a workbook": lambda rows: ("a.xlsx", workbook(rows)),
    "a workbook named .csv": lambda rows: ("a.csv", workbook(rows)),
    "a text named .xlsx": lambda rows: ("a.xlsx", text_of(rows).encode()),
    "other sheets behind it": lambda rows: ("a.xlsx", workbook(rows, sheets=3)),
    "empty lines around it": lambda rows: ("a.csv", ("\r\n\r\n" + text_of(rows) + "\r\n,,,\r\n").encode()),
}
REFUSED: dict[str, Callable[[list[list[str]]], tuple[str, bytes]]] = {
    "cut in the middle of a character": lambda rows: ("a.csv", text_of(rows).encode("gb18030") + "工".encode("gb18030")[:1]),
    "two encodings in one file": lambda rows: (
        "a.csv", text_of(rows).encode() + b"\r\n" + "第二份,2024-01-01,张三,内容".encode("gbk"),
    ),
    "zeros in the text": lambda rows: ("a.csv", text_of(rows).replace(RARE, "\0").encode()),
    "nothing but zeros": lambda _rows: ("a.csv", b"\0" * 4096),
    "nothing": lambda _rows: ("a.csv", b""),
    "an archive named .xlsx": lambda rows: ("a.xlsx", packed("a.csv", text_of(rows).encode())),
    "an archive in an archive": lambda rows: ("a.xlsx", packed("xl/workbook.xml", workbook(rows))),
    "a workbook without its sheet": lambda rows: ("a.xlsx", repacked(workbook(rows), without="sheet1.xml")),
    "a workbook without its words": lambda rows: ("a.xlsx", repacked(workbook(rows), as_text="sheet1.xml")),
    "half a workbook": lambda rows: ("a.xlsx", workbook(rows)[:1500]),
    "a document": lambda _rows: ("a.xlsx", packed("word/document.xml", b"<w:document/>")),
    "a picture": lambda _rows: ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
    "a page": lambda _rows: ("a.csv", b"<html><body><table><tr><td>1</td></tr></table></body></html>"),
    "wrong columns": lambda _rows: ("a.csv", "甲,乙,丙\r\n1,2,3\r\n".encode()),
    "a column twice": lambda rows: ("a.csv", text_of([[*rows[0], rows[0][0]], [*rows[1], "x"]]).encode()),
    "column names alone in a foreign alphabet": lambda _rows: ("a.csv", "имя,дата\r\nа,б\r\n".encode("cp1251")),
}  # fmt: skip


@pytest.mark.parametrize("kind", IMPORTS)
def test_a_table_is_read_however_it_was_saved(kind: str, tmp_path: Path) -> None:
    bring, rows, found = IMPORTS[kind]
    wrong = []
    for how, made in READ.items():
        with transaction.atomic():
            try:
                bring(_file(tmp_path, made(rows)))
            except Refused as refusal:
                wrong.append(f"{how}: {refusal}")
            else:
                if [RARE in words for words in found()] != [True]:
                    wrong.append(f"{how}: {found()}")
            transaction.set_rollback(True)
    assert wrong == []


@pytest.mark.parametrize("kind", IMPORTS)
def test_what_is_no_such_table_is_refused_and_nothing_was_written(kind: str, tmp_path: Path) -> None:
    """The file is refused with a sentence; or each of its rows is, with its reason."""
    bring, rows, found = IMPORTS[kind]
    wrong = []
    for how, made in REFUSED.items():
        with transaction.atomic():
            try:
                said = bring(_file(tmp_path, made(rows)))
            except Refused as refusal:
                wrong += [f"{how}: {refusal}"] if len(str(refusal)) < 10 else []
            else:
                rejected = said["rejected"] if isinstance(said, dict) else said.rejected
                wrong += [] if rejected else [f"{how}: taken without a word"]
            wrong += [f"{how}: wrote {found()}"] if found() else []
            transaction.set_rollback(True)
    assert wrong == []


def test_a_list_of_workers_is_read_or_refused_on_its_page(world: World) -> None:
    zhou = world.actor("zhou")
    group = actions.gather([actions.accept(world.bring(who), by=zhou) for who in ("lin", "ma")], by=zhou)
    rows = [["姓名", "手机", "金额"], [f"{RARE}·买买提", "13900000055", "800"]]
    client, url, wrong = browser(world, "zhou"), reverse("cases:group_workers", args=[group.pk]), []
    for how, made in (READ | REFUSED).items():
        name, content = made(rows)
        with transaction.atomic():
            answer = client.post(url, {"table": SimpleUploadedFile(name, content)})
            joined = sum(RARE in worker.name for worker in Complainant.objects.filter(case__group=group).order_by("pk"))
            transaction.set_rollback(True)
        if (answer.status_code, joined) != ((303, 1) if how in READ else (422, 0)):
            wrong.append(f"{how}: {answer.status_code}, {joined} in the group")
    assert wrong == []


def _file(folder: Path, made: tuple[str, bytes]) -> Path:
    path = folder / made[0]
    path.write_bytes(made[1])
    return path
