"""Reads about joining: which union is home to whom, what a union asks for, what waits."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from unionhall.core import clock
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .models import Application, Door, HomeRule, Removal
from .states import ApplicationState, RemovalState

if TYPE_CHECKING:
    from unionhall.organisations.models import Division, Organisation
    from unionhall.people.models import Membership, Person


def door_of(organisation: "Organisation") -> Door:
    """How a union takes people in; the usual way where it said nothing."""
    found = Door.objects.filter(organisation=organisation).first()
    return found or Door(organisation=organisation, changed_at=clock.now())


def home_unions(
    division: "Division | None", industry: str, platform: str, *, on: date, most: int = 3
) -> list["Organisation"]:
    """Unions that are home to these people on a day, the closest rule first.

    A platform counts more than a trade, a trade more than a place, and a near place more than one around it. A rule fits when
    everything it names fits. After the rules come the joint and industrial unions of the place itself.
    """
    chain = organisations.division_chain(division)
    near = {place.pk: len(chain) - index for index, place in enumerate(chain)}
    rules = HomeRule.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on),
        Q(division__isnull=True) | Q(division__in=chain),
        since__lte=on,
        industry__in=["", industry],
        platform__in=["", platform],
        organisation__closed_on__isnull=True,
    ).select_related("organisation__division")
    ranked = sorted(
        rules.order_by("pk"),
        key=lambda rule: (
            bool(rule.platform),
            bool(rule.industry),
            near.get(rule.division_id, 0) if rule.division_id else 0,
        ),
        reverse=True,
    )
    found: list[Organisation] = []
    for rule in ranked:
        if rule.organisation not in found:
            found.append(rule.organisation)
    return found[:most]


def waiting_of(person_id: UUID) -> Application | None:
    """The one application of a person that waits."""
    rows = Application.objects.filter(person=person_id, state=ApplicationState.WAITING)
    return rows.select_related("organisation", "origin", "person").first()


def latest_of(person_id: UUID) -> Application | None:
    rows = Application.objects.filter(person=person_id).select_related("organisation", "origin")
    return rows.order_by("-applied_at", "-pk").first()


def missing_facts(person: "Person | None", door: Door) -> list[str]:
    """What a union still has to ask: never what is held."""
    asked = (
        ["name", "identity_number", "phone", "employer"] if door.asks_employer else ["name", "identity_number", "phone"]
    )
    if person is None:
        return asked
    held = {
        "name": bool(person.name) and "*" not in person.name,
        "identity_number": bool(person.identity_number),
        "phone": bool(person.phone),
    }
    return [name for name in asked if not held.get(name)]


def open_removal(membership: "Membership") -> Removal | None:
    return Removal.objects.filter(membership=membership, state=RemovalState.PROPOSED).first()


def late_applications(on: date) -> QuerySet[Application]:
    """Applications whose day is over and which the body above has not heard of."""
    rows = Application.objects.filter(state=ApplicationState.WAITING, answer_due_on__lt=on, raised_at__isnull=True)
    return rows.select_related("organisation__parent").order_by("answer_due_on", "pk")


def history_of(person_id: UUID) -> "list[Membership]":
    """Every membership of a person, the newest first."""
    rows = people.memberships().filter(person=person_id).select_related("organisation")
    return list(rows.order_by("-since", "pk"))


def narrowed(
    rows: "QuerySet[Membership]", *, union: str = "", standing: str = "", q: str = ""
) -> "QuerySet[Membership]":
    """Members of a list, narrowed; those that ended only when asked for."""
    rows = rows.filter(until__isnull=standing != "ended")
    if union:
        rows = rows.filter(organisation=UUID(union))
    if standing and standing != "ended":
        rows = rows.filter(standing=standing)
    if q.strip():
        rows = rows.filter(person__name=" ".join(q.split()))
    return rows
