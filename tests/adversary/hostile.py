"""What do people with bad intentions, old machines and unusual names send?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

SCRIPT = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>{{ 7|add:35 }}{% load static %}${7*7}"
RARE = "𠮷㐂𬳽𫚉·买买提·阿卜杜拉"
"""Characters outside the basic plane (GB 18030-2022, level 3), and the dot of Uyghur names."""

WORDS = {
    "sql": "x'; DROP TABLE cases_case; -- \" OR 1=1 /*",
    "html and templates": SCRIPT,
    "control characters": "a\x00b\x01\x08\x0b\x1b[31m\x7f\x85\ufffe\uffff",
    "fifty thousand characters": "长" * 50_000,
    "rare characters": RARE,
    "emoji and direction marks": "👩\u200d🏭🇨🇳\u202egnp.exe\u202c\u200f\u2066x\u2069\ufeff",
    "a formula": '=HYPERLINK("http://x","y")+cmd|\'/C calc\'!A0',
    "one character": "一",
    "only spaces": " \t\u3000\u00a0\n ",
}
DAYS = ("0000-00-00", "2999-13-45", "2026-02-31", "9999-12-31", "0001-01-01", "-1-1-1", "１２-３-４")
NUMBERS = ("NaN", "1e999", "-1", "99999999999999999999999", "Infinity", "0x10", "1_000")
CHOICES = ("nonsense", "00000000-0000-4000-8000-000000000000", "x" * 300, "\x00")


def zip_bomb() -> bytes:
    """A .docx that would unpack to hundreds of megabytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _n in range(256):
                member.write(b"\0" * 1_048_576)
    return held.getvalue()


def _file(name: str, content: bytes, kind: str) -> Callable[[], SimpleUploadedFile]:
    def made() -> SimpleUploadedFile:
        upload = SimpleUploadedFile("x", content, content_type=kind)
        upload._name = name
        return upload

    return made


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
FILES: dict[str, Callable[[], SimpleUploadedFile]] = {
    "nothing in it": _file("工资条.jpg", b"", "image/jpeg"),
    "a program named .jpg": _file("photo.jpg", b"MZ\x90\0" + b"\0" * 400, "image/jpeg"),
    "a page named .png": _file("photo.png", b"<html><script>alert(1)</script></html>", "image/png"),
    "a picture that is also a page": _file("x.gif", b"GIF89a/*<script>alert(1)</script>*/=1;", "image/gif"),
    "a name that climbs": _file("../../../etc/cron.d/x.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 100, "image/jpeg"),
    "a name of 400 characters": _file("长" * 400 + ".pdf", b"%PDF-1.4\n", "application/pdf"),
    "a name with line breaks": _file("a\r\nSet-Cookie: x=1\r\n\x00.pdf", b"%PDF-1.4\n", "application/pdf"),
    "a broken spreadsheet": _file("名单.xlsx", b"PK\x03\x04broken", "application/vnd.ms-excel"),
    "a list in no known encoding": _file("名单.csv", bytes(range(128, 256)) * 20, "text/csv"),
}


def heavy() -> dict[str, SimpleUploadedFile]:
    """Files that cost a machine dearly; made anew, since they are read once."""
    return {
        "a bomb": SimpleUploadedFile("材料.docx", zip_bomb(), content_type="application/zip"),
        "21 megabytes": SimpleUploadedFile("大.pdf", b"%PDF-1.4\n" + b"0" * (21 * 1024 * 1024), "application/pdf"),
    }
