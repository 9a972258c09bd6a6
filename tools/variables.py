#!/usr/bin/env python3
"""Writes docs/operations/variables.md from `config/env.py`; `--check` says whether it is current."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from config.env import ROOT, Environment, variable_name
from tools.django_ready import write_or_compare

PAGE = ROOT / "docs" / "operations" / "variables.md"
HEAD = """# Variables

<!-- Written by tools/variables.py from config/env.py; `make map` writes it again. -->

The whole environment, read in one place. A missing or malformed variable stops the process with a sentence. Those marked with a star
are needed in production; secrets have no default there.

| variable | what it says | default |
|---|---|---|
"""
NEEDED = ("secret_key", "database_url", "hosts", "sealing_keys", "lookup_keys")
INTERNAL = ("serving", "test_db", "static")


def main() -> int:
    """Write or compare; exit code 1 when the page is not current."""
    check = "--check" in sys.argv
    stale = write_or_compare({PAGE: render()}, check)
    for name in stale:
        print(f"{name} is not current: make map" if check else f"{name} written")
    return 1 if check and stale else 0


def render() -> str:
    """The page."""
    rows = []
    for name, field in Environment.model_fields.items():
        if name in INTERNAL:
            continue
        default = field.default.get_secret_value() if hasattr(field.default, "get_secret_value") else field.default
        shown = (
            str(getattr(default, "value", default))
            .replace(str(ROOT), ".")
            .replace("True", "true")
            .replace("False", "false")
        )
        star = " ★" if name in NEEDED else ""
        meaning = (field.description or "").replace("|", "\\|")
        rows.append(f"| `{variable_name(name)}`{star} | {meaning} | {f'`{shown}`' if shown else ''} |")
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
