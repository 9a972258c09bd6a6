"""The world of the matrix with so much going on in it that every page has something to show.

For walks: lists with rows, files in every state, transfers at every turn, a group, letters, and what administrators look at.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.matrix.people import Stage, build
from unionhall.core import clock
from unionhall.core.actor import SYSTEM, system

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Transfer

LONG_NAMES = {
    "lin": "阿卜杜热依木·买买提·图尔荪·阿不都克里木江·艾合买提江·吾",
    "ma": "AbdurehimMemtiminTursunjanovaX",
    "zhou": "Muhammad-Alexandrovitsch·Maier",
    "su": "欧阳阿卜杜热依木买买提图尔荪阿不都克里木江艾合买提江吾守尔木",
}
LETTERS = """留言主题,留言时间,留言用户,留言详情,所属区域
拖欠工资,2024-03-02,匿名网友,宏达制造有限公司拖欠我两个月工资一直不给,港湾街道
社保未缴,2024-03-05,热心市民,飞鸽速递有限公司入职一年没有给交社保怎么办,青山镇
加班费,2024-04-11,小林,工地每天加班三小时没有加班费,东城县
"""


def lively(folder: Path) -> Stage:
    """Make the world and let a good deal happen. Call inside a database test; *folder* takes the letters' file."""
    stage = build()
    _long_names(stage)
    _files_in_every_state(stage)
    _a_file_with_everything_in_it(stage)
    _transfers(stage)
    _a_group(stage)
    _others(stage)
    _letters(folder)
    _surveys(stage)
    _the_letter_box(stage)
    stage.tie_the_officer()
    return stage


def _long_names(stage: Stage) -> None:
    """Thirty characters, with a dot and without a place to break: wherever a name stands, it must find room."""
    from unionhall.cases.models import Complainant
    from unionhall.people.models import Person

    for key, name in LONG_NAMES.items():
        person = stage.world.people[key]
        person.name = name
        Person.objects.filter(pk=person.pk).update(name=name)
        for worker in Complainant.objects.filter(person=person).order_by("pk"):
            worker.name = name
            worker.save(update_fields=["name"])


def _files_in_every_state(stage: Stage) -> None:
    from unionhall.cases.states import State

    world = stage.world
    for state in State:
        for worker in ("lin", "ma"):
            world.case_in(state, worker, employer=world.courier, division=world.harbour_place, amount=Decimal(8000))


def _a_file_with_everything_in_it(stage: Stage) -> None:
    from unionhall.cases import actions
    from unionhall.cases.models import Callback
    from unionhall.core import files

    zhou, lin, case = stage.world.actor("zhou"), stage.world.actor("lin"), stage.case
    for audience in ("internal", "worker"):
        actions.write_note(case, by=zhou, text=f"{audience}：工资条已收到。\n第二行。", audience=audience)
        stored = files.store(files.as_upload("工资条".encode(), f"工资条-{audience}.txt"), by=zhou)
        actions.add_file(case, by=zhou, stored=stored, audience=audience, label="考勤记录")
    actions.message(case, by=lin, text="请问什么时候有结果？")
    actions.hold_session(
        case, by=zhou, kind="mediation", held_at=clock.now() - timedelta(days=1), place="街道工会一楼", outcome="改日再谈",
        attendance=[("林小满", "职工", True), ("宏达人事", "用人单位", False)],
    )  # fmt: skip
    actions.add_party(case, by=zhou, role="dispatch", name="捷达劳务派遣有限公司", contact="王经理 13900000066")
    actions.extend(case, by=stage.world.actor("hong"), days=5, unit="working", reason="等待考勤记录")
    actions.suspend(case, by=zhou, reason="等待鉴定")
    actions.resume(case, by=zhou)
    actions.show_phone(case.complainants.get(), by=zhou, purpose="call_back")
    actions.ask_consent(case, by=zhou, to_body=stage.world.procuratorate, purpose="clue", why="请检察院支持")
    _stopped(stage)
    paid = stage.world.case_in("mediating", "lin", employer=stage.world.courier, division=stage.world.harbour_place)
    today = clock.today()
    paid = actions.settle(
        paid, by=zhou, manner="mediation", terms="分两次付清", amount=Decimal(6000), signed_on=today,
        instalments=[(today + timedelta(days=10), Decimal(3000)), (today + timedelta(days=40), Decimal(3000))],
    )  # fmt: skip
    first = Callback.objects.filter(case=paid).order_by("due_on", "pk")[0]
    actions.call_back(first, by=zhou, outcome="unreached", note="没人接")


