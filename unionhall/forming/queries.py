"""Reads about forming unions that are worth a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, QuerySet

from unionhall.core import clock
from unionhall.core.workdays import Due, add_days, add_workdays
from unionhall.people import api as people

from .enums import DayKind, LimitedStep
from .models import Candidate, Dissolution, Election, Formation, Signature, StepLimit, Term
from .states import DissolutionState, ElectionState, FormationState

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

SOON = 90
"""Days before the end of a term from which the next election is prepared."""
LIVE = (ElectionState.CALLED, ElectionState.HELD)


@dataclass(frozen=True)
class Limit:
    """By when a step is to be answered, or that no limit is known."""

    rule: StepLimit | None
    due: Due | None


def limit_of(step: str, body: Organisation, since: date) -> Limit:
    """The limit that held when the step began: the body's own rule, else that of the nearest body above."""
    chain = [key for key in reversed(list(body.ancestors_by_column.values())) if key]
    rules: dict[UUID, StepLimit] = {}
    found = StepLimit.objects.filter(step=step, since__lte=since, body__in=[str(key) for key in chain])
    for rule in found.select_related("body").order_by("since", "pk"):
        rules[rule.body_id] = rule  # the latest of a body stays
    nearest = next((rules[key] for key in chain if key in rules), None)
    if nearest is None:
        return Limit(None, None)
    add = add_workdays if nearest.unit == DayKind.WORKING else add_days
    return Limit(nearest, add(since, nearest.days))


def limit_of_formation(formation: Formation) -> Limit | None:
    """While the body above has to answer: by when. Its answer to a result counts from the day the result came."""
    if formation.state == FormationState.ASKED:
        return limit_of(LimitedStep.APPLICATION, formation.reviewer, formation.entered_on)
    election = live_election(formation=formation)
    if election is not None and election.state == ElectionState.HELD:
        return limit_of(LimitedStep.RESULT, formation.reviewer, election.entered_on)
    return None


def listed(formations: QuerySet[Formation], *, state: str = "", words: str = "") -> QuerySet[Formation]:
    """Applications with the number of those who signed."""
    if state:
        formations = formations.filter(state=state)
    if words:
        formations = formations.filter(name__icontains=words)
    return formations.select_related("reviewer", "employer", "division").annotate(signed=Count("signatures"))


def live_election(*, formation: Formation | None = None, body: Organisation | None = None) -> Election | None:
    """The election that is called or waits for approval."""
    found = Election.objects.filter(formation=formation) if formation else Election.objects.filter(body=body)
    return found.filter(state__in=LIVE).select_related("formation", "body").first()


def elections_of(*, formation: Formation | None = None, body: Organisation | None = None) -> list[Election]:
    """All elections of a formation or body with their candidates, the newest first."""
    found = Election.objects.filter(formation=formation) if formation else Election.objects.filter(body=body)
    return list(found.order_by("-called_at", "-pk"))


def candidates_of(election: Election) -> list[Candidate]:
    return list(Candidate.objects.filter(election=election).order_by("place"))


def signatures_of(formation: Formation) -> QuerySet[Signature]:
    return Signature.objects.filter(formation=formation).order_by("signed_at", "pk")


def by_sign_code(code: str) -> Formation | None:
    """The formation behind a link to sign."""
    return Formation.objects.select_related("reviewer").filter(sign_code=code).first()


def term_of(body: Organisation) -> Term | None:
    """The term of office that runs."""
    return Term.objects.filter(body=body, ended_on__isnull=True).first()


def terms_of(body: Organisation) -> list[Term]:
    return list(Term.objects.filter(body=body).order_by("-number"))


def ending(terms: QuerySet[Term], *, within: int = SOON, today: date | None = None) -> QuerySet[Term]:
    """Terms that end within so many days, or have ended without a new one."""
    today = today or clock.today()
    return terms.filter(ended_on__isnull=True, until__lte=today + timedelta(days=within))


def dissolution_of(body: Organisation) -> Dissolution | None:
    """The application to dissolve a body that waits for an answer."""
    return Dissolution.objects.filter(body=body, state=DissolutionState.ASKED).first()


def members_of(body: Organisation) -> int:
    return people.memberships_today().filter(organisation=body).count()


def person_of_member(body: Organisation, name: str) -> UUID | None:
    """The one member of this name; none when there are several."""
    found = list(
        people.memberships_today()
        .filter(organisation=body, person__name=name)
        .order_by("person_id")
        .values_list("person_id", flat=True)[:2]
    )
    return found[0] if len(found) == 1 else None


def person_who_signed(formation: Formation, name: str) -> UUID | None:
    """The one of this name among those who signed with their own account."""
    found = [one.person_id for one in signatures_of(formation) if one.name == name]
    return found[0] if len(found) == 1 else None
