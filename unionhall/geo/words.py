"""How does the map say something? Every sentence in both languages of the product, and what cannot be read says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Words:
    """A sentence in both languages of the product."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """The sentence in a language by its code (`zh…` is Chinese, everything else English)."""
        return self.zh if language.lower().startswith("zh") else self.en

    def __str__(self) -> str:
        return f"{self.zh} {self.en}"

    def as_dict(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}


class Unreadable(ValueError):
    """What was given cannot be read. `words` is a whole sentence for the person who gave it, with the next step in it."""

    def __init__(self, words: Words) -> None:
        super().__init__(str(words))
        self.words = words


class Misused(Unreadable):
    """What was asked for contradicts itself or lacks something: not what was given is wrong, but how it was asked."""


@dataclass(frozen=True)
class Complaint:
    """What is wrong with one row (0: with the whole file), and what to do about it. `kind` is a code for counting."""

    row: int
    words: Words
    next_step: Words
    kind: str = ""

    def __str__(self) -> str:
        where = f"第 {self.row} 行 / row {self.row}: " if self.row else ""
        return f"{where}{self.words} {self.next_step}"

    def as_dict(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "kind": self.kind,
            "words": self.words.as_dict(),
            "next_step": self.next_step.as_dict(),
        }
