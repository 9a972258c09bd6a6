"""Registers of people (bedridden in a fishing village, riders), and who answers for which enterprise along a supply chain."""

from collections.abc import Iterator
from datetime import timedelta

from unionhall.cases import actions as cases
from unionhall.cases.enums import Kind
from unionhall.cases.models import Case
from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.identity import identity_check
from unionhall.liaison import actions as liaison
from unionhall.liaison.enums import StationRole
from unionhall.liaison.models import Blockage, LiaisonSubject, SubjectKind
from unionhall.organisations.models import Employer
from unionhall.people.api import employers_tied_to
from unionhall.people.enums import Role
from unionhall.registers import actions as registers
from unionhall.registers.models import RegisterEntry

from ..places import HARBOUR
from ..world import Story, World

KEEPER = system("registers")
VILLAGE = "渔港村"
PENSIONERS = (
    ("陈桂英", 1941, 2, "中风后卧床，儿子在外地，取药不便"),
    ("林水根", 1938, 1, "髋部骨折卧床，老伴照料"),
    ("郑阿妹", 1945, 2, "帕金森病，不能独自出门"),
    ("黄海生", 1943, 1, "退休船员，瘫痪在床，女儿每周来"),
    ("许玉兰", 1936, 2, "高龄卧床，养老金资格要上门核对"),
    ("吴金土", 1947, 1, "尘肺，长期吸氧卧床"),
    ("蔡秀珠", 1940, 2, "独居，股骨颈骨折后卧床"),
    ("周德福", 1944, 1, "脑梗后遗症，社保卡没有激活"),
)
DUE = 3
"""So many of them are to be looked at again in these days."""
RIDERS = 12
CHAIN = ("橡胶原料", "密封件", "注塑件", "线束", "总成装配", "检测与包装")
KIN = {
    "purpose": "上门走访、代办养老金资格核对、送药送餐",
    "legal_basis": "个人信息保护法第二十九条（单独同意）",
    "consent_text": "我同意工会登记我的姓名、电话、住处和身体状况，用于上门走访和代办；我可以随时撤回。",
    "consent_version": "2026-1",
}


def bedridden(world: World) -> Story:
    """The list of the bedridden of a village; most were looked at again, some are due."""
    yield world.ago(210)
    kind = registers.define_kind(
        by=KEEPER, code="bedridden", name="卧床人员", sensitivity="sensitive", uses=["visit", "review", "aid", "request"],
        review_months=6, needs_consent=True, **KIN,
    )  # fmt: skip
    street, zhou = world.bodies.by_code[HARBOUR], world.person("zhou")
    registers.open_register(kind, by=KEEPER, body=street.parent, responsible=world.person("dong"))
    found = registers.open_register(kind, by=KEEPER, body=street, responsible=zhou)
    entries = []
    for n, (name, year, sex, reason) in enumerate(PENSIONERS):
        yield clock.now() + timedelta(minutes=20)
        body = f"990102{year}0{n % 9 + 1}1{n % 9}00{sex}"
        number = body + identity_check(body)
        entries.append(
            registers.enter(
                found, by=world.act("zhou"), name=name, phone=str(16_130_000_000 + n), identity_number=number,
                place=VILLAGE, reason=reason, source="village" if n % 2 else "visit", consent_through="in_person",
            )
        )  # fmt: skip
    for entry in entries[DUE:]:
        yield world.later(1, 1)
        registers.review(entry, by=world.act("zhou"), text="上门看过，情况没有变化，留了联系电话。")
    yield world.ago(6)
    fresh = RegisterEntry.objects.select_related("register__kind").get(pk=entries[0].pk)
    registers.note_opening(fresh, by=world.act("zhou"), purpose="visit")


def riders(world: World) -> Story:
    """The riders a city's courier union is in touch with; one of them objects."""
    yield world.ago(120)
    kind = registers.define_kind(
        by=KEEPER, code="riders", name="外卖骑手和快递员", sensitivity="ordinary", uses=["visit", "review", "request"],
        review_months=12, needs_consent=False, purpose="高温慰问、驿站和体检通知、反映站点问题",
        legal_basis="工会法第三条、第六条",
    )  # fmt: skip
    found = registers.open_register(
        kind, by=KEEPER, body=world.bodies.couriers, responsible=world.on_duty(world.bodies.couriers, Role.OFFICER)
    )
    crew = [world.person("ma"), *world.people.members.get(world.bodies.couriers.code, [])[:RIDERS]]
    for person in {person.pk: person for person in crew}.values():
        registers.enter(
            found, by=KEEPER, person=person, reason="站点名单，本人加入行业工会", source="own_word", place="港湾站"
        )
    yield world.ago(3)
    first = RegisterEntry.objects.filter(register=found).order_by("pk").first()
    if first is not None:
        registers.contest(first, by=world.act("ma"), text="我换到滨江站了，请改一下。")


