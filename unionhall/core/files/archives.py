"""Does a document, which is an archive, swell beyond reason when it is opened?"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from typing import IO

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from ..verdict import Refused, no

UNPACKED_LIMIT = 200 * 1024 * 1024
RATIO_LIMIT = 200
MEMBER_LIMIT = 5_000


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