def _stopped(stage: Stage) -> None:
    """A clock that stands, one that has run out, a worker who is hidden, and one nobody knows."""
    from unionhall.cases import actions
    from unionhall.cases.models import Case

    world = stage.world
    place: dict[str, Any] = {"employer": world.courier, "division": world.harbour_place}
    actions.suspend(world.case_in("consulting", "lin", **place), by=world.actor("zhou"), reason="等待鉴定结论")
    late = world.case_in("accepted", "lin", **place)
    Case.objects.filter(pk=late.pk).update(due_on=clock.today() - timedelta(days=4))
    world.case_in("accepted", "ma", identity_level="hidden", **place)
    world.case_in("accepted", "ma", identity_level="anonymous", **place)


def _transfers(stage: Stage) -> None:
    """One of each: waiting, accepted with steps, declined, taken back, returned, done, come back by silence; and one that moved."""
    from unionhall.cases import actions

    world = stage.world
    hong, su, dong = world.actor("hong"), world.actor("su"), world.actor("dong")

    def offered(to: Any, kind: str = "referral", purpose: str = "support_prosecution") -> Transfer:
        return actions.offer(
            _accepted(stage), by=hong, to_body=to, kind=kind, purpose=purpose, summary="工资两个月未付，请支持起诉。",
            override_reason="期限将至", names_worker=False,
        )  # fmt: skip

    at_work = actions.accept_transfer(offered(world.procuratorate), by=su, their_number="瑞检民支〔2026〕3号")
    for kind in ("study", "letter", "hearing", "court_date", "message"):
        actions.record_step(at_work, by=su, kind=kind, on=clock.today(), text="已办理")
    actions.decline_transfer(offered(world.procuratorate), by=su, answer="不属于本院管辖")
    actions.revoke_transfer(offered(world.procuratorate), by=hong, answer="职工已拿到工资")
    back = actions.accept_transfer(offered(world.procuratorate), by=su)
    actions.return_transfer(back, by=su, answer="材料不足")
    over = actions.accept_transfer(offered(world.procuratorate), by=su)
    actions.finish_transfer(over, by=su, answer="法院判决支付")
    actions.lapse_transfer(offered(world.procuratorate), by=SYSTEM)
    offered(world.east, "transfer", "competent_body")
    actions.accept_transfer(offered(world.east, "transfer", "competent_body"), by=dong)


def _accepted(stage: Stage) -> Case:
    return stage.world.case_in("accepted", "ma", employer=stage.world.courier, division=stage.world.harbour_place)


def _a_group(stage: Stage) -> None:
    from unionhall.cases import actions

    zhou = stage.world.actor("zhou")
    group = actions.gather([_accepted(stage), _accepted(stage)], by=zhou)
    workers = [{"name": f"工友{n}", "phone": f"139000001{n:02d}", "amount": Decimal(1000 * n)} for n in range(1, 4)]
    actions.add_workers(group, by=zhou, workers=workers)
    actions.apply(actions.accept, [case.pk for case in (group, stage.case)], by=zhou)
    actions.save_view(by=zhou, name="快到期", query="clock=soon")


def _others(stage: Stage) -> None:
    """What stands on people's own pages and on those of the administrators."""
    from unionhall.people import actions as people
    from unionhall.people.models import Post

    world, by = stage.world, system("matrix")
    lin = world.people["lin"]
    people.consent(lin.pk, by=by, purpose="transfer", text_version="1", through="web")
    people.make_token(
        stage.accounts["worker"], by=by, name="脚本", scopes=["read"], until=clock.today() + timedelta(days=9)
    )
    post = Post.objects.get(person=world.people["hong"])
    people.register_program(post, by=by, name="台账", scopes=["read", "write"])
    people.record_tie(world.people["lang"], by=by, employer=world.factory, kind="relative")
    people.give_mandate(
        world.people["ma"], by=world.actor("hong"), agent=world.people["wei"], kind="family", basis="paper"
    )
    gone = people.enter(by=by, name="严退休", phone="13900000071")
    people.appoint(
        gone, by=by, organisation=world.harbour, role="officer", since=date(2020, 1, 1), until=date(2024, 1, 1)
    )


