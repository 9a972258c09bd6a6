"""What does the product consist of, for the tests of its shape?"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.apps.config import AppConfig
from django.db import models


def configs() -> list[AppConfig]:
    """The apps of the product."""
    return [config for config in apps.get_app_configs() if config.name.startswith("unionhall.")]


def tables() -> list[type[models.Model]]:
    """Every model of the product."""
    return [model for config in configs() for model in config.get_models()]


def part(module: str, name: str) -> ModuleType | None:
    """`unionhall.<module>.<name>`, when the module carries it."""
    path = f"unionhall.{module}.{name}"
    return import_module(path) if find_spec(f"unionhall.{module}") and find_spec(path) else None


def actions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of every module's actions, as (module.verb, function)."""
    for config in configs():
        found = part(config.label, "actions")
        if found is None:
            continue
        for name, function in inspect.getmembers(found, inspect.isfunction):
            if function.__module__.startswith(f"{config.name}.actions") and not name.startswith("_"):
                yield f"{config.label}.{name}", function


def lifecycles() -> dict[str, Any]:
    """Every lifecycle, by name."""
    from unionhall.core.lifecycle import LIFECYCLES

    for config in configs():
        part(config.label, "states")
    return dict(LIFECYCLES)


def none_of(offenders: Iterable[object]) -> None:
    """Fail with every offender on a line of its own."""
    lines = [str(offender) for offender in offenders]
    assert not lines, "\n".join(["", *lines])
