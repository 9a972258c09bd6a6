"""Reads about surveys that are worth a name: whom a survey would ask, its roll, what stands side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from unionhall.core.actor import SYSTEM
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN, Industry
from unionhall.people import api as people

from .enums import Cut
from .models import Answer, Invitation, Question, Survey, Target
from .states import State

if TYPE_CHECKING:
    from unionhall.people.models import Membership

TOWNSHIP_OR_ABOVE = ("at_township", "at_county", "at_city", "at_province", "at_national")


def questions_of(survey: Survey) -> list[Question]:
    """The questions in their order."""
    return list(Question.objects.filter(survey=survey).order_by("place", "pk"))


def targets_of(survey: Survey) -> list[Target]:
    """The limits of whom it asks, without the persons named one by one."""
    rows = Target.objects.filter(survey=survey, person__isnull=True).select_related("body", "employer")
    return list(rows.order_by("pk"))


def named_people(survey: Survey) -> QuerySet[Target]:
    """The persons a calling module named one by one."""
    return Target.objects.filter(survey=survey, person__isnull=False)


def whom_it_asks(survey: Survey) -> dict[UUID, str]:
    """Everybody the survey would ask today, with the group by which results are cut; told from what is held."""
    named = named_people(survey).order_by().values("person")
    if named.exists():
        memberships = people.memberships_today().filter(person__in=named)
        asked = dict.fromkeys(named.values_list("person", flat=True), "")
    else:
        memberships, asked = people.memberships_today().filter(_reached_by(survey)), {}
    for membership in memberships.select_related("organisation__employer").order_by("person"):
        asked[membership.person_id] = group_of(membership, survey.cut)
    return dict(sorted(asked.items()))


def _reached_by(survey: Survey) -> Q:
    """Members of the unions below the body, or below the bodies chosen; of those employers or industries only, if named."""
    targets = targets_of(survey)
    bodies = [target.body for target in targets if target.body] or [survey.body]
    reached = Q(pk__in=[])
    for body in bodies:
        reached |= Q(**{f"organisation__{LEVEL_COLUMN[body.level]}": body.pk})
    # Never beyond the body that asks, whatever was chosen.
    reached &= Q(**{f"organisation__{LEVEL_COLUMN[survey.body.level]}": survey.body_id})
    employers = [target.employer_id for target in targets if target.employer_id]
    industries = [target.industry for target in targets if target.industry]
    if employers:
        reached &= Q(organisation__employer__in=employers)
    if industries:
        reached &= Q(organisation__industry__in=industries) | Q(
            organisation__industry="", organisation__employer__industry__in=industries
        )
    return reached & Q(organisation__closed_on__isnull=True)


def group_of(membership: Membership, cut: str) -> str:
    """The key of the group a member belongs to: an employer, a body, an industry."""
    union = membership.organisation
    if cut == Cut.EMPLOYER:
        return str(union.employer_id or "")
    if cut == Cut.INDUSTRY:
        return str(union.industry or (union.employer.industry if union.employer else ""))
    if cut == Cut.TOWNSHIP:
        return str(next(filter(None, (getattr(union, column) for column in TOWNSHIP_OR_ABOVE)), ""))
    return ""


def names_of_groups(cut: str, keys: Iterable[str]) -> dict[str, str]:
    """What the groups are called."""
    wanted = sorted({key for key in keys if key})
    if cut == Cut.INDUSTRY:
        return {key: str(Industry(key).label) for key in wanted}
    if cut == Cut.TOWNSHIP:
        return {str(key): name for key, name in organisations.names_of(UUID(key) for key in wanted).items()}
    if cut == Cut.EMPLOYER:
        rows = organisations.visible_employers(SYSTEM).filter(pk__in=wanted).order_by("pk")
        return {str(key): name for key, name in rows.values_list("pk", "name")}
    return {}


def roll(survey: Survey) -> QuerySet[Invitation]:
    return Invitation.objects.filter(survey=survey)


def answers_of(survey: Survey) -> QuerySet[Answer]:
    return Answer.objects.filter(survey=survey)


def sizes_of_groups(survey: Survey) -> Counter[str]:
    """How many people of each group are asked."""
    return Counter(roll(survey).order_by("pk").values_list("group", flat=True))


def progress(survey: Survey) -> tuple[int, int]:
    """(asked, answered) by the roll."""
    return roll(survey).count(), roll(survey).filter(answered=True).count()


def progress_of(surveys: Iterable[Survey]) -> dict[UUID, tuple[int, int]]:
    """(asked, answered) for the surveys of a list, in one question to the database."""
    rows = (
        Invitation.objects.filter(survey__in=[survey.pk for survey in surveys])
        .order_by()
        .values("survey")
        .annotate(asked=Count("pk"), answered=Count("pk", filter=Q(answered=True)))
        .order_by("survey")
    )
    return {row["survey"]: (row["asked"], row["answered"]) for row in rows}


def surveys_for(purpose: str) -> QuerySet[Survey]:
    """The surveys another module drafted for one thing of its own, oldest first."""
    return (
        Survey.objects.filter(purpose=purpose).exclude(purpose="").select_related("body").order_by("drafted_at", "pk")
    )


def over_by(day: date) -> QuerySet[Survey]:
    """Open surveys whose last day has passed."""
    return Survey.objects.filter(state=State.OPEN, closes_on__lt=day).order_by("closes_on", "pk")


def own_answer(survey: Survey, person_id: UUID | None) -> Answer | None:
    """What a person answered to a named survey; of an anonymous one nobody can say."""
    if person_id is None or survey.anonymous:
        return None
    return answers_of(survey).filter(person=person_id).first()


def waiting_for(person_id: UUID | None, on: date) -> QuerySet[Invitation]:
    """The open surveys a person is asked in and has not answered."""
    return (
        Invitation.objects.filter(person=person_id, answered=False, survey__state=State.OPEN, survey__closes_on__gte=on)
        .select_related("survey__body")
        .order_by("survey__closes_on", "survey__pk")
    )


def narrowed(surveys: QuerySet[Survey], *, state: str = "", words: str = "") -> QuerySet[Survey]:
    """A list of surveys by state and a part of the title; drafts that were given up only when asked for."""
    surveys = surveys.filter(state=state) if state else surveys.exclude(state=State.DISCARDED)
    return surveys.filter(title__icontains=words) if words else surveys
