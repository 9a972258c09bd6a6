"""The matters one shows to visitors: withheld wages (R2), the rider and the procuratorate (R3), thirty building workers, and others."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from unionhall.cases import actions, documents
from unionhall.cases.enums import (
    CallbackOutcome,
    Kind,
    Manner,
    SessionKind,
    Solved,
    Source,
    StepKind,
    TransferKind,
    TransferPurpose,
)
from unionhall.cases.models import Case, Settlement
from unionhall.core import clock, files
from unionhall.core.actor import Actor
from unionhall.people.enums import Role
from unionhall.people.models import Person

from .. import papers
from ..world import Story, World
from . import ordinary, reckoned, words
from .casting import Casting, Matter
from .deduction import finding_for
from .ordinary import CLOCK

BUILDERS = 30
MONTHLY_WAGE, WITHHELD_MONTHS = Decimal(5_200), 2


def withheld_wages(world: World) -> Story:
    """R2. Two months' wages withheld against spoiled cloth; a fifth of each may be deducted, the rest is paid and checked."""
    lin, zhou, sun = world.person("lin"), world.act("zhou"), world.act("sun")
    withheld = MONTHLY_WAGE * WITHHELD_MONTHS
    matter = Matter(
        Kind.WAGES,
        "我在服装厂做质检，上上个月有一批布染色不匀，我没看出来，裁了才发现，厂里说损失一万多，要我赔。"
        f"两个月的工资一分没发，每个月{MONTHLY_WAGE:.0f}元，一共{withheld:.0f}元。我承认有疏忽，可是一分不给，孩子上学的钱都没有了。",
        lin,
        world.employers.named["garments"],
        withheld,
    )
    yield world.written(world.days.days_ago(128))
    case = ordinary.brought(world, matter, source=Source.WEB, happened_on=clock.today() - timedelta(days=12))
    world.cases["withheld_wages"] = case.pk
    _paper(
        case,
        world.act(lin),
        "工资条（停发前）",
        ["姓名：林小满", "岗位：质检", f"月工资：{MONTHLY_WAGE:,.2f} 元", "扣款：无"],
    )
    _paper(
        case,
        world.act(lin),
        "厂里的赔偿通知",
        ["因验布疏忽造成面料报废", "损失金额：10,400.00 元", "自本月起停发工资抵扣"],
    )
    yield world.later(1, 2)
    actions.accept(case, by=zhou)
    actions.write_note(
        case, by=zhou, audience="worker",
        text="林师傅您好，情况我看了。厂里可以要求赔偿，但不能把工资全扣光，扣多少法律有上限。我先跟厂里约时间，您把入职时签的合同拍照传上来。",
    )  # fmt: skip
    yield world.later(1, 1)
    actions.consult(case, by=zhou)
    ordinary.talk(
        world,
        case,
        zhou,
        SessionKind.CONSULTATION,
        "核对工资和损失单据；说明每月扣除不超过当月工资的两成，扣后不低于最低工资。",
    )
    yield world.later(2, 3)
    actions.negotiate(case, by=zhou)
    yield world.later(2, 3)
    actions.hold_session(
        case, by=zhou, kind=SessionKind.VISIT, held_at=clock.now() - timedelta(minutes=25), place="锦程服饰会议室",
        outcome="厂长认为“谁弄坏谁赔”，对扣款上限不了解；看了条文后同意调解。",
        attendance=[("周敏", "协调员", True), ("厂长", "单位一方", True), ("车间主任", "单位一方", True)],
    )  # fmt: skip
    yield world.later(2, 3)
    actions.assign(case, by=zhou, handler=world.person("sun"))
    actions.mediate(case, by=sun)
    yield world.later(3, 4)
    actions.hold_session(
        case, by=sun, kind=SessionKind.MEDIATION, held_at=clock.now() - timedelta(minutes=25), place="职工之家调解室",
        outcome="双方确认损失由职工承担一部分，按法定上限从两个月工资中各扣两成，其余全部补发。",
        attendance=[("林小满", "申请人", True), ("锦程服饰人事经理", "单位一方", True), ("周敏", "协调员", True)],
    )  # fmt: skip
    a_fifth = MONTHLY_WAGE / 5
    deduction = finding_for(MONTHLY_WAGE, months=WITHHELD_MONTHS, deducted=a_fifth, loss=withheld, on=clock.today())
    deducted = a_fifth * WITHHELD_MONTHS
    paid, today = withheld - deducted, clock.today()
    dues = [today + timedelta(days=10), today + timedelta(days=40)]
    actions.settle(
        case, by=sun, manner=Manner.MEDIATION, amount=paid, signed_on=today, deduction=deduction,
        terms=(
            f"一、双方确认未发工资共 {withheld:,.2f} 元；"
            f"二、因验布疏忽造成的损失，职工同意从两个月工资中各扣 20%，共 {deducted:,.2f} 元，此后双方就该批面料再无争议；"
            f"三、单位补发 {paid:,.2f} 元，分两期各付一半；四、自本月起工资按月足额发放。"
        ),
        instalments=[(dues[0], paid / 2), (dues[1], paid / 2)],
    )  # fmt: skip
    _agreement(case, sun)
    yield from ordinary.performed(world, case, world.act("zhou"))
    yield world.later(2, 3)
    actions.answer_feedback(
        case,
        by=world.act(lin),
        solved=Solved.SOLVED,
        satisfied=True,
        comment="周姐打了两次电话问钱到没到，真的到了。谢谢。",
    )
    yield world.later(15, 16)
    actions.lapse(case, by=CLOCK)


