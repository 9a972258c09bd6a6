"""To which body does a matter go, and into whose hands? The register's answer, then the first rule that fits, then ties."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .rules import Matter, Rule, in_force
from .ways import Route, above_ties, answer

if TYPE_CHECKING:
    from unionhall.organisations.models import Division, Organisation
    from unionhall.people.models import Person

Why = list[dict[str, Any]]


class Router:
    """Routes one matter, or thousands: what was looked up for one is remembered for the others."""

    def __init__(self, *, on: date, rules: Iterable[Rule] | None = None) -> None:
        """`on`: the day for the register and for ties. `rules`: those to go by, in order; else those in force today."""
        self.on = on
        self._rules: dict[UUID, list[Rule]] = {}
        self._given = rules is not None
        for rule in rules or ():
            self._rules.setdefault(rule.owner.pk, []).append(rule)
        self._answers: dict[tuple[UUID | None, str], tuple[Organisation, Why]] = {}
        self._ties: dict[tuple[UUID, frozenset[UUID]], tuple[Organisation, Why]] = {}
        self._hands: dict[tuple[UUID, UUID, frozenset[UUID]], str] = {}
        self._places: dict[UUID, frozenset[UUID]] = {}

    def route(self, matter: Matter) -> Route:
        """The body, the reasons, and the person the rule names if they may take it on."""
        body, why = self.answer(matter)
        rule = next((rule for rule in self.rules_over(body) if rule.fits(matter, self.around(matter.division))), None)
        if rule is None:
            body, more = self._untied(body, matter)
            return Route(body, [*why, *more])
        said = {
            "code": "rule", "rule": str(rule.line or ""), "name": rule.name, "owner": rule.owner.name, "body": rule.body.name,
        }  # fmt: skip
        body, more = self._untied(rule.body, matter)
        found = Route(body, [*why, said, *more], rule)
        return found if rule.person is None else self._in_hands(found, rule, rule.person, matter)

    def answer(self, matter: Matter) -> "tuple[Organisation, Why]":
        """What the register says, before rules and ties."""
        key = (matter.division.pk if matter.division else None, matter.industry)
        if key not in self._answers:
            self._answers[key] = answer(matter.division, matter.industry, on=self.on)
        return self._answers[key]

    def rules_over(self, body: "Organisation") -> list[Rule]:
        """The rules that may speak of a matter of this body: those of the highest body first, each body's in its order."""
        chain = [owner for owner in body.ancestors_by_column.values() if owner]
        missing = [] if self._given else [owner for owner in chain if owner not in self._rules]
        if missing:
            self._rules.update({owner: [] for owner in missing})
            for rule in in_force(missing):
                self._rules[rule.owner.pk].append(rule)
        return [rule for owner in chain for rule in self._rules.get(owner, ())]

    def around(self, division: "Division | None") -> frozenset[UUID]:
        """The keys of a place and of those around it."""
        if division is None:
            return frozenset()
        if division.pk not in self._places:
            self._places[division.pk] = frozenset(place.pk for place in organisations.division_chain(division))
        return self._places[division.pk]

    def _untied(self, body: "Organisation", matter: Matter) -> "tuple[Organisation, Why]":
        key = (body.pk, frozenset(matter.employers))
        if key not in self._ties:
            found = above_ties(body, matter.employers, [], on=self.on)
            self._ties[key] = (found.body, found.why)
        return self._ties[key]

    def _in_hands(self, found: Route, rule: Rule, person: "Person", matter: Matter) -> Route:
        """With the person, unless the matter went past their body, their post has ended or they are tied."""
        if found.body.pk != rule.body.pk:
            return found
        key = (person.pk, rule.body.pk, frozenset(matter.employers))
        if key not in self._hands:
            if not people.people_with_posts(rule.body.pk).filter(pk=person.pk).exists():
                self._hands[key] = "person_off_duty"
            else:
                tied = people.tied_among([person.pk], matter.employers, on=self.on)
                self._hands[key] = "person_tied" if tied else ""
        if hindered := self._hands[key]:
            return replace(found, why=[*found.why, {"code": hindered, "body": rule.body.name}])
        return replace(found, person=person)
