"""Which values does a calculation take? The tables that come with the book, and those a federation has approved on top.

A `Book` is immutable: `with_rows` makes another one. Every look-up returns the value with its source or raises `Missing`,
which a calculator lets pass: its finding then says what is needed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from .dated import Dated, Key, Missing, NeedsParameter, Table, rows_of
from .words import Words

COUNTRY = "全国"
MEASURED = "."


@dataclass(frozen=True)
class Book:
    """Tables by name: `minimum_wage.monthly` is the measure `monthly` of `data/minimum_wage.csv`."""

    tables: dict[str, Table]
    places: dict[tuple[str, str], list[tuple[date, int]]] = field(default_factory=dict)

    def with_rows(self, rows: Iterable[Dated]) -> Book:
        """The book with more values, which go before those of the same place, tier and day that it holds."""
        added: dict[str, dict[Key, Dated]] = {}
        for row in rows:
            added.setdefault(row.table, {})[row.key] = row
        tables = dict(self.tables)
        for name, mine in added.items():
            kept = tuple(old for old in tables.get(name, Table(name, ())).rows if old.key not in mine)
            tables[name] = Table(name, (*kept, *mine.values()))
        return replace(self, tables=tables)

    def without(self, keys: Iterable[Key]) -> Book:
        """The book without the values of these tables, places, tiers and days: what was withdrawn."""
        gone = set(keys)
        touched = {table for table, *_rest in gone} & set(self.tables)
        kept = {name: tuple(row for row in self.tables[name].rows if row.key not in gone) for name in touched}
        return replace(self, tables=self.tables | {name: Table(name, rows) for name, rows in kept.items()})

    def value(self, table: str, region: str, *, on: date, tier: int | None = None) -> Dated:
        """The value of a place on a day. `region` is a province or city as the table names it, or “省-市”.

        Raises Missing where nothing is held, the tier is not said and several exist, or the first day is not known.
        """
        held = self.tables[table]
        name, found_tier = self._place(held, region, tier, on)
        answer = held.at(name, found_tier, on=on)
        if isinstance(answer, NeedsParameter):
            raise Missing(answer)
        return answer

    def entered(
        self, table: str, value: Decimal, *, on: date, unit: str = "yuan/month", region: str = "", source: str = ""
    ) -> Dated:
        """A value the user brings from the local notice."""
        return Dated(table, region, 1, value, unit, None, on, source or "entered", "entered", None)

    def either(
        self,
        table: str,
        entered: Decimal | None,
        region: str | None,
        *,
        on: date,
        tier: int | None = None,
        unit: str = "yuan/month",
        source: str = "",
    ) -> Dated:
        """What was entered from the local notice, else what the book holds for the place and day."""
        if entered is not None:
            return self.entered(table, entered, on=on, unit=unit, region=region or "", source=source)
        if not region:
            raise Missing(NeedsParameter(table, "", 0, on, PLACE_NOT_SAID))
        return self.value(table, region, on=on, tier=tier)

    def regions(self, table: str) -> list[str]:
        return self.tables[table].regions()

    def rows(self) -> list[Dated]:
        """Every value of the book."""
        return [row for name in sorted(self.tables) for row in self.tables[name].rows]

    def _place(self, held: Table, region: str, tier: int | None, on: date) -> tuple[str, int]:
        names = held.regions()
        name = region
        if name not in names and "-" in region:
            name = region.partition("-")[0]
            tier = tier or self._tier_of(region, on)
        if names and name not in names:
            raise Missing(NeedsParameter(held.name, region, 0, on, _unknown(region, names)))
        tiers = held.tiers(name, on)
        if tier is None and len(tiers) > 1:
            raise Missing(NeedsParameter(held.name, region, 0, on, TIER_NOT_SAID))
        return name, tier or (tiers[0] if tiers else 1)

    def _tier_of(self, region: str, on: date) -> int | None:
        province, _dash, city = region.partition("-")
        begun = [(since, tier) for since, tier in self.places.get((province, city), ()) if since <= on]
        return max(begun)[1] if begun else None


@cache
def book() -> Book:
    """The book as it comes, from `data/`."""
    return Book(tables_in(files("unionhall.lawbook") / "data"), _places())


def book_with(folder: Path) -> Book:
    """The book with the tables of a folder in the place of its own of the same name: a lawyer tries a change."""
    return replace(book(), tables=book().tables | tables_in(folder))


def tables_in(folder: Traversable) -> dict[str, Table]:
    """Every table of a folder, by the name of its file and measure; files with other columns are left alone."""
    tables: dict[str, Table] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        lines = (
            list(csv.DictReader(entry.read_text(encoding="utf-8-sig").splitlines()))
            if entry.name.endswith("csv")
            else []
        )
        if not lines or not {"region", "tier", "value", "since"} <= set(lines[0]):
            continue
        name = entry.name.removesuffix(".csv")
        for measure in dict.fromkeys(line.get("measure", "") for line in lines):
            called = f"{name}.{measure}" if measure else name
            mine = [line for line in lines if line.get("measure", "") == measure]
            tables[called] = Table(called, rows_of(called, mine))
    return tables


def _places() -> dict[tuple[str, str], list[tuple[date, int]]]:
    text = (files("unionhall.lawbook") / "data" / "places.csv").read_text(encoding="utf-8")
    held: dict[tuple[str, str], list[tuple[date, int]]] = {}
    for line in csv.DictReader(text.splitlines()):
        held.setdefault((line["region"], line["city"]), []).append(
            (date.fromisoformat(line["since"]), int(line["tier_of_minimum_wage"]))
        )
    return held


def _unknown(region: str, names: list[str]) -> Words:
    return Words(
        f"规则库里没有“{region}”的数值。收录的地方有：{'、'.join(names)}；也可以按当地通知直接填写数值。",
        f"The law book holds nothing for “{region}”. It holds: {', '.join(names)}; or enter the value from the local notice.",
    )


PLACE_NOT_SAID = Words(
    "要知道是哪个地方，或者按当地通知填写数值。", "Say which place it is, or enter the value from the local notice."
)
TIER_NOT_SAID = Words(
    "这个地方分几档，请选当地通知把你们区县放在哪一档，或者直接填写数值。",
    "This place has several tiers: choose the one the local notice gives your district, or enter the value.",
)