def rider(world: World) -> Story:
    """R3. The rider's case: union → procuratorate → letter of support → hearing → court date → outcome, each step dated."""
    ma, tong, gao, su = world.person("ma"), world.act("tong"), world.act("gao"), world.act("su")
    matter = Matter(
        Kind.PLATFORM,
        "我送外卖一年零四个月，站点让我们注册成个体户签“合作协议”。三月下雨摔断了锁骨，平台说我是个体户，不算工伤，住院费和误工费"
        "都不管。我每天几点上线、请假都要站长批，被扣过多少钱手机里都有记录。",
        ma,
        world.employers.named["riders"],
        Decimal(68_400),
    )
    yield world.written(world.days.days_ago(231))
    case = ordinary.brought(world, matter, source=Source.WEB, happened_on=clock.today() - timedelta(days=9))
    world.cases["rider"] = case.pk
    upload = files.as_upload(papers.png(2), "派单记录截图.png")
    actions.add_file(case, by=world.act(ma), stored=files.store(upload, by=world.act(ma)), label="派单和请假记录")
    yield world.later(1, 2)
    actions.accept(case, by=tong)
    yield world.later(1, 2)
    actions.consult(case, by=tong)
    ordinary.talk(
        world, case, tong, SessionKind.CONSULTATION, "排班、请假、考核都由站点决定，可以主张劳动关系；整理证据目录。"
    )
    yield world.later(2, 4)
    actions.negotiate(case, by=tong)
    yield world.later(6, 8)
    actions.fail(case, by=tong, reason="配送站不承认劳动关系，只愿“人道补助”三千元。")
    request = actions.ask_consent(
        case, by=gao, to_body=world.bodies.agencies["990100", "procuratorate"], purpose=TransferPurpose.CLUE,
        why="站点把骑手一律注册成个体户，不止您一个人。我们想把线索交给检察院，由他们看能不能支持您起诉。",
    )  # fmt: skip
    yield world.later(1, 2)
    consent = actions.answer_consent(request, by=world.act(ma), agreed=True).consent
    clue = _offer(
        world, case, gao, consent, TransferPurpose.CLUE,
        "反映某配送站要求三十余名骑手注册个体工商户以规避用工责任，附派单、请假、考核记录。", "procuratorate",
    )  # fmt: skip
    yield world.later(4, 6)
    actions.accept_transfer(
        clue, by=su, their_number=f"瑞检民线〔{clock.today().year}〕12号", answer="已立案审查，由民事检察部门办理。"
    )
    yield world.later(8, 10)
    actions.record_step(
        clue,
        by=su,
        kind=StepKind.STUDY,
        on=clock.today(),
        text="与工会、人社部门共同研判：以派单规则、考勤和扣款认定管理事实。",
    )
    yield world.later(5, 6)
    actions.finish_transfer(clue, by=su, answer="线索属实。站点用工问题另行制发检察建议；马某个案可申请支持起诉。")
    yield world.later(2, 3)
    actions.arbitrate(case, by=tong, reason="先申请确认劳动关系的仲裁；仲裁委以主体不适格为由不予受理。")
    yield world.later(12, 14)
    actions.litigate(case, by=tong, reason="持不予受理通知书向法院起诉。")
    support = _offer(
        world, case, gao, consent, TransferPurpose.SUPPORT_PROSECUTION,
        "马某起诉确认劳动关系并主张医疗费、误工费，取证能力弱，请检察院支持起诉。", "procuratorate",
    )  # fmt: skip
    yield world.later(3, 4)
    actions.accept_transfer(support, by=su, their_number=f"瑞检民支〔{clock.today().year}〕7号")
    yield world.later(6, 8)
    letter = papers.pdf(
        "支持起诉书",
        [
            "瑞江市东澜区人民法院：",
            "马某与某即时配送公司劳动争议一案，本院认为其合法权益受到侵害，",
            "依照民事诉讼法第十五条的规定，支持其起诉。",
            "瑞江市人民检察院",
        ],
    )
    stored = files.store(files.as_upload(letter, "支持起诉书.pdf"), by=su)
    actions.record_step(
        support, by=su, kind=StepKind.LETTER, on=clock.today(), text="支持起诉书已送达法院。", stored=stored
    )
    yield world.later(10, 12)
    actions.record_step(
        support,
        by=su,
        kind=StepKind.HEARING,
        on=clock.today(),
        text="公开听证：工会、人社、行业协会代表到场，站点负责人承认统一排班。",
    )
    actions.write_note(
        case,
        by=tong,
        audience="worker",
        text="今天的听证开完了，站点当场承认排班是他们定的，对您有利。开庭时间定了马上告诉您。",
    )
    yield world.later(3, 4)
    actions.record_step(
        support,
        by=su,
        kind=StepKind.COURT_DATE,
        on=clock.today() + timedelta(days=21),
        text="东澜区人民法院第三法庭，上午九点；检察官出庭宣读支持起诉书。",
    )
    yield world.later(22, 22)
    actions.write_note(
        case,
        by=tong,
        audience="worker",
        text="今天上午开庭，我陪您一起去的。庭审两个小时，苏检察官出庭宣读了支持起诉书，对方当庭承认派单记录属实。没有当庭宣判，等通知。",
    )
    yield world.later(20, 24)
    actions.finish_transfer(support, by=su, answer="法院判决确认劳动关系，支付医疗费、误工费等 61,200 元，被告未上诉。")
    actions.write_note(
        case, by=tong, audience="worker", text="判决下来了，支持了您的主要请求，一共 61,200 元。我们盯着他们付款。"
    )
    yield world.later(12, 16)
    actions.perform(case, by=tong, manner=Manner.JUDGMENT, reason="判决款 61,200 元已到账。")
    yield world.later(2, 4)
    actions.answer_feedback(
        case, by=world.act(ma), solved=Solved.SOLVED, satisfied=True, comment="一个人肯定打不下来这个官司。"
    )
    yield world.later(16, 17)
    if Case.objects.get(pk=case.pk).state == "performed":
        actions.lapse(case, by=CLOCK)


