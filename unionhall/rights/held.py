"""What does the union know already of the worker who asks? It is shown and can be changed, but it is not asked again.

Only of whoever is signed in, only from their own record and their own running matter with its findings.
"""

from typing import Any

from unionhall.cases import api as cases
from unionhall.claims import api as claims
from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.lawbook.calculator import Calculator
from unionhall.lawbook.finding import plain
from unionhall.lawbook.reading import Unreadable
from unionhall.people import api as people

MATTERS = 6
"""How many running matters are looked through for one's own, past those of people one acts for."""


def known_facts(actor: Actor, one: Calculator) -> dict[str, Any]:
    """By the name of the fact, as the calculator reads it; what it cannot read is not known."""
    if actor.person_id is None or not any(fact.held for fact in one.facts):
        return {}
    held, found = _held(actor), {}
    for fact in one.facts:
        if fact.held not in held:
            continue
        try:
            found[fact.name] = plain(fact.kind.read(held[fact.held], clock.today()))
        except Unreadable:
            continue
    return found


def _held(actor: Actor) -> dict[str, Any]:
    known: dict[str, Any] = {}
    person = people.visible_people(actor).filter(pk__in=[actor.person_id]).first()
    if person is not None:
        known |= {"born_on": plain(person.birth_on), "sex": person.sex}
    mine = next((told for told in cases.matters_of(actor, limit=MATTERS, running=True) if not told.for_whom), None)
    if mine is not None:
        known |= claims.held_facts(mine.case, by=actor)
    return {name: value for name, value in known.items() if value not in (None, "")}
