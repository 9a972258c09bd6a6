"""How does an ordinary matter go? From the first word to the call-back, through the product's own actions."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from unionhall.cases import actions
from unionhall.cases.enums import CallbackOutcome, IdentityLevel, Manner, SessionKind, Solved, Source
from unionhall.cases.models import Callback, Case
from unionhall.core import clock, files
from unionhall.core.actor import ANONYMOUS, Actor, system
from unionhall.core.workdays import next_workday
from unionhall.people import api as people
from unionhall.people.enums import Role
from unionhall.people.models import Person

from .. import papers
from ..places import HARBOUR
from ..world import Story, World
from . import words
from .casting import Matter

CLOCK = system("clock")


# --- the whole way ---------------------------------------------------------------------------------------------------


def by_advice(world: World, matter: Matter, day: date, *, identity: str = IdentityLevel.NAMED) -> Story:
    """Advice is enough: a talk, a written answer, closed."""
    case = yield from received(world, matter, day, identity=identity)
    clerk = yield from accepted(world, case)
    yield world.later(1, 2)
    actions.consult(case, by=clerk)
    talk(world, case, clerk, SessionKind.CONSULTATION, world.draw.choice(words.ADVICE_TALKS))
    yield from correspondence(world, case, clerk, matter)
    yield world.later(2, 6)
    actions.close(case, by=clerk, reason=world.draw.choice(words.ADVICE[matter.kind]), manner=Manner.ADVICE)
    yield from feedback(world, case, matter, identity)


def by_settlement(
    world: World, matter: Matter, day: date, *, manner: str, identity: str = IdentityLevel.NAMED, parts: int = 0
) -> Story:
    """The employer agrees, at the table or before the mediator; the call-back finds it performed."""
    case = yield from received(world, matter, day, identity=identity)
    clerk = yield from accepted(world, case)
    yield from correspondence(world, case, clerk, matter)
    yield from agreed(world, case, clerk, matter, manner=manner, parts=parts)
    yield from performed(world, case, clerk)
    yield from feedback(world, case, matter, identity)


def by_award(world: World, matter: Matter, day: date) -> Story:
    """No settlement; the union's lawyer goes along to the arbitration commission, and the award is paid."""
    case, clerk = yield from _failed(world, matter, day)
    yield world.later(3, 8)
    lawyer = to_lawyer(world, case, clerk)
    actions.arbitrate(case, by=lawyer, reason="已代写仲裁申请书，仲裁委五日内决定受理。")
    yield world.later(16, 26)
    talk(world, case, lawyer, SessionKind.CONSULTATION, "开庭前碰头：核对证据目录，讲清庭上怎么说。")
    yield world.later(14, 26)
    actions.perform(case, by=lawyer, manner=Manner.AWARD, reason=_sum(world.draw.choice(words.AWARDS), matter))
    yield from feedback(world, case, matter, IdentityLevel.NAMED)


def by_judgment(world: World, matter: Matter, day: date) -> Story:
    """After the award the matter goes on to court."""
    case, clerk = yield from _failed(world, matter, day)
    yield world.later(3, 7)
    lawyer = to_lawyer(world, case, clerk)
    actions.arbitrate(case, by=lawyer, reason="已代写仲裁申请书并陪同立案。")
    yield world.later(35, 44)
    actions.litigate(case, by=lawyer, reason="单位不服裁决，向法院起诉；工会律师继续代理。")
    yield world.later(34, 48)
    actions.perform(case, by=lawyer, manner=Manner.JUDGMENT, reason=_sum(world.draw.choice(words.JUDGMENTS), matter))
    yield from feedback(world, case, matter, IdentityLevel.NAMED)


def not_solved_at_first(world: World, matter: Matter, day: date) -> Story:
    """Closed too early: the worker answers “not solved”, it is taken up again and settled."""
    case = yield from received(world, matter, day)
    clerk = yield from accepted(world, case)
    actions.consult(case, by=clerk)
    yield world.later(3, 5)
    actions.close(case, by=clerk, reason="已告知职工向单位书面主张。", manner=Manner.ADVICE)
    yield world.later(4, 6)
    actions.answer_feedback(
        case, by=world.act(matter.worker), solved=Solved.NOT_SOLVED, satisfied=False, comment="单位还是不理我。"
    )
    yield world.later(1, 2)
    yield from agreed(world, case, clerk, matter, manner=Manner.NEGOTIATION)
    yield from performed(world, case, clerk)
    yield from feedback(world, case, matter, IdentityLevel.NAMED)


