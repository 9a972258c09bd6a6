"""What a consent was for, in words. The module that asks for it says them (connected in wiring.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_words: dict[str, StrOrPromise] = {}


def name_purpose(purpose: str, words: StrOrPromise) -> None:
    """Say a purpose in words."""
    _words[purpose] = words


def words(purpose: str) -> StrOrPromise:
    """The words of a purpose; one that nobody named is said in general."""
    return _words.get(purpose, _("Handling a matter of yours"))
