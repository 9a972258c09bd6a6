"""Letters come to problems: found together, or one by one as they arrive."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import announce

from .. import access
from ..counting import Telling
from ..enums import Joined, StepKind
from ..events import ProblemProposed
from ..models import SharedProblem, Voice
from ._shared import count_again, log, taken

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation


@transaction.atomic
def propose(
    cases: Collection[UUID], *, by: Actor, body: "Organisation", title: str, told: Telling
) -> SharedProblem | None:
    """Propose letters as one problem to the body above them all; None when others took some of them meanwhile."""
    access.may_propose(by).or_refuse()
    if Voice.objects.select_for_update(of=("self",)).filter(case__in=cases, left_at__isnull=True).exists():
        return None
    now = clock.now()
    problem = SharedProblem(
        body=body, title=title, found_at=now, counted_at=now, letters=told.letters, people=told.people, sites=told.sites,
        words=told.words, sayings=told.sayings, spread=told.spread,
    )  # fmt: skip
    problem.save(force_insert=True)
    Voice.objects.bulk_create(
        [Voice(problem=problem, case_id=pk, joined=Joined.FOUND, since=now) for pk in sorted(cases)]
    )
    log(problem, StepKind.FOUND, by=by)
    audit.record("problem.proposed", problem, by=by, letters=len(cases), body=str(body.pk))
    announce(ProblemProposed(problem.pk, body.pk))
    return problem


@transaction.atomic
def join_letters(problem: SharedProblem, cases: Collection[UUID], *, by: Actor) -> int:
    """Letters that fit join the problem; those that speak in another already are left there. How many joined."""
    access.may_propose(by).or_refuse()
    problem = taken(problem)
    access.still_live(problem).or_refuse()
    speaking = set(Voice.objects.filter(case__in=list(cases), left_at__isnull=True).values_list("case_id", flat=True))
    fresh = sorted(set(cases) - speaking)
    if not fresh:
        return 0
    now = clock.now()
    Voice.objects.bulk_create([Voice(problem=problem, case_id=pk, joined=Joined.LATER, since=now) for pk in fresh])
    count_again(problem)
    audit.record("problem.joined", problem, by=by, letters=len(fresh))
    return len(fresh)
