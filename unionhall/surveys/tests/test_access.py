"""Who sees which surveys, and who may draft, open, run and read them?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from unionhall.cases.tests.world import BUILDER, World
from unionhall.core.actor import ANONYMOUS
from unionhall.core.verdict import Refused
from unionhall.people import actions as people
from unionhall.people.enums import TieKind
from unionhall.surveys import access, actions
from unionhall.surveys.models import Survey

from . import world as made
from .world import MEAL, closed, draft, everybody, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return made.build()


def sees(world: World, who: str, survey: Survey) -> bool:
    return access.visible_surveys(world.actor(who)).filter(pk=survey.pk).exists()


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("hong", True), ("guan", True), ("dong", True), ("jian", True), ("cheng", True),
        ("xi", False), ("qing", False), ("chang", False), ("zhou", False), ("he", False), ("su", False),
        ("lin", False), ("factory0", False), ("xiao", False), ("an", False), ("shen", False),
    ],
)  # fmt: skip
def test_the_body_and_those_above_it_see_its_surveys(world: World, who: str, seen: bool) -> None:
    assert sees(world, who, draft(world)) is seen


def test_strangers_see_nothing(world: World) -> None:
    draft(world)
    assert not access.visible_surveys(ANONYMOUS).exists()
    assert not access.own_invitations(ANONYMOUS).exists()


@pytest.mark.parametrize(
    ("who", "may"), [("hong", True), ("dong", False), ("jian", False), ("zhou", False), ("lin", False)]
)
def test_officers_draft_in_the_name_of_their_own_body(world: World, who: str, may: bool) -> None:
    assert bool(access.may_draft(world.actor(who), world.harbour)) is may


def test_the_chair_of_a_grassroots_union_drafts_and_opens_for_its_own_people(world: World) -> None:
    survey = draft(world, "chang", body=world.factory_union, questions=[MEAL])
    assert actions.open_survey(survey, by=world.actor("chang")).state == "open"
    assert not sees(world, "su", survey)


@pytest.mark.parametrize(
    ("who", "may"), [("guan", True), ("jian", True), ("hong", False), ("dong", False), ("chang", False)]
)
def test_a_supervisor_of_the_body_or_above_opens(world: World, who: str, may: bool) -> None:
    assert bool(access.may_open_survey(world.actor(who), draft(world))) is may


def test_whoever_is_tied_to_an_employer_never_sees_a_survey_that_names_it(world: World) -> None:
    survey = opened(world, employers=[world.factory])
    assert sees(world, "hong", survey)
    people.record_tie(world.people["hong"], by=BUILDER, employer=world.factory, kind=TieKind.RELATIVE)
    assert not sees(world, "hong", survey)
    with pytest.raises(Refused) as error:
        draft(world, employers=[world.factory])
    assert error.value.verdict.code == "tied"


def test_results_by_employer_are_not_for_somebody_tied_to_one_of_them(world: World) -> None:
    survey = closed(world, everybody(0, names=("factory", "courier"), counts=(12, 6)), questions=[MEAL], cut="employer")
    groups = {str(world.factory.pk), str(world.courier.pk)}
    tied = replace(world.actor("hong"), tied_employers=frozenset([world.factory.pk]))
    assert access.may_read_cut(world.actor("hong"), survey, groups)
    assert access.may_read_cut(tied, survey, groups).code == "tied"
    assert access.may_read_cut(tied, survey, {str(world.factory.pk)}), "the chair reads the results of the own union"


def test_somebody_with_a_mandate_is_not_asked_for_the_other(world: World) -> None:
    survey = opened(world)
    friend = replace(world.actor("wei"), mandates=frozenset([world.people["factory0"].pk]))
    assert not access.own_invitations(friend).filter(survey=survey).exists()


def test_those_asked_see_an_open_survey_and_no_draft(world: World) -> None:
    survey = draft(world)
    assert not access.own_invitations(world.actor("factory0")).exists()
    actions.open_survey(survey, by=world.actor("guan"))
    assert access.own_invitations(world.actor("factory0")).count() == 1
    assert not access.own_invitations(world.actor("lin")).exists()


def test_the_system_may_draft_for_another_module(world: World) -> None:
    survey = actions.draft(world.harbour, by=BUILDER, title="共同的问题", questions=[MEAL], purpose="problem:1")
    assert survey.drafted_by_id is None
