"""What may be said of the letters of a problem? Counts of people with the small ones put together, and what several say."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from unionhall.cases.api import Heard
from unionhall.core.hiding import hidden_on_line
from unionhall.triage import copies, typical
from unionhall.triage.words import Letter

REST = ""
"""The key under which what is too small to show stands together."""
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Telling:
    """What is kept and shown of a problem's letters."""

    letters: int
    people: int
    sites: int
    words: list[str]
    sayings: list[dict[str, Any]]
    spread: dict[str, list[list[Any]]]


def telling(heard: Sequence[Heard], *, names: Mapping[str, str], common: frozenset[str] = frozenset()) -> Telling:
    """Count and quote, so that nobody who wrote can be told by it. `names` are the names of employers by key."""
    writers = writers_of(heard)
    signed = [(writer, one.told.letter) for writer, one in zip(writers, heard, strict=True)]
    facts: dict[str, Callable[[Heard], str]] = {
        "site": lambda one: _site_name(str(one.told.site or ""), names),
        "employer": lambda one: names.get(str(one.told.employer or ""), str(one.told.employer or "")),
        "kind": lambda one: str(one.told.kind or ""),
        "month": lambda one: timezone.localtime(one.received_at).strftime("%Y-%m"),
    }
    return Telling(
        len(heard),
        len(set(writers)),
        len({one.told.site for one in heard if one.told.site}),
        typical.words_of_several(signed, common=common),
        [{"text": said.text, "people": said.people} for said in typical.said_by_several(signed, common=common)],
        {key: put_together(_people_by(heard, writers, fact)) for key, fact in facts.items()},
    )


def writers_of(heard: Sequence[Heard]) -> list[Hashable]:
    """Whoever wrote each letter; unsigned ones count each for itself, copies of one another as one."""
    same = copies.groups([one.told.letter for one in heard])
    return [
        ("writer", one.told.writer) if one.told.writer is not None else ("letter", same[n])
        for n, one in enumerate(heard)
    ]


def put_together(people: Mapping[str, int]) -> list[list[Any]]:
    """[name, people] by name, those of fewer than the limit of small counts in one nameless line: [“”, how many names, people or None].

    The sum of all is told, so what is put together is at least two names and no small count itself (`core.hiding`).
    """
    known = sorted((name, count) for name, count in people.items() if name)
    hidden = hidden_on_line([count for _name, count in known], settings.SMALL_COUNT)
    shown: list[list[Any]] = [[name, count] for place, (name, count) in enumerate(known) if place not in hidden]
    if hidden:
        rest = sum(known[place][1] for place in hidden)
        shown.append([REST, len(hidden), rest if rest >= settings.SMALL_COUNT and len(hidden) > 1 else None])
    return shown


def title_of(told: Telling, fallback: str) -> str:
    """A first title from what they share; the employer before it where enough people work there."""
    at = [name for name, *_rest in told.spread["employer"] if name]
    words = " · ".join(told.words[:3]) or fallback
    title = f"{at[0]}：{words}" if len(at) == 1 and told.spread["employer"][0][1] * 5 >= told.people * 4 else words
    return title[:LONGEST_TITLE]


def letters_of(heard: Sequence[Heard]) -> list[Letter]:
    return [one.told.letter for one in heard]


def _people_by(heard: Sequence[Heard], writers: Sequence[Hashable], fact: Callable[[Heard], str]) -> dict[str, int]:
    found: dict[str, set[Hashable]] = {}
    for writer, one in zip(writers, heard, strict=True):
        found.setdefault(fact(one), set()).add(writer)
    return {name: len(them) for name, them in found.items()}


def _site_name(site: str, names: Mapping[str, str]) -> str:
    """A site as people call it: the key of its employer in front becomes nothing, an employer alone its name."""
    employer, _blank, place = site.rpartition(" ")
    return place if employer else names.get(place, place)
