"""What came in these days and waits, what was taken back, and what was not the union's to do."""

from datetime import date
from decimal import Decimal

from unionhall.cases import actions
from unionhall.cases.enums import IdentityLevel, Kind, Source, TransferKind, TransferPurpose
from unionhall.core import clock
from unionhall.organisations.enums import OrganisationKind
from unionhall.people.enums import Role

from ..world import Story, World
from . import ordinary, words
from .casting import Casting, Matter

SAME_COMPLAINT = (
    "下雨那天系统派了五单，路上水都没过轮胎，超时三单扣了我{amount}元，申诉是机器人回的。",
    "上礼拜暴雨超时被扣{amount}元，别的骑手也一样，站里说这是系统定的没办法。",
    "我也是雨天超时扣款，{amount}元。群里好多人都扣了，大家都不敢出头。",
)


def waiting(world: World, matter: Matter, day: date, *, identity: str = IdentityLevel.NAMED) -> Story:
    """It has come in, and nobody has taken it on yet."""
    case = yield from ordinary.received(world, matter, day, identity=identity)
    world.cases.setdefault("waiting", case.pk)


def same_complaint(world: World, casting: Casting, number: int) -> Story:
    """Three riders, one employer, one week: the page hints at a group case."""
    firm, amount = world.employers.named["riders"], Decimal(86 + 41 * number)
    yield world.written(world.days.days_ago(6 - 2 * number))
    worker = casting.worker_of(firm)
    assert worker is not None
    ordinary.brought(
        world,
        Matter(Kind.PLATFORM, SAME_COMPLAINT[number].format(amount=amount), worker, firm, amount),
        source=Source.WEB,
    )


def pregnant(world: World) -> Story:
    """Hidden from the employer; the colleague who holds her mandate is barred from handling it."""
    matter = Matter(
        Kind.WOMEN,
        "我怀孕五个月了，厂里把我从样品间调到后整车间，要站十个小时，还要搬包。我拿了医院的证明，主任说“娇气”。昨天下班见了红，医生叫保胎。请先不要让厂里知道是我说的。",
        world.person("gu"),
        world.employers.named["garments"],
        None,
    )
    yield world.written(world.days.days_ago(3))
    case = ordinary.brought(world, matter, source=Source.WEB, identity=IdentityLevel.HIDDEN)
    world.cases["pregnant"] = case.pk


def barred(world: World, casting: Casting) -> Story:
    """An officer of the street is a relative of the owner: the matter goes one level up."""
    firm = world.employers.named["factory"]
    yield world.written(world.days.days_ago(2))
    worker = casting.worker_of(firm)
    assert worker is not None
    case = ordinary.brought(
        world,
        Matter(
            Kind.HOURS_LEAVE,
            "我们车间从九月起每天加班到十点，一个月只休一天，说订单急。加班费按“计件里含了”，单子上看不出来。",
            worker,
            firm,
            Decimal(5_400),
        ),
        source=Source.WEB,
    )
    world.cases["barred"] = case.pk


def to_another_county(world: World, matter: Matter, day: date) -> Story:
    """The work was done elsewhere: offered to the body there, accepted, and now it waits on their desk."""
    case = yield from ordinary.received(world, matter, day)
    yield world.later(1, 1)
    officer = world.act(world.on_duty(case.body, Role.OFFICER))
    county = case.body.code[:9]
    other = next(
        body for body in world.bodies.townships
        if not body.code.startswith(county) and body.kind == OrganisationKind.FEDERATION
    )  # fmt: skip
    transfer = actions.offer(
        case, by=officer, to_body=other, kind=TransferKind.TRANSFER, purpose=TransferPurpose.COMPETENT_BODY,
        summary="职工实际在贵地工作和居住，由贵处办理更方便。", override_reason="职工来电要求就近办理，通话记录存档。",
    )  # fmt: skip
    yield world.later(1, 1)
    receiver = world.act(world.on_duty(other, Role.OFFICER))
    actions.accept_transfer(transfer, by=receiver, their_number="", answer="已接收。")
    world.cases["moved"] = case.pk


def taken_back(world: World, matter: Matter, day: date, reason: str) -> Story:
    case = yield from ordinary.received(world, matter, day)
    yield world.later(1, 2)
    actions.withdraw(case, by=world.act(matter.worker), reason=reason)


def refused(world: World, matter: Matter, day: date, number: int) -> Story:
    """Not the union's to do: the competent body is named, and where it works with us the file is carried there."""
    case = yield from ordinary.received(world, matter, day)
    yield world.later(1, 2)
    clerk = world.act(ordinary.clerk_of(world, case))
    if number < len(words.REFUSALS):
        reason, competent = words.REFUSALS[number]
        actions.refuse(case, by=clerk, reason=reason, competent_name=competent)
        return
    authority = world.bodies.agencies["990102", "labour_authority"]
    case = actions.refuse(
        case, by=clerk, reason="您要的是社保缴费记录的更正，要由社保经办机构办。", competent_body=authority
    )
    yield world.later(3, 4)
    transfer = case.transfers.select_related("case").get()
    actions.accept_transfer(
        transfer,
        by=world.act("ren"),
        their_number=f"东人社受〔{clock.today().year}〕218号",
        answer="已转社保经办窗口，五日内联系本人。",
    )
    yield world.later(6, 8)
    actions.finish_transfer(transfer, by=world.act("ren"), answer="缴费记录已更正，短信告知本人。")
