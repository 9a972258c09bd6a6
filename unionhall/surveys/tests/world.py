"""The small federation with members in its unions, and surveys at every turn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from unionhall.cases.tests import world as small
from unionhall.cases.tests.world import BUILDER, LONG_AGO, World
from unionhall.core import clock
from unionhall.organisations import actions as organisations
from unionhall.organisations.enums import Industry, Level, OrganisationKind
from unionhall.organisations.models import Organisation
from unionhall.people import actions as people
from unionhall.people.enums import Role
from unionhall.people.models import Person
from unionhall.surveys import actions, queries
from unionhall.surveys.models import Question, Survey

MEAL = {"kind": "one", "text": "食堂的饭菜怎么样？", "options": ["好", "一般", "差"]}
WANTS = {
    "kind": "many",
    "text": "最希望工会先办哪些事？",
    "options": ["食堂", "班车", "夏季降温", "培训"],
    "required": False,
}
SCALE = {"kind": "scale", "text": "对工会的工作有多满意？"}
WORDS = {"kind": "words", "text": "还有什么想说的？", "required": False}
QUESTIONS = [MEAL, WANTS, SCALE, WORDS]


def build() -> World:
    """The world of the cases, with a second union, twelve members at the factory and six couriers below the harbour."""
    world = small.build()
    couriers = organisations.found(
        by=BUILDER, name="港湾骑手联合会", code="EH9", level=Level.UNION, kind=OrganisationKind.JOINT_UNION,
        parent=world.harbour, industry=Industry.TRANSPORT,
    )  # fmt: skip
    for name, union, count in (("factory", world.factory_union, 12), ("courier", couriers, 6)):
        for number in range(count):
            join(world, f"{name}{number}", union)
    guan = people.enter(by=BUILDER, name="管督导", phone="13900000041")
    people.appoint(guan, by=BUILDER, organisation=world.harbour, role=Role.SUPERVISOR, since=LONG_AGO)
    world.people["guan"] = guan
    return world


def join(world: World, key: str, union: Organisation, since: date = LONG_AGO) -> Person:
    """One more member."""
    phone = f"1380{len(world.people):07d}"
    world.people[key] = people.enter(by=BUILDER, name=f"工友{len(world.people)}", phone=phone)
    people.enrol(world.people[key], by=BUILDER, organisation=union, since=since)
    return world.people[key]


def couriers_of(world: World) -> Organisation:
    return Organisation.objects.get(code="EH9")


def draft(world: World, who: str = "hong", **facts: Any) -> Survey:
    """A draft of the harbour township, anonymous unless said otherwise."""
    said: dict[str, Any] = {"title": "食堂调查", "anonymous": True, "questions": QUESTIONS, **facts}
    body = said.pop("body", world.harbour)
    return actions.draft(body, by=world.actor(who), **said)


def opened(world: World, **facts: Any) -> Survey:
    return actions.open_survey(draft(world, **facts), by=world.actor("guan"))


def said_by(survey: Survey, *values: Any) -> dict[str, Any]:
    """Answers to the questions in their order; None leaves one out."""
    pairs = zip(queries.questions_of(survey), values, strict=False)
    return {str(question.pk): value for question, value in pairs if value is not None}


def answer(world: World, survey: Survey, who: str, *values: Any) -> None:
    actions.answer(survey, by=world.actor(who), answers=said_by(survey, *values))


def closed(world: World, answers: dict[str, tuple[Any, ...]], **facts: Any) -> Survey:
    """A survey that was answered as told and closed."""
    survey = opened(world, **facts)
    for who, values in answers.items():
        answer(world, survey, who, *values)
    return actions.close_survey(survey, by=world.actor("hong"))


def everybody(*values: Any, names: tuple[str, ...] = ("factory",), counts: tuple[int, ...] = (12,)) -> dict[str, Any]:
    """The same answer from all members of a union."""
    return {f"{name}{n}": values for name, count in zip(names, counts, strict=True) for n in range(count)}


def question(survey: Survey, place: int) -> Question:
    return queries.questions_of(survey)[place - 1]


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)
