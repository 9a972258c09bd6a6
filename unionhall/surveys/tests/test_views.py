"""The pages: of those who ask, of those who answer, and the results."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.adversary.hostile import WORDS as HOSTILE
from unionhall.cases.tests.browsing import browser
from unionhall.cases.tests.world import World
from unionhall.core import ratelimit
from unionhall.core.models import AuditEntry
from unionhall.surveys import limits, queries
from unionhall.surveys.models import Answer, Question, Survey
from unionhall.surveys.states import State

from . import world as made
from .world import MEAL, QUESTIONS, SCALE, WORDS, closed, draft, everybody, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return made.build()


def url(name: str, *keys: Any) -> str:
    return reverse(f"surveys:{name}", args=list(keys))


def words_of(survey: Survey, **more: Any) -> dict[str, Any]:
    return {"title": "作息", "anonymous": "no", "closes_on": made.in_days(9).isoformat(), **more}


def test_an_officer_drafts_a_survey_and_its_questions_without_scripts(world: World) -> None:
    page = browser(world, "hong")
    sent = {"title": "班车", "anonymous": "yes", "closes_on": made.in_days(9).isoformat(), "body": str(world.harbour.pk),
            "employers": "宏达制造有限公司", "industries": ["manufacturing"], "bodies": [str(world.factory_union.pk)]}  # fmt: skip
    answer = page.post(url("drafting"), sent)
    survey = Survey.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == url("questions", survey.pk)
    for text in ("班车准时吗？", "班车够不够坐？"):
        page.post(
            url("questions", survey.pk), {"kind": "one", "text": text, "options": "是\n否\n\n否", "required": "on"}
        )
    second = made.question(survey, 2)
    assert second.options == ["是", "否"]
    page.post(url("question_place", survey.pk, second.pk), {"to": "up"})
    assert made.question(survey, 1) == second
    page.post(url("question", survey.pk, second.pk), {"kind": "scale", "text": "班车好不好？", "required": "on"})
    assert made.question(survey, 1).kind == "scale"
    page.post(url("question_removal", survey.pk, second.pk))
    assert [question.text for question in queries.questions_of(survey)] == ["班车准时吗？"]
    assert "今天是 12 人" in page.get(url("survey", survey.pk)).content.decode()


def test_the_same_form_sent_twice_makes_one_draft_and_one_question(world: World) -> None:
    page, survey = browser(world, "hong"), draft(world, questions=[])
    sent = {**words_of(survey), "body": str(world.harbour.pk), "once": "mark-one"}
    assert {page.post(url("drafting"), sent)["Location"] for _n in range(2)} == {
        url("questions", Survey.objects.get(title="作息").pk)
    }
    asked = {"kind": "scale", "text": "好不好？", "once": "mark-two"}
    assert [page.post(url("questions", survey.pk), asked).status_code for _n in range(2)] == [303, 303]
    assert Question.objects.filter(survey=survey).count() == 1


def test_a_question_for_what_is_held_comes_back_with_the_reason(world: World) -> None:
    survey = draft(world, questions=[])
    answer = browser(world, "hong").post(url("questions", survey.pk), {"kind": "words", "text": "您的身份证号？"})
    assert answer.status_code == 409
    assert "工会已经有了" in answer.content.decode()
    assert "您的身份证号？" in answer.content.decode(), "what was typed is still there"


def test_a_bad_draft_comes_back_with_every_reason(world: World) -> None:
    sent = {"title": "", "anonymous": "maybe", "closes_on": "2020-01-01", "employers": "不存在公司", "body": "x"}
    answer = browser(world, "hong").post(url("drafting"), sent)
    assert answer.status_code == 422
    assert {"title", "anonymous", "closes_on", "employers", "body"} <= set(answer.context["form"].errors)
    assert not Survey.objects.exists()


def test_another_bodys_survey_does_not_exist(world: World) -> None:
    survey = draft(world)
    assert browser(world, "xi").get(url("survey", survey.pk)).status_code == 404
    assert browser(world, "lin").get(url("answering", survey.pk)).status_code == 404


def test_the_supervisor_is_told_how_many_before_opening(world: World) -> None:
    survey = draft(world)
    page = browser(world, "guan")
    assert "现在通知 18 人来答" in page.get(url("opening", survey.pk)).content.decode()
    assert page.post(url("opening", survey.pk)).status_code == 303
    survey.refresh_from_db()
    assert survey.state == State.OPEN


def test_the_home_of_somebody_asked_says_so_until_they_answered(world: World) -> None:
    survey = opened(world, questions=[SCALE])
    page = browser(world, "factory0")
    assert url("answering", survey.pk) in page.get("/").content.decode()
    assert url("answering", survey.pk) not in browser(world, "lin").get("/").content.decode()
    page.post(url("answering", survey.pk), {str(made.question(survey, 1).pk): "5"})
    assert url("answering", survey.pk) not in page.get("/").content.decode()


def test_an_anonymous_page_says_before_sending_that_nobody_can_see_and_nothing_can_be_changed(world: World) -> None:
    survey = opened(world)
    words = browser(world, "factory0").get(url("answering", survey.pk)).content.decode()
    assert "谁也看不出哪一份是您答的" in words
    assert "不能再改" in words
    assert "data-draft" not in words, "a shared phone keeps nothing of it"


def test_all_kinds_of_questions_are_answered_on_one_page(world: World) -> None:
    survey = opened(world, anonymous=False)
    one, many, scale, words = (str(question.pk) for question in queries.questions_of(survey))
    page = browser(world, "factory0")
    sent = {one: "0", many: ["1", "3"], scale: "4", words: "夏天太热，打 13900000001"}
    assert page.post(url("answering", survey.pk), sent).status_code == 303
    assert "收到了" in page.get(url("thanks", survey.pk)).content.decode()
    again = page.get(url("answering", survey.pk)).content.decode()
    assert "13900000001" not in again
    assert again.count("checked") == 4, "what was answered stands there to be changed"


def test_a_required_question_left_out_comes_back_and_nothing_is_lost(world: World) -> None:
    survey = opened(world)
    one = str(made.question(survey, 1).pk)
    answer = browser(world, "factory0").post(url("answering", survey.pk), {one: "1"})
    assert answer.status_code == 422
    assert "checked" in answer.content.decode()
    assert not Answer.objects.exists()


def test_an_anonymous_answer_sent_again_is_refused_and_the_page_says_why(world: World) -> None:
    survey = opened(world, questions=[SCALE])
    page, key = browser(world, "factory0"), str(made.question(survey, 1).pk)
    assert page.post(url("answering", survey.pk), {key: "4"}).status_code == 303
    assert page.post(url("answering", survey.pk), {key: "1"}).status_code == 409
    assert "不能改" in page.get(url("answering", survey.pk)).content.decode()
    assert Answer.objects.count() == 1


def test_answering_too_often_is_slowed_down(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ANSWERS_PER_HOUR", 2)
    survey = opened(world, questions=[SCALE], anonymous=False)
    page, key = browser(world, "factory0"), str(made.question(survey, 1).pk)
    answers = [page.post(url("answering", survey.pk), {key: str(n)}).status_code for n in (1, 2, 3)]
    assert answers == [303, 303, 429]
    ratelimit.reset("survey answers", str(world.people["factory0"].pk))


def test_results_show_numbers_of_how_many_and_hide_small_ones(world: World) -> None:
    survey = closed(world, {**everybody(0), "courier0": (1,), "courier1": (1,)}, questions=[MEAL])
    words = browser(world, "hong").get(url("results", survey.pk)).content.decode()
    assert "14 / 18" in words
    assert "免得认出人" in words


def test_the_table_hides_what_the_page_hides_and_its_export_is_on_record(world: World) -> None:
    survey = closed(world, {**everybody(0), "courier0": (1,), "courier1": (1,)}, questions=[MEAL])
    answer = browser(world, "hong").post(url("table", survey.pk))
    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"].startswith("text/csv")
    assert text.count("不显示") == 3, "two would leave two small counts that are one together; so all three hide"
    assert AuditEntry.objects.filter(verb="survey.exported", subject_id=str(survey.pk)).exists()


def test_the_table_of_an_open_anonymous_survey_is_refused(world: World) -> None:
    assert browser(world, "hong").get(url("table", opened(world).pk)).status_code == 409


def test_hostile_words_stand_there_as_words(world: World) -> None:
    survey = opened(
        world,
        questions=[WORDS | {"required": True}],
        anonymous=False,
        title="<b>'\"&{{7*7}}",
        lead="<script>alert(1)</script>",
    )
    key = str(made.question(survey, 1).pk)
    for n, text in enumerate(HOSTILE.values()):
        assert browser(world, f"factory{n}").post(url("answering", survey.pk), {key: text}).status_code in (
            303,
            409,
            422,
        )
    page = browser(world, "hong").get(url("results", survey.pk)).content.decode()
    assert "<script>alert" not in page
    assert "<b>'" not in page
    table = browser(world, "hong").post(url("table", survey.pk)).content.decode("utf-8-sig")
    assert "\"'=HYPERLINK" in table, "no spreadsheet takes it for a formula"


def test_the_list_is_narrowed_and_asks_the_database_a_fixed_number_of_times(
    world: World, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        draft(world, title=f"第{n}次", questions=QUESTIONS[:1])
    opened(world, title="食堂怎么样")
    page = browser(world, "hong")
    page.get(url("surveys"))
    with django_assert_max_num_queries(12):
        whole = page.get(url("surveys")).content.decode()
    assert whole.count("data-row-link") == 13
    assert page.get(url("surveys"), {"state": "open"}).content.decode().count("data-row-link") == 1
    assert page.get(url("surveys"), {"q": "食堂"}).content.decode().count("data-row-link") == 1
    assert page.get(url("surveys"), {"state": "no such"}).status_code == 200
