"""The trail in words: what its verbs, kinds of record and purposes are called, as each module's `trail.py` says.

What is written is a code that never changes ("case.accept"); what is read is a sentence in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WAYS: dict[str, StrOrPromise] = {
    "web": pgettext_lazy("audit trail", "on the pages"),
    "api": pgettext_lazy("audit trail", "by a program"),
    "link": pgettext_lazy("audit trail", "by a one-time link"),
    "mail": pgettext_lazy("audit trail", "by e-mail"),
    "system": pgettext_lazy("audit trail", "the system itself"),
}


class Topic(NamedTuple):
    """One module's verbs, as a chooser shows them."""

    title: StrOrPromise
    verbs: Mapping[str, StrOrPromise]


_topics: dict[str, Topic] = {}
_verbs: dict[str, StrOrPromise] = {}
_records: dict[str, StrOrPromise] = {}
_purposes: dict[str, StrOrPromise] = {}


def learn(module: ModuleType) -> None:
    """Take up the words of one module's `trail.py`: TOPIC, VERBS, RECORDS and, where there are codes for it, PURPOSES."""
    _topics[module.__name__] = Topic(module.TOPIC, module.VERBS)
    _verbs.update(module.VERBS)
    _records.update(module.RECORDS)
    _purposes.update(getattr(module, "PURPOSES", {}))


def topics() -> list[Topic]:
    """Every module's verbs."""
    return list(_topics.values())


def verb_words(verb: str) -> StrOrPromise:
    """What was done. A reading that has no words of its own is "opened and read"; an unknown code stands for itself."""
    if verb in _verbs:
        return _verbs[verb]
    return _verbs["read"] if verb.endswith(".read") and "read" in _verbs else verb


def record_words(label: str) -> StrOrPromise:
    """What kind of record it was done to ("cases.Case")."""
    return _records.get(label, label)


def purpose_words(purpose: str) -> StrOrPromise:
    """Why: the words of a code, or what somebody wrote."""
    return _purposes.get(purpose, purpose)


def way_words(via: str) -> StrOrPromise:
    """By which door they came in."""
    return WAYS.get(via, via)
