"""What does a letter in plain words say about itself: its kind, place, employer and site? Asked as for the columns of a spreadsheet.

A line such as “单位：宏达制造有限公司” counts as the column of that heading; the kind and the place are found in the words themselves.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionhall.core import clock

from ..actions.letters import Places, places
from .columns import HEADINGS
from .reading import Letter, kind_of

if TYPE_CHECKING:
    from unionhall.organisations.models import Division, Employer

LABELLED = re.compile(r"^\s*[【\[]?([^\s:：】\]]{2,8})[】\]]?\s*[:：]\s*(\S.{0,118}?)\s*$", re.MULTILINE)
SAID_IN_LINES = {
    heading: field for field in ("employer", "place", "site") for heading in HEADINGS[field] if not heading.isascii()
}


@dataclass(frozen=True)
class Understood:
    """What could be found; nothing is guessed beyond it."""

    kind: str
    division: "Division | None"
    employer: "Employer | None"
    employer_name: str
    site: str


def understand(title: str, body: str, *, known: Places | None = None) -> Understood:
    """Kind by its words, place by its name, employer and site where a line names them."""
    known = known or places()
    said: dict[str, str] = {}
    for heading, value in LABELLED.findall(body[:5_000]):
        if field := SAID_IN_LINES.get(heading):
            said.setdefault(field, value)
    letter = Letter(
        row=0,
        key="",
        kind=kind_of(title, body),
        title=title,
        body=body,
        at=clock.now(),
        employer=said.get("employer", "")[:120],
        place=said.get("place", ""),
        site=said.get("site", "")[:60],
    )
    return Understood(letter.kind, known.place_of(letter), known.employer_of(letter), letter.employer, letter.site)
