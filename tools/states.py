#!/usr/bin/env python3
"""Draws every lifecycle: `python tools/states.py` writes docs/states/, `--check` says which drawings are not current."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.django_ready import ROOT, ready, write_or_compare

if TYPE_CHECKING:
    from unionhall.core.lifecycle import Lifecycle

FOLDER = ROOT / "docs" / "states"


def main() -> int:
    """Write or compare; exit code 1 when something is not current."""
    check = "--check" in sys.argv
    stale = write_or_compare(drawings(), check)
    for name in stale:
        print(f"{name} is not current: make map" if check else f"{name} written")
    return 1 if check and stale else 0


def drawings() -> dict[Path, str]:
    """Each lifecycle's page, by path."""
    ready()
    from django.utils import translation

    from unionhall.core.lifecycle import LIFECYCLES

    _import_every_table()
    with translation.override("en"):
        return {
            FOLDER / f"{name.replace('.', '-')}.md": page(name, table) for name, table in sorted(LIFECYCLES.items())
        }


def page(name: str, table: Lifecycle) -> str:
    """One lifecycle as a drawing and a table."""
    rows = [
        f"| `{verb}` | {move.label or verb.replace('_', ' ')} | {', '.join(f'`{s.value}`' for s in table.states if s in move.from_)}"
        f" | `{move.to.value}` | {'the system' if move.system else 'a person'} |"
        for verb, move in table.verbs.items()
    ]
    states = [f"| `{state.value}` | {state.label} |" for state in table.states]
    return "\n".join(
        [
            f"# {name.replace('.', ' ').capitalize()}: states and moves",
            "",
            f"<!-- Drawn from `{table.states.__module__}` by tools/states.py; `make map` draws it again. -->",
            "",
            "```mermaid",
            table.mermaid(),
            "```",
            "",
            "| verb | in words | from | to | made by |",
            "|---|---|---|---|---|",
            *rows,
            "",
            "| state | in words |",
            "|---|---|",
            *states,
            "",
        ]
    )


def _import_every_table() -> None:
    from importlib import import_module

    for path in sorted((ROOT / "unionhall").glob("*/states.py")):
        import_module(f"unionhall.{path.parent.name}.states")


if __name__ == "__main__":
    sys.exit(main())
