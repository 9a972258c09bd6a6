"""Taking a file in, and giving it out again as an attachment."""

from __future__ import annotations

import hashlib
import io
import re
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, default_storage, storages
from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .. import photographs
from ..actor import Actor
from ..clock import now
from ..ids import new_id
from ..models import StoredFile
from ..verdict import YES, Verdict, no
from .kinds import accepted_type
from .names import clean_name

MAX_BYTES = 20 * 1024 * 1024
MAX_COUNT = 20


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


def _folder(kind: str) -> str:
    return re.sub(r"[^a-z0-9_-]", "", kind.lower()) or "other"


def _storage() -> Storage:
    return storages["files"] if "files" in settings.STORAGES else default_storage


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


def empty(stored: StoredFile, *, called: str) -> None:
    """The bytes go and so does the name; the row stays for those that point at it. What asks for the file finds nothing."""
    name = stored.storage_name
    stored.name, stored.received_sha256, stored.size = called, "", 0
    stored.save(update_fields=["name", "received_sha256", "size"])
    _storage().delete(name)
