"""How do many small style sheets and scripts become one request? A static-files finder joins them when asked.

One file per component stays the rule for people; `ui/worker.css`, `ui/desk.css`, `ui/board.css` and `ui/ui.js` exist only
for browsers. Needs a line in STATICFILES_FINDERS and no build step: it works in `serve` and in `collectstatic` alike.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from re import DOTALL, sub
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCES = Path(__file__).parent / "static" / "ui"

GROUND = ["layers", "reset", "tokens", "base"]
EVERYWHERE = [
    "mark", "button", "tag", "clock", "card", "notice", "blank", "fact", "timeline", "file", "field", "stepper", "tile", "progress",
    "unmask", "answer", "toast", "disclosure", "layout", "topbar",
]  # fmt: skip
OFFICE = [
    "act",
    "reckoning",
    "suggested",
    "table",
    "filter",
    "list",
    "dossier",
    "limit",
    "pager",
    "tab",
    "menu",
    "paper",
]

BUNDLES: dict[str, list[str]] = {
    "ui/worker.css": [*GROUND, *EVERYWHERE, "matter", "limit", "worker", "print"],
    "ui/desk.css": [*GROUND, *EVERYWHERE, *OFFICE, "figure", "desk", "print"],
    "ui/board.css": [*GROUND, *EVERYWHERE, *OFFICE, "figure", "board", "print"],
    "ui/map.css": ["map"],
    "ui/ui.js": [
        "htmx",
        "toast",
        "submit-once",
        "draft",
        "counter",
        "choose",
        "copy",
        "print",
        "autosubmit",
        "files",
        "menu",
        "focus",
        "rows",
        "tables",
        "forget",
    ],
}


def joined(path: str) -> str:
    """The text of one bundle. Raises FileNotFoundError naming a missing part."""
    kind = path.rpartition(".")[2]
    parts = [(SOURCES / kind / f"{name}.{kind}").read_text(encoding="utf-8") for name in BUNDLES[path]]
    return "\n".join(_without_comments(part) if kind == "css" else part for part in parts)


class BundleFinder(BaseFinder):
    """Finds the joined files, freshly joined, under var/bundles."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        self.folder = Path(settings.VAR) / "bundles"
        self.storage = FileSystemStorage(location=str(self.folder))
        super().__init__(*args, **rest)

    def find(self, path: str, find_all: bool = False, **_rest: Any) -> Any:
        if path not in BUNDLES:
            return []
        found = self._write(path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in BUNDLES:
            self._write(path)
            yield path, self.storage

    def _write(self, path: str) -> str:
        target, text = self.folder / path, joined(path)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_name(f"{target.name}.{id(self)}")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(target)
        return str(target)


def _without_comments(css: str) -> str:
    return "\n".join(line.strip() for line in sub(r"/\*.*?\*/", "", css, flags=DOTALL).splitlines() if line.strip())
