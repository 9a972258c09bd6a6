"""Rules by which matters are sent, and one that went by a rule."""

from datetime import timedelta

from unionhall.cases import actions, routing
from unionhall.cases.enums import IdentityLevel, Kind, Source
from unionhall.core.actor import ANONYMOUS
from unionhall.organisations.enums import Industry

from ..people import EAST, STREET
from ..places import RIVERSIDE
from ..world import Story, World


def sent_by_a_rule(world: World) -> Story:
    """Three bodies write a rule each; an hour later a building worker's letter goes past the street to the city's coordinator."""
    yield world.days.now - timedelta(hours=8)
    city, county, street = world.bodies.city, world.bodies.by_code[EAST], world.bodies.by_code[STREET]
    for who, owner, said in (
        (
            "cheng", city,
            {"name": "建筑业集体讨薪由市里牵头", "kinds": (Kind.WAGES,), "industry": Industry.CONSTRUCTION,
             "words": ("集体讨薪", "包工头跑了", "包工头失联"), "body": city, "person": world.person("fang")},
        ),
        (
            "dong", county,
            {"name": "工亡和多人受伤由区总工会直接办", "kinds": (Kind.INJURY, Kind.SAFETY),
             "words": ("工亡", "多人受伤", "死亡事故"), "body": county},
        ),
        (
            "hong", street,
            {"name": "女职工的事由周敏接", "kinds": (Kind.WOMEN,), "body": street, "person": world.person("zhou")},
        ),
    ):  # fmt: skip
        actions.write_rule(routing.draft_of(said), by=world.act(who), owner=owner)
    yield world.days.now - timedelta(hours=7)
    case = actions.bring(
        by=ANONYMOUS,
        kind=Kind.WAGES,
        account="我们二十几个人在滨江的工地上做了三个月，包工头跑了，电话也关机。项目部说钱早给他了，让我们自己找。大家商量着一起去讨。",
        identity_level=IdentityLevel.ANONYMOUS,
        source=Source.WEB,
        division=world.places.by_code[RIVERSIDE],
        industry=Industry.CONSTRUCTION,
        site="滨江工地",
    ).case
    world.cases["sent_by_a_rule"] = case.pk
