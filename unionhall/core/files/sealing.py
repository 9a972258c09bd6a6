"""Bytes that lie sealed in the storage: a file made for one person, which nobody reads off the disk."""

from __future__ import annotations

import base64
import contextlib

from django.core.files.base import ContentFile

from ..clock import now
from ..ids import new_id
from ..sealed import seal, unseal
from .keeping import _storage


def keep_sealed(content: bytes, folder: str) -> str:
    """Seal the bytes and keep them. Returns the name under which they lie."""
    name = f"{folder}/{now():%Y/%m}/{new_id().hex}"
    sealed = seal(base64.b85encode(content).decode(), f"files.{folder}")
    return str(_storage().save(name, ContentFile(sealed)))


def open_sealed(name: str, folder: str) -> bytes:
    """The bytes kept under this name. Raises FileNotFoundError when they are gone, SealError when somebody changed them."""
    with _storage().open(name, "rb") as opened:
        return base64.b85decode(unseal(opened.read(), f"files.{folder}"))


def discard_sealed(name: str) -> None:
    """Delete them; that they are gone already is no mistake."""
    with contextlib.suppress(FileNotFoundError):
        _storage().delete(name)
