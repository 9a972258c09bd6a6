"""Can anybody, with the whole database before them, say which anonymous answer is whose? What the tables hold is looked at."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from tests.matrix.people import token
from unionhall.cases.tests.browsing import browser
from unionhall.cases.tests.world import World
from unionhall.core import clock
from unionhall.core.models import AuditEntry, IdempotencyRecord
from unionhall.people.models import Account
from unionhall.surveys import actions, exports, queries, said
from unionhall.surveys.models import Answer, Invitation, Survey

from . import world as made
from .world import MEAL, SCALE, answer, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return made.build()


def rows(table: str) -> list[dict[str, Any]]:
    """Every column of every row, those of the database itself included, in the order in which they lie on the disk."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ctid::text, xmin::text, * FROM {table} ORDER BY ctid")
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def answered_in_turn(world: World, survey: Survey, n: int = 12) -> None:
    """Members answer one after the other; who answered as which is told by the words."""
    for place in range(n):
        answer(world, survey, f"factory{place}", place % 3, f"第{place:02}个")


def questions() -> list[dict[str, Any]]:
    return [MEAL, {"kind": "words", "text": "还有什么想说的？"}]


def order_of_words(survey: Survey) -> list[int]:
    """Who answered as which, in the order of the rows on the disk."""
    by_key = {row.pk: said.unpacked(row.said)[0] for row in Answer.objects.filter(survey=survey).order_by("pk")}
    lying = [by_key[row["id"]] for row in rows("surveys_answer") if row["id"] in by_key]
    return [int(str(next(v for v in answers.values() if isinstance(v, str)))[1:3]) for answers in lying]


def test_an_anonymous_answer_has_no_column_for_a_person_a_time_or_an_order(world: World) -> None:
    survey = opened(world, questions=questions())
    answered_in_turn(world, survey)
    known = {str(row.pk) for row in Invitation.objects.order_by("pk")}
    known |= {str(key) for key in Invitation.objects.order_by("pk").values_list("person_id", flat=True)}
    for row in rows("surveys_answer"):
        assert set(row) == {"ctid", "xmin", "id", "survey_id", "person_id", "given_at", "said"}
        assert (row["person_id"], row["given_at"]) == (None, None)
        assert row["id"].version == 4, "a key that holds no time"
        assert str(row["id"]) not in known


def test_the_roll_says_that_somebody_answered_and_never_when(world: World) -> None:
    survey = opened(world, questions=questions())
    answered_in_turn(world, survey)
    columns = {key for row in rows("surveys_invitation") for key in row}
    assert columns == {"ctid", "xmin", "id", "survey_id", "person_id", "group", "answered", "told", "reminded"}
    assert queries.progress(survey) == (18, 12)


def test_answers_lie_in_no_order_of_the_roll_and_share_no_transaction_with_one_line_of_it(world: World) -> None:
    survey = opened(world, questions=questions())
    answered_in_turn(world, survey)
    assert sorted(order_of_words(survey)) == list(range(12))
    assert order_of_words(survey) != list(range(12)), "written anew in an order that was drawn"
    before = {row["id"] for row in rows("surveys_answer")}
    answer(world, survey, "courier0", 0, "第12个")
    after = {row["id"] for row in rows("surveys_answer")}
    assert not before & after, "the newest answer is one of many that were written at the same moment"


def test_every_answer_is_written_anew_when_the_survey_closes(world: World) -> None:
    survey = opened(world, questions=questions())
    answered_in_turn(world, survey)
    before = {row["id"] for row in rows("surveys_answer")}
    actions.close_survey(survey, by=world.actor("hong"))
    after = rows("surveys_answer")
    assert not before & {row["id"] for row in after}
    assert len(after) == 12
    assert len({row["xmin"] for row in after}) == 1


def test_the_trail_says_that_somebody_answered_and_neither_who_nor_which(world: World) -> None:
    survey = opened(world, questions=questions())
    answer(world, survey, "factory0", 0, "第00个")
    entry = AuditEntry.objects.latest("id")
    assert (entry.verb, entry.actor_id, entry.subject_id) == ("survey.answered_anonymously", None, str(survey.pk))
    assert str(world.people["factory0"].pk) not in str(entry.__dict__)
    assert entry.details == {}
    assert not AuditEntry.objects.filter(subject_type="surveys.Answer").exists()


def test_what_is_remembered_of_a_form_sent_twice_says_nothing_of_the_answer(world: World) -> None:
    survey = opened(world, questions=[SCALE])
    key = str(made.question(survey, 1).pk)
    page = browser(world, "factory0")
    sent = {key: "4", "once": "a-mark-that-is-drawn"}
    url = reverse("surveys:answering", args=[survey.pk])
    assert [page.post(url, sent).status_code for _n in range(2)] == [303, 303]
    assert Answer.objects.filter(survey=survey).count() == 1
    record = IdempotencyRecord.objects.latest("at")
    assert record.answer == "null"
    assert bytes(record.request_hash) == b""


def test_of_an_answer_over_the_api_no_hash_is_kept_by_which_it_could_be_guessed(world: World) -> None:
    survey = opened(world, questions=[SCALE])
    key, person = str(made.question(survey, 1).pk), world.people["factory0"]
    account = Account.objects.create(person=person, username="f0", opened_at=clock.now())
    client = browser(world)
    url = f"/api/me/surveys/{survey.pk}/answer"
    headers = {"Authorization": f"Bearer {token(account)}", "Idempotency-Key": "once"}
    answers = [
        client.put(url, {"answers": {key: value}}, content_type="application/json", headers=headers) for value in (4, 2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Answer.objects.filter(survey=survey).count() == 1
    record = IdempotencyRecord.objects.latest("at")
    assert bytes(record.request_hash) == b""
    assert str(Answer.objects.get().pk) not in str(record.answer)


def test_ones_own_export_says_that_one_was_asked_and_never_what_was_answered_anonymously(world: World) -> None:
    survey = opened(world, questions=questions())
    named = opened(world, questions=questions(), anonymous=False)
    for each in (survey, named):
        answer(world, each, "factory0", 1, "第00个")
    held = {row["anonymous"]: row for row in exports.asked_about(world.people["factory0"].pk)}
    assert (held[True]["answered"], held[True]["answers"], held[True]["answered_at"]) == (True, [], None)
    assert [line["answer"] for line in held[False]["answers"]] == ["一般", "第00个"]
    assert exports.asked_about(world.people["lin"].pk) == []


def test_a_group_in_which_few_answered_loses_its_name_when_the_survey_closes(world: World) -> None:
    survey = opened(world, questions=[SCALE], cut="industry")
    for n in range(12):
        answer(world, survey, f"factory{n}", 4)
    answer(world, survey, "courier0", 1)
    actions.close_survey(survey, by=world.actor("hong"))
    groups = {said.unpacked(row.said)[1] for row in Answer.objects.filter(survey=survey).order_by("pk")}
    assert groups == {""}, "one courier alone would be known; the pool of one takes the factory in"


def test_how_many_answers_there_are_is_how_many_the_roll_says(world: World) -> None:
    survey = opened(world, questions=questions())
    answered_in_turn(world, survey)
    assert Answer.objects.filter(survey=survey).count() == queries.progress(survey)[1]
