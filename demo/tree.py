"""How has the tree changed, and what crosses it? A town that became a subdistrict, an industrial union, the stalls of a night market."""

import random
from datetime import date, datetime, time, timedelta

from unionhall.core import audit, clock
from unionhall.core.actor import system
from unionhall.organisations.api import first_position, place_in_tree
from unionhall.organisations.enums import ChangeKind, Industry, JointScope, Level, OrganisationKind
from unionhall.organisations.models import Affiliation, JointUnit, Organisation, Position, TreeChange

from .bodies import Bodies
from .moments import CHINA, Calendar

BUILDER = system("demo")
LAKE, HIGH_TECH = "990102007", "990102006"
STALLS = ("烧烤", "小龙虾", "砂锅粥", "糖水", "炒粉", "卤味", "凉皮", "手机壳", "饰品", "童装", "茶饮", "水果")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


def build(tree: Bodies, days: Calendar, draw: random.Random) -> None:
    """Histories of all bodies, one merger of the past, one move to come, and the second tree across the first."""
    merged_on = date(days.founded_on.year + 1, 3, 1)
    with clock.at(datetime.combine(merged_on, time(9, 30), CHINA)):
        old = _old_town(tree, merged_on)
        _histories(tree, old, merged_on)
        _across(tree, merged_on)
        _night_market(tree, days, draw)
    _to_come(tree, days)


def _old_town(tree: Bodies, merged_on: date) -> Organisation:
    """The town union that went over to the one of the subdistrict, and is closed since."""
    lake = tree.by_code[LAKE]
    old = Organisation(
        name="东湖镇总工会（职工服务站）", short_name="东湖镇总工会", code="RJ-990102107", case_prefix="湖镇工",
        kind=OrganisationKind.FEDERATION, level=Level.TOWNSHIP, parent=lake.parent, receives_cases=True,
        address="东澜区东湖镇老街 2 号", closed_on=merged_on - timedelta(days=1), successor=lake,
    )  # fmt: skip
    place_in_tree(old)
    old.save(force_insert=True)
    return old


def _histories(tree: Bodies, old: Organisation, merged_on: date) -> None:
    """Every body stands where it stands since the register goes back; the unions of the old town have two lines."""
    lake = tree.by_code[LAKE]
    moved = {union.pk for union in tree.unions if union.parent_id == lake.pk}
    asked = datetime.combine(merged_on, time(9), CHINA)
    change = TreeChange(
        organisation=old, kind=ChangeKind.MERGE, target=lake, on=merged_on, reason="撤镇设街道", with_it=len(moved),
        asked_at=asked, done_at=asked,
    )  # fmt: skip
    change.save(force_insert=True)
    rows: list[Position] = []
    for body in Organisation.objects.order_by("pk"):
        row = first_position(body)
        if body.pk == old.pk:
            row.until = old.closed_on
        if body.pk in moved:
            before = first_position(body)
            before.parent, before.at_township, before.until = old, old.pk, old.closed_on
            rows.append(before)
            row.since, row.change = merged_on, change
        rows.append(row)
    Position.objects.bulk_create(rows)
    audit.record("organisation.merged", old, by=BUILDER, into=str(lake.pk), on=merged_on, with_it=len(moved))


def _across(tree: Bodies, since: date) -> None:
    """Unions of transport all over the city belong to the industrial union of couriers, wherever they stand."""
    carriers = [u for u in tree.unions if u.industry == Industry.TRANSPORT and u.pk != tree.couriers.pk]
    rows = [Affiliation(organisation=union, industrial=tree.couriers, since=since) for union in carriers]
    Affiliation.objects.bulk_create(rows)
    audit.record_many(
        audit.Entry("organisation.affiliated", row.organisation, BUILDER, details={"industrial": str(tree.couriers.pk)})
        for row in rows
    )


def _night_market(tree: Bodies, days: Calendar, draw: random.Random) -> None:
    """The stalls of the night market, whose workers join its union directly."""
    market = tree.night_market
    market.joint_of = JointScope.MARKET
    market.save(update_fields=["joint_of"])
    units = [
        JointUnit(
            organisation=market,
            name=f"{SURNAMES[number % len(SURNAMES)]}记{draw.choice(STALLS)}",
            spot=f"{'ABCD'[number % 4]}{number // 4 + 1:02d}",
            industry=Industry.CATERING if number % 3 else Industry.TRADE,
            workers=draw.randrange(1, 7),
            since=days.founded_on + timedelta(days=draw.randrange(300)),
        )
        for number in range(72)
    ]
    JointUnit.objects.bulk_create(units)
    audit.record_many(audit.Entry("joint_unit.entered", unit, BUILDER) for unit in units)


def _to_come(tree: Bodies, days: Calendar) -> None:
    """In a month one union moves to the subdistrict its firm has moved to; until then it may be taken back."""
    union = next(u for u in reversed(tree.unions) if u.parent_id == tree.by_code[LAKE].pk)
    on = days.today + timedelta(days=30)
    TreeChange(
        organisation=union, kind=ChangeKind.MOVE, target=tree.by_code[HIGH_TECH], on=on, reason="企业搬迁到高新街道",
        asked_at=days.now,
    ).save(force_insert=True)  # fmt: skip
    audit.record("organisation.change_planned", union, by=BUILDER, kind=ChangeKind.MOVE, on=on)
