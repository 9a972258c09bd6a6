"""Reads about bodies: who answers for a place, which employers match, which chain leads upward."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from unionhall.core.identity import normalise_uscc

from .enums import LEVEL_COLUMN, Level, OrganisationKind
from .models import Division, Employer, Organisation, Responsibility


def chain_upward(organisation: Organisation) -> list[Organisation]:
    """The body and its ancestors, nearest first."""
    ids = [value for value in organisation.ancestors_by_column.values() if value]
    return list(Organisation.objects.filter(pk__in=ids).order_by("-level", "pk"))


def division_chain(division: Division | None) -> list[Division]:
    """The place and the places around it, nearest first."""
    chain: list[Division] = []
    while division is not None and division not in chain:
        chain.append(division)
        division = division.parent
    return chain


def responsible_body(
    division: Division | None, industry: str, *, on: date
) -> tuple[Organisation | None, Division | None, str]:
    """The body that answers for a place and industry on a day, the place that decided it, and the industry if it did.

    The nearest place wins; within a place a rule that names the industry wins over one that names none.
    """
    chain = division_chain(division)
    rules = (
        Responsibility.objects.filter(
            Q(until__isnull=True) | Q(until__gte=on),
            division__in=chain,
            industry__in=["", industry],
            since__lte=on,
            organisation__receives_cases=True,
            organisation__closed_on__isnull=True,
        )
        .select_related("organisation")
        .order_by("division_id", "-industry", "pk")
    )
    by_place: dict[UUID, list[Responsibility]] = {}
    for rule in rules:
        by_place.setdefault(rule.division_id, []).append(rule)
    for place in chain:
        if found := by_place.get(place.pk):
            best = max(found, key=lambda rule: bool(rule.industry))
            return best.organisation, place, best.industry
    return None, None, ""


def top_body() -> Organisation | None:
    """The highest body of this federation that receives cases."""
    return (
        Organisation.objects.filter(kind=OrganisationKind.FEDERATION, receives_cases=True)
        .order_by("level", "pk")
        .first()
    )


def employers_matching(text: str, *, limit: int = 10) -> QuerySet[Employer]:
    """Employers whose code is the text, or whose name holds it; for the search box of an intake form."""
    text = text.strip()
    if not text:
        return Employer.objects.none()
    return Employer.objects.filter(Q(uscc=normalise_uscc(text)) | Q(name__icontains=text)).order_by("name", "pk")[
        :limit
    ]


def bodies_that_receive_cases() -> QuerySet[Organisation]:
    return Organisation.objects.filter(receives_cases=True, closed_on__isnull=True).order_by("level", "code", "pk")


def subtree_ids(organisation_ids: Iterable[UUID]) -> set[UUID]:
    """The ids of the given bodies and of all below them."""
    bodies = Organisation.objects.filter(pk__in=list(organisation_ids))
    wanted = Q(pk__in=[])
    for body in bodies:
        wanted |= Q(**{LEVEL_COLUMN[body.level]: body.pk})
    return set(Organisation.objects.filter(wanted).values_list("pk", flat=True))


def places_to_choose(parent_id: UUID | None = None) -> QuerySet[Division]:
    """The places a worker chooses from: the counties, or the townships and streets of one."""
    places = Division.objects.filter(parent=parent_id) if parent_id else Division.objects.filter(level=Level.COUNTY)
    return places.order_by("code", "pk")
