"""A sentence kept for later readers of either language: what background work has to say, it says in both."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core.verdict import Refused, no
from unionhall.geo.words import Unreadable, Words
from unionhall.siting.instance import Unsound
from unionhall.siting.objectives import Impossible

NAMED = 10
CODES = {"zh": "zh-hans", "en": "en"}


def in_both(said: Any) -> dict[str, str]:
    """The sentence of an error, a lazy text or plain words, in both languages."""
    if isinstance(said, Unreadable):
        return said.words.as_dict()
    if isinstance(said, Words):
        return said.as_dict()
    if isinstance(said, Impossible):
        if not said.points:
            return said.words.as_dict()
        said = _impossible(said)
    elif isinstance(said, Unsound):
        said = no(
            _("The numbers of this plan contradict each other, so it was not reckoned."),
            _("Look at weights, costs and capacities in the files."),
        )
    found = {}
    for key, code in CODES.items():
        with translation.override(code):
            found[key] = str(said.verdict if isinstance(said, Refused) else said)
    return found


def _impossible(error: Impossible) -> Any:
    """Why a question has no answer, with the points that stand in the way."""
    few = "、".join(error.points[:NAMED]) + ("…" if len(error.points) > NAMED else "")
    reason = format_lazy(
        _("No way leads from {n} points to any station or candidate: {names}"), n=f"{len(error.points):,}", names=few
    )
    return no(reason, _("Bring candidates near them, or leave these points out."))
