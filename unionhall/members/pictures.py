"""The squares that phones read: of a union's link, and of a card."""

import base64
from io import BytesIO
from typing import Any

import qrcode
from qrcode.image.svg import SvgPathImage


def square(text: str) -> str:
    """A QR code as an address that holds the picture itself. Medium error correction: a scratched poster still reads."""
    code: Any = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    code.add_data(text)
    out = BytesIO()
    code.make_image(image_factory=SvgPathImage).save(out)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()
