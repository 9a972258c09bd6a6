"""Reads about registers: which kinds there are, who is due for review, who is found by name or number, who opened an entry."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from unionhall.core import audit, clock
from unionhall.core.models import AuditEntry
from unionhall.core.sealed import lookup
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .models import EntryStep, Register, RegisterEntry, RegisterKind
from .states import STANDING, EntryState

if TYPE_CHECKING:
    from unionhall.core.actor import Actor
    from unionhall.organisations.models import Organisation
    from unionhall.people.models import Person

LATELY = 100
"""So many openings of an entry are shown to the person, the newest first."""


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def kinds() -> QuerySet[RegisterKind]:
    return RegisterKind.objects.order_by("name", "pk")


def counted(registers: QuerySet[Register]) -> QuerySet[Register]:
    """Registers with how many stand on each, and how many of these are due."""
    standing = Q(entries__state__in=STANDING)
    return (
        registers.select_related("kind", "body", "responsible")
        .annotate(
            standing=Count("entries", filter=standing),
            due=Count("entries", filter=standing & Q(entries__review_due_on__lte=clock.today())),
            contested=Count("entries", filter=Q(entries__state=EntryState.CONTESTED)),
        )
        .order_by("body__level", "body__code", "kind__name", "pk")
    )


def listed(entries: QuerySet[RegisterEntry], *, show: str = "", q: str = "") -> QuerySet[RegisterEntry]:
    """Entries of a list, narrowed: due for review, objected to, taken off; found by name, phone or identity number."""
    if show == "due":
        entries = due_entries(entries)
    elif show in EntryState.values:
        entries = entries.filter(state=show)
    else:
        entries = entries.filter(state__in=STANDING)
    q = " ".join(q.split())
    if q:
        number = "".join(char for char in q if char.isalnum())
        found = Q(person__name=q)
        if sum(char.isdigit() for char in number) >= 7:
            found |= Q(person__phone_lookup=lookup(number, "phone"))
            found |= Q(person__identity_lookup=lookup(number, "identity"))
        entries = entries.filter(found)
    return entries.select_related("person", "register__kind", "register__body")


def due_entries(entries: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry]:
    """Those whose entry is to be looked at again by today."""
    return entries.filter(state__in=STANDING, review_due_on__lte=clock.today())


def standing_of(register: Register, person: Person) -> RegisterEntry | None:
    return RegisterEntry.objects.filter(register=register, person=person, state__in=STANDING).first()


def steps_of(entry: RegisterEntry) -> QuerySet[EntryStep]:
    return EntryStep.objects.filter(entry=entry).order_by("-at", "-pk")


def openings_of(entry: RegisterEntry) -> QuerySet[AuditEntry]:
    """Who opened an entry, when and for what: what the person reads."""
    return audit.entries_about(entry).filter(verb="registerentry.read")[:LATELY]


def officers_at(body_ids: Iterable[UUID]) -> list[tuple[str, str]]:
    """(key, name) of those who work at these bodies today, for a list to choose from."""
    known = {str(person): name for _body, person, name in people.on_duty_at(body_ids)}
    return sorted(known.items(), key=lambda one: (one[1], one[0]))


def officer_called(key: str, body: Organisation) -> Person | None:
    """One of those who work at a body, by their key."""
    return people.people_with_posts(body.pk).filter(pk=key).first() if key else None


def bodies_to_choose(actor: Actor, bodies: Any) -> list[tuple[str, str]]:
    """The bodies for which somebody may open a register, as a tree."""
    return organisations.as_tree(bodies, depth=3)


def with_due_entries() -> QuerySet[Register]:
    """Open registers on which somebody is due."""
    due = due_entries(RegisterEntry.objects.all()).order_by().values("register")
    return Register.objects.filter(closed_on__isnull=True, pk__in=due).order_by("pk")


def resting_on(consent_id: UUID) -> QuerySet[RegisterEntry]:
    """Entries that stand on nothing but this consent."""
    return RegisterEntry.objects.filter(
        consent=consent_id, state__in=STANDING, register__kind__needs_consent=True
    ).order_by("pk")


def of_person(entries: QuerySet[RegisterEntry]) -> list[RegisterEntry]:
    """A person's own entries, those that stand first."""
    return list(
        entries.select_related("register__kind", "register__body", "consent").order_by(
            F("left_on").desc(nulls_first=True), "-entered_on", "pk"
        )
    )
