"""How does a screenshot become a small file? The browser counts its colours, at most 256 stay, zlib packs them."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Colours are gathered in cells of 5 bits a channel; the most frequent cells give the palette, the others take the nearest.
PALETTE_SCRIPT = """
async source => {
  const image = new Image(); image.src = source; await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const brush = canvas.getContext("2d"); brush.drawImage(image, 0, 0);
  const data = brush.getImageData(0, 0, image.width, image.height).data;
  const cells = new Map(), size = data.length / 4;
  const cellAt = i => (data[i] >> 3 << 10) | (data[i + 1] >> 3 << 5) | (data[i + 2] >> 3);
  for (let i = 0; i < data.length; i += 4) {
    const key = cellAt(i), cell = cells.get(key) || {n: 0, colours: new Map()};
    const colour = data[i] << 16 | data[i + 1] << 8 | data[i + 2];
    cell.n++; cell.colours.set(colour, (cell.colours.get(colour) || 0) + 1); cells.set(key, cell);
  }
  const palette = [], index = new Map();
  const ranked = [...cells].sort((a, b) => b[1].n - a[1].n);
  for (const [key, cell] of ranked.slice(0, 256)) {
    const colour = [...cell.colours].sort((a, b) => b[1] - a[1])[0][0];
    index.set(key, palette.length); palette.push([colour >> 16, colour >> 8 & 255, colour & 255]);
  }
  for (const [key] of ranked.slice(256)) {
    const r = (key >> 10) * 8 + 4, g = (key >> 5 & 31) * 8 + 4, b = (key & 31) * 8 + 4;
    let best = 0, least = Infinity;
    palette.forEach(([pr, pg, pb], n) => {
      const far = (pr - r) ** 2 + (pg - g) ** 2 + (pb - b) ** 2;
      if (far < least) { least = far; best = n; }
    });
    index.set(key, best);
  }
  const pixels = new Uint8Array(size);
  for (let i = 0; i < size; i++) pixels[i] = index.get(cellAt(i * 4));
  let text = "";
  for (let i = 0; i < size; i += 32768) text += String.fromCharCode(...pixels.subarray(i, i + 32768));
  return {width: image.width, height: image.height, palette, pixels: btoa(text)};
}
"""


def small(png: bytes, darkroom: Page) -> bytes:
    """The same picture with a palette of at most 256 colours. `darkroom` is a blank page of any browser."""
    source = "data:image/png;base64," + base64.b64encode(png).decode()
    found: dict[str, Any] = darkroom.evaluate(PALETTE_SCRIPT, source)
    width, height = found["width"], found["height"]
    pixels = base64.b64decode(found["pixels"])
    rows = b"".join(b"\0" + pixels[line * width : (line + 1) * width] for line in range(height))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(value for colour in found["palette"] for value in colour)),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
