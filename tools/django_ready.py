"""Sets Django up for a tool that reads the product but no database."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def ready() -> None:
    """Make `unionhall` importable with its apps loaded and its reactions connected."""
    os.environ.setdefault("UNIONHALL_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    import django

    django.setup()


def write_or_compare(files: dict[Path, str], check: bool) -> list[str]:
    """Write generated files, or (with *check*) say which are not current."""
    stale = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
    if not check:
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path])
    return [str(path.relative_to(ROOT)) for path in stale]
