"""Answering at once: one answer for each person, and none after the closing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.adversary.test_races import at_once, clients, outcomes
from unionhall.cases.tests.world import World
from unionhall.core import audit
from unionhall.surveys import actions, queries
from unionhall.surveys.models import Answer, Invitation, Survey
from unionhall.surveys.tests import world as made
from unionhall.surveys.tests.world import SCALE

PEOPLE = [f"factory{n}" for n in range(8)]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The small federation with its members, truly committed: other connections see it."""
    with django_db_blocker.unblock():
        yield made.build()
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)


def answering(world: World, survey: Survey, who: str, value: int) -> Any:
    by, said = world.actor(who), made.said_by(survey, value)
    return lambda: actions.answer(survey, by=by, answers=said)


@pytest.mark.django_db
def test_a_race_begins_on_an_empty_floor() -> None:
    """Asks for the database, which pytest-django makes only when somebody does."""
    assert not Survey.objects.exists()


def test_one_person_answering_eight_times_at_once_answers_an_anonymous_survey_once(world: World) -> None:
    survey = made.opened(world, questions=[SCALE])
    done = outcomes(at_once(*(answering(world, survey, "factory0", n % 5 + 1) for n in range(8))))
    assert done == {"done": 1, "refused": 7}
    assert Answer.objects.filter(survey=survey).count() == 1
    assert audit.verify().ok


def test_one_person_answering_a_named_survey_at_once_leaves_one_answer(world: World) -> None:
    survey = made.opened(world, questions=[SCALE], anonymous=False)
    done = outcomes(at_once(*(answering(world, survey, "factory0", n % 5 + 1) for n in range(8))))
    assert done == {"done": 8}, "a named answer may be changed"
    assert Answer.objects.filter(survey=survey).count() == 1


def test_many_people_at_once_lose_no_answer_though_others_are_written_anew(world: World) -> None:
    survey = made.opened(world, questions=[SCALE])
    assert outcomes(at_once(*(answering(world, survey, who, 3) for who in PEOPLE))) == {"done": 8}
    assert Answer.objects.filter(survey=survey).count() == 8
    assert Invitation.objects.filter(survey=survey, answered=True).count() == 8


def test_an_answer_and_the_closing_at_once_leave_the_roll_and_the_answers_alike(world: World) -> None:
    survey = made.opened(world, questions=[SCALE])
    hong = world.actor("hong")
    acts = [answering(world, survey, who, 3) for who in PEOPLE]
    at_once(*acts[:4], lambda: actions.close_survey(survey, by=hong), *acts[4:])
    assert Answer.objects.filter(survey=survey).count() == queries.progress(survey)[1]
    survey.refresh_from_db()
    assert survey.state == "closed"


def test_two_supervisors_opening_at_once_open_once(world: World) -> None:
    survey = made.draft(world, questions=[SCALE])
    acts = [partial(actions.open_survey, survey, by=world.actor(who)) for who in ("guan", "jian")]
    assert outcomes(at_once(*acts)) == {"done": 1, "refused": 1}
    assert Invitation.objects.filter(survey=survey).count() == 18


def test_a_form_sent_twice_at_once_is_one_answer(world: World) -> None:
    survey = made.opened(world, questions=[SCALE])
    sent = {str(made.question(survey, 1).pk): "4", "once": "the-same-mark"}
    url = reverse("surveys:answering", args=[survey.pk])
    pages = clients(world, ["factory1", "factory1"])
    answers = at_once(*(lambda page=page: page.post(url, sent).status_code for page in pages))
    assert answers == [303, 303]
    assert Answer.objects.filter(survey=survey).count() == 1