def thirty_builders(world: World) -> Story:
    """A labour firm owes thirty building workers; two wrote by themselves, the rest came with the list of days."""
    zhou, hong = world.act("zhou"), world.act("hong")
    builder = world.employers.named["builder"]
    account = (
        "我们在港湾片区三号楼干活，木工班三十个人，{month}月到现在没发工资，只给过生活费。包工头说劳务公司没结账，劳务公司说总包没拨款。"
        "大家手里都有工天本和打卡照片，马上要回家了，能不能帮我们把钱要回来。"
    )
    workers = [
        person for person in world.people.members_of(world.bodies.union_at(builder)) if person != world.person("ou")
    ]
    month = (clock.today().month - 3) % 12 + 1
    first = None
    for number, worker in enumerate(workers[:2]):
        yield world.written(world.days.days_ago(5 - number))
        amount = Decimal(11_600 + number * 900)
        matter = Matter(Kind.WAGES, account.format(month=month), worker, builder, amount)
        case = ordinary.brought(world, matter, source=Source.WEB)
        ordinary.evidence(world, case, worker)
        first = first or case
    assert first is not None
    yield world.ago(3)
    actions.accept(first, by=zhou)
    pair = list(
        Case.objects.filter(employer=builder, group=None, kind=Kind.WAGES, state__in=("received", "accepted")).order_by(
            "pk"
        )
    )
    group = actions.gather(pair, by=zhou)
    world.cases["thirty_builders"] = group.pk
    actions.add_workers(group, by=zhou, workers=_crew(world, workers[2:]), account=account.format(month=month))
    actions.write_note(
        group,
        by=zhou,
        text="木工班长送来三十人的工天本和签字名单，与考勤照片核对，天数对得上。总包是外地企业，农民工工资专用账户在区里。",
    )
    yield max(world.ago(2), clock.now() + timedelta(hours=1))
    actions.offer(
        group, by=hong, to_body=world.bodies.agencies["990102", "labour_authority"], kind=TransferKind.REFERRAL,
        purpose=TransferPurpose.INSPECTION, override_reason="涉及三十名农民工，临近返乡，班组长代表已口头同意，书面同意补办中。",
        summary="众力建筑劳务拖欠木工班三十人工资，请核查总包农民工工资专用账户拨付情况。只转名单人数和金额，不转姓名。",
    )  # fmt: skip


