"""What is a table called, and its unit? The words for people who never see a file name."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from .words import Words

UNITS = {
    "yuan/month": Words("元/月", "yuan a month"),
    "yuan/hour": Words("元/小时", "yuan an hour"),
    "yuan/year": Words("元/年", "yuan a year"),
    "yuan": Words("元", "yuan"),
    "percent": Words("%", "%"),
    "times": Words("倍", "times"),
    "days": Words("天", "days"),
    "days/year": Words("天/年", "days a year"),
    "months": Words("个月", "months"),
    "years": Words("年", "years"),
}


def title_of(table: str) -> Words:
    """The table's name in words: its own, else that of its file with the measure, else the file name."""
    held = _titles()
    base, _dot, measure = table.partition(".")
    if table in held or base not in held:
        return held.get(table, Words(table, table))
    named = held[base]
    return Words(f"{named.zh} · {measure}", f"{named.en} · {measure}") if measure else named


def unit_words(unit: str) -> Words:
    """The unit in words; one nobody named is said as it is written."""
    return UNITS.get(unit, Words(unit, unit))


@cache
def _titles() -> dict[str, Words]:
    text = (files("unionhall.lawbook") / "data" / "tables.csv").read_text(encoding="utf-8")
    return {line["name"]: Words(line["zh"], line["en"]) for line in csv.DictReader(text.splitlines())}
