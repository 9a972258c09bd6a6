"""A street's list of members: written, with rows that came back and rows that wait; and a second one that was only tried."""

from collections.abc import Sequence
from datetime import date, timedelta

from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.identity import identity_check
from unionhall.organisations.models import Organisation
from unionhall.rosters import actions, running
from unionhall.rosters.enums import Decision
from unionhall.rosters.models import RosterImport, RosterRow

from ..places import HARBOUR
from ..world import Story, World

WRITER = system("lists of names")
HEADS = ("序号", "姓名", "性别", "公民身份号码", "出生日期", "联系电话", "入会时间", "基层工会代码")
NEWCOMERS = ("江小渔", "鲍海燕", "汤春生", "阿依古丽·买买提", "蓝玉琴", "邱石头", "游丽萍", "雷建军")
LATER = ("巫晓东", "连秀梅", "池明亮", "占小红", "车文静")
FIRST_PHONE = 16_190_000_000
MEMBERSHIPS = len(NEWCOMERS) + 1
"""How many the written list begins: the newcomers', and that of somebody who came over from another union."""


def street(world: World) -> Story:
    """Twenty rows: newcomers, members as on record, one who moved, three doubtful, four that came back. One doubt is settled."""
    yield world.ago(9)
    body, by = world.bodies.by_code[HARBOUR], world.act("hong")
    first, second = _unions(world, body)
    here, there = world.people.members_of(first), world.people.members_of(second)
    rows = [_row(name, _number(n), FIRST_PHONE + n, first.code) for n, name in enumerate(NEWCOMERS)]
    rows += [_row(one.name, one.identity_number, one.phone, first.code) for one in here[:3]]
    rows.append(_row(there[0].name, there[0].identity_number, there[0].phone, first.code))
    rows.append(_row(f"{here[3].name[0]}晓{here[3].name[-1]}", here[3].identity_number, here[3].phone, first.code))
    rows += [_row(one.name, "", "", first.code, born=one.birth_on) for one in (here[4], there[1])]
    wrong = _number(20)
    rows.append(_row("麻小虎", wrong[:-1] + ("0" if wrong[-1] != "0" else "1"), FIRST_PHONE + 20, first.code))
    rows.append(_row("童安安", _number(21), "1619000002", first.code))
    rows.append(_row(NEWCOMERS[0], _number(0), FIRST_PHONE, first.code))
    rows.append(_row("纪新民", _number(22), FIRST_PHONE + 22, "ZZ-404"))
    roster = _tried(world, body, "港湾街道会员名单.csv", rows)
    yield clock.now() + timedelta(minutes=25)
    roster = actions.start(roster, by=by, later=False)
    running.write_kept(roster.pk, by=WRITER)
    yield world.ago(7)
    doubtful = (
        RosterRow.objects.filter(source=roster, review_at=body, decision=Decision.WAITING).order_by("number").first()
    )
    if doubtful is not None:
        actions.join_row(doubtful, by=by)


def tried(world: World) -> Story:
    """The next list of the street: tried this morning, nothing written yet."""
    yield world.ago(1)
    body = world.bodies.by_code[HARBOUR]
    first, _second = _unions(world, body)
    rows = [_row(name, _number(40 + n), FIRST_PHONE + 40 + n, first.code) for n, name in enumerate(LATER)]
    rows.append(_row("", _number(50), FIRST_PHONE + 50, first.code))
    _tried(world, body, "港湾街道会员名单（补报）.csv", rows)


def _tried(world: World, body: Organisation, name: str, rows: Sequence[Sequence[str]]) -> RosterImport:
    lines = [HEADS, *([str(n), *row] for n, row in enumerate(rows, 1))]
    content = "\r\n".join(",".join(line) for line in lines).encode("gb18030")
    roster = actions.bring(body, by=world.act("hong"), content=content, file_name=name)
    roster = actions.try_out(roster, by=world.act("hong"))
    running.try_kept(roster.pk, by=WRITER)
    return roster


def _unions(world: World, body: Organisation) -> tuple[Organisation, Organisation]:
    """Two unions of the street that no story names, with members enough."""
    told_about = {employer.pk for employer in world.employers.named.values()}
    found = [
        union
        for union in world.bodies.unions
        if union.at_township == body.pk and union.employer_id and union.employer_id not in told_about
        and len(world.people.members_of(union)) >= 6
    ]  # fmt: skip
    return found[0], found[1]


def _row(name: str, number: str, phone: int | str, union: str, *, born: date | None = None) -> tuple[str, ...]:
    sex = "" if len(number) != 18 else "男" if int(number[16]) % 2 else "女"
    return (
        name,
        sex,
        number,
        f"{born:%Y-%m-%d}" if born else "",
        str(phone),
        f"{clock.today() - timedelta(days=20):%Y-%m-%d}",
        union,
    )


def _number(n: int) -> str:
    front = f"990102{date(1971, 3, 2) + timedelta(days=331 * n):%Y%m%d}{700 + n:03d}"
    return front + identity_check(front)
