"""The square that phones read, for the poster at a door."""

import base64
from io import BytesIO
from typing import Any

import qrcode
from qrcode.image.svg import SvgPathImage


def square(text: str) -> str:
    """A QR code as an address that holds the picture itself. High error correction: a poster outdoors is scratched and wet."""
    code: Any = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=2)
    code.add_data(text)
    out = BytesIO()
    code.make_image(image_factory=SvgPathImage).save(out)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()
