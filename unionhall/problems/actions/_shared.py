"""What every action on a shared problem does: lock it, check that nobody was faster, log the step, count again."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Conflict, Refused, no

from .. import queries
from ..counting import telling
from ..models import ProblemStep, SharedProblem
from ..states import PROBLEM


def taken(problem: SharedProblem, *, expected: int | None = None) -> SharedProblem:
    """The problem, locked. `expected` is the version the caller saw; another one means a colleague was faster."""
    locked = SharedProblem.objects.select_for_update(of=("self",)).select_related("body").get(pk=problem.pk)
    if expected is not None and locked.version != expected:
        raise Conflict(
            no(
                _("Somebody changed this problem while you had it open."),
                _("Your words are kept below. Look at it again, then send them once more."),
                "changed_meanwhile",
            )
        )
    return locked


def touch(problem: SharedProblem, *fields: str) -> None:
    """Save the fields under a new version."""
    problem.version += 1
    problem.save(update_fields=[*fields, "version"])


def move(
    problem: SharedProblem, verb: str, *, by: Actor, text: str = "", fields: tuple[str, ...] = ()
) -> SharedProblem:
    """One step of the lifecycle: state, log, audit line."""
    came_from = problem.state
    PROBLEM.move(problem, verb, by)
    touch(problem, "state", *fields)
    log(problem, verb, by=by, text=text)
    audit.record(f"problem.{verb}", problem, by=by, from_state=came_from, to_state=problem.state)
    return problem


def log(problem: SharedProblem, kind: str, *, by: Actor, text: str = "", on: date | None = None) -> ProblemStep:
    step = ProblemStep(
        problem=problem,
        at=clock.now(),
        by_id=by.person_id,
        by_name="" if by.via == "system" else by.name[:60],
        kind=kind,
        text=text,
        on=on,
    )
    step.save(force_insert=True)
    return step


def needs(text: str, *, what: Any, next_step: Any) -> str:
    """The words, without blanks around them; refused when there are none."""
    text = text.strip()
    if not text:
        raise Refused(no(what, next_step, "missing"))
    return text


def count_again(problem: SharedProblem) -> None:
    """Read the letters of the problem and keep what may be said of them."""
    letters = cases.heard(by=queries.READER, among=queries.live_cases(problem))
    told = telling(letters, names=queries.employer_names(letters))
    problem.letters, problem.people, problem.sites = told.letters, told.people, told.sites
    problem.words, problem.sayings, problem.spread = told.words, told.sayings, told.spread
    problem.counted_at = clock.now()
    touch(problem, "letters", "people", "sites", "words", "sayings", "spread", "counted_at")
