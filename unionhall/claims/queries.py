"""Reads about findings and claims that are worth a name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from unionhall.cases import api as cases
from unionhall.core.actor import Actor, system

from .enums import Standing
from .models import KeptFinding

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Complainant

READER = system("findings on files")


def in_force(findings: QuerySet[KeptFinding]) -> QuerySet[KeptFinding]:
    return findings.filter(standing=Standing.IN_FORCE)


def newest_first(findings: QuerySet[KeptFinding]) -> QuerySet[KeptFinding]:
    return findings.order_by("-at", "-pk")


def kept_under(case: "Case", key: str) -> KeptFinding | None:
    """What was kept for a key of a request."""
    return KeptFinding.objects.filter(case=case, key=key).first() if key else None


def before(finding: KeptFinding) -> list[KeptFinding]:
    """What it replaced, the latest first."""
    found: list[KeptFinding] = []
    now = finding
    while now.replaces_id and (old := KeptFinding.objects.filter(pk=now.replaces_id).first()):
        found.append(old)
        now = old
    return found


def after(finding: KeptFinding) -> KeptFinding | None:
    """What replaced it."""
    return KeptFinding.objects.filter(replaces=finding.pk).first()


def known_of(case: "Case", complainant: UUID | None) -> QuerySet[KeptFinding]:
    """Findings in force that say something of one worker of a case, the newest first; of no worker, those that name none."""
    found = KeptFinding.objects.filter(case=case, standing=Standing.IN_FORCE)
    return newest_first(found.filter(Q(complainant=complainant) | Q(complainant__isnull=True)))


def after_key(last: UUID | None, size: int) -> list[KeptFinding]:
    """The next findings in force, by key: a long look at all of them goes in steps."""
    found = KeptFinding.objects.filter(standing=Standing.IN_FORCE).order_by("pk").select_related("case")
    return list(found.filter(pk__gt=last)[:size] if last else found[:size])


def only_worker(case: "Case", by: Actor) -> "Complainant | None":
    """The worker a finding is about when nobody says: the only one this actor sees on the case."""
    workers = list(cases.visible_complainants(by, case).order_by("joined_at", "pk")[:2])
    return workers[0] if len(workers) == 1 else None


def with_members(case: "Case") -> list[UUID]:
    """The case itself and, where it is a group, its members."""
    if not case.is_group:
        return [case.pk]
    inside = cases.visible_cases(READER).filter(group=case.pk).order_by("pk").values_list("pk", flat=True)
    return [case.pk, *inside]


def latest_of(case: "Case", complainant: UUID | None, calculator: str) -> KeptFinding | None:
    """A worker's newest finding in force by one calculator."""
    found = KeptFinding.objects.filter(case=case, calculator=calculator, standing=Standing.IN_FORCE)
    return newest_first(found.filter(complainant=complainant)).first()


def known_in(cases: Iterable[UUID]) -> dict[UUID, list[KeptFinding]]:
    """The findings in force of many cases, by case, the newest first."""
    found: dict[UUID, list[KeptFinding]] = {}
    rows = KeptFinding.objects.filter(case__in=list(cases), standing=Standing.IN_FORCE)
    for one in newest_first(rows):
        found.setdefault(one.case_id, []).append(one)
    return found
