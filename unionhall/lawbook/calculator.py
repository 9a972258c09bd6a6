"""What is a calculator? A name, the facts it asks, and a pure function from facts and book to an answer.

    CALCULATORS = (Calculator("C03", "notice_pay", TITLE, ABOUT, FACTS, notice_pay, day="on"),)

The function takes the book and every declared fact by name: `notice_pay(book, *, ground, notice_days, …) -> Answer`. It may
raise `Missing` (a value the book does not hold) and `Unreadable(words, fact)` (facts that do not fit each other).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from .book import Book
from .book import book as held_book
from .dated import Missing
from .facts import Fact, is_empty
from .finding import Answer, Finding
from .reading import BadFacts, Unreadable
from .words import Words

DISCLAIMER = Words(
    "这里算的是数额和日子：事实是否成立，由双方举证、办案机关认定。",
    "This computes amounts and days: whether the facts are so is for the parties to prove and the authority to find.",
)
MISSING = Words("这一项还没有填。", "This is still to be filled in.")


@dataclass(frozen=True)
class Calculator:
    """One function of the book. `day` names the fact whose day decides which law applies; left out, it is today."""

    code: str
    name: str
    title: Words
    about: Words
    facts: tuple[Fact, ...]
    compute: Callable[..., Answer]
    day: str = ""
    evidence: tuple[Words, ...] = ()
    not_modelled: tuple[Words, ...] = ()
    disclaimer: Words = DISCLAIMER
    for_workers: bool = True
    """Whether its questions make sense to a worker; the others are for officers."""

    def read(self, said: Mapping[str, Any], *, today: date) -> dict[str, Any]:
        """The facts, read. Raises BadFacts with a sentence for each that is missing, unknown or cannot be read."""
        errors: dict[str, Words] = {}
        read: dict[str, Any] = {}
        known = [fact.name for fact in self.facts]
        for name in said:
            if name not in known:
                errors[name] = Words(
                    f"不认识这一项；可以填的有：{'、'.join(known)}。", f"Unknown; the facts are: {', '.join(known)}."
                )
        for fact in self.facts:
            given = said.get(fact.name)
            if is_empty(given):
                read[fact.name] = fact.default
                if fact.required and (fact.when is None or fact.when(read)):
                    errors[fact.name] = MISSING
                continue
            try:
                read[fact.name] = fact.kind.read(given, today)
            except Unreadable as wrong:
                errors[fact.name] = wrong.words
                read[fact.name] = fact.default
        if errors:
            raise BadFacts(errors)
        return read

    def find(self, said: Mapping[str, Any], *, book: Book | None = None, today: date | None = None) -> Finding:
        """The finding for these facts. Raises BadFacts."""
        today = today or datetime.now(ZoneInfo("Asia/Shanghai")).date()
        read = self.read(said, today=today)
        if self.day and read[self.day] is None:
            read[self.day] = today
        on = read[self.day] if self.day else today
        try:
            answer = self.compute(book or held_book(), **read)
        except Missing as missing:
            answer = Answer(None, needs=(missing.need,))
        except Unreadable as wrong:
            raise BadFacts({wrong.fact or self.facts[0].name: wrong.words}) from None
        return Finding(
            self.code,
            self.name,
            self.title,
            on,
            {name: read[name] for name in read if name in said or read[name] is not None},
            answer,
            self.evidence,
            self.not_modelled,
            self.disclaimer,
        )

    def next_question(self, said: Mapping[str, Any], *, today: date) -> Fact | None:
        """The first fact still to be asked, one at a time; None once the answer can be given."""
        read: dict[str, Any] = {}
        for fact in self.facts:
            if fact.name not in said:
                if fact.when is None or fact.when(read):
                    return fact
                read[fact.name] = fact.default
            elif is_empty(said[fact.name]):
                read[fact.name] = fact.default
                if fact.required and (fact.when is None or fact.when(read)):
                    return fact
            else:
                try:
                    read[fact.name] = fact.kind.read(said[fact.name], today)
                except Unreadable:
                    return fact
        return None
