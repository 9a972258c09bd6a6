"""Evidence for the demo's files: small real PDF and PNG files, written by hand, plainly marked as invented."""

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache

PAGE = (595, 842)


def pdf(title: str, lines: Sequence[str]) -> bytes:
    """One page with Chinese text in the reader's own Song typeface; nothing is embedded."""
    y = 770
    content = [f"BT /F1 18 Tf 60 {y} Td <{_hex(title)}> Tj ET"]
    for line in [*lines, "", "（演示资料，内容均为虚构）"]:
        y -= 26
        content.append(f"BT /F1 11 Tf 60 {y} Td <{_hex(line)}> Tj ET")
    stream = zlib.compress("\n".join(content).encode())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>" % PAGE,
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


@lru_cache
def png(seed: int, width: int = 300, height: int = 400) -> bytes:
    """A picture such as a telephone takes of a ruled page: an attendance sheet with its ticks."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            line = y % 32 < 2 or x % 60 < 2
            tick = (x // 60 * 7 + y // 32 * 13 + seed) % 5 and 12 < y % 32 < 20 and 24 < x % 60 < 36 and y > 64
            shade = 70 if tick else 150 if line else 236 - (x + y) * 24 // (width + height)
            rows += bytes((shade, shade, max(shade - 8, 0)))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(bytes(rows), 6))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
