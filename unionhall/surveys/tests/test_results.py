"""Do the results say what was answered, of how many, and nothing from which one could be singled out?"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings

from unionhall.cases.tests.world import World
from unionhall.core.actor import SYSTEM
from unionhall.surveys import actions
from unionhall.surveys.models import Survey
from unionhall.surveys.results import QuestionResult, results_of

from . import world as made
from .world import MEAL, SCALE, WORDS, closed, everybody, opened

pytestmark = pytest.mark.django_db
MANY = {"kind": "many", "text": "最希望工会先办哪些事？", "options": ["食堂", "班车"], "required": False}
GOOD, SO_SO, BAD = 0, 1, 2


@pytest.fixture
def world() -> World:
    return made.build()


def read(world: World, survey: Survey, who: str = "hong") -> Any:
    survey = Survey.objects.select_related("body", "follows__body").get(pk=survey.pk)
    return results_of(survey, world.actor(who))


def counts(result: QuestionResult) -> list[int | None]:
    return [line.count for line in result.lines]


def split(*values: tuple[int, Any]) -> dict[str, tuple[Any, ...]]:
    """So many members of the factory each with an answer, in turn, then the couriers."""
    names = [f"factory{n}" for n in range(12)] + [f"courier{n}" for n in range(6)]
    said = [value for count, value in values for _n in range(count)]
    return {name: value if isinstance(value, tuple) else (value,) for name, value in zip(names, said, strict=False)}


def test_counts_stand_with_those_who_answered_and_those_who_were_asked(world: World) -> None:
    found = read(world, closed(world, split((9, GOOD), (7, SO_SO)), questions=[{**MEAL, "options": ["好", "一般"]}]))
    assert (found.answered, found.asked) == (16, 18)
    assert counts(found.questions[0]) == [9, 7]
    assert [line.share for line in found.questions[0].lines] == [56, 44]
    assert found.questions[0].answered == 16


def test_a_small_count_is_hidden_and_another_with_it(world: World) -> None:
    found = read(world, closed(world, split((10, GOOD), (5, SO_SO), (2, BAD)), questions=[MEAL]))
    assert counts(found.questions[0]) == [10, None, None]


def test_nobody_learns_that_all_said_the_same(world: World) -> None:
    found = read(world, closed(world, split((18, GOOD)), questions=[MEAL]))
    assert counts(found.questions[0]) == [None, None, None]


def test_a_choice_of_several_shows_neither_few_who_chose_nor_few_who_did_not(world: World) -> None:
    answers = split((9, (GOOD, [0])), (8, (GOOD, [0, 1])), (1, (GOOD, None)))
    found = read(world, closed(world, answers, questions=[MEAL, MANY]))
    assert counts(found.questions[1]) == [None, 8], "17 of 18 chose the first: one did not, so it is hidden"
    assert found.questions[1].answered is None, "one left the question out"


def test_too_few_answers_and_nothing_is_shown(world: World) -> None:
    found = read(world, closed(world, split((4, GOOD)), questions=[MEAL]))
    assert found.may_read.code == "too_few"
    assert not found.questions


@override_settings(SMALL_COUNT=3)
def test_the_limit_is_a_setting(world: World) -> None:
    found = read(world, closed(world, split((4, GOOD), (3, SO_SO)), questions=[{**MEAL, "options": ["好", "一般"]}]))
    assert counts(found.questions[0]) == [4, 3]


def test_an_anonymous_survey_shows_nothing_while_it_is_open_and_a_named_one_does(world: World) -> None:
    anonymous, named = opened(world, questions=[MEAL]), opened(world, questions=[MEAL], anonymous=False)
    for survey in (anonymous, named):
        for n in range(6):
            made.answer(world, survey, f"factory{n}", GOOD)
    assert read(world, anonymous).may_read.code == "still_open"
    assert read(world, named).may_read
    assert read(world, named).answered == 6


def test_words_are_shown_when_enough_wrote_and_carry_no_numbers(world: World) -> None:
    questions = [SCALE, WORDS]
    few = read(world, closed(world, split((4, (3, "太热")), (8, (3, None))), questions=questions))
    assert few.questions[1].words == ()
    enough = read(world, closed(world, split((5, (3, "太热，找 13900000001"))), questions=questions))
    assert len(enough.questions[1].words) == 5
    assert not any("13900000001" in words for words in enough.questions[1].words)


def test_results_are_cut_by_what_is_held_with_the_denominator_of_each_group(world: World) -> None:
    for n in range(6, 13):
        made.join(world, f"courier{n}", made.couriers_of(world))
    answers = {f"{name}{n}": (GOOD if n < 7 else SO_SO,) for name in ("factory", "courier") for n in range(12)}
    two = [{**MEAL, "options": ["好", "一般"]}]
    groups = read(world, closed(world, answers, questions=two, cut="industry")).questions[0].groups
    assert {(group.answered, group.asked, group.counts) for group in groups} == {(12, 12, (7, 5)), (12, 13, (7, 5))}
    assert "制造业" in {group.name for group in groups}


def test_groups_in_which_only_small_numbers_hide_are_not_shown_at_all(world: World) -> None:
    answers = split((7, GOOD), (5, SO_SO), (6, GOOD))
    two = [{**MEAL, "options": ["好", "一般"]}]
    found = read(world, closed(world, answers, questions=two, cut="industry"))
    assert counts(found.questions[0]) == [13, 5]
    assert found.questions[0].groups == (), "no courier said so-so: that cell hides, and from it all others follow"


def test_a_small_group_is_not_shown_and_cannot_be_reckoned(world: World) -> None:
    for n in range(3):
        made.join(world, f"alone{n}", world.harbour)
    survey = opened(world, questions=[{**MEAL, "options": ["好", "一般"]}], cut="industry", anonymous=False)
    for who, value in {**split((6, GOOD), (6, SO_SO), (6, GOOD)), **{f"alone{n}": (GOOD,) for n in range(3)}}.items():
        made.answer(world, survey, who, *value)
    found = read(world, actions.close_survey(survey, by=world.actor("hong")))
    assert found.answered == 21
    assert found.others is not None
    assert found.others[1] >= 5, "three alone would follow from the sums"


def test_the_survey_it_follows_stands_beside_it_under_the_same_hiding(world: World) -> None:
    questions = [{**MEAL, "options": ["好", "一般"]}, SCALE]
    first = closed(world, split((6, (GOOD, 3)), (12, (SO_SO, 3))), questions=questions, anonymous=False)
    again = actions.ask_again(first, by=world.actor("hong"))
    changed = made.question(again, 2)
    actions.reword(changed, by=world.actor("hong"), kind="scale", text="对食堂有多满意？")
    again = actions.open_survey(again, by=world.actor("guan"))
    for who, value in split((13, (GOOD, 4)), (5, (SO_SO, 4))).items():
        made.answer(world, again, who, *value)
    found = read(world, actions.close_survey(again, by=world.actor("hong")))
    assert counts(found.questions[0]) == [13, 5]
    assert [line.before.count for line in found.questions[0].lines if line.before] == [6, 12]
    assert found.before.answered == 18
    assert not found.questions[1].is_compared, "asked in other words, it is another question"


def test_the_system_reads_results_for_its_own_reckoning(world: World) -> None:
    survey = closed(world, everybody(GOOD), questions=[MEAL])
    assert results_of(survey, SYSTEM).answered == 12
