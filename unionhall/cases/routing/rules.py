"""Does a rule speak of a matter? Pure reading of what an officer wrote; the first rule that fits decides.

All conditions a rule names must hold; of several kinds, employers, words or weekdays one is enough. Words are looked for as they
stand, after NFKC (full-width letters are letters), small and capital letters alike; they are no patterns.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

from unionhall.core import clock

from ..clocks import CHINA
from ..models import RoutingRule

if TYPE_CHECKING:
    from unionhall.organisations.models import Division, Employer, Organisation
    from unionhall.people.models import Person

SHORTEST_WORD, LONGEST_WORD, MOST_WORDS, MOST_EMPLOYERS, MOST_RULES = 2, 40, 50, 50, 200


@dataclass(frozen=True)
class Draft:
    """What an officer says about a rule: for which matters, and to whom they go."""

    name: str
    body: "Organisation"
    person: "Person | None" = None
    kinds: tuple[str, ...] = ()
    place: "Division | None" = None
    industry: str = ""
    employers: tuple["Employer", ...] = ()
    words: tuple[str, ...] = ()
    to_chair: bool = False
    weekdays: tuple[int, ...] = ()
    from_time: time | None = None
    to_time: time | None = None
    since: date | None = None
    until: date | None = None

    @property
    def names_something(self) -> bool:
        """A rule without any condition would take every matter."""
        return bool(
            self.kinds or self.place or self.industry or self.employers or self.words or self.to_chair
            or self.weekdays or self.from_time
        )  # fmt: skip


def draft_of(said: Mapping[str, Any]) -> Draft:
    """A draft from plain values; what is left out is not asked."""
    lists = ("kinds", "employers", "words", "weekdays")
    return Draft(**{**said, **{name: tuple(said.get(name) or ()) for name in lists}})


@dataclass
class Matter:
    """What a rule may look at."""

    kind: str
    account: str
    at: datetime
    """When it came to us."""
    division: "Division | None" = None
    industry: str = ""
    employers: tuple[UUID, ...] = ()
    to_chair: bool = False

    @cached_property
    def text(self) -> str:
        return plain(self.account)

    @cached_property
    def local(self) -> datetime:
        return self.at.astimezone(CHINA)


@dataclass(frozen=True)
class Rule:
    """A rule as routing reads it: one in force, or one that is only being tried (`pk` is None)."""

    line: UUID | None
    pk: UUID | None
    name: str
    owner: "Organisation"
    body: "Organisation"
    person: "Person | None"
    kinds: frozenset[str] = frozenset()
    place: UUID | None = None
    industry: str = ""
    employers: frozenset[UUID] = frozenset()
    words: tuple[str, ...] = ()
    to_chair: bool = False
    weekdays: frozenset[int] = frozenset()
    from_time: time | None = None
    to_time: time | None = None

    def fits(self, matter: Matter, places: frozenset[UUID]) -> bool:
        """Whether every condition holds; `places` are the matter's place and those around it. The cheap questions first."""
        return (
            (not self.kinds or matter.kind in self.kinds)
            and (not self.to_chair or matter.to_chair)
            and (not self.industry or matter.industry == self.industry)
            and (self.place is None or self.place in places)
            and (not self.employers or not self.employers.isdisjoint(matter.employers))
            and self._on_time(matter.local)
            and (not self.words or any(word in matter.text for word in self.words))
        )

    def _on_time(self, moment: datetime) -> bool:
        """A night from 22:00 to 06:00 belongs to the weekday on which it begins. The last minute named is not inside."""
        day, now = moment.isoweekday(), moment.time()
        if self.from_time is not None and self.to_time is not None:
            if self.from_time < self.to_time:
                if not self.from_time <= now < self.to_time:
                    return False
            elif now < self.to_time:
                day = (moment - timedelta(days=1)).isoweekday()
            elif now < self.from_time:
                return False
        return not self.weekdays or day in self.weekdays


def plain(text: str) -> str:
    """Text as words are looked for in it."""
    return unicodedata.normalize("NFKC", text).casefold()


def read(row: RoutingRule) -> Rule:
    """A row with its owner, body, person and employers loaded, as routing reads it."""
    return Rule(
        line=row.line,
        pk=row.pk,
        name=row.name,
        owner=row.owner,
        body=row.body,
        person=row.person,
        kinds=frozenset(row.kinds),
        place=row.place_id,
        industry=row.industry,
        employers=frozenset(employer.pk for employer in row.employers.all()),
        words=tuple(plain(word) for word in row.words),
        to_chair=row.to_chair,
        weekdays=frozenset(row.weekdays),
        from_time=row.from_time,
        to_time=row.to_time,
    )


def imagined(draft: Draft, owner: "Organisation", line: UUID | None = None) -> Rule:
    """The rule a draft would be."""
    return Rule(
        line=line,
        pk=None,
        name=draft.name,
        owner=owner,
        body=draft.body,
        person=draft.person,
        kinds=frozenset(draft.kinds),
        place=draft.place.pk if draft.place else None,
        industry=draft.industry,
        employers=frozenset(employer.pk for employer in draft.employers),
        words=tuple(plain(word) for word in draft.words),
        to_chair=draft.to_chair,
        weekdays=frozenset(draft.weekdays),
        from_time=draft.from_time,
        to_time=draft.to_time,
    )


def in_force(owners: Iterable[UUID] | None = None, *, on: date | None = None) -> list[Rule]:
    """The rules that decide on a day, of these bodies or of all, from the highest body down and in each body's order.

    A rule whose body is closed or receives no matters any more decides nothing.
    """
    on = on or clock.today()
    rows = RoutingRule.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on),
        ended_at__isnull=True,
        since__lte=on,
        body__receives_cases=True,
        body__closed_on__isnull=True,
        owner__closed_on__isnull=True,
    )
    if owners is not None:
        rows = rows.filter(owner__in=list(owners))
    rows = rows.select_related("owner", "body", "person").prefetch_related("employers")
    return [read(row) for row in rows.order_by("owner__level", "owner", "position", "pk")]
