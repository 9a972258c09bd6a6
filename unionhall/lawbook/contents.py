"""Which calculators are there? Every module of a topic's package that declares `CALCULATORS`, by code and name.

The table of contents is the folders: a topic is a package here with `TITLE`, a concept a file in it.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache

from .calculator import Calculator
from .words import Words

TOPICS = ("ending", "contract", "pay", "leave", "injury", "procedure", "collective", "insurance", "union")
"""In the order a reader meets them."""


@dataclass(frozen=True)
class Topic:
    """A chapter: its key, its title, and its calculators."""

    key: str
    title: Words
    calculators: tuple[Calculator, ...]


@cache
def topics() -> tuple[Topic, ...]:
    found = []
    for key in TOPICS:
        package = importlib.import_module(f"{__package__}.{key}")
        held: list[Calculator] = []
        for module in pkgutil.iter_modules(package.__path__):
            held += getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "CALCULATORS", ())
        found.append(Topic(key, package.TITLE, tuple(sorted(held, key=lambda one: one.code))))
    return tuple(found)


@cache
def calculators() -> dict[str, Calculator]:
    """Every calculator by its name, in the order of the codes."""
    every = [one for topic in topics() for one in topic.calculators]
    return {one.name: one for one in sorted(every, key=lambda one: (one.code, one.name))}
