"""Workers of a firm without a union, and those who review what they apply for."""

from datetime import timedelta
from typing import Any

from unionhall.cases.tests.world import BUILDER, World, build
from unionhall.core import clock
from unionhall.forming import actions
from unionhall.forming.models import Election, Formation
from unionhall.organisations import actions as organisations
from unionhall.organisations.enums import Industry
from unionhall.people import actions as people

WORKERS = ("韦一", "卫二", "魏三", "尉四", "蔚五")


def ground() -> World:
    """The small federation, with a firm that has no union and five people who work there."""
    world = build()
    world.firm = organisations.register_employer(  # type: ignore[attr-defined]
        by=BUILDER, name="晨光包装有限公司", division=world.harbour_place, industry=Industry.MANUFACTURING
    )
    for n, name in enumerate(WORKERS):
        world.people[f"w{n}"] = people.enter(by=BUILDER, name=name, phone=f"1390000015{n}")
    return world


def applied(world: World, **facts: Any) -> Formation:
    said = {
        "name": "晨光包装有限公司工会委员会",
        "employer": world.firm,
        "division": world.harbour_place,
        "workers": 60,
    }  # type: ignore[attr-defined]
    return actions.apply(by=world.actor("w0"), **(said | facts))


def preparing(world: World) -> Formation:
    """Applied for, let go ahead, and signed by all five."""
    formation = actions.allow_preparation(applied(world), by=world.actor("hong"))
    for n in range(len(WORKERS)):
        actions.sign(formation, by=world.actor(f"w{n}"))
    return formation


def called(world: World, formation: Formation) -> Election:
    return actions.call_election(
        formation, by=world.actor("w0"), day=clock.today(), place="二楼食堂", years=3,
        candidates=[("韦一", "chair"), ("卫二", "member"), ("魏三", "audit")],
    )  # fmt: skip


def held(world: World, formation: Formation) -> Election:
    return actions.record_result(
        called(world, formation), by=world.actor("w0"), given_out=5, returned=5, votes={1: 5, 2: 4, 3: 2}
    )


def in_days(days: int) -> Any:
    return clock.today() + timedelta(days=days)