# --- parts of the way ------------------------------------------------------------------------------------------------


def brought(
    world: World,
    matter: Matter,
    *,
    identity: str = IdentityLevel.NAMED,
    source: str = "",
    by: Actor | None = None,
    happened_on: date | None = None,
) -> Case:
    """The matter comes in now: over the telephone in the worker's hand, or at the counter."""
    anonymous = identity == IdentityLevel.ANONYMOUS
    source = source or (
        Source.WEB
        if anonymous
        else world.draw.choices((Source.WEB, Source.PHONE, Source.VISIT, Source.PAPER), weights=(64, 18, 13, 5))[0]
    )
    if by is None:
        by = ANONYMOUS if anonymous else world.act(matter.worker) if source == Source.WEB else _counter(world, matter)
    case = actions.bring(
        by=by,
        kind=matter.kind,
        account=matter.account,
        identity_level=identity,
        source=source,
        person=None if anonymous else matter.worker,
        employer=matter.employer,
        amount=matter.amount,
        happened_on=happened_on or clock.today() - timedelta(days=world.draw.randrange(5, 60)),
    ).case
    if not anonymous:
        people.consent(
            matter.worker.pk, by=by, purpose="case", subject=f"case:{case.pk}", text_version="intake-1",
            through="web" if source == Source.WEB else "in_person",
        )  # fmt: skip
    return case


def _counter(world: World, matter: Matter) -> Actor:
    division = matter.employer.division
    body = world.bodies.by_code[division.code] if division else world.bodies.city
    return world.act(world.on_duty(body, Role.COORDINATOR, Role.OFFICER))


def received(world: World, matter: Matter, day: date, *, identity: str = IdentityLevel.NAMED) -> Iterator[object]:
    yield world.written(day)
    case = brought(world, matter, identity=identity)
    if identity != IdentityLevel.ANONYMOUS and world.draw.random() < 0.4:
        evidence(world, case, matter.worker)
    return case


def evidence(world: World, case: Case, worker: Person) -> None:
    """The worker adds a photograph or a scan."""
    by = world.act(worker)
    number = world.draw.randrange(3)
    if world.draw.random() < 0.5:
        upload, label = files.as_upload(papers.png(number), f"考勤表照片{number + 1}.png"), "考勤表"
    else:
        lines = [
            f"单位：{case.employer_name}",
            f"姓名：{worker.name}",
            "应发 5,680.00    扣款 1,120.00    实发 4,560.00",
        ]
        upload, label = files.as_upload(papers.pdf("工资条", lines), "工资条.pdf"), "工资条"
    actions.add_file(case, by=by, stored=files.store(upload, by=by), label=label)


def clerk_of(world: World, case: Case) -> Person:
    """Whoever takes matters in at the body; at Harbour street two colleagues share them."""
    if case.body.code.endswith(HARBOUR) and world.draw.random() < 0.4:
        return world.person("xu")
    return world.on_duty(case.body, Role.COORDINATOR, Role.OFFICER)


def accepted(world: World, case: Case) -> Iterator[object]:
    yield world.later(1, 3)
    clerk = world.act(clerk_of(world, case))
    actions.accept(case, by=clerk)
    return clerk


def correspondence(world: World, case: Case, clerk: Actor, matter: Matter) -> Story:
    if world.draw.random() < 0.55:
        yield world.later(0, 1)
        actions.write_note(case, by=clerk, text=world.draw.choice(words.NOTES))
    if world.draw.random() < 0.45 and _named(case):
        actions.write_note(case, by=clerk, text=world.draw.choice(words.SHARED_NOTES), audience="worker")
        if world.draw.random() < 0.5:
            yield world.later(0, 1)
            actions.message(case, by=world.act(matter.worker), text=world.draw.choice(words.MESSAGES))


def _named(case: Case) -> bool:
    return case.complainants.filter(person__isnull=False).exists()


def agreed(world: World, case: Case, clerk: Actor, matter: Matter, *, manner: str, parts: int = 0) -> Story:
    """Negotiation or mediation until the agreement is signed."""
    yield world.later(1, 3)
    if manner == Manner.MEDIATION:
        mediator = world.on_duty(case.body, Role.MEDIATOR, Role.COORDINATOR)
        actions.assign(case, by=clerk, handler=mediator)
        clerk, kind = world.act(mediator), SessionKind.MEDIATION
        actions.mediate(case, by=clerk)
    else:
        kind = SessionKind.NEGOTIATION
        actions.negotiate(case, by=clerk)
    yield world.later(3, 7)
    talk(world, case, clerk, kind, world.draw.choice(words.TALKS))
    yield world.later(3, 8)
    settled(world, case, clerk, matter, manner=manner, parts=parts)


