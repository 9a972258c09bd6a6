"""What stands on a page of a kept finding: its JSON in the reader's language. Nothing is reckoned here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unionhall.core import clock
from unionhall.lawbook.dated import sources
from unionhall.lawbook.facts import Choice
from unionhall.lawbook.results import Item, is_named, outcome
from unionhall.ui import words
from unionhall.ui.law import answer_words, in_language, table_name, unit_name
from unionhall.ui.words import money

from . import reckoning

WIDE = 8
"""Columns from which on a list in a result shows only those that have a name."""
UNITS = {
    "months": lambda n: _("%(n)s months") % {"n": n},
    "days": lambda n: _("%(n)s days") % {"n": n},
    "hours": lambda n: _("%(n)s hours") % {"n": n},
    "years": lambda n: _("%(n)s years") % {"n": n},
    "percent": lambda n: f"{n} %",
    "yuan/month": lambda n: _("%(amount)s a month") % {"amount": n},
    "yuan/day": lambda n: _("%(amount)s a day") % {"amount": n},
    "yuan/hour": lambda n: _("%(amount)s an hour") % {"amount": n},
    "yuan/year": lambda n: _("%(amount)s a year") % {"amount": n},
}


@dataclass(frozen=True)
class Line:
    """A label and what stands beside it."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True)
class Grid:
    """A list in a result, row by row."""

    label: str
    heads: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class StepShown:
    words: str
    formula: str
    articles: list[ArticleShown]


@dataclass(frozen=True)
class ArticleShown:
    words: str
    plain: str
    verified: bool


@dataclass(frozen=True)
class OtherShown:
    """Another reading of the law, with what it comes to."""

    words: str
    lines: list[Line]
    articles: list[str]


@dataclass(frozen=True)
class ValueShown:
    name: str
    value: str
    since: str
    source: str
    verified: bool
    entered: bool


@dataclass(frozen=True)
class DayShown:
    words: str
    raw: str
    left: str
    moved: str


@dataclass(frozen=True)
class NeedShown:
    """A value the book does not hold: what, where, when, why, and what was noted without being compared."""

    what: str
    why: str
    noted: str


@dataclass
class Shown:
    """A finding in the reader's language."""

    title: str
    headline: str
    on: str
    has_result: bool
    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    steps: list[StepShown] = field(default_factory=list)
    others: list[OtherShown] = field(default_factory=list)
    values: list[ValueShown] = field(default_factory=list)
    days: list[DayShown] = field(default_factory=list)
    needs: list[NeedShown] = field(default_factory=list)
    inputs: list[Line] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    unverified: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    not_modelled: list[str] = field(default_factory=list)
    disclaimer: str = ""


def shown(told: Mapping[str, Any]) -> Shown:
    """A finding as `Finding.as_dict` said it, for the page."""
    lines, grids = _result(told["fn"], told["result"])
    return Shown(
        title=in_language(told["title"]),
        headline=in_language(told["headline"]) or in_language(told["title"]),
        on=day_words(date.fromisoformat(told["on"])),
        has_result=told["result"] is not None,
        lines=lines,
        grids=grids,
        steps=[
            StepShown(in_language(step["words"]), step["formula"], [_article(one) for one in step["articles"]])
            for step in told["steps"]
        ],
        others=[
            OtherShown(
                in_language(other["words"]),
                _result(told["fn"], other["result"])[0],
                [in_language(one["words"]) for one in other["articles"]],
            )
            for other in told["alternatives"]
        ],
        values=[_value(row) for row in told["parameters"]],
        days=[_day(one) for one in told["deadlines"]],
        needs=[_need(one) for one in told["needs"]],
        inputs=inputs_of(told),
        assumptions=_words(told["assumptions"]),
        unverified=_words(told["unverified"]),
        evidence=_words(told["evidence"]),
        not_modelled=_words(told["not_modelled"]),
        disclaimer=in_language(told["disclaimer"]),
    )


