"""What the unions asked: a named survey of the riders that is closed and was asked for the contract talks, and an anonymous one that is open."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from unionhall.core import clock
from unionhall.people.models import Person
from unionhall.surveys import actions, queries
from unionhall.surveys.models import Survey

from ..moments import CHINA
from ..places import HARBOUR
from ..world import Story, World

RIDERS = [
    {"kind": "one", "text": "雨衣和头盔够用吗？", "options": ["够用", "有，但坏了不给换", "没有发"]},
    {"kind": "many", "text": "歇脚的地方最缺什么？", "options": ["热水", "充电", "微波炉", "厕所", "座位"], "required": False},
    {"kind": "scale", "text": "站里定的送达时间合理吗？"},
    {"kind": "words", "text": "和平台谈的时候，最想说哪一句？", "required": False},
]  # fmt: skip
RIDERS_SAID = (
    "雨天不要扣超时。", "等餐的时间别算我们的。", "头盔裂了三个月没人管。", "夜里有个能充电的地方就好。", "申诉要有真人看。",
    "电梯坏了爬楼不该算超时。",
)  # fmt: skip
SUMMER = [
    {"kind": "scale", "text": "您干活的地方夏天热得受得了吗？"},
    {"kind": "one", "text": "高温时段，怎么安排更合适？", "options": ["早晚错开干", "中间多歇几次", "照旧，但要有降温设备", "说不好"]},
    {"kind": "many", "text": "最想要哪几样？", "options": ["风扇空调", "绿豆汤、盐汽水", "防暑药品", "休息室", "遮阳棚"], "required": False},
    {"kind": "words", "text": "还有什么要和工会说的？", "required": False},
]  # fmt: skip
SUMMER_SAID = (
    "车间顶棚是铁皮的，下午最难受。",
    "防暑药领一次要签三个字。",
    "歇的时候没地方坐。",
    "只要按规定发高温津贴就行。",
)


def named_and_closed(world: World) -> Story:
    """The couriers' union asks by name before it talks with the platform; two thirds answer."""
    draw = random.Random(61)
    yield _at(world, 96)
    survey = actions.draft(
        world.bodies.couriers,
        by=world.act("gao"),
        title="骑手的装备和歇脚点",
        lead="下个月和平台谈集体合同。大家缺什么，我们带着数去谈。",
        anonymous=False,
        closes_on=world.days.days_ago(80),
        questions=RIDERS,
    )
    yield _at(world, 94)
    actions.open_survey(survey, by=world.act("jian"))
    yield _at(world, 88)
    for person in _some(world.people.members_of(world.bodies.couriers), draw, 0.66):
        _answer(world, survey, person, _riders_answer(draw))
    yield _at(world, 79)
    actions.close_survey(survey, by=world.act("gao"))


def anonymous_and_open(world: World) -> Story:
    """The street asks all its members about work in the heat; Lin has not answered yet."""
    draw, street = random.Random(62), world.bodies.by_code[HARBOUR]
    yield _at(world, 5)
    survey = actions.draft(
        street,
        by=world.act("hong"),
        title="夏天上班热不热？",
        lead="街道总工会明年要和企业谈防暑降温。匿名填，两分钟。",
        anonymous=True,
        cut="industry",
        closes_on=world.days.today + timedelta(days=9),
        questions=SUMMER,
    )
    yield _at(world, 4)
    actions.open_survey(survey, by=world.act("jian"))
    yield _at(world, 2)
    asked = queries.roll(survey).select_related("person").order_by("person__phone_lookup", "pk")
    cast = {person.pk for person in world.people.cast.values()}
    for person in _some([row.person for row in asked if row.person_id not in cast], draw, 0.35):
        _answer(world, survey, person, _summer_answer(draw))


def _some(people: list[Person], draw: random.Random, share: float) -> Iterator[Person]:
    return (person for person in people if draw.random() < share)


def _answer(world: World, survey: Survey, person: Person, values: list[Any]) -> None:
    said = {
        str(question.pk): value
        for question, value in zip(queries.questions_of(survey), values, strict=True)
        if value is not None
    }
    actions.answer(survey, by=world.act(person), answers=said)


def _riders_answer(draw: random.Random) -> list[Any]:
    wants = sorted(place for place, share in enumerate((0.5, 0.7, 0.3, 0.45, 0.4)) if draw.random() < share)
    words = draw.choice(RIDERS_SAID) if draw.random() < 0.4 else None
    return [
        draw.choices((0, 1, 2), (30, 45, 25))[0],
        wants or None,
        draw.choices((1, 2, 3, 4, 5), (25, 30, 25, 15, 5))[0],
        words,
    ]


def _summer_answer(draw: random.Random) -> list[Any]:
    wants = sorted(place for place, share in enumerate((0.6, 0.4, 0.3, 0.5, 0.25)) if draw.random() < share)
    words = draw.choice(SUMMER_SAID) if draw.random() < 0.3 else None
    return [
        draw.choices((1, 2, 3, 4, 5), (20, 30, 25, 15, 10))[0],
        draw.choices((0, 1, 2, 3), (40, 25, 25, 10))[0],
        wants or None,
        words,
    ]


def _at(world: World, days: int) -> datetime:
    """Mid-morning so many days ago; its own, so that the other stories keep their days."""
    day: date = world.days.days_ago(days)
    return min(datetime.combine(day, time(10, 20), CHINA), clock.now())
