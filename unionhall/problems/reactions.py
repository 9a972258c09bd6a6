"""What follows here when something happens elsewhere; the pairs stand in unionhall/wiring.py."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from unionhall.cases.events import CaseReceived
from unionhall.core.actor import system
from unionhall.core.saying import address, is_past
from unionhall.notices import api as notices
from unionhall.people import api as people
from unionhall.surveys.events import SurveyClosed, SurveyOpened

from . import actions
from .access import CHAIRS
from .events import ProblemProposed
from .models import SharedProblem

BY = system("messages to colleagues")
SOON = timedelta(minutes=2)
"""Letters that arrive together are looked at together."""


def look_at_new_letters(event: CaseReceived) -> None:
    """A letter came: in a moment it is compared with the problems that are known."""
    if not is_past():
        transaction.on_commit(_look_soon)


def _look_soon() -> None:
    """Outside the letter's transaction: a refusal because one look waits already must not undo the letter."""
    try:
        app.configure_task(
            "problems.join_new", queue="bulk", schedule_in={"seconds": int(SOON.total_seconds())}
        ).defer()
    except AlreadyEnqueued:
        return


def tell_of_proposal(event: ProblemProposed) -> None:
    """Letters share a problem: the chair of the body hears that something waits, once a day at most."""
    if is_past():
        return
    problem = SharedProblem.objects.get(pk=event.problem_id)
    link = address(reverse("problems:problems"))
    for person in people.people_with_posts(event.body_id, *CHAIRS):
        notices.tell("proposed", by=BY, person_id=person.pk, about=problem, one_text_in=timedelta(hours=20), link=link)


def note_opening(event: SurveyOpened) -> None:
    """A survey of a problem is open."""
    actions.note_survey_opened(event, by=BY)


def note_closing(event: SurveyClosed) -> None:
    """A survey of a problem is closed."""
    actions.note_survey_closed(event, by=BY)
