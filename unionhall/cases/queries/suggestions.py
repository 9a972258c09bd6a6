"""What is suggested for cases, what is still to be, and what officers chose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from unionhall.core import clock

from ..enums import Kind
from ..models import (
    Case,
    Suggestion,
    TriageChoice,
)
from ..states import FRESH

AT_A_TIME = 200
RENEWED_AT_MOST = 20_000
LATELY = 200
"""Choices looked at to say how far a rule's suggestions can be trusted."""


def without_suggestion(keys: Sequence[UUID]) -> Iterable[Case]:
    """Those of these cases for which nothing is suggested yet, or what is suggested is out of date; in the order given."""
    done = Suggestion.objects.filter(case__in=keys, stale=False).values_list("case_id", flat=True)
    left = set(keys) - set(done)
    rows = Case.objects.filter(is_group=False).select_related("division")
    for start in range(0, len(keys), AT_A_TIME):
        part = {
            case.pk: case
            for case in rows.filter(pk__in=[key for key in keys[start : start + AT_A_TIME] if key in left])
        }
        yield from (part[key] for key in keys[start : start + AT_A_TIME] if key in part)


def to_suggest_anew() -> Iterable[Case]:
    """Cases new to the desk without a suggestion, with one out of date, or in which a legal time may be running out."""
    today = clock.today()
    up_to_date = Suggestion.objects.filter(case=OuterRef("pk"), stale=False)
    year_ends = Q(happened_on__gte=today - timedelta(days=366), happened_on__lte=today - timedelta(days=274))
    month_ends = Q(kind=Kind.INJURY, happened_on__gte=today - timedelta(days=31))
    rows = Case.objects.filter(state__in=[str(state) for state in FRESH], is_group=False)
    rows = rows.filter(~Exists(up_to_date) | year_ends | month_ends).order_by("-entered_at", "pk")
    keys = list(rows.values_list("pk", flat=True)[:RENEWED_AT_MOST])
    for start in range(0, len(keys), AT_A_TIME):
        yield from Case.objects.filter(pk__in=keys[start : start + AT_A_TIME]).select_related("division").order_by("pk")


@dataclass(frozen=True)
class Taken:
    """Of so many choices: how often the first was taken, how often one of those offered."""

    key: str
    n: int
    first: int
    offered: int


def taken_by(choices: QuerySet[TriageChoice], column: str, since: datetime, until: datetime) -> list[Taken]:
    """By a column of the choice or its case. A case counts once for each thing suggested, with its last choice in the time."""
    last = choices.filter(at__gte=since, at__lt=until).order_by("case", "about", "-at", "-pk").distinct("case", "about")
    rows = (
        TriageChoice.objects.filter(pk__in=last.values("pk"))
        .values(column)
        .annotate(
            n=Count("pk"), first=Count("pk", filter=Q(was_first=True)), offered=Count("pk", filter=Q(place__gte=1))
        )
        .order_by(column)
    )
    return [Taken(row[column], row["n"], row["first"], row["offered"]) for row in rows]


def lately_taken(choices: QuerySet[TriageChoice], about: str) -> Taken:
    """Of the newest choices about what a rule suggested: how often its first was taken."""
    newest = choices.filter(about=about, model__isnull=True).order_by("-at", "-pk")
    rows = list(newest.values_list("was_first", "place")[:LATELY])
    offered = sum(place is not None and place >= 1 for _first, place in rows)
    return Taken(about, len(rows), sum(first for first, _place in rows), offered)


def is_urgent() -> Exists:
    """Whether a case is urgent: by the officer's choice, else by the suggestion. A partial index holds only those."""
    return Exists(Suggestion.objects.filter(case=OuterRef("pk"), urgent=True))
