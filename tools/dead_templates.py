#!/usr/bin/env python3
"""Which templates does nothing render, include or extend? `python tools/dead_templates.py`"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMED_BY_CONVENTION = re.compile(r"^(?:[45]\d\d\.html|django/forms/.*)$")
QUOTED = re.compile(r"""["']([\w./-]+\.(?:html|txt))(?:#[\w-]+)?["']""")
BUILT = re.compile(r"""f["']([\w./-]*[/_-])\{""")


def dead() -> list[str]:
    """Template names that no source mentions."""
    sources = [
        *(path for path in ROOT.glob("unionhall/**/*.py") if "tests" not in path.parts),
        *ROOT.glob("unionhall/**/templates/**/*.html"),
        *ROOT.glob("unionhall/**/templates/**/*.txt"),
        *ROOT.glob("config/*.py"),
    ]
    texts = {path: path.read_text() for path in sources}
    mentioned = {name: path for path, text in texts.items() for name in QUOTED.findall(text)}
    prefixes = {
        prefix
        for path, text in texts.items()
        if path.suffix == ".py"
        for prefix in BUILT.findall(text)
        if "/" in prefix
    }
    answer = []
    for folder in sorted(ROOT.glob("unionhall/*/templates")):
        for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.txt")]):
            name = str(path.relative_to(folder))
            used = name in mentioned and (mentioned[name] != path or _mentioned_elsewhere(name, path, texts))
            if not used and not any(name.startswith(prefix) for prefix in prefixes) and not _taken_over(name):
                answer.append(f"{folder.parent.name}: {name}")
    return answer


def _mentioned_elsewhere(name: str, itself: Path, texts: dict[Path, str]) -> bool:
    return any(name in QUOTED.findall(text) for path, text in texts.items() if path != itself)


def _taken_over(name: str) -> bool:
    """Does the name replace a template of a package (allauth's pages), or one that Django looks for by itself?"""
    if NAMED_BY_CONVENTION.match(name):
        return True
    import allauth

    return (Path(allauth.__file__).parent / "templates" / name).exists()


if __name__ == "__main__":
    found = dead()
    print("\n".join(found) or "Every template is used.")
    sys.exit(1 if found else 0)