def settled(world: World, case: Case, clerk: Actor, matter: Matter, *, manner: str, parts: int = 0) -> None:
    """The agreement is signed today; in parts of a month each, or within ten days."""
    amount = matter.amount or Decimal(0)
    today = clock.today()
    plan: list[tuple[date, Decimal]] = []
    if parts and amount:
        each = (amount / parts).quantize(Decimal(1))
        dues = [next_workday(today + timedelta(days=12 + 30 * n)).date for n in range(parts)]
        plan = [(due, each) for due in dues[:-1]] + [(dues[-1], amount - each * (parts - 1))]
    pay = f"分{parts}期按月支付" if plan else "于签订之日起十日内一次付清"
    terms = world.draw.choice(words.TERMS[matter.kind]).format(amount=f"{amount:,.2f}", pay=pay)
    actions.settle(case, by=clerk, manner=manner, terms=terms, amount=amount, signed_on=today, instalments=plan)


def performed(world: World, case: Case, clerk: Actor) -> Story:
    """Call-backs on their days, until everything is paid."""
    while (callback := next_call(case)) is not None:
        yield world.office(max(callback.due_on, clock.today()))
        if world.draw.random() < 0.12:
            actions.call_back(callback, by=clerk, outcome=CallbackOutcome.UNREACHED, note="响了没人接，过几天再打。")
            continue
        paid = callback.instalment.amount if callback.instalment else None
        actions.call_back(
            callback, by=clerk, outcome=CallbackOutcome.PERFORMED, note="职工说钱收到了，数目对。", paid=paid
        )


def next_call(case: Case) -> Callback | None:
    waiting = Callback.objects.filter(case=case, done_at__isnull=True, cancelled_at__isnull=True)
    return waiting.select_related("case", "instalment").order_by("due_on", "pk").first()


def _failed(world: World, matter: Matter, day: date) -> Iterator[object]:
    case = yield from received(world, matter, day)
    clerk = yield from accepted(world, case)
    yield from correspondence(world, case, clerk, matter)
    yield world.later(1, 3)
    actions.negotiate(case, by=clerk)
    yield world.later(3, 8)
    talk(world, case, clerk, SessionKind.NEGOTIATION, "单位没有拿出方案。")
    actions.fail(case, by=clerk, reason=world.draw.choice(words.FAILED))
    return case, clerk


def to_lawyer(world: World, case: Case, clerk: Actor) -> Actor:
    lawyer = world.on_duty(case.body, Role.LAWYER, Role.COORDINATOR, Role.OFFICER)
    actions.assign(case, by=clerk, handler=lawyer)
    return world.act(lawyer)


def talk(world: World, case: Case, by: Actor, kind: str, outcome: str) -> None:
    attendance = [(by.name, "主持", True)]
    if kind != SessionKind.CONSULTATION:
        attendance += [("职工本人", "申请人", True), ("单位人事负责人", "单位一方", world.draw.random() < 0.85)]
    actions.hold_session(
        case, by=by, kind=kind, held_at=clock.now() - timedelta(minutes=20), place=world.draw.choice(words.PLACES),
        outcome=outcome, attendance=attendance,
    )  # fmt: skip


def _sum(text: str, matter: Matter) -> str:
    return text.format(amount=f"{matter.amount:,.0f}" if matter.amount else "全部款项 ")


def feedback(world: World, case: Case, matter: Matter, identity: str) -> Story:
    """Some answer the question “was it solved?”; after fifteen days the matter is closed by itself."""
    performed_on = clock.today()
    if identity != IdentityLevel.ANONYMOUS and world.draw.random() < 0.72:
        yield world.later(1, 9)
        solved = world.draw.choices((Solved.SOLVED, Solved.PARTLY), weights=(86, 14))[0]
        satisfied = world.draw.random() < (0.97 if solved == Solved.SOLVED else 0.6)
        by = Actor(person_id=None, via="link", link=f"feedback:{case.pk}")
        actions.answer_feedback(
            case, by=by, solved=solved, satisfied=satisfied, comment=world.draw.choice(words.COMMENTS)
        )
    if Case.objects.get(pk=case.pk).state == "performed":
        yield world.office(performed_on + timedelta(days=16))
        actions.lapse(case, by=CLOCK)