def _surveys(stage: Stage) -> None:
    """One in every state: a draft, one open by name, one open anonymously, one closed with answers and asked again."""
    from unionhall.surveys import actions, queries

    world = stage.world
    hong, jian, asked = world.actor("hong"), world.actor("jian"), ("lin", "ma", "wei", "zhou", "he", "sun")
    questions: list[dict[str, Any]] = [
        {"kind": "one", "text": "食堂的饭菜怎么样？", "options": ["好", "一般"]},
        {"kind": "many", "text": "最希望工会先办哪些事？", "options": ["食堂", "班车"], "required": False},
        {"kind": "scale", "text": "对工会的工作有多满意？"},
        {"kind": "words", "text": "还有什么想说的？", "required": False},
    ]

    def drafted(title: str, anonymous: bool) -> Any:
        return actions.draft(
            world.harbour, by=hong, title=title, lead="年底谈集体合同时用。", anonymous=anonymous, questions=questions,
            people=[world.people[who].pk for who in asked],
        )  # fmt: skip

    drafted("班车该停哪里", True)
    for title, anonymous in (("夏天热不热", True), ("培训排在哪天", False)):
        actions.open_survey(drafted(title, anonymous), by=jian)
    done = actions.open_survey(drafted("食堂怎么样", False), by=jian)
    keys = [str(question.pk) for question in queries.questions_of(done)]
    for who in asked:
        actions.answer(
            done, by=world.actor(who), answers={keys[0]: 0, keys[1]: [0, 1], keys[2]: 4, keys[3]: "饭有点硬"}
        )
    actions.ask_again(actions.close_survey(done, by=hong), by=hong)


def _letters(folder: Path) -> None:
    from unionhall.cases.letters import importing

    path = folder / "来信.csv"
    path.write_text(LETTERS, encoding="gb18030")
    importing.run(path, by=system("letters import"), said={}, where={})


def _the_letter_box(stage: Stage) -> None:
    """A letter by mail with an answer, a mail that is held, a reception day that is on and one to come."""
    from unionhall.letterbox import actions
    from unionhall.letterbox.mail.fetching import Fetched

    world, now = stage.world, clock.now().replace(second=0, microsecond=0)
    letter = "From: =?utf-8?b?546L6Iqz?= <wang@example.com>\r\nMessage-ID: <lively@example.com>\r\nSubject: =?utf-8?b?6aOf5aCC?=\r\n"
    letter += "Content-Type: text/plain; charset=utf-8\r\n\r\n食堂的菜总是凉的，在港湾街道。"
    actions.receive(Fetched("lively", letter.encode()), by=SYSTEM)
    actions.receive(Fetched("lively", b"From: nobody\r\nMessage-ID: <held@example.com>\r\n\r\nhello"), by=SYSTEM)
    for hours in (-1, 72):
        begins = now + timedelta(hours=hours)
        day = actions.publish(
            world.harbour, by=SYSTEM, begins_at=begins, ends_at=begins + timedelta(hours=3), minutes=30,
            place="港湾街道总工会一楼接待室（从东门进，二楼没有电梯）", received_by=LONG_NAMES["ma"], signup_until=begins,
        )  # fmt: skip
        if hours < 0:
            visit = actions.walk_in(
                day, by=world.actor("hong"), name=LONG_NAMES["lin"], phone="13900000061", about="宿舍热水"
            )
            actions.write_down(visit, by=world.actor("hong"), note="晚上九点以后没有热水。\n住了四十来个人。")
            actions.walk_in(day, by=world.actor("hong"), name="老陈")
        else:
            by = world.actor("lin")
            actions.sign_up(
                day, by=by, person=world.people["lin"], at=day.turns()[1], about="想谈谈工时", case=stage.case
            )
