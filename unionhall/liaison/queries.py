"""Reads about liaison: which rule holds, what is due, what nobody answers for, who may be put in charge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from unionhall.core import clock
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .models import (
    Blockage,
    ChainStation,
    Charge,
    Contact,
    ContactRule,
    LiaisonList,
    LiaisonSubject,
    StationPost,
    SubjectKind,
)

if TYPE_CHECKING:
    from unionhall.core.actor import Actor
    from unionhall.people.models import Person

SOON = timedelta(days=7)
MOST_PEOPLE = 300


def kinds() -> QuerySet[SubjectKind]:
    return SubjectKind.objects.order_by("name", "pk")


def rule_on(found: LiaisonList, day: date) -> ContactRule | None:
    """The rule that holds on a day: the latest that has begun; before the first, the first."""
    rules = ContactRule.objects.filter(of_list=found)
    return rules.filter(since__lte=day).order_by("-since", "pk").first() or rules.order_by("since", "pk").first()


def lists_with_a_rule_from(day: date) -> QuerySet[LiaisonList]:
    """Lists on which a rule begins on this day."""
    return LiaisonList.objects.filter(pk__in=ContactRule.objects.filter(since=day).values("of_list")).order_by("pk")


def _open_charge() -> QuerySet[Charge]:
    return Charge.objects.filter(subject=OuterRef("pk"), until__isnull=True)


def with_holder(subjects: QuerySet[LiaisonSubject]) -> QuerySet[LiaisonSubject]:
    """Subjects on a list today, each with who answers for it."""
    return (
        subjects.filter(ended_on__isnull=True)
        .select_related("of_list__body", "of_list__kind", "employer")
        .annotate(
            holder_id=Subquery(_open_charge().values("person")[:1]),
            holder_name=Subquery(_open_charge().values("person__name")[:1]),
        )
    )


def narrowed(subjects: QuerySet[LiaisonSubject], *, show: str = "", q: str = "") -> QuerySet[LiaisonSubject]:
    """Overdue, due within a week, or with nobody who answers for it; by a part of the name."""
    today = clock.today()
    if show == "overdue":
        subjects = subjects.filter(next_due_on__lt=today)
    elif show == "soon":
        subjects = subjects.filter(next_due_on__range=(today, today + SOON))
    elif show == "without":
        subjects = subjects.filter(~Exists(_open_charge()))
    return subjects.filter(name__icontains=q.strip()) if q.strip() else subjects


def held_by(subjects: QuerySet[LiaisonSubject], person_id: UUID | None) -> QuerySet[LiaisonSubject]:
    """What one person answers for, the earliest due first."""
    found = with_holder(subjects).filter(Exists(_open_charge().filter(person=person_id)))
    return found.order_by("next_due_on", "name", "pk")


def counts(subjects: QuerySet[LiaisonSubject]) -> dict[str, int]:
    """How many subjects there are, how many of them are in touch in time, and how many nobody answers for."""
    today = clock.today()
    live = subjects.filter(ended_on__isnull=True).annotate(held=Exists(_open_charge()))
    return live.aggregate(
        subjects=Count("pk"), in_time=Count("pk", filter=Q(next_due_on__gte=today)), without=Count("pk", filter=Q(held=False))
    )  # fmt: skip


def contacts_of(subject: LiaisonSubject) -> QuerySet[Contact]:
    return Contact.objects.filter(subject=subject).order_by("-on", "-at", "-pk")


def charges_of(subject: LiaisonSubject) -> QuerySet[Charge]:
    return (
        Charge.objects.filter(subject=subject)
        .select_related("person")
        .order_by(F("until").desc(nulls_first=True), "-since", "-pk")
    )


def chain_of(subjects: QuerySet[LiaisonSubject], station: ChainStation) -> QuerySet[LiaisonSubject]:
    """The enterprises of a station in the order of the chain."""
    found = with_holder(subjects.filter(of_list=station.of_list_id))
    return found.order_by(F("link").asc(nulls_last=True), "name", "pk")


def posts_at(station: ChainStation) -> QuerySet[StationPost]:
    """Chief and residents of today, the chief first."""
    return (
        StationPost.objects.filter(station=station, until__isnull=True)
        .select_related("person")
        .order_by("role", "since", "pk")
    )


def blockages_of(station: ChainStation, subjects: QuerySet[LiaisonSubject]) -> QuerySet[Blockage]:
    """Blockages of the enterprises one sees."""
    found = Blockage.objects.filter(station=station, subject__in=subjects.order_by().values("pk"))
    return found.select_related("subject", "case").order_by("-raised_at", "-pk")


def serves(found: LiaisonList, person_id: UUID) -> bool:
    """Whether somebody works for a list today: with a post at its body, or at its station and on duty anywhere."""
    posts = people.posts_on_duty().filter(person=person_id)
    if posts.filter(organisation=found.body_id).exists():
        return True
    at_station = StationPost.objects.filter(station__of_list=found, person=person_id, until__isnull=True)
    return at_station.exists() and posts.exists()


def people_for(found: LiaisonList) -> list[tuple[str, str]]:
    """(key, name) of those who may be put in charge on a list."""
    known = {str(person): name for _body, person, name in people.on_duty_at([found.body_id])}
    posts = StationPost.objects.filter(station__of_list=found, until__isnull=True)
    known |= {str(key): name for key, name in posts.order_by("pk").values_list("person", "person__name")}
    return sorted(known.items(), key=lambda one: (one[1], one[0]))[:MOST_PEOPLE]


def people_near(actor: Actor, station: ChainStation) -> list[tuple[str, str]]:
    """(key, name) of those who may serve at a station: on duty at its body or at a body below."""
    body = station.of_list.body
    below = organisations.visible_organisations(actor).under(body).filter(level__lte=body.level + 1)  # type: ignore[attr-defined]
    known = {
        str(person): name for _body, person, name in people.on_duty_at(below.order_by().values_list("pk", flat=True))
    }
    return sorted(known.items(), key=lambda one: (one[1], one[0]))[:MOST_PEOPLE]


def person_called(key: str, choices: Iterable[tuple[str, str]]) -> Person | None:
    """One of those to choose from."""
    return people.person_on_duty(UUID(key)) if key and key in dict(choices) else None


def left_behind() -> QuerySet[Charge]:
    """Charges of people who hold no post any more with which one works on matters."""
    return (
        Charge.objects.filter(until__isnull=True)
        .exclude(person__in=people.posts_on_duty().values("person"))
        .order_by("pk")
    )


def about_employer(subjects: QuerySet[LiaisonSubject], employer_id: UUID) -> QuerySet[LiaisonSubject]:
    return with_holder(subjects.filter(employer=employer_id)).order_by("of_list__name", "pk")


def stations(lists: QuerySet[LiaisonList]) -> QuerySet[ChainStation]:
    """Stations whose lists one sees, with how many enterprises, and how many blockages are open of all raised."""
    live = Q(of_list__subjects__ended_on__isnull=True)
    return (
        ChainStation.objects.filter(of_list__in=lists.order_by().values("pk"))
        .select_related("of_list__body")
        .annotate(enterprises=Count("of_list__subjects", filter=live, distinct=True))
        .order_by("of_list__name", "pk")
    )


def ordered_lists(lists: QuerySet[LiaisonList]) -> list[dict[str, Any]]:
    """Lists with their counts."""
    today = clock.today()
    live = Q(subjects__ended_on__isnull=True)
    held = Charge.objects.filter(until__isnull=True).values("subject")
    rows = (
        lists.select_related("body", "kind")
        .annotate(
            live=Count("subjects", filter=live, distinct=True),
            in_time=Count("subjects", filter=live & Q(subjects__next_due_on__gte=today), distinct=True),
            held=Count("subjects", filter=live & Q(subjects__in=held), distinct=True),
        )
        .order_by("body__level", "body__code", "name", "pk")
    )
    return [
        {"list": row, "subjects": row.live, "in_time": row.in_time, "without": row.live - row.held}
        for row in rows[:200]
    ]
