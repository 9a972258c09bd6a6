"""Who looked at whose records? From the audit trail, both ways; what is on hold; how many rows are held about a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

from unionhall.core import registry
from unionhall.core.models import AuditEntry
from unionhall.core.registry import Record

from .models import LegalHold

PERSON = "people.Person"
SOME = 5_000
SHOWING = ("case.phone_shown", "file.downloaded")
"""Acts that show something beside opening the record itself."""


# --- whose record is it? ---------------------------------------------------------------------------------------------


def persons_of(label: str, keys: Iterable[str]) -> dict[str, set[UUID]]:
    """The persons each record is about, as the registry says it; records that are nobody's are left out."""
    found: dict[str, set[UUID]] = defaultdict(set)
    one = registry.records().get(label)
    if one is None:
        return found
    wanted = list(keys)
    for start in range(0, len(wanted), SOME):
        for key, person_id in _pairs(one, wanted[start : start + SOME]):
            if person_id is not None:
                found[str(key)].add(person_id)
    return found


def _pairs(one: Record, keys: list[str]) -> Iterable[tuple[Any, Any]]:
    if one.person:
        return one.model._base_manager.filter(pk__in=keys).values_list("pk", one.person)
    if one.people:
        rows = registry.records()[one.people.label].model._base_manager.filter(**{f"{one.people.record}__in": keys})
        return rows.values_list(one.people.record, one.people.person)
    if one.belongs:
        inside = dict(one.model._base_manager.filter(pk__in=keys).values_list("pk", one.belongs))
        whose = persons_of(one.whole, {str(key) for key in inside.values() if key})
        return ((key, person) for key, whole in inside.items() for person in whose.get(str(whole), ()))
    return ()


def records_of(person_id: UUID) -> dict[str, list[str]]:
    """The records of a person that are opened as such: themselves, and what they are in."""
    found = {PERSON: [str(person_id)]}
    for one in registry.records().values():
        if one.opened and one.person:
            rows = one.model._base_manager.filter(**{one.person: person_id}).values_list("pk", flat=True)
            found[one.label] = [str(key) for key in rows]
        elif one.people:
            link = registry.records()[one.people.label].model._base_manager
            keys = link.filter(**{one.people.person: person_id}).values_list(one.people.record, flat=True)
            found[one.label] = [str(key) for key in keys.distinct()]
    return {label: keys for label, keys in found.items() if keys}


# --- who looked? -----------------------------------------------------------------------------------------------------


def looks_at(person_id: UUID) -> QuerySet[AuditEntry]:
    """Every time somebody else opened a record of this person."""
    mine = Q(pk__in=[])
    for label, keys in records_of(person_id).items():
        mine |= Q(subject_type=label, subject_id__in=keys)
    return (
        AuditEntry.objects.filter(mine)
        .filter(Q(verb__endswith=".read") | Q(verb__in=SHOWING))
        .exclude(actor_id=person_id)
        .exclude(via="system")
    )


def reads_by(actor_id: UUID, since: datetime, until: datetime) -> QuerySet[AuditEntry]:
    """What one person opened in a span of time: an index of its own answers this."""
    return AuditEntry.objects.filter(actor_id=actor_id, at__gte=since, at__lt=until, verb__endswith=".read")


@dataclass
class Exposed:
    """One person whose data an account read."""

    person_id: UUID
    times: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    kinds: set[str] = field(default_factory=set)


def exposed_by(actor_id: UUID, since: datetime, until: datetime) -> list[Exposed]:
    """Everybody whose data an account read in a span of time, the most read first."""
    rows = (
        reads_by(actor_id, since, until)
        .values("subject_type", "subject_id")
        .annotate(n=Count("pk"), first=Min("at"), last=Max("at"))
        .order_by()
        .values_list("subject_type", "subject_id", "n", "first", "last")
    )
    by_kind: dict[str, dict[str, tuple[int, datetime, datetime]]] = defaultdict(dict)
    for kind, key, n, first, last in rows:
        by_kind[kind][key] = (n, first, last)
    found: dict[UUID, Exposed] = {}
    for kind, read in by_kind.items():
        for key, persons in persons_of(kind, read).items():
            n, first, last = read[key]
            for person_id in persons - {actor_id}:
                one = found.setdefault(person_id, Exposed(person_id, 0, first, last))
                one.times += n
                one.first_at, one.last_at = min(one.first_at or first, first), max(one.last_at or last, last)
                one.kinds.add(kind)
    return sorted(found.values(), key=lambda one: (-one.times, str(one.person_id)))


@dataclass
class Looker:
    """One account that read a person's data."""

    actor_id: UUID | None
    times: int
    first_at: datetime
    last_at: datetime


def lookers_at(person_id: UUID, since: datetime, until: datetime) -> list[Looker]:
    """The other way round: who read this person's data in a span of time."""
    rows = (
        looks_at(person_id)
        .filter(at__gte=since, at__lt=until)
        .values("actor_id")
        .annotate(n=Count("pk"), first=Min("at"), last=Max("at"))
        .order_by("-n", "actor_id")
        .values_list("actor_id", "n", "first", "last")
    )
    return [Looker(*row) for row in rows]


# --- what is held ----------------------------------------------------------------------------------------------------


def held_about(person_id: UUID) -> list[tuple[Record, int]]:
    """How many rows of each table are about a person."""
    counted = []
    for one in registry.records().values():
        if not one.is_personal:
            continue
        if one.person:
            n = one.model._base_manager.filter(**{one.person: person_id}).count()
        elif one.people:
            link = registry.records()[one.people.label].model._base_manager
            n = link.filter(**{one.people.person: person_id}).values(one.people.record).distinct().count()
        else:
            continue
        if n:
            counted.append((one, n))
    return counted


# --- what must stay --------------------------------------------------------------------------------------------------


def holds_in_force(on: date) -> QuerySet[LegalHold]:
    return LegalHold.objects.filter(lifted_at__isnull=True, until__gte=on)


def without_held(one: Record, rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    """The rows that no hold keeps back: neither on themselves, nor on what they are part of, nor on a person of theirs."""
    holds = holds_in_force(on)
    people = list(holds.filter(person__isnull=False).values_list("person_id", flat=True))
    keys: dict[str, list[str]] = defaultdict(list)
    for kind, key in holds.exclude(subject_id="").values_list("subject_type", "subject_id"):
        keys[kind].append(key)
    if keys[one.label]:
        rows = rows.exclude(pk__in=keys[one.label])
    if people and one.person:
        rows = rows.exclude(**{f"{one.person}__in": people})
    whole = registry.records().get(one.whole) if one.belongs else None
    link, column = (one.people, "pk") if one.people else (whole.people if whole else None, one.belongs)
    if one.belongs and keys[one.whole]:
        rows = rows.exclude(**{f"{one.belongs}__in": keys[one.whole]})
    if people and link is not None:
        table = registry.records()[link.label].model._base_manager.filter(**{f"{link.person}__in": people})
        rows = rows.exclude(**{f"{column}__in": table.values(link.record)})
    return rows


def is_held(person_id: UUID, on: date) -> LegalHold | None:
    """A hold on the person, or on a record of theirs."""
    about = Q(person=person_id)
    for label, keys in records_of(person_id).items():
        about |= Q(subject_type=label, subject_id__in=keys)
    return holds_in_force(on).filter(about).order_by("-until").first()