def _crew(world: World, members: list[Person]) -> list[dict[str, Any]]:
    """Twenty-eight more: members of the firm's union, then others from the same team."""
    surnames, given = (
        "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨",
        ("建军", "永福", "大勇", "志刚", "国庆", "春生", "保全", "长水", "有田", "小军"),
    )
    crew: list[dict[str, Any]] = [{"name": person.name, "phone": person.phone} for person in members[:14]]
    for number in range(BUILDERS - 2 - len(crew)):
        crew.append({"name": surnames[number] + given[number % 10], "phone": f"16108{number:06d}"})
    for row in crew:
        row["amount"] = Decimal(world.draw.randrange(84, 146) * 100)
    return crew


def injured_father(world: World) -> Story:
    """The clock stands still while the injury is certified; his daughter acts for him."""
    ou, daughter, zhou = world.person("ou"), world.act("daughter"), world.act("zhou")
    matter = Matter(
        Kind.INJURY,
        "我替我爸写的。他在工地扎钢筋，从二层脚手板上踩空，腰椎压缩性骨折，住了三十一天院。劳务公司只付了头一周的钱，"
        "现在说没签合同，让我们自己去找包工头。医药费垫了四万六千多。",
        ou,
        world.employers.named["builder"],
        Decimal(46_300),
    )
    yield world.written(world.days.days_ago(74))
    case = ordinary.brought(
        world, matter, source=Source.WEB, by=daughter, happened_on=clock.today() - timedelta(days=40)
    )
    world.cases["injured_father"] = case.pk
    _paper(case, daughter, "出院小结", ["姓名：欧阳国栋", "诊断：腰椎压缩性骨折", "住院：31 天"])
    yield world.later(1, 1)
    actions.accept(case, by=zhou)
    yield world.later(1, 2)
    actions.consult(case, by=zhou)
    ordinary.talk(
        world, case, zhou, SessionKind.CONSULTATION, "单位没有申报，帮家属自己提出工伤认定申请，一年内都可以。"
    )
    yield world.later(4, 5)
    actions.suspend(case, by=zhou, reason="等人社部门的工伤认定决定（六十日内）。")
    actions.write_note(
        case,
        by=zhou,
        audience="worker",
        text="工伤认定申请已经受理，决定出来之前这里的计时先停下。收到决定书请拍照传上来。",
    )


def overdue(world: World, casting: Casting) -> Story:
    """Negotiation has dragged on past its promise; the supervisor sees it in red. The procuratorate is asked to join."""
    case, clerk, _matter = yield from _until_accepted(
        world, casting, "factory", 66, amount=Decimal(23_500), kind=Kind.WAGES
    )
    world.cases["overdue"] = case.pk
    yield world.later(1, 2)
    actions.negotiate(case, by=clerk)
    yield world.later(5, 7)
    ordinary.talk(world, case, clerk, SessionKind.NEGOTIATION, "单位换了负责人，新来的说要重新核账。")
    yield world.later(10, 12)
    actions.write_note(case, by=clerk, text="第三次催，对方财务出差，仍没有给出核账结果。")
    officer = world.act(world.on_duty(case.body, Role.OFFICER))
    support = _offer(
        world, case, officer, None, TransferPurpose.JOINT_HANDLING, "单位反复拖延核账，请检察院派员共同约谈。", "procuratorate",
        override="单位有转移设备迹象，职工口头同意，书面同意待补。",
    )  # fmt: skip
    yield world.later(3, 4)
    actions.accept_transfer(support, by=world.act("su"), their_number=f"瑞检民协〔{clock.today().year}〕3号")
    actions.record_step(
        support, by=world.act("su"), kind=StepKind.MESSAGE, on=clock.today(), text="可以共同约谈，请工会先定时间。"
    )


