#!/usr/bin/env python3
"""Starts the next decision record: `make adr TITLE="Letters are cases"`."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "adr"
TEMPLATE = """# {number:04d}. {title}

{today} · proposed

## Context

What is true, and which question it raises. Two or three sentences.

## Decision

What we do, in the present tense.

## Consequences

What becomes easier, what becomes harder, and what would make us decide again.

## Rejected

- The other way: why not.
"""


def main() -> int:
    """Write the file and print its path."""
    title = " ".join(sys.argv[1:]).strip()
    if not title:
        print('A decision needs a title: make adr TITLE="Letters are cases"', file=sys.stderr)
        return 2
    numbers = [int(path.name[:4]) for path in FOLDER.glob("[0-9][0-9][0-9][0-9]-*.md")]
    number = max(numbers, default=0) + 1
    slug = re.sub(r"[^\w]+", "-", title.lower()).strip("-")
    path = FOLDER / f"{number:04d}-{slug}.md"
    FOLDER.mkdir(parents=True, exist_ok=True)
    path.write_text(TEMPLATE.format(number=number, title=title, today=date.today().isoformat()))
    print(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
