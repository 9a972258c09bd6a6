"""How does an answer travel with an intake, so that the finding is kept with the matter? Signed, to be reckoned again there."""

from collections.abc import Mapping
from typing import Any

from django.core import signing

from unionhall.core import clock
from unionhall.core.federations import salted
from unionhall.lawbook.contents import calculators
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.reading import BadFacts

from .reckoning import book_in_use

SALT = "unionhall.rights.enclosed"


def enclosed(fn: str, facts: Mapping[str, Any]) -> str:
    """The calculator and the facts, as they go along."""
    return signing.dumps({"fn": fn, "facts": dict(facts)}, salt=salted(SALT), compress=True)


def opened(text: str) -> Finding | None:
    """The finding, reckoned by today's book; nothing where it is not ours or cannot be reckoned any more."""
    try:
        held = signing.loads(text, salt=salted(SALT))
        return calculators()[held["fn"]].find(held["facts"], book=book_in_use(), today=clock.today())
    except (signing.BadSignature, KeyError, BadFacts):
        return None
