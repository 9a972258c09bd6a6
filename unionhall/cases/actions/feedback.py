"""After the end: the worker says by a one-time link whether the matter is solved."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

from .. import access
from ..enums import Manner, Solved
from ..models import Case, Feedback, Resolution
from ..states import State
from ._shared import move, taken, void_resolution
from .moves import cancel_callbacks, resolve


@transaction.atomic
def answer_feedback(
    case: Case, *, by: Actor, solved: str, satisfied: bool | None = None, comment: str = ""
) -> Feedback:
    """Record the worker's answer. “Not solved” takes the matter up again."""
    case = taken(case)
    access.may_answer_feedback(by, case).or_refuse()
    if solved not in Solved.values:
        raise Refused(no(_("Is the matter solved?"), _("Choose one of the answers."), "solved"))
    feedback = Feedback(case=case, solved=solved, satisfied=satisfied, comment=comment.strip(), given_at=clock.now())
    feedback.save(force_insert=True)
    audit.record("case.feedback_given", case, by=by, solved=solved)
    if solved == Solved.NOT_SOLVED and case.state in (State.PERFORMED, State.CLOSED):
        void_resolution(case)
        cancel_callbacks(case)
        move(case, "reopen", by=by, reason=str(_("The worker says it is not solved.")))
    return feedback


@transaction.atomic
def lapse(case: Case, *, by: Actor) -> Case:
    """The time for feedback is over and nobody objected: the case is closed."""
    case = taken(case)
    access.may_lapse(by, case).or_refuse()
    if not Resolution.objects.filter(case=case, voided_at__isnull=True).exists():
        resolve(case, by=by, manner=Manner.NEGOTIATION)
    return move(case, "lapse", by=by)
