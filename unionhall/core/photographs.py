"""Where a picture was taken is nobody's business: the place is taken out of a photo, and nothing else is touched.

Telephones write the place into their pictures. A worker who photographs a pay slip at home would send their address along,
and with it whoever opens the file. Size, time of taking, orientation and every pixel stay as they were: the place is blanked
where it stands, so that the file keeps its length and its picture its bytes. JPEG, HEIC, PNG and WebP carry it in two forms:
EXIF, a small TIFF file inside, and XMP, a piece of XML. Neither needs the picture to be decoded.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

CARRIERS = frozenset(["image/jpeg", "image/png", "image/webp", "image/heic"])
GPS_DIRECTORY = 0x8825
MOST_ENTRIES = 512
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}

# EXIF begins with its own mark; where a format leaves the mark out, the first directory follows the head at once.
_TIFF = re.compile(rb"Exif\0\0(?=II\*\0|MM\0\*)|(?=II\*\0\x08\0\0\0)|(?=MM\0\*\0\0\0\x08)")
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_PLACES = (
    rb"(?:exif:GPS\w+|(?:photoshop|Iptc4xmpCore):(?:City|State|Country|CountryCode|Location)|Iptc4xmpExt:Location\w+)"
)
_ATTRIBUTE = re.compile(rb"\b" + _PLACES + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ELEMENT = re.compile(rb"<(" + _PLACES + rb")\b[^>]*(?<!/)>(.*?)</\1\s*>", re.DOTALL)
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_PNG_METADATA = (b"XML:com.adobe.xmp", b"Raw profile type exif", b"Raw profile type APP1", b"Raw profile type xmp")


def without_place(content: bytes, content_type: str) -> bytes:
    """The picture without the place where it was taken; the same bytes when it names none or is no picture we know."""
    if content_type not in CARRIERS:
        return content
    if content.startswith(_PNG):
        return _png(content)
    picture = bytearray(content)
    _blank(picture)
    return bytes(picture)


def _blank(picture: bytearray) -> None:
    """Blank every place in the bytes, without moving any of them."""
    for mark in list(_TIFF.finditer(picture)):
        _blank_exif(picture, mark.end())
    for packet in list(_XMP.finditer(picture)):
        for found in [*_ATTRIBUTE.finditer(picture, *packet.span())]:
            group = 1 if found[1] is not None else 2
            _erase(picture, *found.span(group), with_=b" ")
        for found in [*_ELEMENT.finditer(picture, *packet.span())]:
            _erase(picture, *found.span(2), with_=b" ")


def _blank_exif(picture: bytearray, start: int) -> None:
    """Take the GPS directory out of the TIFF that begins here; whatever does not read as one is left alone."""
    order = "<" if picture[start : start + 2] == b"II" else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", picture, start + 4)
        where = start + first
        entries = _entries(picture, where, order)
        for position, (tag, _kind, _count, offset) in enumerate(entries):
            if tag == GPS_DIRECTORY:
                _blank_directory(picture, start, start + offset, order)
                _drop_entry(picture, where, position, len(entries), order)
                return
    except (struct.error, ValueError):
        return


def _entries(picture: bytearray, where: int, order: str) -> list[tuple[int, int, int, int]]:
    """(tag, kind, count, value or offset) of a directory. Raises ValueError for what cannot be one."""
    (count,) = struct.unpack_from(f"{order}H", picture, where)
    if not 0 < count <= MOST_ENTRIES:
        raise ValueError("no directory")
    return [struct.unpack_from(f"{order}HHII", picture, where + 2 + 12 * n) for n in range(count)]


def _blank_directory(picture: bytearray, start: int, where: int, order: str) -> None:
    """Zero a directory and the values it points to."""
    entries = _entries(picture, where, order)
    for _tag, kind, count, offset in entries:
        size = SIZES.get(kind, 1) * count
        if 4 < size <= 65_536:
            _erase(picture, start + offset, start + offset + size, with_=b"\0")
    _erase(picture, where, where + 2 + 12 * len(entries), with_=b"\0")


def _drop_entry(picture: bytearray, where: int, position: int, count: int, order: str) -> None:
    """Close the gap of one entry in a directory: the later ones and the link to the next directory move up."""
    here, end = where + 2 + 12 * position, where + 2 + 12 * count + 4
    picture[here:end] = picture[here + 12 : end] + b"\0" * 12
    struct.pack_into(f"{order}H", picture, where, count - 1)


def _erase(picture: bytearray, begin: int, end: int, *, with_: bytes) -> None:
    end = min(end, len(picture))
    if 0 <= begin < end:
        picture[begin:end] = with_ * (end - begin)


# --- PNG ----------------------------------------------------------------------------------------------------------------


def _png(content: bytes) -> bytes:
    """PNG guards each piece by a checksum, and may pack texts: EXIF is blanked, packed or XMP metadata left out whole."""
    kept = [_PNG]
    changed = False
    for kind, data, raw in _pieces(content):
        if kind in _PNG_TEXTS and data.startswith(_PNG_METADATA):
            changed = True
            continue
        if kind == b"eXIf":
            exif = bytearray(data)
            _blank_exif(exif, 0)
            if exif != data:
                changed = True
                raw = struct.pack(">I", len(exif)) + kind + exif + struct.pack(">I", zlib.crc32(kind + exif))
        kept.append(raw)
    return b"".join(kept) if changed else content


def _pieces(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """(kind, data, the whole piece) of each piece; what is broken off at the end comes out as it is."""
    at = len(_PNG)
    while at + 12 <= len(content):
        (size,) = struct.unpack_from(">I", content, at)
        end = at + 12 + size
        if end > len(content):
            break
        yield content[at + 4 : at + 8], content[at + 8 : end - 4], content[at:end]
        at = end
    if at < len(content):
        yield b"", b"", content[at:]
