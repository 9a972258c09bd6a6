"""What does a calculator answer? An amount with the steps, articles, values and assumptions that lead to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from .acts import Article
from .dated import REMEMBERED, Dated, NeedsParameter
from .holidays import period
from .titles import title_of
from .words import Words


@dataclass(frozen=True)
class Step:
    """One step of the reckoning, with its numbers, and the articles it rests on."""

    words: Words
    formula: str = ""
    articles: tuple[Article, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "words": self.words.as_dict(),
            "formula": self.formula,
            "articles": [article.as_dict() for article in self.articles],
        }


@dataclass(frozen=True)
class Alternative:
    """Another reading of the law, and what it would come to."""

    words: Words
    result: Mapping[str, Any]
    articles: tuple[Article, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "words": self.words.as_dict(),
            "result": plain(self.result),
            "articles": [article.as_dict() for article in self.articles],
        }


@dataclass(frozen=True)
class Deadline:
    """A day that matters: raw, to act by; moved to the next working day, or None where that year's notice is not out."""

    name: str
    words: Words
    start: date
    raw: date
    effective: date | None
    articles: tuple[Article, ...] = ()

    def days_left(self, today: date) -> int:
        """Days until the raw day; negative once it is over."""
        return (self.raw - today).days

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "words": self.words.as_dict(),
            "start": self.start.isoformat(),
            "raw": self.raw.isoformat(),
            "effective": self.effective.isoformat() if self.effective else None,
            "articles": [article.as_dict() for article in self.articles],
        }


def deadline(name: str, words: Words, start: date, count: int, unit: str, *articles: Article) -> Deadline:
    """A period from `start` (not counted) of days, workdays, months or years."""
    ends = period(start, count, unit)
    return Deadline(name, words, start, ends.raw, ends.effective, tuple(articles))


@dataclass(frozen=True)
class Answer:
    """What a calculator's function returns: everything that depends on the facts."""

    result: Mapping[str, Any] | list[Mapping[str, Any]] | None
    steps: tuple[Step, ...] = ()
    assumptions: tuple[Words, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    parameters: tuple[Dated, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    needs: tuple[NeedsParameter, ...] = ()
    headline: Words | None = None
    """The answer in one sentence, for the worker."""


@dataclass(frozen=True)
class Finding:
    """The answer of a calculator with what it was asked. Without `result` it says in `needs` what is missing."""

    code: str
    calculator: str
    title: Words
    on: date
    inputs: Mapping[str, Any]
    answer: Answer
    evidence: tuple[Words, ...]
    not_modelled: tuple[Words, ...]
    disclaimer: Words

    @property
    def result(self) -> Mapping[str, Any] | list[Mapping[str, Any]] | None:
        return self.answer.result

    @property
    def needs(self) -> tuple[NeedsParameter, ...]:
        return self.answer.needs

    @property
    def unverified(self) -> tuple[Words, ...]:
        """What the finding rests on that nobody has compared with its source: values and articles."""
        said = []
        for row in self.answer.parameters:
            if not row.is_read and row.confidence != "entered":
                said.append(
                    Words(
                        f"{title_of(row.table).zh} {row.region} {row.value}（{row.begins.isoformat()} 起）：{REMEMBERED.zh}",
                        f"{title_of(row.table).en} {row.region} {row.value} (since {row.begins.isoformat()}): {REMEMBERED.en}",
                    )
                )
        for article in dict.fromkeys(article for step in self.answer.steps for article in step.articles):
            if not article.is_read:
                words = article.words
                said.append(Words(f"{words.zh}：{REMEMBERED.zh}", f"{words.en}: {REMEMBERED.en}"))
        return tuple(said)

    @property
    def assumptions(self) -> tuple[Words, ...]:
        """What was taken for granted, values looked up to an earlier day among it."""
        return (*self.answer.assumptions, *(w for row in self.answer.parameters if (w := _until(row, self.on))))

    def as_dict(self) -> dict[str, Any]:
        """Plain values, to be stored with the case as they were on the day of the event."""
        said = self.answer
        return {
            "fn": self.calculator,
            "calculator": self.code,
            "title": self.title.as_dict(),
            "on": self.on.isoformat(),
            "inputs": plain(self.inputs),
            "result": plain(said.result) if said.result is not None else None,
            "headline": said.headline.as_dict() if said.headline else None,
            "steps": [step.as_dict() for step in said.steps],
            "assumptions": [words.as_dict() for words in self.assumptions],
            "alternatives": [other.as_dict() for other in said.alternatives],
            "parameters": [row.as_dict() for row in said.parameters],
            "deadlines": [day.as_dict() for day in said.deadlines],
            "needs": [row.as_dict() for row in said.needs],
            "needs_parameter": bool(said.needs),
            "unverified": [words.as_dict() for words in self.unverified],
            "evidence": [words.as_dict() for words in self.evidence],
            "not_modelled": [words.as_dict() for words in self.not_modelled],
            "disclaimer": self.disclaimer.as_dict(),
        }


def _until(row: Dated, on: date) -> Words | None:
    if row.confidence == "entered":
        return Words(f"{row.value} 由填写的人按当地通知填写。", f"{row.value} was entered from the local notice.")
    if row.complete_until is None or on <= row.complete_until:
        return None
    known = row.complete_until.isoformat()
    return Words(
        f"{row.region}的这个数值（{row.value}）查到 {known} 为止；之后有没有调整，请问一下当地。",
        f"The value of {row.region} ({row.value}) was looked up to {known}; ask locally whether it has changed since.",
    )


def plain(value: Any) -> Any:
    """Decimals and days as text, so that a fen stays a fen in JSON."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Words):
        return value.as_dict()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value