def chain(world: World) -> Story:
    """A liaison station in two parks: chief, three residents, six enterprises; one blockage raised and cleared."""
    yield world.ago(90)
    enterprise = liaison.define_subject(by=KEEPER, code="enterprise", name="企业", refers="employer")
    liaison.define_subject(by=KEEPER, code="village", name="村（社区）", refers="place")
    liaison.define_subject(by=KEEPER, code="station", name="驿站", refers="name")
    street = world.bodies.by_code[HARBOUR]
    station = liaison.open_station(
        street, by=KEEPER, kind=enterprise, name="汽车零部件联链服务站", park="临港、东澜两个产业园", workers=4_000, days=14,
        source="东澜区总工会关于开展联链服务的通知（演示）", chief=world.person("hong"),
    )  # fmt: skip
    residents = [world.person(key) for key in ("zhou", "xu", "he")]
    for person in residents:
        liaison.staff(station, by=world.act("hong"), person=person, role=StationRole.RESIDENT)
    subjects = []
    for n, employer in enumerate(_enterprises(world)):
        subject = liaison.add_subject(station.of_list, by=KEEPER, employer=employer, link=n + 1, part=CHAIN[n])
        liaison.hand_over(station.of_list, [subject.pk], by=KEEPER, to=residents[n % 3])
        subjects.append(subject)
    for days, n in ((70, 0), (63, 1), (58, 2), (40, 3), (30, 4), (20, 5), (12, 0), (8, 1), (6, 2), (3, 4)):
        yield world.ago(days)
        by = world.act(residents[n % 3])
        liaison.note_contact(subjects[n], by=by, on=clock.today(), kind="visit" if n % 2 else "call", text=WORDS[n])
        if days == 40:
            liaison.raise_blockage(
                subjects[n], by=by, kind=Kind.LIVING, title="夜班没有公交，招来的人留不住", name="吕厂长",
                account="线束车间夜班到十二点，园区末班公交九点半，新招的工人一个月走了一半。希望协调延长班次或开通勤车。",
            )  # fmt: skip
    yield world.ago(38)
    blocked = Blockage.objects.select_related("case__body").order_by("raised_at", "pk")[0]
    world.cases["blockage"] = blocked.case_id
    handler = world.act(world.on_duty(blocked.case.body, Role.COORDINATOR, Role.OFFICER))
    cases.accept(blocked.case, by=handler)
    yield world.ago(19)
    case = Case.objects.select_related("body").get(pk=blocked.case_id)
    cases.close(
        case, by=handler, reason="与公交公司、园区管委会商定：末班车延到零点半，企业补贴一半票价。", manner="advice"
    )


WORDS = (
    "原料价格稳住了，问了夏季作息。", "招工缺八个人，发了招聘会的通知。", "看了新车间的通风。", "夜班工人回家难，要协调公交。",
    "订单回来了，在排加班，提醒了工时。", "检测线工人想学叉车证，报了名。",
)  # fmt: skip


def _enterprises(world: World) -> list[Employer]:
    """Six manufacturers of the street and its neighbours that no story names."""
    barred = {employer.pk for employer in world.employers.named.values()}
    for key in ("zhou", "xu", "he"):
        barred |= employers_tied_to(world.person(key).pk, on=clock.today())
    makers = [one for one in world.employers.all if one.pk not in barred and one.industry == "manufacturing"]
    return sorted(makers, key=lambda one: (one.division.code != HARBOUR if one.division else True, one.uscc or ""))[:6]


def rest_stations(world: World) -> Story:
    """A plain list of rest stations by name; one of them stands without anybody."""
    yield world.ago(60)
    street = world.bodies.by_code[HARBOUR]
    kind = SubjectKind.objects.get(code="station")
    found = liaison.make_list(
        street, by=KEEPER, kind=kind, name="驿站联系人", days=30, source="港湾街道总工会驿站管理办法（演示）"
    )
    for name in ("新港路驿站", "渔港驿站", "文昌路驿站"):
        liaison.add_subject(found, by=KEEPER, name=name)
    first = LiaisonSubject.objects.filter(of_list=found).order_by("name", "pk")[:2]
    liaison.hand_over(found, [one.pk for one in first], by=KEEPER, to=world.person("zhou"))
    yield world.ago(10)
    liaison.note_contact(first[0], by=world.act("zhou"), on=clock.today(), kind="visit", text="热水器修好了。")


def stories(world: World) -> Iterator[Story]:
    yield bedridden(world)
    yield riders(world)
    yield chain(world)
    yield rest_stations(world)
