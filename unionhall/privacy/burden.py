"""What does a form cost whoever fills it in? Questions and minutes, from the forms themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from math import ceil
from pkgutil import walk_packages
from typing import Any

from django import forms
from django.apps import apps
from django.utils.module_loading import module_has_submodule

SECONDS = ((forms.FileField, 60), (forms.BooleanField, 5), (forms.ChoiceField, 8), (forms.DateField, 12))
TYPED = 15
LONG = 90


@dataclass(frozen=True)
class Burden:
    """One form: how many questions, how many must be answered, about how long."""

    module: str
    name: str
    labels: tuple[str, ...]
    needed: int
    seconds: int

    @property
    def questions(self) -> int:
        return len(self.labels)

    @property
    def minutes(self) -> int:
        return ceil(self.seconds / 60)


def every_form() -> Iterator[tuple[str, type[forms.Form]]]:
    """Each form class of the product with its module, from `forms.py` or the files of `forms/`."""
    for config in apps.get_app_configs():
        if not config.name.startswith("unionhall.") or not module_has_submodule(config.module, "forms"):
            continue
        there: Any = import_module(f"{config.name}.forms")
        files = [there]
        if hasattr(there, "__path__"):
            files += [import_module(found.name) for found in walk_packages(there.__path__, f"{there.__name__}.")]
        for file in files:
            for _name, kind in inspect.getmembers(file, inspect.isclass):
                if issubclass(kind, forms.Form) and kind.__module__ == file.__name__:
                    yield config.label, kind


def burdens() -> list[Burden]:
    """Every form that asks something, the longest first."""
    found = [_burden(module, kind) for module, kind in every_form()]
    return sorted((one for one in found if one.questions), key=lambda one: (-one.seconds, one.module, one.name))


def _burden(module: str, kind: type[forms.Form]) -> Burden:
    asked = {name: each for name, each in kind.base_fields.items() if not isinstance(each.widget, forms.HiddenInput)}
    labels = tuple(str(each.label or name) for name, each in asked.items())
    needed = sum(each.required for each in asked.values())
    return Burden(module, kind.__name__, labels, needed, sum(_seconds(each) for each in asked.values()))


def _seconds(field: forms.Field) -> int:
    if isinstance(field.widget, forms.Textarea):
        return LONG
    return next((seconds for kind, seconds in SECONDS if isinstance(field, kind)), TYPED)
