"""Which questions does somebody go through, where are they, and what stands already?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from unionhall.lawbook.calculator import Calculator
from unionhall.lawbook.facts import Fact, is_empty
from unionhall.lawbook.reading import Unreadable
from unionhall.ui.law import answer_words, in_language


@dataclass(frozen=True)
class Line:
    """One answer in words. `known`: the union holds it, it was not asked."""

    name: str
    label: str
    value: str
    known: bool


@dataclass(frozen=True)
class Way:
    """The way through the questions of one calculator: what was answered, what is known, what is still asked."""

    one: Calculator
    answers: Mapping[str, Any]
    known: Mapping[str, Any]
    today: date

    @property
    def said(self) -> dict[str, Any]:
        """Everything there is to reckon with; an answer goes before what is held."""
        return {**self.known, **self.answers}

    @property
    def reckoned_with(self) -> dict[str, Any]:
        """Without what was left out."""
        return {name: value for name, value in self.said.items() if not is_empty(value)}

    def next(self) -> Fact | None:
        return self.one.next_question(self.said, today=self.today)

    def asked(self) -> list[Fact]:
        """The questions that are asked, in order, as far as the answers tell."""
        read: dict[str, Any] = {}
        found = []
        for fact in self.one.facts:
            is_open = fact.name not in self.known or fact.name in self.answers
            if is_open and (fact.when is None or fact.when(read)):
                found.append(fact)
            read[fact.name] = self._read(fact)
        return found

    def position(self, fact: Fact) -> tuple[int, int]:
        """“Question 3 of 8”."""
        asked = [one.name for one in self.asked()]
        return (asked.index(fact.name) + 1 if fact.name in asked else 1), max(len(asked), 1)

    def before(self, fact: Fact) -> str:
        """The question before it, or nothing."""
        asked = [one.name for one in self.asked()]
        place = asked.index(fact.name) if fact.name in asked else 0
        return asked[place - 1] if place else ""

    def lines(self) -> list[Line]:
        """What was answered and what is known, in the order of the questions; left-out answers among them."""
        return [
            Line(
                fact.name,
                in_language(fact.ask).rstrip("？?"),
                answer_words(fact, self._read(fact)) if not is_empty(self.said[fact.name]) else "",
                fact.name in self.known and fact.name not in self.answers,
            )
            for fact in self.one.facts
            if fact.name in self.said
        ]

    def known_lines(self) -> list[Line]:
        return [line for line in self.lines() if line.known]

    def _read(self, fact: Fact) -> Any:
        given = self.said.get(fact.name)
        if is_empty(given):
            return fact.default
        try:
            return fact.kind.read(given, self.today)
        except Unreadable:
            return fact.default


def fact_named(one: Calculator, name: str) -> Fact | None:
    return next((fact for fact in one.facts if fact.name == name), None)
