"""Files come in as what they are, under the name people know, and go out without doing harm."""

import io
import struct
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from unionhall.core import files
from unionhall.core.actor import ANONYMOUS, Actor
from unionhall.core.export import write_xlsx
from unionhall.core.files import as_response, as_upload, clean_name, keeping, store
from unionhall.core.ids import new_id
from unionhall.core.models import StoredFile
from unionhall.core.verdict import Refused

WANG = Actor(person_id=new_id(), name="王明")


def office(main, **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(main, "<x/>")
        for name, content in more.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def media(brand):
    return struct.pack(">I", 24) + b"ftyp" + brand + bytes(512)


CONTENT = {
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(100),
    "png": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "webp": b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(50),
    "heic": media(b"heic"),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(50),
    "docx": office("word/document.xml"),
    "xlsx": write_xlsx([{"a": "1"}], ["a"]),
    "txt": "三个月没发工资了。\n".encode(),
    "mp3": b"ID3\x03\x00" + bytes(100),
    "m4a": media(b"M4A "),
    "mp4": media(b"isom"),
    "wav": b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(50),
}


def upload(ending, content=None, name="证据"):
    return SimpleUploadedFile(
        f"{name}.{ending}", CONTENT[ending] if content is None else content, "application/octet-stream"
    )


def refused(name, content):
    with pytest.raises(Refused) as raised:
        store(SimpleUploadedFile(name, content), by=WANG)
    assert not StoredFile.objects.exists()
    assert str(raised.value)
    return raised.value.verdict.code


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ending", CONTENT)
def test_welcome_files_come_in_and_go_out_unchanged(ending):
    stored = store(upload(ending), by=WANG)
    assert files.BY_ENDING[ending] == stored.content_type
    assert (stored.name, stored.size, stored.uploaded_by) == (f"证据.{ending}", len(CONTENT[ending]), WANG.person_id)
    assert files.is_whole(stored)
    response = as_response(stored)
    assert b"".join(response.streaming_content) == CONTENT[ending]
    response.close()


def test_text_of_older_computers_is_text():
    assert store(upload("txt", "三个月没发工资了。".encode("gb18030")), by=WANG).content_type == "text/plain"
    assert store(upload("txt", "三个月没发工资了。".encode("utf-16")), by=WANG).content_type == "text/plain"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ" + bytes(100)),
        ("a.html", b"<html><script>alert(1)</script>"),
        ("a.svg", b"<svg onload='x'/>"),
        ("a.zip", office("readme.txt")),
        ("a.docm", office("word/document.xml")),
        ("a.txt", b"<!doctype html><script>"),
        ("a.txt", b"#!/bin/sh\nrm -rf /"),
        ("a.txt", b"\x00\x01\x02\x03"),
        ("a", b"plain text"),
        ("a.gif", b"GIF89a" + bytes(20)),
        (
            "a.docx",
            office("word/document.xml", word__vbaProject__bin="x").replace(b"vbaProject/bin", b"vbaProject.bin"),
        ),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("a.mp4", struct.pack(">I", 24) + b"ftypevil" + bytes(100)),
    ],
)
def test_unwelcome_kinds_are_refused(name, content):
    assert refused(name, content) in ("file_type", "file_mismatch")


@pytest.mark.parametrize(
    ("ending", "really"),
    [
        ("pdf", "png"),
        ("jpg", "pdf"),
        ("docx", "xlsx"),
        ("xlsx", "docx"),
        ("txt", "pdf"),
        ("mp3", "mp4"),
        ("png", "txt"),
    ],
)
def test_a_name_that_lies_about_the_content_is_refused(ending, really):
    assert refused(f"a.{ending}", CONTENT[really]) == "file_mismatch"


@pytest.mark.parametrize(("ending", "really"), [("png", "jpg"), ("jpg", "heic"), ("mp4", "m4a"), ("jpeg", "jpg")])
def test_a_picture_named_as_another_kind_of_picture_is_taken_for_what_it_is(ending, really):
    stored = store(SimpleUploadedFile(f"a.{ending}", CONTENT[really]), by=WANG)
    assert stored.content_type == files.BY_ENDING[really]


def test_empty_and_large_files_are_refused(settings):
    assert refused("a.txt", b"") == "file_empty"
    settings.FILE_MAX_BYTES = 100
    assert refused("a.txt", b"x" * 101) == "file_too_large"
    assert store(upload("txt", b"x" * 100), by=WANG).size == 100


