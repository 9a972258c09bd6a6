"""What figures count, and the words that go with a case."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery

from ..enums import NO_DISPUTE, DayUnit
from ..models import (
    Case,
    Feedback,
    Resolution,
    StatusFact,
)
from ..states import State


@dataclass(frozen=True)
class Resolved:
    """Mechanism R1: of the cases accepted in a period, how many are resolved, and at which stage."""

    accepted: int
    resolved: int
    before_filing: int
    in_litigation: int


def resolved_of_accepted(cases: QuerySet[Case], *, since: datetime, until: datetime) -> Resolved:
    """Counts over cases accepted in [since, until); a group counts by its members."""
    accepted = cases.exclude(kind__in=NO_DISPUTE).filter(accepted_at__gte=since, accepted_at__lt=until, is_group=False)
    in_force = Resolution.objects.filter(case__in=accepted.values("pk"), voided_at__isnull=True)
    stages = dict(in_force.values_list("stage").annotate(n=Count("pk")).order_by("stage"))
    before, during = stages.get("before_filing", 0), stages.get("in_litigation", 0)
    return Resolved(accepted.count(), before + during, before, during)


def with_last_answer(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with what their worker last said about them: `answered_at`, and `satisfied` (yes, no, or not said)."""
    last = Feedback.objects.filter(case=OuterRef("pk")).order_by("-given_at", "-pk")
    return cases.annotate(
        answered_at=Subquery(last.values("given_at")[:1]), satisfied=Subquery(last.values("satisfied")[:1])
    )


def was_filed(case: Case) -> bool:
    """Whether the case ever went to arbitration or a court."""
    return StatusFact.objects.filter(case=case, to_state__in=[State.ARBITRATION, State.LITIGATION]).exists()


def unit_label(unit: str) -> str:
    return str(DayUnit(unit).label)


def consent_subject(case: Case) -> str:
    """How a consent names the case it is about."""
    return f"case:{case.pk}"
