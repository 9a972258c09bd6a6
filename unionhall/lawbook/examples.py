"""Do the worked examples come out? Examples are readable files a lawyer can change without Python.

    [[example]]
    name = "正好四年半，算五个月工资"
    fn = "severance"
    facts = { hire = 2020-03-01, end = 2024-08-31, … }
    expect = { total = "40000.00" }

`expect` names only what it wants to see; `errors` names facts that must be refused; `needs` a table that must be missing.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from .acts import articles
from .book import Book, book
from .contents import calculators
from .dated import sources
from .finding import plain
from .reading import BadFacts


@dataclass(frozen=True)
class Example:
    """Facts, and what is to come of them."""

    id: str
    fn: str
    facts: Mapping[str, Any]
    expect: Any = None
    errors: tuple[str, ...] = ()
    needs: str = ""
    today: date | None = None


@dataclass(frozen=True)
class Checked:
    """An example tried: whether it came out, and what came instead."""

    id: str
    fn: str
    passed: bool
    why: str = field(default="")


def from_vectors(file: Path) -> list[Example]:
    """The examples of a JSON file: `{"vectors": [{"id", "fn", "inputs", "expected"}]}` or the list alone."""
    held = json.loads(file.read_text(encoding="utf-8-sig"))
    rows = held["vectors"] if isinstance(held, dict) else held
    return [
        Example(row.get("id", str(n)), row["fn"], row["inputs"], row.get("expected")) for n, row in enumerate(rows, 1)
    ]


def from_toml(path: Path) -> list[Example]:
    """The examples of a TOML file, or of every one in a folder."""
    every = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    return [example for one in every for example in _parsed(one.stem, one.read_text(encoding="utf-8"))]


def of_the_book() -> list[Example]:
    """The examples that come with the book."""
    folder = files("unionhall.lawbook") / "worked"
    every = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    return [example for one in every for example in _parsed(one.name[:-5], one.read_text(encoding="utf-8"))]


def checked(every: Iterable[Example], held: Book | None = None) -> list[Checked]:
    """Each example tried, with the book as it comes or another one."""
    return [_tried(example, held) for example in every]


def faults_of_the_tables(held: Book | None = None, own_sources: Iterable[str] = ()) -> list[str]:
    """What is wrong with the data files: sources nobody lists, two values for one day, an article without its act."""
    said = []
    seen = set()
    known = {*sources(), *own_sources}
    for row in (held or book()).rows():
        where = f"{row.table} {row.region} {row.tier} {row.begins}"
        if where in seen:
            said.append(f"{where}: two values for one day")
        seen.add(where)
        said += [f"{where}: source {key} is not listed" for key in row.source.split(",") if key not in known]
        if row.is_read and not row.checked_on:
            said.append(f"{where}: read, but not said when")
        if not row.since and not row.seen_in_force_on:
            said.append(f"{where}: no day")
    try:
        articles()
    except (KeyError, ValueError) as wrong:
        said.append(f"articles: {wrong!r}")
    return said


def _parsed(stem: str, text: str) -> list[Example]:
    return [
        Example(
            f"{stem}: {row['name']}",
            row["fn"],
            row["facts"],
            row.get("expect"),
            tuple(row.get("errors", ())),
            row.get("needs", ""),
            row.get("today"),
        )
        for row in tomllib.loads(text)["example"]
    ]


def _tried(example: Example, held: Book | None) -> Checked:
    if example.fn not in calculators():
        return Checked(example.id, example.fn, False, "there is no such calculator")
    try:
        finding = calculators()[example.fn].find(example.facts, book=held, today=example.today)
    except BadFacts as bad:
        wrong = tuple(sorted(bad.errors))
        passed = bool(example.errors) and set(example.errors) <= set(wrong)
        return Checked(example.id, example.fn, passed, "" if passed else f"refused: {bad}")
    if example.errors:
        return Checked(example.id, example.fn, False, f"taken, though {', '.join(example.errors)} was to be refused")
    if example.needs:
        tables = [need.table for need in finding.needs]
        return Checked(example.id, example.fn, example.needs in tables, f"needs {tables}")
    result, wanted = plain(finding.result), plain(example.expect)
    differs = _differs(result, wanted)
    return Checked(example.id, example.fn, not differs, differs)


def _differs(result: Any, wanted: Any) -> str:
    """What differs from what was wanted; keys that were not named do not matter."""
    if isinstance(wanted, Mapping):
        if not isinstance(result, Mapping):
            return f"{result!r} instead of {dict(wanted)!r}"
        told = [
            f"{key}: {_differs(result.get(key), value)}"
            for key, value in wanted.items()
            if _differs(result.get(key), value)
        ]
        return "; ".join(told)
    if isinstance(wanted, list) and isinstance(result, list) and len(wanted) == len(result):
        told = [
            f"{n}: {found}" for n, pair in enumerate(zip(result, wanted, strict=True), 1) if (found := _differs(*pair))
        ]
        return "; ".join(told)
    same = result == wanted and isinstance(result, bool) == isinstance(wanted, bool)
    return "" if same else f"{result!r} instead of {wanted!r}"
