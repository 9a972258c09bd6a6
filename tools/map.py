#!/usr/bin/env python3
"""Draws docs/map.md, where everything is: `python tools/map.py` writes it, `--check` says whether it is current."""

from __future__ import annotations

import inspect
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.django_ready import ROOT, ready, write_or_compare

MAP = ROOT / "docs" / "map.md"
HEAD = """# Map

<!-- Written by tools/map.py from the code; `make map` writes it again. -->

Where to look: who may → `access.py` · which states → `states.py` and [states/](states/) · what happens → `actions` ·
what others do then → `unionhall/wiring.py` · why the database refused → `models`. Modules from the top of the stack down.
"""


def main() -> int:
    """Write or compare; exit code 1 when the map is not current."""
    check = "--check" in sys.argv
    stale = write_or_compare({MAP: render()}, check)
    for name in stale:
        print(f"{name} is not current: make map" if check else f"{name} written")
    return 1 if check and stale else 0


def render() -> str:
    """The whole map."""
    ready()
    from config.settings import MODULES

    modules = [
        import_module(f"unionhall.{name}")
        for name in [*reversed(MODULES), "lawbook", "triage", "siting", "geo"]
        if _exists(f"unionhall.{name}")
    ]
    return "\n".join([HEAD, *(_section(module) for module in modules), _reactions(), _addresses()])


def _section(module: ModuleType) -> str:
    name = module.__name__
    paragraphs = (inspect.getdoc(module) or "").split("\n\n")
    lines = [f"## {name.rpartition('.')[2]}", "", paragraphs[0].replace("\n", " "), ""]
    face = _names(f"{name}.api")
    for title, found in {
        "Face": [f"`{item}`" for item in face],
        "Tables": [f"{model.__name__} ({_first_sentence(model)})" for model in _models(name)],
        "Verbs": [f"`{verb}`" for verb in _verbs(f"{name}.actions")],
        "Facts announced": [f"`{event}`" for event in _classes(f"{name}.events")],
        "Commands": [f"`unionhall {command}`" for command in _commands(name)],
    }.items():
        if found:
            lines += [f"**{title}**: {' · '.join(found)}", ""]
    return "\n".join(lines)


def _reactions() -> str:
    from unionhall.core.events import connected

    rows = sorted(
        f"| `{event.__module__.split('.')[1]}.{event.__name__}` | {', '.join(f'`{_where(reaction)}`' for reaction in reactions)} |"
        for event, reactions in connected().items()
    )
    return "\n".join(
        ["## When this happens, that follows (wiring.py)", "", "| fact | reactions |", "|---|---|", *rows, ""]
    )


def _addresses() -> str:
    from django.urls import get_resolver

    from tests.matrix.operations import routes

    rows = [f"| `/{route.path}` | `{route.name}` | `{route.view}` |" for route in routes(get_resolver())]
    return "\n".join(["## Addresses", "", "| address | name | answered by |", "|---|---|---|", *rows, ""])


def _where(reaction: Any) -> str:
    target = inspect.unwrap(getattr(reaction, "func", reaction))
    return f"{target.__module__.removeprefix('unionhall.')}.{target.__name__}"


def _models(name: str) -> list[Any]:
    from django.apps import apps

    label = name.rpartition(".")[2]
    return sorted(apps.get_app_config(label).get_models(), key=lambda m: m.__name__) if apps.is_installed(name) else []


def _names(module: str) -> list[str]:
    if not _exists(module):
        return []
    found = import_module(module)
    return list(getattr(found, "__all__", None) or [name for name in vars(found) if not name.startswith("_")])


def _verbs(module: str) -> list[str]:
    if not _exists(module):
        return []
    found = import_module(module)
    home = module.rpartition(".")[0]
    return sorted(
        name
        for name, value in vars(found).items()
        if inspect.isfunction(value) and value.__module__.startswith(f"{home}.actions") and not name.startswith("_")
    )


def _classes(module: str) -> list[str]:
    if not _exists(module):
        return []
    return [
        n for n, value in vars(import_module(module)).items() if inspect.isclass(value) and value.__module__ == module
    ]


def _commands(module: str) -> list[str]:
    from unionhall.cli import COMMANDS

    return [name for name, (where, _summary) in COMMANDS.items() if where.startswith(f"{module}.")]


def _first_sentence(thing: Any) -> str:
    text = " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
    return text.partition(". ")[0].rstrip(".")


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


if __name__ == "__main__":
    sys.exit(main())
