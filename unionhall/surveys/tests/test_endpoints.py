"""The same acts over the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.matrix.people import token
from unionhall.cases.tests.world import World
from unionhall.core import clock
from unionhall.people.models import Account
from unionhall.surveys.models import Answer, Survey

from . import world as made
from .world import MEAL, QUESTIONS, WORDS, closed, everybody, opened

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def world() -> World:
    return made.build()


def program(world: World, who: str) -> Client:
    account = Account.objects.create(person=world.people[who], username=f"{who}-api", opened_at=clock.now())
    return Client(headers={"Authorization": f"Bearer {token(account)}"})


def drafted(world: World, **more: Any) -> dict[str, Any]:
    return {"title": "作息", "anonymous": True, "closes_on": made.in_days(9).isoformat(), "body": str(world.harbour.pk),
            "questions": QUESTIONS, **more}  # fmt: skip


def test_a_survey_is_drafted_opened_answered_closed_and_read(world: World) -> None:
    hong, guan = program(world, "hong"), program(world, "guan")
    sent = drafted(world, employers=[str(world.factory.pk)], questions=[{**MEAL, "options": ["好", "一般"]}])
    survey = hong.post("/api/surveys", sent, content_type=JSON).json()
    assert (survey["state"], survey["asked"]) == ("draft", 12)
    path = f"/api/surveys/{survey['id']}"
    assert hong.post(f"{path}/opening", content_type=JSON).status_code == 409
    assert guan.post(f"{path}/opening", content_type=JSON).json()["state"] == "open"
    question = survey["questions"][0]["id"]
    for n in range(12):
        sent = {"answers": {question: n % 2}}
        assert (
            program(world, f"factory{n}").put(f"/api/me{path[4:]}/answer", sent, content_type=JSON).status_code == 200
        )
    assert hong.get(f"{path}/results").json()["code"] == "still_open"
    hong.post(f"{path}/closing", content_type=JSON)
    found = hong.get(f"{path}/results").json()
    assert (found["asked"], found["answered"]) == (12, 12)
    assert [line["count"] for line in found["questions"][0]["lines"]] == [6, 6]
    again = hong.post(f"{path}/follow-up", content_type=JSON).json()
    assert again["follows"] == survey["id"]


def test_a_question_for_what_is_held_is_refused_with_its_code(world: World) -> None:
    sent = drafted(world, questions=[{"kind": "words", "text": "您的手机号？"}])
    answer = program(world, "hong").post("/api/surveys", sent, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "held")
    assert not Survey.objects.exists()


def test_an_unknown_body_or_employer_is_nothing_here(world: World) -> None:
    hong = program(world, "hong")
    nobody = "00000000-0000-4000-8000-000000000000"
    for more in ({"body": nobody}, {"employers": [nobody]}, {"bodies": [nobody]}):
        assert hong.post("/api/surveys", drafted(world, **more), content_type=JSON).status_code == 404


def test_a_key_sent_twice_drafts_once(world: World) -> None:
    hong = program(world, "hong")
    answers = [
        hong.post("/api/surveys", drafted(world), content_type=JSON, headers={"Idempotency-Key": "k"}).json()["id"]
        for _n in range(2)
    ]
    assert len(set(answers)) == 1
    assert Survey.objects.count() == 1


@pytest.mark.parametrize(
    "answers", [{"nonsense": 1}, {"x" * 36: 1}, {}, {"00000000-0000-4000-8000-000000000000": 1}]
)  # fmt: skip
def test_answers_that_fit_no_question_are_refused(world: World, answers: dict[str, Any]) -> None:
    survey = opened(world)
    url = f"/api/me/surveys/{survey.pk}/answer"
    answer = program(world, "factory0").put(url, {"answers": answers}, content_type=JSON)
    assert answer.status_code in (409, 422)
    assert not Answer.objects.exists()


def test_one_reads_ones_own_named_answer_and_no_anonymous_one(world: World) -> None:
    named, anonymous = (opened(world, anonymous=flag, questions=[WORDS]) for flag in (False, True))
    lin = program(world, "factory0")
    for survey in (named, anonymous):
        key = str(made.question(survey, 1).pk)
        sent = {"answers": {key: "夏天太热"}}
        assert lin.put(f"/api/me/surveys/{survey.pk}/answer", sent, content_type=JSON).status_code == 200
    assert list(lin.get(f"/api/me/surveys/{named.pk}").json()["answers"].values()) == ["夏天太热"]
    assert lin.get(f"/api/me/surveys/{anonymous.pk}").json()["answers"] == {}
    assert {row["answered"] for row in lin.get("/api/me/surveys").json()} == {True}


def test_hidden_numbers_are_null(world: World) -> None:
    survey = closed(world, everybody(0), questions=[MEAL])
    found = program(world, "hong").get(f"/api/surveys/{survey.pk}/results").json()
    assert [line["count"] for line in found["questions"][0]["lines"]] == [None, None, None]
