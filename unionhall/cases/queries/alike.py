"""Which cases speak of the same matter, and which employers does one name?"""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from ..models import Case, Party
from ..states import ENDED

DUPLICATE_DAYS = 30


def likely_same_matter(
    cases: QuerySet[Case], *, kind: str, employer_id: UUID | None, employer_name: str, on: date
) -> QuerySet[Case]:
    """Running cases of the same kind with the same employer in the last 30 days, newest first (peers A20)."""
    since = on - timedelta(days=DUPLICATE_DAYS)
    same = Q(pk__in=[])
    if employer_id:
        same |= Q(employer=employer_id)
    if employer_name.strip():
        same |= Q(employer_name=employer_name.strip())
    return (
        cases.filter(same, kind=kind, received_at__date__gte=since, group__isnull=True)
        .exclude(state__in=ENDED)
        .order_by("-received_at", "pk")
    )


def last_site(cases: QuerySet[Case], person_id: UUID) -> str:
    """The place of work a person wrote in the newest of these cases that names one."""
    mine = cases.filter(complainants__person=person_id).exclude(site="")
    return mine.order_by("-received_at", "-pk").values_list("site", flat=True).first() or ""


def employers_named(case: Case) -> set[UUID]:
    """Every employer of the register that the case names: its own, those of its parties, and of the cases in its group."""
    root = case.group_id or case.pk
    family = Q(pk__in=[case.pk, root]) | Q(group=root)
    own = Case.objects.filter(family, employer__isnull=False).values_list("employer_id", flat=True)
    cases = Case.objects.filter(family).values("pk")
    parties = Party.objects.filter(case__in=cases, employer__isnull=False).values_list("employer_id", flat=True)
    return {pk for pk in (case.employer_id, *own, *parties) if pk}


def unidentified(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases in which an employer is written that is none of the register yet: nobody's tie to it bars anybody."""
    return cases.filter(employer__isnull=True).exclude(employer_name="")
