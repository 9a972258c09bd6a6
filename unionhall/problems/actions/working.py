"""What is done about a problem between taking it up and closing it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit
from unionhall.core.actor import Actor

from .. import access
from ..enums import StepKind
from ..models import ProblemStep, SharedProblem
from ._shared import log, needs, taken


@transaction.atomic
def note(problem: SharedProblem, *, by: Actor, text: str) -> ProblemStep:
    """Write down what was done or heard."""
    problem = taken(problem)
    access.may_note(by, problem).or_refuse()
    text = needs(text, what=_("There is nothing written yet."), next_step=_("Write a few words."))
    audit.record("problem.noted", problem, by=by)
    return log(problem, StepKind.NOTED, by=by, text=text)


@transaction.atomic
def record_policy(problem: SharedProblem, *, by: Actor, text: str, on: date | None = None) -> ProblemStep:
    """A rule or a practice was changed because of the letters: what, and from which day."""
    problem = taken(problem)
    access.may_record_policy(by, problem).or_refuse()
    text = needs(text, what=_("What was changed?"), next_step=_("Write what is different now."))
    audit.record("problem.policy_recorded", problem, by=by, on=on.isoformat() if on else "")
    return log(problem, StepKind.POLICY, by=by, text=text, on=on)
