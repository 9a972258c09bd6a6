"""What is this file? Its content says so, and its name must not say something else."""

from __future__ import annotations

import re
import zipfile
from typing import IO

import puremagic
from django.core.files.base import File
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..verdict import Refused, no
from .archives import DAMAGED, check_zip

HEAD_BYTES = 4096


TYPES = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    "image/heic": ("heic", "heif"),
    "application/pdf": ("pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "text/plain": ("txt",),
    "audio/mpeg": ("mp3",),
    "audio/mp4": ("m4a",),
    "video/mp4": ("mp4",),
    "audio/wav": ("wav",),
}
"""What may come in, and the endings each is known by."""


BY_ENDING = {ending: content_type for content_type, endings in TYPES.items() for ending in endings}


ALIKE = ({"image/jpeg", "image/png", "image/webp", "image/heic"}, {"audio/mp4", "video/mp4"})
"""Types that telephones name as one another; a wrong ending among them is forgiven."""


WELCOME = _(
    "Welcome are pictures (JPG, PNG, WebP, HEIC), PDF, Word (docx), Excel (xlsx), text, recordings (MP3, M4A, WAV) and video (MP4)."
)


def accepted_type(upload: IO[bytes] | File[bytes], name: str) -> str:
    """The content type found in the bytes; refused when it is not welcome or not what the name says."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    claimed = BY_ENDING.get(ending)
    found = sniff(upload)
    if found is None or claimed is None:
        raise Refused(no(_("Files of this kind are not accepted."), WELCOME, "file_type"))
    if found != claimed and not any({found, claimed} <= family for family in ALIKE):
        reason = format_lazy(
            _("The name of this file ends in “.{ending}”, but its content is something else."), ending=ending
        )
        raise Refused(no(reason, _("Save it again in the right format, then send it."), "file_mismatch"))
    if zipfile_kind(found):
        check_zip(upload)
    return found


def zipfile_kind(content_type: str) -> bool:
    return "openxmlformats" in content_type


def sniff(upload: IO[bytes] | File[bytes]) -> str | None:
    """What the bytes are, of the types we know; None for anything else."""
    upload.seek(0)
    head = upload.read(HEAD_BYTES)
    upload.seek(0)
    if head.startswith(b"PK\x03\x04"):
        return _office_type(upload)
    if head[4:8] == b"ftyp":
        return _media_box(head[8:12])
    if head.startswith(b"RIFF"):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12])
    for found in _magic(head):
        if found in TYPES:
            return found
    return "text/plain" if _is_text(upload) else None


def _magic(head: bytes) -> list[str]:
    """Guesses by signature, best first, under the names we use."""
    known = {
        b"\xff\xd8\xff": "image/jpeg",
        b"\x89PNG\r\n\x1a\n": "image/png",
        b"%PDF-": "application/pdf",
        b"ID3": "audio/mpeg",
    }
    for signature, content_type in known.items():
        if head.startswith(signature):
            return [content_type]
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return ["audio/mpeg"]
    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return []
    return (
        [guess.mime_type for guess in guesses if guess.confidence >= 0.5 and guess.mime_type != "text/plain"]
        if guesses
        else []
    )


def _media_box(brand: bytes) -> str | None:
    if brand in (b"heic", b"heix", b"heif", b"mif1", b"hevc", b"heim", b"heis", b"msf1"):
        return "image/heic"
    if brand in (b"M4A ", b"M4B "):
        return "audio/mp4"
    return "video/mp4" if brand in MP4_BRANDS else None


MP4_BRANDS = frozenset(
    [
        b"isom",
        b"iso2",
        b"iso3",
        b"iso4",
        b"iso5",
        b"iso6",
        b"mp41",
        b"mp42",
        b"avc1",
        b"M4V ",
        b"MSNV",
        b"3gp4",
        b"3gp5",
        b"3gp6",
        b"dash",
    ]
)


def _office_type(upload: IO[bytes] | File[bytes]) -> str | None:
    try:
        with zipfile.ZipFile(upload) as archive:
            names = set(archive.namelist())
    except DAMAGED:
        return None
    finally:
        upload.seek(0)
    if "[Content_Types].xml" not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    if "word/document.xml" in names:
        return BY_ENDING["docx"]
    return BY_ENDING["xlsx"] if any(name.startswith("xl/workbook") for name in names) else None


def _is_text(upload: IO[bytes] | File[bytes]) -> bool:
    """Text people can read: UTF-8, UTF-16 with its mark, or GB 18030, without control characters."""
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    for encoding in ("utf-8-sig", "gb18030") if content[:2] not in (b"\xff\xfe", b"\xfe\xff") else ("utf-16",):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", text) and not MARKUP.match(text):
            return True
    return False


MARKUP = re.compile(r"\s*<(?:!doctype|html|svg|script|\?xml|\?php)|#!", re.IGNORECASE)
