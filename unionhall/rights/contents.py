"""What can be reckoned, and by which words is it found?"""

from collections.abc import Iterator
from dataclasses import dataclass

from unionhall.core.actor import Actor
from unionhall.lawbook import contents
from unionhall.lawbook.calculator import Calculator
from unionhall.lawbook.contents import Topic
from unionhall.lawbook.facts import Choice
from unionhall.lawbook.words import Words

ICONS = {
    "ending": "door-open",
    "contract": "file-pen-line",
    "pay": "wallet",
    "leave": "calendar-clock",
    "injury": "bandage",
    "procedure": "hourglass",
    "collective": "handshake",
    "insurance": "umbrella",
    "union": "users",
}
TITLE, ABOUT, REST = 4, 2, 1
"""What a word weighs by where it stands."""
ENOUGH = 0.5
"""The share of what was typed that must be found somewhere."""


@dataclass(frozen=True)
class Chapter:
    """A topic with those of its calculators that somebody may use."""

    topic: Topic
    icon: str
    calculators: tuple[Calculator, ...]


def chapters(actor: Actor) -> list[Chapter]:
    """By topic, without the empty ones; what only officers ask, for officers."""
    found = [
        Chapter(topic, ICONS.get(topic.key, "scale"), tuple(one for one in topic.calculators if is_open(actor, one)))
        for topic in contents.topics()
    ]
    return [chapter for chapter in found if chapter.calculators]


def is_open(actor: Actor, one: Calculator) -> bool:
    return one.for_workers or bool(actor.posts)


def calculator(actor: Actor, name: str) -> Calculator | None:
    """The calculator of a name, if this person may use it."""
    found = contents.calculators().get(name)
    return found if found and is_open(actor, found) else None


def topic_of(one: Calculator) -> str:
    return next(topic.key for topic in contents.topics() if one in topic.calculators)


def search(actor: Actor, words: str) -> list[Calculator]:
    """Those that speak of what was typed, the nearest first. Chinese has no spaces, so pairs of characters are counted."""
    pieces = _pieces(words)
    if not pieces:
        return []
    scored = []
    for chapter in chapters(actor):
        for one in chapter.calculators:
            hits = [max((weight for weight, text in _texts(one) if piece in text), default=0) for piece in pieces]
            if sum(hit > 0 for hit in hits) >= ENOUGH * len(pieces):
                scored.append((-sum(hits), one.code, one))
    return [one for _score, _code, one in sorted(scored, key=lambda row: row[:2])]


def _pieces(words: str) -> list[str]:
    found = []
    for word in words.lower().split():
        chinese = any("一" <= character <= "鿿" for character in word)
        found += [word[n : n + 2] for n in range(len(word) - 1)] if chinese and len(word) > 2 else [word]
    return list(dict.fromkeys(found))


def _texts(one: Calculator) -> Iterator[tuple[int, str]]:
    yield TITLE, _both(one.title)
    yield ABOUT, _both(one.about)
    for fact in one.facts:
        yield REST, _both(fact.ask)
        if isinstance(fact.kind, Choice):
            yield REST, " ".join(_both(words) for words in fact.kind.options.values())
    yield REST, " ".join(map(_both, one.evidence))


def _both(words: Words) -> str:
    return f"{words.zh} {words.en}".lower()