def inputs_of(told: Mapping[str, Any]) -> list[Line]:
    """What it was asked, in words."""
    calculator = reckoning.calculator(told["fn"])
    inputs = told["inputs"]
    if calculator is None:
        return [Line(name, str(value)) for name, value in inputs.items() if value is not None]
    return [
        Line(in_language(fact.ask).rstrip("？?"), answer_words(fact, inputs[fact.name]))
        for fact in calculator.facts
        if inputs.get(fact.name) not in (None, "", [])
    ]


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What comes out differently: label, before, now."""
    before = {line.label: line.value for line in _result(old["fn"], old["result"])[0]}
    now = {line.label: line.value for line in _result(old["fn"], new["result"])[0]}
    return [
        (label, before.get(label, ""), now.get(label, ""))
        for label in dict.fromkeys([*before, *now])
        if before.get(label) != now.get(label)
    ]


def day_words(day: date) -> str:
    """A day with its year: a finding is read for years."""
    return words.date_words(day, today=date.min)


def _result(fn: str, result: Any) -> tuple[list[Line], list[Grid]]:
    lines: list[Line] = []
    grids: list[Grid] = []
    if isinstance(result, list):
        grids += _grid(fn, "", result)
    for key, value in result.items() if isinstance(result, Mapping) else ():
        called = reckoning.called_at(fn, key)
        if _is_words(value):
            lines.append(Line(in_language(called.words), in_language(value), called.claimed))
        elif isinstance(value, list) and value and isinstance(value[0], Mapping) and not _is_words(value[0]):
            grids += _grid(fn, in_language(called.words), value)
        elif isinstance(value, Mapping):
            lines += _result(fn, value)[0]
        else:
            lines.append(Line(in_language(called.words), item_words(fn, called, value), called.claimed))
    return lines, grids


def _grid(fn: str, label: str, rows: list[Any]) -> list[Grid]:
    if not rows or not isinstance(rows[0], Mapping):
        return []
    keys = list(dict.fromkeys(key for row in rows for key in row))
    if len(keys) > WIDE:  # only what has a name is for people
        keys = [key for key in keys if is_named(fn, key)]
    called = {key: reckoning.called_at(fn, key) for key in keys}
    return [
        Grid(
            label,
            [in_language(called[key].words) for key in keys],
            [[item_words(fn, called[key], row.get(key)) for key in keys] for row in rows],
        )
    ]


def _is_words(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) == {"zh", "en"}


def item_words(fn: str, called: Item, value: Any) -> str:
    """An item of a result with its unit."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if _is_words(value):
        return in_language(value)
    if isinstance(value, list):
        return " – ".join(item_words(fn, called, one) for one in value) or "—"
    number = _number(value)
    if number is None:
        return _option(fn, called.key, value)
    said = money(number) if called.is_money else f"{number:f}".removesuffix(".0")
    return UNITS[called.unit](said) if called.unit in UNITS else said


def _option(fn: str, key: str, value: Any) -> str:
    """A word of a result in words, or one of the calculator's own choices; else a day, else as it stands."""
    if (said := outcome(key, str(value))) is not None:
        return in_language(said)
    calculator = reckoning.calculator(fn)
    for fact in calculator.facts if calculator else ():
        if isinstance(fact.kind, Choice) and value in fact.kind.options:
            return in_language(fact.kind.options[value])
    return _text(value)


def _text(value: Any) -> str:
    day = _day_in(value)
    return day_words(day) if day else str(value)


def _day_in(value: Any) -> date | None:
    try:
        return parse_date(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value)) if isinstance(value, (str, int, float, Decimal)) else None
    except InvalidOperation:
        return None


def _article(one: Mapping[str, Any]) -> ArticleShown:
    return ArticleShown(in_language(one["words"]), in_language(one["plain"]), one["verified"])


def _value(row: Mapping[str, Any]) -> ValueShown:
    named = sources()
    titles = [named[key.strip()] for key in row["source"].split(",") if key.strip() in named]
    entered = row["confidence"] == "entered"
    unit = row["unit"]
    amount = money(row["value"]) if unit.startswith("yuan") else row["value"]
    return ValueShown(
        " · ".join(part for part in (table_name(row["table"]), row["region"]) if part),
        UNITS[unit](amount) if unit in UNITS else f"{amount} {unit_name(unit)}".strip(),
        day_words(date.fromisoformat(row["since"])) if row["since"] else "",
        "；".join(titles) or (row["source"] if entered and row["source"] != "entered" else ""),
        row["verified"],
        entered,
    )


def _day(one: Mapping[str, Any]) -> DayShown:
    raw = date.fromisoformat(one["raw"])
    left = (raw - clock.today()).days
    if left < 0:
        said = ngettext("%(n)d day ago", "%(n)d days ago", -left) % {"n": -left}
    else:
        said = ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}
    moved = one["effective"] if one["effective"] != one["raw"] else None
    return DayShown(
        in_language(one["words"]), day_words(raw), said, day_words(date.fromisoformat(moved)) if moved else ""
    )


def _need(one: Mapping[str, Any]) -> NeedShown:
    where = " · ".join(
        part for part in (table_name(one["table"]), one["region"], day_words(date.fromisoformat(one["on"]))) if part
    )
    return NeedShown(where, in_language(one["why"]), money(one["hint"]["value"]) if one["hint"] else "")


def _words(rows: Iterable[Mapping[str, str]]) -> list[str]:
    return [in_language(one) for one in rows]
