"""A problem is measured: a survey of those it touches, and the same again afterwards."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused
from unionhall.surveys import api as surveys
from unionhall.surveys.enums import Kind
from unionhall.surveys.events import SurveyClosed, SurveyOpened

from .. import access, queries
from ..enums import StepKind
from ..models import SharedProblem
from ._shared import log, taken

if TYPE_CHECKING:
    from unionhall.surveys.models import Survey


@transaction.atomic
def draft_survey(problem: SharedProblem, *, by: Actor) -> "Survey":
    """Draft an anonymous survey of those the problem touches, with questions to begin with; its drafter words it and a chair
    opens it. It asks the members at the employers that enough writers name, else everybody below the body; never the
    writers as such, for that would tell who wrote."""
    problem = taken(problem)
    access.may_survey(by, problem).or_refuse()
    body = queries.body_that_asks(problem, by)
    if body is None:
        raise Refused(surveys.may_draft(by, problem.body))
    employers = queries.employers_touched(problem)
    made = surveys.draft(
        body,
        by=by,
        title=_("%(title)s: how is it for you?") % {"title": problem.title[:80]},
        lead=_("Anonymous, one minute. Nobody sees who answered what; only sums are shown."),
        anonymous=True,
        questions=starting_questions(problem),
        employers=employers,
        bodies=[] if employers or body.pk == problem.body_id else [problem.body],
        purpose=queries.purpose_of(problem),
    )
    log(problem, StepKind.SURVEYED, by=by, text=_("A survey was drafted: %(title)s") % {"title": made.title})
    audit.record("problem.survey_drafted", problem, by=by, survey=str(made.pk))
    return made


def starting_questions(problem: SharedProblem) -> Sequence[Mapping[str, Any]]:
    """What one would ask first: how it is, what to change first, and anything else."""
    questions: list[Mapping[str, Any]] = [
        {"kind": Kind.SCALE, "text": _("How satisfied are you now? (1 not at all, 5 very)")},
    ]
    if len(problem.words) > 1:
        options = [*problem.words[:6], _("something else")]
        questions.append({"kind": Kind.MANY, "text": _("What should be changed first?"), "options": options})
    questions.append({"kind": Kind.WORDS, "text": _("What else would you like to say?"), "required": False})
    return questions


@transaction.atomic
def note_survey_opened(event: SurveyOpened, *, by: Actor) -> None:
    """The problem's log says that its survey runs."""
    if problem := queries.problem_with_purpose(event.purpose):
        log(problem, StepKind.SURVEYED, by=by, text=_("A survey is open; %(n)s people are asked.") % {"n": event.asked})
        audit.record("problem.survey_noted", problem, by=by, survey=str(event.survey_id))


@transaction.atomic
def note_survey_closed(event: SurveyClosed, *, by: Actor) -> None:
    """The problem's log says that the results of its survey are there."""
    if problem := queries.problem_with_purpose(event.purpose):
        log(problem, StepKind.SURVEYED, by=by, text=_("A survey is closed; its results can be read."))
        audit.record("problem.survey_noted", problem, by=by, survey=str(event.survey_id))