def test_a_client_that_lies_about_the_size_is_not_believed(settings):
    settings.FILE_MAX_BYTES = 100
    liar = upload("txt", b"x" * 101)
    liar.size = 5
    with pytest.raises(Refused):
        store(liar, by=WANG)


def test_a_record_takes_so_many_files(settings):
    settings.FILE_MAX_COUNT = 3
    assert files.may_add(2)
    assert files.may_add(0, 3)
    assert files.may_add(3).code == "too_many_files"
    assert files.may_add(2, 2).code == "too_many_files"


def test_a_document_that_swells_is_refused():
    assert refused("a.docx", office("word/document.xml", word__media__x=b"\0" * 80_000_000)) == "file_swells"
    members = {f"word__m{n}": "x" for n in range(5_100)}
    assert refused("a.docx", office("word/document.xml", **members)) == "file_swells"


def test_a_document_that_lies_about_its_unpacked_size_is_found_out():
    honest = office("word/document.xml", word__media__x=b"\0" * 80_000_000)
    size = struct.pack("<I", 80_000_000)
    assert honest.count(size) >= 1
    assert refused("a.docx", honest.replace(size, struct.pack("<I", 100))) in ("file_swells", "file_damaged")


def test_a_damaged_document_is_refused():
    assert refused("a.docx", CONTENT["docx"][:-30]) in ("file_type", "file_damaged")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("工资条 2026年5月.jpg", "工资条 2026年5月.jpg"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\fakepath\\合同.docx", "合同.docx"),
        ("a\r\nSet-Cookie: x\x00.pdf", "aSet-Cookie_ x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("阿卜杜拉·买买提的证明.pdf", "阿卜杜拉·买买提的证明.pdf"),
        ("𠮷野.png", "𠮷野.png"),
        ("..", "文件"),
        ("", "文件"),
        (".jpg", "文件.jpg"),
        ("长" * 300 + ".jpg", "长" * 116 + ".jpg"),
    ],
)
def test_names_are_kept_without_what_could_do_harm(given, kept):
    from django.utils.translation import override

    with override("en"):
        assert clean_name(given) == kept.replace("文件", "file")


@given(st.text(max_size=300))
def test_no_name_holds_a_folder_a_control_character_or_too_much(name):
    cleaned = clean_name(name)
    assert cleaned
    assert len(cleaned) <= files.NAME_LENGTH
    assert not set(cleaned) & set('/\\\0\r\n<>:"|?*')
    assert clean_name(cleaned) == cleaned


def test_a_file_leaves_as_an_attachment_nobody_guesses_about_or_keeps():
    response = as_response(store(upload("jpg", name="工资条"), by=ANONYMOUS))
    response.close()
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E5%B7%A5%E8%B5%84%E6%9D%A1.jpg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Length"] == str(len(CONTENT["jpg"]))


def test_the_storage_name_tells_nothing_and_stays_inside():
    stored = store(upload("jpg", name="王明的身份证"), by=WANG, kind="../../evil")
    assert "王明" not in stored.storage_name
    assert stored.storage_name.startswith("evil/")
    assert str(stored) == "image/jpeg, 111 bytes"


def test_a_file_lost_from_the_storage_is_not_found():
    stored = store(upload("jpg"), by=WANG)
    keeping._storage().delete(stored.storage_name)
    with pytest.raises(Http404):
        as_response(stored)


def test_a_changed_file_is_noticed():
    stored = store(upload("jpg"), by=WANG)
    with keeping._storage().open(stored.storage_name, "r+b") as content:
        content.seek(20)
        content.write(b"x")
    assert not files.is_whole(stored)


def test_bytes_without_a_row_are_not_kept(monkeypatch):
    def fail(**columns):
        raise RuntimeError

    monkeypatch.setattr(StoredFile.objects, "create", fail)
    with pytest.raises(RuntimeError):
        store(upload("jpg"), by=WANG)
    storage = keeping._storage()
    month = "/".join(["evidence", storage.listdir("evidence")[0][0]])
    assert storage.listdir(f"{month}/{storage.listdir(month)[0][0]}")[1] == []


def test_a_discarded_file_is_gone():
    stored = store(upload("jpg"), by=WANG)
    files.discard(stored)
    assert not StoredFile.objects.exists()
    assert not keeping._storage().exists(stored.storage_name)


def test_a_document_we_made_is_stored_like_any_other():
    stored = store(as_upload(CONTENT["docx"], "调解协议书.docx"), by=WANG, kind="agreement")
    assert stored.kind == "agreement"
    assert stored.storage_name.startswith("agreement/")
