"""Unions that are being formed, and terms of office that end: a joint union of a street's shops, and three old committees."""

from collections.abc import Iterator
from datetime import timedelta

from unionhall.forming import actions
from unionhall.forming.enums import UnionForm, UnionKind
from unionhall.organisations.models import Organisation

from ..places import HARBOUR
from ..world import Story, World

TERM_ENDS_IN = (-20, 25, 80, 400)
"""Days from today on which the terms of the first unions of the street end."""


def stories(world: World) -> Iterator[Story]:
    yield shops(world)
    yield workshop(world)
    yield old_terms(world)


def shops(world: World) -> Story:
    """Shop assistants of a street form a joint union; the preparation has begun, signatures come in."""
    yield world.ago(40)
    formation = actions.apply(
        by=world.act("gu"), name="港湾街道商铺联合工会", kind=UnionKind.JOINT_UNION, division=_street(world).division,
        workers=210, why="几十家小店，每家两三个人，谁也建不起一个工会。",
    )  # fmt: skip
    yield world.ago(36)
    actions.allow_preparation(formation, by=world.act("dong"), words="同意筹备，街道工会派人帮助。")
    yield world.ago(20)
    for name in ("阿依古丽", "孙小梅", "罗大勇"):
        actions.sign_on_paper(formation, by=world.act("gu"), name=name)
    for key in ("gu", "ma"):
        actions.sign(formation, by=world.act(key))


def workshop(world: World) -> Story:
    """A small workshop the register does not know; the application waits for an answer."""
    yield world.ago(2)
    actions.apply(
        by=world.act("ma"), name="利群汽修厂工会委员会", employer_name="利群汽修厂", form=UnionForm.ORGANISER,
        division=_street(world).division, workers=14,
    )  # fmt: skip


def old_terms(world: World) -> Story:
    """The street enters the terms of its unions: one is over, two end soon."""
    yield world.ago(30)
    unions = Organisation.objects.filter(parent=_street(world), kind="union", closed_on__isnull=True).order_by("code")
    for union, days in zip(unions[: len(TERM_ENDS_IN)], TERM_ENDS_IN, strict=False):
        end = world.days.today + timedelta(days=days)
        since = end.replace(year=end.year - 3, day=min(end.day, 28))
        actions.record_term(union, by=world.act("dong"), number=3, since=since, years=3)


def _street(world: World) -> Organisation:
    return world.bodies.by_code[HARBOUR]
