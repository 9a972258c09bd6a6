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
    "days/month": Words("天/月", "days a month"),
    "places": Words("名", "places"),
    "parts of the wage": Words("（工资的几分之一）", "parts of the wage"),
    "months of the own wage": Words("个月本人工资", "months of the own wage"),
    "months of the province's average wage": Words("个月全省平均工资", "months of the province's average wage"),
    "percent of the employment lump for each year": Words(
        "% 就业补助金（每年）", "percent of the employment lump for each year"
    ),
    "announced": Words("（1 已公布）", "(1: announced)"),
    "listed": Words("（1 已列入）", "(1: listed)"),
    "rolled out": Words("（1 已实施）", "(1: rolled out)"),
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
