"""What does a calculator answer? An amount with the steps, articles, values and assumptions that lead to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .dated import Dated, NeedsParameter, Words

FEN = Decimal("0.01")


def fen(amount: Decimal) -> Decimal:
    """Half-up to the fen, once for each amount that is put out."""
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Article:
    """Where it stands: the act, its article, since when, and how it was checked (V read in full, M from memory)."""

    act: Words
    number: str
    since: date
    verification: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "act": self.act.as_dict(),
            "number": self.number,
            "since": self.since.isoformat(),
            "verification": self.verification,
            "words": self.words.as_dict(),
        }

    @property
    def words(self) -> Words:
        return Words(f"《{self.act.zh}》第{self.number}条", f"{self.act.en}, art. {self.number}")


@dataclass(frozen=True)
class Step:
    """One step of the reckoning, with its numbers, and the article it rests on."""

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
class Finding:
    """The answer of a calculator. Without `result` it says in `needs` what is missing."""

    calculator: str
    title: Words
    on: date
    inputs: Mapping[str, Any]
    result: Mapping[str, Any] | None
    steps: tuple[Step, ...] = ()
    assumptions: tuple[Words, ...] = ()
    parameters: tuple[Dated, ...] = ()
    not_modelled: tuple[Words, ...] = ()
    needs: tuple[NeedsParameter, ...] = ()
    disclaimer: Words = field(
        default=Words(
            "这里只算数额：损失是否成立、合同有没有约定，由双方和办案人员查明。",
            "This computes amounts only: whether the damage is proven and agreed is for the parties and the handler to find.",
        )
    )

    @property
    def needs_parameter(self) -> bool:
        return bool(self.needs)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, to be stored with the case as they were on the day of the event."""
        return {
            "calculator": self.calculator,
            "title": self.title.as_dict(),
            "on": self.on.isoformat(),
            "inputs": plain(self.inputs),
            "result": plain(self.result) if self.result is not None else None,
            "steps": [step.as_dict() for step in self.steps],
            "assumptions": [words.as_dict() for words in self.assumptions],
            "parameters": [row.as_dict() for row in self.parameters],
            "not_modelled": [words.as_dict() for words in self.not_modelled],
            "needs": [row.as_dict() for row in self.needs],
            "disclaimer": self.disclaimer.as_dict(),
        }


def plain(value: Any) -> Any:
    """Decimals and days as text, so that a fen stays a fen in JSON."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value
