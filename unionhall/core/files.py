"""May this file come in, and how does it go out again?

What a file is, is decided by its content; its name is kept as people know it. The place where a photo was taken is taken out
(`photographs.py`); the digest of what came in is kept beside that of what is stored, so that the sender's own copy can still
be proved to be the same picture. Call `store` before the action opens its
transaction: writing bytes takes time, and nobody should wait for a row meanwhile. Files are not shown inside the site:
they leave as attachments that a browser will not guess about.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from typing import IO, Any

import puremagic
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, default_storage, storages
from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from . import photographs
from .actor import Actor
from .clock import now
from .ids import new_id
from .models import StoredFile
from .verdict import YES, Refused, Verdict, no

MAX_BYTES = 20 * 1024 * 1024
MAX_COUNT = 20
NAME_LENGTH = 120
HEAD_BYTES = 4096
UNPACKED_LIMIT = 200 * 1024 * 1024
RATIO_LIMIT = 200
MEMBER_LIMIT = 5_000

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


def store(upload: File[bytes], *, by: Actor, kind: str = "evidence") -> StoredFile:
    """Check an upload and keep it. Raises `Refused` with a reason the sender can act on."""
    name = clean_name(upload.name or "")
    may_store_size(upload.size or 0).or_refuse()
    content_type = accepted_type(upload, name)
    file_id, instant = new_id(), now()
    received, _size = _digest(upload)
    kept = _without_place(upload, content_type)
    digest, size = _digest(kept)
    storage_name = _storage().save(f"{_folder(kind)}/{instant:%Y/%m}/{file_id.hex}", File(kept.file or kept))
    try:
        return StoredFile.objects.create(
            id=file_id,
            name=name,
            size=size,
            content_type=content_type,
            sha256=digest,
            received_sha256=received,
            storage_name=storage_name,
            kind=kind,
            uploaded_by=by.person_id,
            at=instant,
        )
    except BaseException:
        _storage().delete(storage_name)
        raise


def _without_place(upload: File[bytes], content_type: str) -> File[bytes]:
    """A photo without the place where it was taken, else the upload itself. Time, orientation and picture stay."""
    if content_type not in photographs.CARRIERS:
        return upload
    upload.seek(0)
    return as_upload(photographs.without_place(upload.read(), content_type), upload.name or "")


def may_add(count: int, adding: int = 1) -> Verdict:
    """Whether a record that has `count` files may take more."""
    most = int(getattr(settings, "FILE_MAX_COUNT", MAX_COUNT))
    if count + adding <= most:
        return YES
    reason = ngettext_lazy(
        "There can be no more than {n} file here.", "There can be no more than {n} files here.", most
    )
    return no(format_lazy(reason, n=most), _("Remove one first, or put several pages into one PDF."), "too_many_files")


def may_store_size(size: int) -> Verdict:
    """Whether a file of this size may come in."""
    most = int(getattr(settings, "FILE_MAX_BYTES", MAX_BYTES))
    if size <= 0:
        return no(_("This file is empty."), _("Choose it again, or take the picture again."), "file_empty")
    if size > most:
        reason = format_lazy(_("This file is larger than {size}."), size=filesizeformat(most))
        return no(reason, _("Send a smaller picture, or cut the recording into parts."), "file_too_large")
    return YES


def as_response(stored: StoredFile) -> FileResponse:
    """The file as a download under its own name. The caller has checked that the person may have it."""
    try:
        content = _storage().open(stored.storage_name, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.content_type)
    response["Content-Length"] = str(stored.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def open_stored(stored: StoredFile) -> File[Any]:
    """The bytes, for reading on the server."""
    return _storage().open(stored.storage_name, "rb")


def is_whole(stored: StoredFile) -> bool:
    """Whether the bytes in the storage are still those that came in."""
    with open_stored(stored) as content:
        return _digest(content) == (stored.sha256, stored.size)


def discard(stored: StoredFile) -> None:
    """Delete a file nobody holds on to: the row, then the bytes."""
    name = stored.storage_name
    stored.delete()
    _storage().delete(name)


# --- Names ------------------------------------------------------------------------------------------------------------


def clean_name(name: str) -> str:
    """The name as people know it, without folders, control characters and marks that turn the reading direction."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Co"))
    name = re.sub(r'[<>:"|?*]', "_", re.sub(r"\s+", " ", name)).strip().rstrip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return name[:NAME_LENGTH] or str(_("file"))
    return f"{stem[: NAME_LENGTH - len(ending) - 1] or _('file')}.{ending[:10]}"


def _folder(kind: str) -> str:
    return re.sub(r"[^a-z0-9_-]", "", kind.lower()) or "other"


def _storage() -> Storage:
    return storages["files"] if "files" in settings.STORAGES else default_storage


# --- Types ------------------------------------------------------------------------------------------------------------


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


WELCOME = _(
    "Welcome are pictures (JPG, PNG, WebP, HEIC), PDF, Word (docx), Excel (xlsx), text, recordings (MP3, M4A, WAV) and video (MP4)."
)


DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    OverflowError,
    RuntimeError,
)
"""All that a damaged, locked or forged archive makes the standard library raise."""


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


def check_zip(upload: IO[bytes] | File[bytes]) -> None:
    """Refuse an archive that would swell beyond reason when opened; the sizes it declares are not believed."""
    try:
        with zipfile.ZipFile(upload) as archive:
            members = archive.infolist()
            if len(members) > MEMBER_LIMIT or _swells(archive, members):
                raise Refused(
                    no(
                        _("This document would unpack to far too much data."),
                        _("Save it again without embedded files."),
                        "file_swells",
                    )
                )
    except DAMAGED as error:
        raise Refused(
            no(
                _("This document is damaged or protected by a password."),
                _("Open it, save a copy without a password, and send that."),
                "file_damaged",
            )
        ) from error
    finally:
        upload.seek(0)


def _swells(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> bool:
    packed = sum(member.compress_size for member in members)
    allowed = min(UNPACKED_LIMIT, max(packed * RATIO_LIMIT, 10 * 1024 * 1024))
    if sum(member.file_size for member in members) > allowed:
        return True
    unpacked = 0
    for member in members:
        with archive.open(member) as content:
            while chunk := content.read(256 * 1024):
                unpacked += len(chunk)
                if unpacked > allowed:
                    return True
    return False


def _digest(content: IO[bytes] | File[Any]) -> tuple[str, int]:
    """SHA-256 and true length; what a client says about its own size is not believed."""
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while chunk := content.read(1024 * 1024):
        digest.update(chunk)
        size += len(chunk)
    content.seek(0)
    may_store_size(size).or_refuse()
    return digest.hexdigest(), size


def as_upload(content: bytes, name: str) -> File[bytes]:
    """Bytes made by ourselves (an agreement, a letter), in the shape `store` takes."""
    return File(io.BytesIO(content), name=name)
