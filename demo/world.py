"""The demo while its stories are told: who is there, what time it is, and how a story goes on."""

import heapq
import itertools
import random
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.organisations.models import Organisation
from unionhall.people.api import actor_of_person
from unionhall.people.models import Person

from .bodies import Bodies
from .employers import Employers
from .moments import Calendar
from .people import People
from .places import Places

if TYPE_CHECKING:
    from .stories.casting import Casting

# A story is written from top to bottom; each `yield moment` lets time pass until that moment.
Story = Generator[datetime, None, None]


@dataclass
class World:
    """Everything the stories draw on."""

    places: Places
    employers: Employers
    bodies: Bodies
    people: People
    days: Calendar
    draw: random.Random
    cases: dict[str, UUID] = field(default_factory=dict)
    """Cases of the named stories by key."""
    _actors: dict[UUID, Actor] = field(default_factory=dict)

    @cached_property
    def casting(self) -> "Casting":
        from .stories.casting import Casting

        return Casting(self)

    # -- who --------------------------------------------------------------------------------------------------------

    def person(self, key: str) -> Person:
        return self.people.cast[key]

    def act(self, who: Person | str) -> Actor:
        """The Actor that somebody is; posts do not change in the demo."""
        person = self.people.cast[who] if isinstance(who, str) else who
        if person.pk not in self._actors:
            self._actors[person.pk] = actor_of_person(person)
        return self._actors[person.pk]

    def on_duty(self, body: Organisation, *roles: str) -> Person:
        """Somebody at this body in the first of the roles that is filled."""
        present = self.people.on_duty[body.code]
        return next(present[role] for role in roles if role in present)

    # -- when -------------------------------------------------------------------------------------------------------

    def office(self, day: date) -> datetime:
        return self.days.office(day)

    def later(self, least: int, most: int | None = None) -> datetime:
        """Office hours some days after now."""
        return self.days.office(clock.today() + timedelta(days=self.draw.randint(least, most or least)))

    def ago(self, days: int) -> datetime:
        """Office hours so many days before today, or on the working day before that."""
        return self.days.office_before(self.days.days_ago(days))

    def written(self, day: date) -> datetime:
        return self.days.any_time(day)


def tell(stories: list[Story], *, until: datetime, show: Callable[[float], None]) -> None:
    """Tell all stories at once, in the order of time, up to the present; what lies ahead is not told yet."""
    order = itertools.count()
    waiting: list[tuple[datetime, int, Story]] = []
    for story in stories:
        _go_on(story, None, waiting, order, until)
    begun = len(waiting)
    total, done = max(begun * 6, 1), 0
    while waiting:
        moment, _n, story = heapq.heappop(waiting)
        _go_on(story, moment, waiting, order, until)
        done += 1
        if done % 20 == 0:
            show(min(done / total, 1.0))


def _go_on(story: Story, moment: datetime | None, waiting: list[Any], order: Any, until: datetime) -> None:
    try:
        if moment is None:
            nxt = next(story)
        else:
            with clock.at(moment):
                nxt = next(story)
    except StopIteration:
        return
    if moment is not None and nxt <= moment:
        nxt = moment + timedelta(minutes=7)
    if nxt <= until:
        heapq.heappush(waiting, (nxt, next(order), story))
