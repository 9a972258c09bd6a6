"""Where do icons come from? Lucide's SVG files, read once each and put into the page, so no request and no font."""

from functools import lru_cache
from pathlib import Path
from re import findall

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=512)
def drawing(name: str) -> SafeString:
    """The shapes inside one icon. An unknown name raises LookupError in tests and draws nothing elsewhere."""
    folder = Path(settings.PACKAGES) / "lucide-static" / "icons"
    path = folder / f"{name}.svg"
    if path.is_file():
        return _shapes(path.read_text(encoding="utf-8"))
    if settings.TESTING and folder.is_dir():
        raise LookupError(f"the icon set has no {name!r}")
    return SafeString("")


def _shapes(svg: str) -> SafeString:
    """Only drawing elements: colour and stroke come from the style sheet."""
    shapes = findall(r"<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*/>", svg)
    return mark_safe("".join(" ".join(shape.split()) for shape in shapes))  # noqa: S308 - a pinned package's own files
