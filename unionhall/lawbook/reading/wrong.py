"""What is said when a fact cannot be read."""

from __future__ import annotations

from collections.abc import Mapping

from ..words import Words


class Unreadable(Exception):
    """One fact cannot be read, or does not fit the others; `words` say what is expected. `fact` names it if it is another."""

    def __init__(self, words: Words, fact: str = "") -> None:
        super().__init__(words.en)
        self.words = words
        self.fact = fact


class BadFacts(Exception):
    """Facts that cannot be taken, by name."""

    def __init__(self, errors: Mapping[str, Words]) -> None:
        super().__init__("; ".join(f"{name}: {words.en}" for name, words in errors.items()))
        self.errors = dict(errors)