def in_mediation(world: World, casting: Casting) -> Story:
    case, clerk, _matter = yield from _until_accepted(
        world, casting, "dispatch_two", 24, amount=Decimal(18_800), kind=Kind.DISMISSAL
    )
    world.cases["in_mediation"] = case.pk
    yield world.later(1, 2)
    mediator = world.on_duty(case.body, Role.MEDIATOR)
    actions.assign(case, by=clerk, handler=mediator)
    actions.mediate(case, by=world.act(mediator))
    yield world.later(5, 6)
    ordinary.talk(
        world,
        case,
        world.act(mediator),
        SessionKind.MEDIATION,
        "派遣公司和用工单位都到了，各说各的理；约定下周带着派遣协议再来。",
    )


def paying_in_parts(world: World, casting: Casting) -> Story:
    """Settled, the first part is paid, the next call-back is near."""
    case, clerk, matter = yield from _until_accepted(
        world, casting, "dispatch", 34, amount=Decimal(15_000), kind=Kind.WAGES
    )
    world.cases["paying_in_parts"] = case.pk
    yield world.later(1, 2)
    actions.negotiate(case, by=clerk)
    yield world.later(6, 8)
    ordinary.settled(world, case, clerk, matter, manner=Manner.NEGOTIATION, parts=4)
    first = ordinary.next_call(case)
    assert first is not None
    yield world.office(first.due_on)
    actions.call_back(
        first, by=clerk, outcome=CallbackOutcome.PERFORMED, note="第一期收到了。", paid=first.instalment.amount
    )


def just_performed(world: World, casting: Casting, paid_days_ago: int) -> Story:
    """Paid a few days ago; the question whether it was solved is out, and the fifteen days run."""
    firm = "dispatch" if paid_days_ago % 2 else "dispatch_two"
    case, clerk, matter = yield from _until_accepted(
        world, casting, firm, paid_days_ago + 36, amount=Decimal(7_350), kind=Kind.WAGES
    )
    world.cases.setdefault("just_performed", case.pk)
    yield world.later(1, 2)
    actions.negotiate(case, by=clerk)
    yield world.ago(paid_days_ago + 19)
    ordinary.settled(world, case, clerk, matter, manner=Manner.NEGOTIATION)
    callback = ordinary.next_call(case)
    assert callback is not None
    yield world.ago(paid_days_ago)
    actions.call_back(callback, by=clerk, outcome=CallbackOutcome.PERFORMED, note="职工说昨天到账，一分不少。")


def no_agreement(world: World, casting: Casting) -> Story:
    """Negotiation failed; the labour authority declined the transfer with a reason; the worker decides on arbitration."""
    case, clerk, _matter = yield from _until_accepted(
        world, casting, "dispatch_two", 45, amount=Decimal(32_000), kind=Kind.CONTRACT
    )
    world.cases["no_agreement"] = case.pk
    yield world.later(1, 2)
    officer, authority = (
        world.act(world.on_duty(case.body, Role.OFFICER)),
        world.bodies.agencies["990102", "labour_authority"],
    )
    transfer = actions.offer(
        case, by=officer, to_body=authority, kind=TransferKind.REFERRAL, purpose=TransferPurpose.INSPECTION,
        summary="未签书面劳动合同，请劳动监察查处。", override_reason="职工电话同意，录音编号 0912-03。",
    )  # fmt: skip
    yield world.later(4, 5)
    actions.decline_transfer(
        transfer, by=world.act("ren"), answer="双方对是否存在劳动关系有争议，不属监察直接查处范围，建议走仲裁确认。"
    )
    yield world.later(1, 2)
    actions.negotiate(case, by=clerk)
    yield world.ago(3)
    yield from reckoned.double_wage(world, case, clerk)
    yield world.ago(3)
    actions.fail(case, by=clerk, reason="单位坚持是劳务承揽，不肯补签合同，也不肯付双倍工资。")


def not_paid(world: World, casting: Casting) -> Story:
    """Agreed and signed, but the call-back found nothing paid: the case opened again by itself."""
    case, clerk, matter = yield from _until_accepted(
        world, casting, "dispatch_three", 48, amount=Decimal(9_600), kind=Kind.WAGES
    )
    world.cases["not_paid"] = case.pk
    yield from ordinary.agreed(world, case, clerk, matter, manner=Manner.NEGOTIATION)
    callback = ordinary.next_call(case)
    assert callback is not None
    yield max(world.ago(2), clock.now())
    actions.call_back(callback, by=clerk, outcome=CallbackOutcome.UNPAID, note="职工说一分没到，单位电话占线。")


