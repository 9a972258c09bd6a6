"""How does the law book answer for a file? The book in use, a finding's version, its items, and the articles they rest on."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from unionhall.core import clock
from unionhall.lawbook.book import Book
from unionhall.lawbook.calculator import Calculator
from unionhall.lawbook.contents import calculators
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.results import Item, item
from unionhall.parameters.api import current_book

OTHER = "alternatives"
ZERO = Decimal(0)


@dataclass(frozen=True)
class Sum:
    """An item of a finding that is money: where it stands in the result, what it is called, and how much it is."""

    path: str
    words: dict[str, str]
    amount: Decimal
    usual: bool
    """Whether it is what one usually claims."""


def book_in_use() -> Book:
    """The book as findings on files are reckoned with: the values that come with it, and the federation's approved ones on top."""
    return current_book()


def calculator(name: str) -> Calculator | None:
    return calculators().get(name)


def find(name: str, said: Mapping[str, Any], *, on: date | None = None) -> Finding:
    """Reckon. `on` is the day a calculator without a day of its own was reckoned on. Raises BadFacts, KeyError."""
    found = calculators()[name]
    return found.find(said, book=book_in_use(), today=clock.today() if found.day or on is None else on)


def version_of(finding: Mapping[str, Any]) -> str:
    """The version of the book a finding rests on: a hash of the values it used, with their sources and confidence."""
    used = sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in finding["parameters"])
    return hashlib.sha256("\n".join(used).encode()).hexdigest()


def is_provisional(finding: Mapping[str, Any]) -> bool:
    """Whether it rests on values or articles that nobody has compared with their source."""
    return bool(finding["unverified"])


def sums(finding: Mapping[str, Any]) -> list[Sum]:
    """Every amount of money in a result, with those of other readings after it."""
    found = [*_sums(finding["fn"], finding["result"])]
    for number, other in enumerate(finding["alternatives"]):
        for one in _sums(finding["fn"], other["result"]):
            found.append(Sum(f"{OTHER}.{number}.{one.path}", one.words, one.amount, False))
    return found


def sum_at(finding: Mapping[str, Any], path: str) -> Sum | None:
    return next((one for one in sums(finding) if one.path == path), None)


def usual_claims(finding: Mapping[str, Any]) -> list[str]:
    """The items that are claimed unless somebody says otherwise: what the calculator is for, where it is more than nothing."""
    return [one.path for one in sums(finding) if one.usual and one.amount > ZERO]


def articles_of(finding: Mapping[str, Any], amount: Decimal) -> list[dict[str, str]]:
    """The articles of the steps that end in this amount; where none does, those of all steps."""
    ends = [step for step in finding["steps"] if step["formula"].endswith(f"= {amount:.2f}")]
    rests = [article["words"] for step in ends for article in step["articles"]]
    rests = rests or [article["words"] for step in finding["steps"] for article in step["articles"]]
    return list({words["zh"]: words for words in rests}.values())


def name_of(calculator_name: str, path: str) -> dict[str, str]:
    """What an item is called on a list of claims: the calculator's title, and the item where the title does not say it."""
    found = calculator(calculator_name)
    title = found.title.as_dict() if found else {"zh": calculator_name, "en": calculator_name}
    called = called_at(calculator_name, path)
    if called.key in ("total", "amount") and not path.startswith(OTHER):
        return title
    words = called.words.as_dict()
    return {language: f"{title[language]} · {words[language]}" for language in ("zh", "en")}


def called_at(calculator_name: str, path: str) -> Item:
    """The words of the item at a path."""
    key = next((part for part in reversed(path.split(".")) if not part.isdigit()), path)
    return item(calculator_name, key)


def _sums(fn: str, result: Any, path: str = "") -> Iterator[Sum]:
    if isinstance(result, Mapping) and set(result) != {"zh", "en"}:
        for key, value in result.items():
            yield from _sums(fn, value, f"{path}.{key}".removeprefix("."))
    elif isinstance(result, (list, tuple)):
        for number, value in enumerate(result):
            yield from _sums(fn, value, f"{path}.{number}".removeprefix("."))
    elif isinstance(result, (str, Decimal)) and path:
        called = called_at(fn, path)
        if (amount := _yuan(result)) is not None and (called.unit == "yuan" or called.claimed):
            nested = any(part.isdigit() for part in path.split("."))
            yield Sum(path, called.words.as_dict(), amount, called.claimed and not nested)


def _yuan(value: str | Decimal) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None
