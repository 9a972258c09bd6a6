"""A sentence kept for later readers of either language: what background work has to say, it says in both."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from unionhall.core.verdict import Refused
from unionhall.geo.words import Unreadable, Words

CODES = {"zh": "zh-hans", "en": "en"}


def in_both(said: Any) -> dict[str, str]:
    """The sentence of an error, a lazy text or plain words, in both languages."""
    if isinstance(said, Unreadable):
        return said.words.as_dict()
    if isinstance(said, Words):
        return said.as_dict()
    found = {}
    for key, code in CODES.items():
        with translation.override(code):
            found[key] = str(said.verdict if isinstance(said, Refused) else said)
    return found
