"""What happens to a survey from its draft to its closing, and what its rules refuse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from unionhall.cases.tests.world import BUILDER, World
from unionhall.core import clock, events
from unionhall.core.actor import SYSTEM, system
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Refused
from unionhall.notices.models import Message
from unionhall.people import actions as people
from unionhall.people.enums import Channel
from unionhall.people.models import Membership
from unionhall.surveys import actions, queries, said, tasks
from unionhall.surveys.events import SurveyClosed, SurveyOpened
from unionhall.surveys.models import Answer, Invitation, Question, Survey
from unionhall.surveys.states import State

from . import world as made
from .world import MEAL, QUESTIONS, answer, draft, opened, said_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return made.build()


def refused(act: Any) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as error, transaction.atomic():
        act()
    return error.value.verdict.code


# --- drafting ---------------------------------------------------------------------------------------------------------------


def test_a_draft_has_its_questions_in_order_and_asks_nobody_yet(world: World) -> None:
    survey = draft(world)
    assert survey.state == State.DRAFT
    assert [question.text for question in queries.questions_of(survey)] == [asked["text"] for asked in QUESTIONS]
    assert not Invitation.objects.exists()
    assert AuditEntry.objects.filter(verb="survey.drafted", subject_id=str(survey.pk)).exists()


def test_questions_are_added_reworded_moved_and_taken_out(world: World) -> None:
    by, survey = world.actor("hong"), draft(world, questions=[])
    first, second, third = (
        actions.ask(survey, by=by, **{**MEAL, "text": text}) for text in ("一食堂呢？", "二食堂呢？", "三食堂呢？")
    )
    actions.shift(third, by=by, by_places=-1)
    actions.shift(first, by=by, by_places=-1)
    actions.reword(second, by=by, kind="scale", text="二食堂好不好？")
    actions.drop(first, by=by)
    assert [(q.place, q.text, q.kind) for q in queries.questions_of(survey)] == [
        (1, "三食堂呢？", "one"),
        (2, "二食堂好不好？", "scale"),
    ]


@pytest.mark.parametrize("text", ["您的姓名？", "请留下手机号", "您在哪个单位上班？", "Your name"])
def test_a_question_for_what_is_held_is_refused_with_what_to_do_instead(world: World, text: str) -> None:
    with pytest.raises(Refused) as error:
        draft(world, questions=[{"kind": "words", "text": text}])
    assert error.value.verdict.code == "held"
    assert error.value.verdict.next_step


def test_a_choice_needs_two_different_options(world: World) -> None:
    assert refused(lambda: draft(world, questions=[{**MEAL, "options": ["好", " 好 "]}])) == "options"


def test_a_survey_has_at_most_thirty_questions(world: World) -> None:
    many = [{"kind": "scale", "text": f"第 {n} 件事办得怎样？"} for n in range(31)]
    assert refused(lambda: draft(world, questions=many)) == "too_many"
    survey = draft(world, questions=many[:30])
    assert refused(lambda: actions.ask(survey, by=world.actor("hong"), **many[30])) == "too_many"


def test_the_words_of_an_opened_survey_stand(world: World) -> None:
    survey, by = opened(world), world.actor("hong")
    question = made.question(survey, 1)
    assert refused(lambda: actions.ask(survey, by=by, **MEAL)) == "not_a_draft"
    assert refused(lambda: actions.reword(question, by=by, **MEAL)) == "not_a_draft"
    assert refused(lambda: actions.drop(question, by=by)) == "not_a_draft"
    assert refused(lambda: actions.shift(question, by=by, by_places=1)) == "not_a_draft"


def test_a_body_asks_only_below_itself(world: World) -> None:
    assert refused(lambda: draft(world, bodies=[world.hill])) == "beyond"
    assert draft(world, bodies=[world.factory_union]).state == State.DRAFT


def test_a_draft_may_be_given_up_and_then_nothing_moves_it(world: World) -> None:
    survey = actions.discard_survey(draft(world), by=world.actor("hong"))
    assert survey.state == State.DISCARDED
    assert refused(lambda: actions.open_survey(survey, by=world.actor("guan"))) == "wrong_state"


# --- the roll ---------------------------------------------------------------------------------------------------------------


def asked(survey: Survey) -> int:
    return Invitation.objects.filter(survey=survey).count()


def test_everybody_below_the_body_is_on_the_roll_and_nobody_else(world: World) -> None:
    assert asked(opened(world)) == 18
    assert asked(opened(world, bodies=[world.factory_union])) == 12
    assert asked(opened(world, employers=[world.factory])) == 12
    assert asked(opened(world, industries=["transport"])) == 6
    assert asked(opened(world, industries=["manufacturing"])) == 12, "the industry of the union's employer counts"


def test_people_named_by_another_module_are_asked_exactly(world: World) -> None:
    named = [world.people[key].pk for key in ("lin", "ma", "wei", "factory1", "courier1")]
    survey = opened(world, people=named, purpose="problem:1")
    assert set(queries.roll(survey).order_by("pk").values_list("person_id", flat=True)) == set(named)
    assert list(queries.surveys_for("problem:1")) == [survey]


def test_the_roll_is_fixed_at_the_opening_and_joiners_come_by_an_act(world: World) -> None:
    survey = opened(world)
    late = made.join(world, "late", world.factory_union)
    Membership.objects.filter(person=world.people["factory0"]).update(until=clock.today() - timedelta(days=1))
    assert asked(survey) == 18
    assert refused(lambda: answer(world, survey, "late", 0, None, 3)) == "not_asked"
    assert actions.invite(survey, by=world.actor("hong")) == 1
    assert Invitation.objects.filter(survey=survey, person=late).exists()
    assert refused(lambda: actions.invite(survey, by=world.actor("hong"))) == "nobody"


def test_the_database_puts_nobody_on_a_roll_twice(world: World) -> None:
    survey = opened(world)
    with pytest.raises(IntegrityError, match="a_person_is_asked_once"), transaction.atomic():
        Invitation.objects.create(survey=survey, person=world.people["factory0"])


def test_too_few_people_or_no_question_and_it_does_not_open(world: World) -> None:
    guan = world.actor("guan")
    few = draft(world, people=[world.people[key].pk for key in ("lin", "ma", "wei", "zhou")])
    assert refused(lambda: actions.open_survey(few, by=guan)) == "too_few"
    assert refused(lambda: actions.open_survey(draft(world, questions=[]), by=guan)) == "no_questions"
    past = draft(world)
    Survey.objects.filter(pk=past.pk).update(closes_on=made.in_days(-1))
    assert refused(lambda: actions.open_survey(past, by=guan)) == "over"


def test_small_groups_are_put_together_on_the_roll_of_an_anonymous_survey(world: World) -> None:
    for n in range(3):
        made.join(world, f"alone{n}", world.harbour)
    survey = opened(world, cut="employer")
    sizes = queries.sizes_of_groups(survey)
    assert sizes == {str(world.factory.pk): 12, "": 9}, "couriers and the three have no employer: one group of nine"
    cut = opened(world, cut="industry")
    assert queries.sizes_of_groups(cut)["manufacturing"] == 12
    assert all(size >= 5 for size in queries.sizes_of_groups(cut).values())


def test_somebody_whose_group_is_not_there_does_not_join_an_anonymous_survey_alone(world: World) -> None:
    survey = opened(world, cut="employer", employers=[world.factory])
    assert set(queries.sizes_of_groups(survey)) == {str(world.factory.pk)}
    Membership.objects.filter(person=world.people["courier0"]).delete()
    named = opened(world, cut="employer", people=[world.people[f"factory{n}"].pk for n in range(6)])
    people.enrol(world.people["courier0"], by=BUILDER, organisation=world.factory_union, since=made.LONG_AGO)
    assert actions.invite(survey, by=world.actor("hong")) == 1
    assert refused(lambda: actions.invite(named, by=world.actor("hong"))) == "nobody"


# --- telling ----------------------------------------------------------------------------------------------------------------


def told(template: str) -> set[Any]:
    return set(Message.objects.filter(template=template).order_by("pk").values_list("person_id", flat=True))


def test_opening_tells_everybody_by_a_job_and_once(world: World, jobs: Any) -> None:
    survey = opened(world)
    assert [job["task_name"] for job in jobs.jobs.values()] == ["surveys.tell_people"]
    tasks.tell_people(str(survey.pk), reminding=False)
    tasks.tell_people(str(survey.pk), reminding=False)
    assert Message.objects.filter(template="survey").count() == 18
    assert all(f"/surveys/mine/{survey.pk}/" in message.body for message in Message.objects.order_by("pk"))


def test_telling_goes_on_where_it_was_stopped(world: World) -> None:
    survey = opened(world)
    assert actions.tell_some(survey.pk, by=SYSTEM, reminding=False, most=10) == 10
    assert actions.tell_some(survey.pk, by=SYSTEM, reminding=False, most=10) == 8
    assert actions.tell_some(survey.pk, by=SYSTEM, reminding=False, most=10) == 0
    assert len(told("survey")) == 18


def test_only_those_who_have_not_answered_are_reminded_and_once(world: World) -> None:
    survey = opened(world)
    answer(world, survey, "factory0", 0, None, 3)
    actions.remind(survey, by=world.actor("hong"))
    tasks.tell_people(str(survey.pk), reminding=True)
    assert len(told("survey_again")) == 17
    assert world.people["factory0"].pk not in told("survey_again")
    assert refused(lambda: actions.remind(survey, by=world.actor("hong"))) == "reminded"


def test_nobody_is_called_for_a_survey_and_who_reads_on_the_site_reads_there(world: World) -> None:
    people.reach(world.people["factory0"], by=BUILDER, channel=Channel.PHONE)
    people.reach(world.people["factory1"], by=BUILDER, channel=Channel.ONLINE)
    survey = opened(world)
    tasks.tell_people(str(survey.pk), reminding=False)
    ways = dict(Message.objects.order_by("pk").values_list("person_id", "medium"))
    assert ways[world.people["factory0"].pk] == "text"
    assert ways[world.people["factory1"].pk] == "online"


def test_nobody_hears_of_a_survey_that_is_closed(world: World) -> None:
    survey = opened(world)
    actions.close_survey(survey, by=world.actor("hong"))
    tasks.tell_people(str(survey.pk), reminding=False)
    assert not Message.objects.exists()


# --- answering --------------------------------------------------------------------------------------------------------------


def test_a_named_answer_is_one_row_and_may_be_changed(world: World) -> None:
    survey = opened(world, anonymous=False)
    answer(world, survey, "factory0", 0, None, 3)
    answer(world, survey, "factory0", 2, [1, 0], 4)
    kept, _group = said.unpacked(Answer.objects.get(survey=survey).said)
    assert kept == {str(made.question(survey, place).pk): value for place, value in ((1, 2), (2, [0, 1]), (3, 4))}
    assert Invitation.objects.filter(survey=survey, answered=True).count() == 1


def test_the_database_refuses_a_second_answer_of_one_person(world: World) -> None:
    survey = opened(world, anonymous=False)
    answer(world, survey, "factory0", 0, None, 3)
    with pytest.raises(IntegrityError, match="a_person_answers_once"), transaction.atomic():
        Answer.objects.create(survey=survey, person=world.people["factory0"], given_at=clock.now(), said="{}")


def test_the_database_refuses_a_name_or_a_time_on_an_anonymous_answer(world: World) -> None:
    survey = opened(world)
    for facts in ({"person": world.people["factory0"]}, {"given_at": clock.now()}):
        with pytest.raises(IntegrityError, match="neither_person_nor_time"), transaction.atomic():
            Answer.objects.create(survey=survey, said="{}", **facts)


def test_an_anonymous_answer_is_given_once_and_never_changed(world: World) -> None:
    survey = opened(world)
    answer(world, survey, "factory0", 0, None, 3)
    assert refused(lambda: answer(world, survey, "factory0", 1, None, 3)) == "answered"
    assert Answer.objects.filter(survey=survey).count() == 1


@pytest.mark.parametrize("who", ["lin", "hong", "guan", "chang"])
def test_nobody_answers_who_is_not_asked(world: World, who: str) -> None:
    survey = opened(world)
    assert refused(lambda: answer(world, survey, who, 0, None, 3)) == "not_asked"


def test_a_program_of_a_body_never_answers_for_its_officer(world: World) -> None:
    from dataclasses import replace

    survey = opened(world)
    by = replace(world.actor("factory0"), for_body=True)
    assert refused(lambda: actions.answer(survey, by=by, answers=said_by(survey, 0, None, 3))) == "not_asked"


def test_a_closed_survey_and_one_whose_day_is_over_take_no_answer(world: World) -> None:
    survey = opened(world)
    Survey.objects.filter(pk=survey.pk).update(opens_on=made.in_days(-9), closes_on=made.in_days(-1))
    assert refused(lambda: answer(world, survey, "factory0", 0, None, 3)) == "closed"
    Survey.objects.filter(pk=survey.pk).update(closes_on=made.in_days(1))
    actions.close_survey(survey, by=world.actor("hong"))
    assert refused(lambda: answer(world, survey, "factory0", 0, None, 3)) == "closed"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ((None, None, 3), "missing"),
        ((3, None, 3), "does_not_fit"),
        ((-1, None, 3), "does_not_fit"),
        (("x", None, 3), "does_not_fit"),
        ((True, None, 3), "does_not_fit"),
        (([0], None, 3), "does_not_fit"),
        ((0, 1, 3), "does_not_fit"),
        ((0, [9], 3), "does_not_fit"),
        ((0, None, 6), "does_not_fit"),
        ((0, None, 3, ["words"]), "does_not_fit"),
    ],
)
def test_what_does_not_fit_a_question_is_refused(world: World, values: tuple[Any, ...], code: str) -> None:
    survey = opened(world)
    assert refused(lambda: answer(world, survey, "factory0", *values)) == code
    assert not Invitation.objects.filter(answered=True).exists()


def test_an_answer_to_a_question_of_another_survey_is_refused(world: World) -> None:
    survey, other = opened(world), opened(world)
    by = world.actor("factory0")
    assert refused(lambda: actions.answer(survey, by=by, answers=said_by(other, 0, None, 3))) == "unknown_question"


def test_numbers_of_people_never_reach_the_table(world: World) -> None:
    survey = opened(world, anonymous=False)
    answer(world, survey, "factory0", 0, None, 3, "找我 13900000001，身份证 110101199003070011\0")
    kept = Answer.objects.get(survey=survey).said
    assert "13900000001" not in kept
    assert "110101199003070011" not in kept
    assert "找我" in kept


def test_what_was_said_is_sealed_at_rest(world: World) -> None:
    from django.db import connection

    survey = opened(world)
    answer(world, survey, "factory0", 0, None, 3, "夏天太热了")
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM surveys_answer")
        assert "夏天".encode() not in bytes(cursor.fetchone()[0])


# --- closing and asking again -------------------------------------------------------------------------------------------------


def test_the_clock_closes_what_is_over_and_nothing_else(world: World) -> None:
    over, still = opened(world), opened(world)
    Survey.objects.filter(pk=over.pk).update(opens_on=made.in_days(-9), closes_on=made.in_days(-1))
    tasks.close_over(0)
    over.refresh_from_db()
    still.refresh_from_db()
    assert (over.state, still.state) == (State.CLOSED, State.OPEN)
    assert refused(lambda: actions.lapse_survey(still, by=system("clock"))) == "not_over"


def test_others_hear_of_opening_and_closing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    monkeypatch.setitem(events._reactions, SurveyOpened, [heard.append])
    monkeypatch.setitem(events._reactions, SurveyClosed, [heard.append])
    survey = opened(world, purpose="problem:7")
    actions.close_survey(survey, by=world.actor("hong"))
    assert heard == [SurveyOpened(survey.pk, "problem:7", 18), SurveyClosed(survey.pk, "problem:7")]


def test_asking_again_takes_over_questions_people_and_purpose(world: World) -> None:
    first = opened(world, bodies=[world.factory_union], purpose="problem:7", cut="industry")
    actions.close_survey(first, by=world.actor("hong"))
    again = actions.ask_again(first, by=world.actor("hong"))
    assert (again.follows_id, again.purpose, again.cut, again.state) == (first.pk, "problem:7", "industry", State.DRAFT)
    pairs = zip(queries.questions_of(first), queries.questions_of(again), strict=True)
    assert all(old.is_the_same_as(new) for old, new in pairs)
    assert asked(actions.open_survey(again, by=world.actor("guan"))) == 12


def test_an_open_survey_is_not_asked_again(world: World) -> None:
    assert refused(lambda: actions.ask_again(opened(world), by=world.actor("hong"))) == "not_closed"


def test_a_question_without_options_may_not_stand_in_the_database(world: World) -> None:
    survey = draft(world)
    with pytest.raises(IntegrityError, match="a_choice_has_options"), transaction.atomic():
        Question.objects.filter(survey=survey, kind="one").update(options=[])
