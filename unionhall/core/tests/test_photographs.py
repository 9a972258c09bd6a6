"""A photo is kept without the place where it was taken, and with everything else."""

import hashlib
import struct
import zlib

import pytest

from unionhall.core import files
from unionhall.core.actor import ANONYMOUS
from unionhall.core.photographs import without_place

LATITUDE = struct.pack(">6I", 39, 1, 54, 1, 2637, 100)
TAKEN = b"2026:05:01 08:30:00\0"
PIXELS = bytes(range(1, 256)) * 3
XMP = (
    b'<?xpacket begin="" id="W5M0"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description xmp:CreateDate="2026-05-01"'
    b" exif:GPSLatitude=\"39,54.4395N\" photoshop:City='Ruijiang'><exif:GPSLongitude>116,23.5E</exif:GPSLongitude>"
    b"</rdf:Description></x:xmpmeta><?xpacket end='w'?>"
)


def exif(order: str = ">") -> bytes:
    """Orientation, a directory with the place, the time of taking, and a second directory after the first."""
    at_gps, at_time = 8 + 2 + 3 * 12 + 4, 8 + 2 + 3 * 12 + 4 + 2 + 2 * 12 + 4 + len(LATITUDE)
    latitude = struct.pack(f"{order}6I", *struct.unpack(">6I", LATITUDE))
    first = struct.pack(f"{order}H", 3)
    first += struct.pack(f"{order}HHIHH", 0x0112, 3, 1, 6, 0)
    first += struct.pack(f"{order}HHII", 0x8825, 4, 1, at_gps)
    first += struct.pack(f"{order}HHII", 0x9003, 2, len(TAKEN), at_time)
    first += struct.pack(f"{order}I", 0)
    place = struct.pack(f"{order}H", 2)
    place += struct.pack(f"{order}HHI4s", 1, 2, 2, b"N\0\0\0")
    place += struct.pack(f"{order}HHII", 2, 5, 3, at_gps + 2 + 2 * 12 + 4)
    place += struct.pack(f"{order}I", 0)
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(f"{order}I", 8)
    return head + first + place + latitude + TAKEN


def jpeg(tiff: bytes, xmp: bytes = b"") -> bytes:
    def segment(data: bytes) -> bytes:
        return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data

    more = segment(b"http://ns.adobe.com/xap/1.0/\0" + xmp) if xmp else b""
    return b"\xff\xd8" + segment(b"Exif\0\0" + tiff) + more + b"\xff\xda" + PIXELS + b"\xff\xd9"


def png(*pieces: tuple[bytes, bytes]) -> bytes:
    def piece(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    body = b"".join(piece(kind, data) for kind, data in [*pieces, (b"IDAT", PIXELS), (b"IEND", b"")])
    return b"\x89PNG\r\n\x1a\n" + body


def webp(tiff: bytes) -> bytes:
    body = b"WEBPVP8 " + struct.pack("<I", len(PIXELS)) + PIXELS + b"EXIF" + struct.pack("<I", len(tiff)) + tiff
    return b"RIFF" + struct.pack("<I", len(body)) + body


def heic(tiff: bytes) -> bytes:
    return struct.pack(">I", 16) + b"ftypheic\0\0\0\0" + b"mdat" + struct.pack(">I", 6) + b"Exif\0\0" + tiff + PIXELS


PICTURES = {
    "jpg": ("image/jpeg", lambda tiff: jpeg(tiff)),
    "png": ("image/png", lambda tiff: png((b"eXIf", tiff))),
    "webp": ("image/webp", webp),
    "heic": ("image/heic", heic),
}


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("ending", PICTURES)
def test_the_place_goes_and_time_turning_and_picture_stay(ending: str, order: str) -> None:
    content_type, made = PICTURES[ending]
    before = made(exif(order))
    after = without_place(before, content_type)
    latitude = struct.pack(f"{order}6I", *struct.unpack(">6I", LATITUDE))
    assert latitude in before
    assert latitude not in after
    assert struct.pack(f"{order}HHI", 0x8825, 4, 1) not in after
    assert struct.pack(f"{order}HHIHH", 0x0112, 3, 1, 6, 0) in after
    assert TAKEN in after
    assert PIXELS in after
    assert len(after) == len(before)
    assert without_place(after, content_type) == after


def test_the_place_in_xmp_goes_and_the_day_stays() -> None:
    after = without_place(jpeg(exif(), XMP), "image/jpeg")
    assert all(words not in after for words in (b"39,54", b"116,23", b"Ruijiang"))
    assert b'xmp:CreateDate="2026-05-01"' in after


def test_packed_metadata_of_a_png_goes_and_its_checksums_hold() -> None:
    before = png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP), (b"tEXt", b"Title\0pay slip"), (b"eXIf", exif()))
    after = without_place(before, "image/png")
    assert b"adobe" not in after
    assert b"pay slip" in after
    at = 8
    while at < len(after):
        (size,) = struct.unpack_from(">I", after, at)
        piece = after[at + 4 : at + 8 + size]
        assert struct.unpack_from(">I", after, at + 8 + size)[0] == zlib.crc32(piece)
        at += size + 12


@pytest.mark.parametrize("ending", PICTURES)
def test_a_picture_without_a_place_is_kept_byte_for_byte(ending: str) -> None:
    content_type, made = PICTURES[ending]
    plain = made(without_place(exif(), "image/jpeg"))
    assert without_place(plain, content_type) == plain
    assert without_place(b"MM\0*\0\0\0\x08" + b"\xff" * 40, content_type) == b"MM\0*\0\0\0\x08" + b"\xff" * 40


@pytest.mark.parametrize("ending", PICTURES)
def test_a_broken_picture_is_kept_as_it_came(ending: str) -> None:
    content_type, made = PICTURES[ending]
    whole = made(exif())
    for cut in range(0, len(whole), 7):
        assert len(without_place(whole[:cut], content_type)) == cut


@pytest.mark.django_db
def test_what_is_stored_names_no_place_and_both_digests_are_kept() -> None:
    sent = jpeg(exif())
    stored = files.store(files.as_upload(sent, "工资条.jpg"), by=ANONYMOUS)
    with files.open_stored(stored) as content:
        kept = content.read()
    assert LATITUDE not in kept
    assert files.is_whole(stored)
    assert (stored.sha256, stored.received_sha256) == (
        hashlib.sha256(kept).hexdigest(),
        hashlib.sha256(sent).hexdigest(),
    )


@pytest.mark.django_db
def test_a_paper_that_is_no_photo_is_kept_as_it_came() -> None:
    stored = files.store(files.as_upload("MM 工资条".encode(), "工资条.txt"), by=ANONYMOUS)
    assert stored.sha256 == stored.received_sha256