def long_arbitration(world: World, casting: Casting) -> Story:
    """Accepted long ago, stopped while a disability was assessed, now before the commission. Legal aid did not answer."""
    case, clerk, _matter = yield from _until_accepted(
        world, casting, "dispatch_two", 412, amount=Decimal(86_000), kind=Kind.INJURY
    )
    world.cases["long_arbitration"] = case.pk
    actions.consult(case, by=clerk)
    yield world.later(5, 6)
    actions.suspend(case, by=clerk, reason="等劳动能力鉴定结论。")
    yield world.ago(92)
    actions.resume(case, by=clerk)
    actions.negotiate(case, by=clerk)
    yield world.later(9, 11)
    actions.fail(case, by=clerk, reason="鉴定为九级，单位对一次性补助金数额不认可。")
    officer = world.act(world.on_duty(case.body, Role.OFFICER))
    aid = actions.offer(
        case, by=officer, to_body=world.bodies.agencies["990102", "justice_bureau"], kind=TransferKind.REFERRAL,
        purpose=TransferPurpose.LEGAL_AID, summary="九级伤残，家庭困难，请指派法律援助律师。", override_reason="职工在服务窗口口头同意。",
    )  # fmt: skip
    yield world.office(aid.reply_due_on + timedelta(days=1))
    actions.lapse_transfer(aid, by=CLOCK)
    yield world.ago(45)
    lawyer = ordinary.to_lawyer(world, case, clerk)
    actions.arbitrate(case, by=lawyer, reason="工会律师代为申请仲裁，定于下月开庭。")


def long_litigation(world: World, casting: Casting) -> Story:
    case, clerk, _matter = yield from _until_accepted(
        world, casting, "cars", 431, amount=Decimal(54_700), kind=Kind.PLATFORM
    )
    world.cases["long_litigation"] = case.pk
    yield world.later(2, 3)
    actions.negotiate(case, by=clerk)
    yield world.later(8, 9)
    actions.fail(case, by=clerk, reason="平台不派人到场。")
    yield world.later(4, 5)
    actions.arbitrate(case, by=clerk, reason="申请仲裁确认劳动关系。")
    yield world.ago(72)
    actions.litigate(case, by=clerk, reason="仲裁未支持，向法院起诉；检察院已收到支持起诉的申请。")
    yield world.ago(6)
    _offer(
        world, case, world.act("gao"), None, TransferPurpose.SUPPORT_PROSECUTION,
        "网约车司机请求确认劳动关系，平台掌握全部派单数据，请支持起诉。", "procuratorate", override="职工已在委托书中同意，扫描件待上传。",
    )  # fmt: skip


# --- parts -----------------------------------------------------------------------------------------------------------


def _until_accepted(world: World, casting: Casting, employer: str, days_ago: int, *, amount: Decimal, kind: str) -> Any:
    firm = world.employers.named[employer]
    yield world.written(world.days.days_ago(days_ago))
    worker = casting.worker_of(firm)
    assert worker is not None
    of_kind = [one for one in words.ACCOUNTS if one.kind == kind]
    account = next((one for one in of_kind if one.industry in ("", firm.industry)), of_kind[0])
    matter = casting.matter(firm, worker, account)
    told = matter.account.replace(f"{matter.amount:.0f}", f"{amount:.0f}") if matter.amount else matter.account
    matter = Matter(kind, told, worker, firm, amount)
    case = ordinary.brought(world, matter)
    yield world.later(1, 3)
    clerk = world.act(ordinary.clerk_of(world, case))
    actions.accept(case, by=clerk)
    return case, clerk, matter


def _offer(
    world: World, case: Case, by: Actor, consent: Any, purpose: str, summary: str, agency: str, *, override: str = ""
) -> Any:
    return actions.offer(
        case, by=by, to_body=world.bodies.agencies["990100", agency], kind=TransferKind.REFERRAL, purpose=purpose, summary=summary,
        consent_id=consent.pk if consent else None, override_reason=override, names_worker=consent is not None,
    )  # fmt: skip


def _paper(case: Case, by: Actor, title: str, lines: list[str]) -> None:
    stored = files.store(files.as_upload(papers.pdf(title, lines), f"{title}.pdf"), by=by)
    actions.add_file(case, by=by, stored=stored, label=title)


def _agreement(case: Case, by: Actor) -> None:
    """The agreement as a Word document, written from the file."""
    settlement = Settlement.objects.select_related("case").get(case=case, replaced_at__isnull=True)
    made = documents.agreement(settlement)
    stored = files.store(files.as_upload(made.content, made.name), by=by, kind="agreement")
    actions.write_agreement(settlement, by=by, stored=stored)
