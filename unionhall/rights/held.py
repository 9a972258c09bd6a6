"""What does the union know already of the worker who asks? It is shown and can be changed, but it is not asked again.

Only of whoever is signed in, only from their own record and their own running matter.
"""

from typing import Any

from unionhall.cases import api as cases
from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.lawbook.book import book
from unionhall.lawbook.calculator import Calculator
from unionhall.lawbook.facts import Region
from unionhall.lawbook.finding import plain
from unionhall.lawbook.reading import Unreadable
from unionhall.organisations import api as organisations
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
        value = held[fact.held]
        if isinstance(fact.kind, Region) and (value := _region(value, fact.kind.table)) is None:
            continue
        try:
            found[fact.name] = plain(fact.kind.read(value, clock.today()))
        except Unreadable:
            continue
    return found


def _held(actor: Actor) -> dict[str, Any]:
    known: dict[str, Any] = {}
    person = people.visible_people(actor).filter(pk=actor.person_id).first()
    if person is not None:
        known |= {"born_on": person.birth_on, "sex": person.sex}
    mine = next((told for told in cases.matters_of(actor, limit=MATTERS, running=True) if not told.for_whom), None)
    if mine is not None:
        case = mine.case
        known |= {"happened_on": case.happened_on, "amount": case.amount}
        if case.division_id:
            place = (
                organisations.visible_divisions(actor).select_related("parent__parent__parent").get(pk=case.division_id)
            )
            known["place"] = [found.name for found in reversed(organisations.division_chain(place))]
    return {name: value for name, value in known.items() if value not in (None, "", "unknown")}


def _region(names: list[str], table: str) -> str | None:
    """The place as a table of the book calls it, from the names of the register: 江西省 is 江西, 深圳市 is 广东-深圳."""
    rows = book()
    regions = rows.regions(table) if table in rows.tables else []
    cities = [*regions, *(f"{province}-{city}" for province, city in rows.places)]
    province = next((one for one in regions if "-" not in one and any(name.startswith(one) for name in names)), None)
    if province is None:
        return None
    inside = (one for one in cities if one.startswith(f"{province}-"))
    return next((one for one in inside if any(name.startswith(one.partition("-")[2]) for name in names)), province)
