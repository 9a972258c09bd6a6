"""The chair's letter box: two letters by e-mail, one mail that waits for an officer, a reception day that was and one to come."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from unionhall.cases import actions as cases
from unionhall.cases.enums import Audience, Kind
from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.workdays import is_workday
from unionhall.letterbox import actions
from unionhall.letterbox.mail.fetching import Fetched
from unionhall.letterbox.models import Appointment, MailThread, OutgoingMail, ReceptionDay
from unionhall.letterbox.states import SendingState
from unionhall.organisations.models import Organisation
from unionhall.people.enums import Role

from ..moments import CHINA
from ..world import Story, World

MAIL = system("mail fetch")
CANTEEN = (
    "王主席您好：\n我在锦程服饰后整车间上班，中午食堂的菜到我们轮班吃的时候总是凉的，反映过两次没有下文。\n"
    "单位：{employer}\n工作地点：后整车间\n想请工会来看一看，不要说是我讲的。"
)
BUS = "主席您好，开发区那趟通勤班车上个月停了，我们三十多个上夜班的只能拼车回家，一个月多花三百多。能不能请工会跟单位商量恢复？工作地点：开发区二号仓"
VISITS = (
    (0, "lin", "想问夜班补贴怎么算", "came", "讲了夜班补贴的规定，本人表示清楚了。"),
    (1, "ma", "站点没有休息的地方", "came", "三个站点的骑手都反映没有热水和坐的地方。"),
    (3, "gu", "", "absent", ""),
)


def _mail(name: str, address: str, subject: str, text: str, mark: str, answers: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"{name} <{address}>", "zhuxi@ruijiang.example", subject
    message["Date"], message["Message-ID"] = format_datetime(clock.now()), f"<{mark}@mail.example>"
    if answers:
        message["In-Reply-To"] = answers
    message.set_content(text)
    return message.as_bytes()


def _at(world: World, days: int, hour: int, minute: int = 0) -> datetime:
    """So many days from the day of loading, to the next working day; drawn by nobody, so that nothing else changes."""
    day: date = world.days.today + timedelta(days=days)
    while not is_workday(day).value:
        day += timedelta(days=1 if days > 0 else -1)
    return datetime.combine(day, time(hour, minute), CHINA)


def _send() -> None:
    for mail in OutgoingMail.objects.filter(state=SendingState.QUEUED).order_by("written_at", "pk"):
        actions.deliver(mail.pk, by=system("letter box"))


def canteen(world: World) -> Story:
    """A letter by mail, answered by mail; its writer adds something."""
    words = CANTEEN.format(employer=world.employers.named["garments"].name)
    yield _at(world, -9, 20, 12)
    actions.receive(
        Fetched("demo", _mail("一名缝纫工", "feng.ren@mail.example", "食堂的菜总是凉的", words, "canteen-1")), by=MAIL
    )
    thread = MailThread.objects.select_related("case").order_by("-begun_at", "-pk")[0]
    world.cases["mail"] = thread.case_id
    _send()
    yield _at(world, -8, 10, 5)
    case = type(thread.case).objects.select_related("body").get(pk=thread.case_id)
    officer = world.act(world.on_duty(case.body, Role.OFFICER))
    text = "您好，信收到了。我们这周去食堂看看，不会说是谁写的。您方便说说轮班吃饭是几点吗？"
    cases.write_note(case, by=officer, text=text, audience=Audience.WORKER)
    _send()
    asked = OutgoingMail.objects.filter(thread=thread).order_by("-written_at", "-pk")[0]
    yield _at(world, -7, 12, 40)
    answer = "我们是十二点四十以后才轮到，前面两批吃完就没热的了。谢谢工会。"
    actions.receive(
        Fetched("demo", _mail("一名缝纫工", "feng.ren@mail.example", "回复", answer, "canteen-2", asked.message_id)),
        by=MAIL,
    )


def night_bus(world: World) -> Story:
    """A letter by mail that came in these days; and one mail that could not be taken in by itself."""
    yield _at(world, -2, 22, 31)
    actions.receive(Fetched("demo", _mail("夜班职工", "yeban@mail.example", "通勤班车停了", BUS, "bus-1")), by=MAIL)
    _send()
    yield _at(world, -1, 9, 3)
    broken = b"From: =?utf-8?b?5bel5Y+L?= <gongyou@mail.example>\r\nMessage-ID: <old-1@mail.example>\r\n"
    broken += b"Content-Type: text/plain; charset=utf-7\r\n\r\n+W75S11s4Sag-"
    actions.receive(Fetched("demo", broken), by=MAIL)


def day_that_was(world: World) -> Story:
    """A reception day with its outcomes: two came, one did not, one walked in, and a matter was made of it."""
    yield _at(world, -30, 9, 20)
    begins = _at(world, -12, 9)
    day = _published(world, begins, hours=3)
    for n, who, about, _came, _note in VISITS:
        yield clock.now() + timedelta(hours=5 + n)
        actions.sign_up(day, by=world.act(who), person=world.person(who), at=day.turns()[n], about=about)
    yield begins + timedelta(minutes=95)
    officer = world.act("hong")
    walked = actions.walk_in(day, by=officer, name="老陈", about="宿舍热水", phone="")
    yield begins + timedelta(hours=3, minutes=10)
    for n, _who, _about, came, note in VISITS:
        row = Appointment.objects.get(day=day, at=day.turns()[n], walk_in=False)
        (actions.note_arrival if came == "came" else actions.note_absence)(row, by=officer, note=note)
    actions.write_down(walked, by=officer, note="宿舍二楼晚上九点以后没有热水，住了四十来个人。")
    actions.make_case(
        walked, by=officer, kind=Kind.LIVING, account="宿舍二楼晚上九点以后没有热水，住了四十来个人，反映过没人管。",
        site="职工宿舍二号楼", identity_level="hidden",
    )  # fmt: skip


def day_to_come(world: World) -> Story:
    """The next reception day, with turns still free."""
    yield _at(world, -4, 15)
    day = _published(world, _at(world, 9, 9), hours=3)
    yield _at(world, -3, 19, 40)
    actions.sign_up(day, by=world.act("lin"), person=world.person("lin"), at=day.turns()[1], about="想谈谈工时")


def _published(world: World, begins: datetime, *, hours: int) -> ReceptionDay:
    officer = world.act("hong")
    body = Organisation.objects.get(pk=officer.posts[0].organisation_id)
    return actions.publish(
        body, by=officer, begins_at=begins, ends_at=begins + timedelta(hours=hours), minutes=20,
        place=f"{body.short_name}一楼接待室", received_by="主席 王敏", signup_until=begins - timedelta(hours=12),
    )  # fmt: skip


def stories(world: World) -> Iterator[Story]:
    yield canteen(world)
    yield night_bus(world)
    yield day_that_was(world)
    yield day_to_come(world)
