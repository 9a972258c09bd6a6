"""The file of a list is kept sealed, block by block, until the list is written or dropped."""

from __future__ import annotations

import hashlib
import io
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage, storages

from unionhall.core.ids import new_id
from unionhall.core.sealed import sealer, unseal

CONTEXT = "rosters.file"
BLOCK = 1024 * 1024


def storage() -> Storage:
    from django.conf import settings

    return storages["files"] if "files" in settings.STORAGES else default_storage


def keep(content: bytes) -> str:
    """Put the file away, sealed. Returns where."""
    seal = sealer(CONTEXT)
    blocks = io.BytesIO()
    for at in range(0, len(content), BLOCK):
        sealed = seal(b64encode(content[at : at + BLOCK]).decode())
        blocks.write(struct.pack(">I", len(sealed)) + sealed)
    return storage().save(f"rosters/{new_id().hex}", ContentFile(blocks.getvalue()))


def kept(name: str) -> bytes:
    """The file as it came."""
    with storage().open(name, "rb") as opened:
        return b"".join(_blocks(opened))


def _blocks(opened: IO[bytes] | Any) -> Iterator[bytes]:
    while head := opened.read(4):
        yield b64decode(unseal(opened.read(struct.unpack(">I", head)[0]), CONTEXT))


def discard(name: str) -> None:
    if name:
        storage().delete(name)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
