"""What is an item of a result called, in what unit is it, and is it what one usually claims?

The words stand in `data/results.csv`: one row for a key, one more where a calculator means something else by it. What an item
may say, where that is a word for programs, stands in `data/outcomes.csv`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .words import Words

YUAN = "yuan"


@dataclass(frozen=True)
class Item:
    """One item of a result: its key, what it is called, its unit, and whether it is usually claimed."""

    key: str
    words: Words
    unit: str = ""
    claimed: bool = False

    @property
    def is_money(self) -> bool:
        return self.unit.partition("/")[0] == YUAN


def item(calculator: str, key: str) -> Item:
    """The item under a key; one that has no words yet is called by its key."""
    held = items()
    return (
        held.get((calculator, key))
        or held.get(("", key))
        or Item(key, Words(key.replace("_", " "), key.replace("_", " ")))
    )


def outcome(key: str, value: str) -> Words | None:
    """An answer that is a word for programs, in words for people."""
    return _outcomes().get((key, value))


@cache
def _outcomes() -> dict[tuple[str, str], Words]:
    text = (files("unionhall.lawbook") / "data" / "outcomes.csv").read_text(encoding="utf-8")
    return {(line["key"], line["value"]): Words(line["zh"], line["en"]) for line in csv.DictReader(text.splitlines())}


def is_named(calculator: str, key: str) -> bool:
    """Whether the item has words for people."""
    return (calculator, key) in items() or ("", key) in items()


@cache
def items() -> dict[tuple[str, str], Item]:
    """Every item with words, by calculator (empty: any) and key."""
    text = (files("unionhall.lawbook") / "data" / "results.csv").read_text(encoding="utf-8")
    return {
        (line["fn"], line["key"]): Item(
            line["key"], Words(line["zh"], line["en"]), line["unit"], line["claimed"] == "yes"
        )
        for line in csv.DictReader(text.splitlines())
    }
