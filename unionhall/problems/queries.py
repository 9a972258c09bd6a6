"""Reads about shared problems that are worth a name."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from unionhall.cases.api import Heard
from unionhall.core.actor import Actor, system
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people import api as people
from unionhall.surveys import api as surveys

from .models import DAYS, PEOPLE, SITES, SharedProblem, Voice, Watch
from .states import LIVE

if TYPE_CHECKING:
    from unionhall.organisations.models import Employer, Organisation
    from unionhall.people.models import Person

READER = system("shared problems")
PURPOSE = "problem:"


@dataclass(frozen=True)
class Measure:
    """From how many people at how many sites, within how many days, letters make a problem."""

    people: int = PEOPLE
    sites: int = SITES
    days: int = DAYS


def live_problems() -> QuerySet[SharedProblem]:
    """Problems that new letters may join."""
    return SharedProblem.objects.filter(state__in=LIVE).select_related("body").order_by("found_at", "pk")


def live_cases(problem: SharedProblem) -> list[UUID]:
    return list(
        Voice.objects.filter(problem=problem, left_at__isnull=True).order_by("pk").values_list("case_id", flat=True)
    )


def speaking(cases: Iterable[UUID]) -> set[UUID]:
    """Those of the cases that speak in a problem, whatever became of it."""
    return set(Voice.objects.filter(case__in=list(cases), left_at__isnull=True).values_list("case_id", flat=True))


def taken_out_of(problem: SharedProblem) -> set[UUID]:
    """Cases somebody took out of this problem: they do not come back by themselves."""
    return set(Voice.objects.filter(problem=problem, left_at__isnull=False).values_list("case_id", flat=True))


def measures() -> dict[UUID, Measure]:
    """What each body that has said so wants to hear of."""
    return {w.body_id: Measure(w.people, w.sites, w.days) for w in Watch.objects.order_by("pk")}


def measure_for(body: "Organisation", known: dict[UUID, Measure]) -> Measure:
    """A body's own measure, else that of the nearest above it, else five people at two sites in ninety days."""
    own = (known[above.pk] for above in organisations.chain_upward(body) if above.pk in known)
    return next(own, Measure())


def body_above(heard: Sequence[Heard]) -> "Organisation | None":
    """The lowest body that all these letters lie under and that receives matters."""
    shared = [ids[0] for ids in zip(*(one.bodies for one in heard), strict=True) if ids[0] and len(set(ids)) == 1]
    if not shared:
        return organisations.top_body()
    body = organisations.visible_organisations(READER).filter(pk=shared[-1]).first()
    return next((above for above in organisations.chain_upward(body) if above.receives_cases), body) if body else None


def employer_names(heard: Iterable[Heard]) -> dict[str, str]:
    """Names of the register's employers that letters name, by key as text."""
    keys = set()
    for one in heard:
        with suppress(ValueError):
            keys.add(UUID(str(one.told.employer)))
    rows = organisations.visible_employers(READER).filter(pk__in=keys).order_by("pk").values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def bodies_at_hand(problem: SharedProblem) -> set[UUID]:
    """The bodies whose people may own a problem: its own, all below it, and those above it."""
    return organisations.subtree_ids([problem.body_id]) | {
        above.pk for above in organisations.chain_upward(problem.body)
    }


def purpose_of(problem: SharedProblem) -> str:
    """The reference under which the surveys of a problem are found."""
    return f"{PURPOSE}{problem.pk}"


def problem_with_purpose(purpose: str) -> SharedProblem | None:
    """The problem a survey was drafted for."""
    if not purpose.startswith(PURPOSE):
        return None
    with suppress(ValueError):
        return SharedProblem.objects.filter(pk=UUID(purpose.removeprefix(PURPOSE))).first()
    return None


def body_that_asks(problem: SharedProblem, actor: Actor) -> "Organisation | None":
    """The body in whose name this person asks: the problem's own, else the nearest above it where they hold a post."""
    return next((body for body in organisations.chain_upward(problem.body) if surveys.may_draft(actor, body)), None)


def employers_touched(problem: SharedProblem) -> "list[Employer]":
    """The employers that enough people name for them to be named at all."""
    shown = [name for name, *_rest in problem.spread.get("employer", []) if name]
    named = Voice.objects.filter(problem=problem, left_at__isnull=True, case__employer__name__in=shown)
    keys = set(named.values_list("case__employer", flat=True))
    return list(organisations.visible_employers(READER).filter(pk__in=keys).order_by("name", "pk"))


def person_to_own(person_id: UUID, actor: Actor) -> "Person | None":
    """Somebody who works on matters somewhere, or whoever asks."""
    if person_id == actor.person_id:
        return people.visible_people(actor).filter(pk=person_id).first()
    return people.person_on_duty(person_id)


def problem_of(case_id: UUID) -> SharedProblem | None:
    """The problem a case speaks in."""
    voice = Voice.objects.filter(case=case_id, left_at__isnull=True).select_related("problem__body").first()
    return voice.problem if voice else None


def listed(problems: QuerySet[SharedProblem], *, state: str = "", body: UUID | None = None) -> QuerySet[SharedProblem]:
    """Problems in a state, with how many writers wait for an answer."""
    if state:
        problems = problems.filter(state=state)
    if body:
        problems = problems.filter(body=body)
    waiting = Count("voices", filter=Q(voices__left_at__isnull=True, voices__answered_at__isnull=True))
    return problems.select_related("body", "owner").annotate(waiting=waiting)


def counted_by_state(problems: QuerySet[SharedProblem]) -> dict[str, int]:
    return dict(problems.order_by("state").values_list("state").annotate(n=Count("pk")))


def below(body: "Organisation") -> Q:
    """Problems of a body and of all below it."""
    return Q(**{f"body__{LEVEL_COLUMN[body.level]}": body.pk})
