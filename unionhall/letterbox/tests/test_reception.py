"""Is a reception day public, a turn taken once, who comes known to few, and does every visit end somewhere?"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from unionhall.cases.enums import IdentityLevel
from unionhall.cases.models import Case, Note
from unionhall.cases.tests.browsing import browser
from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.core.actor import SYSTEM, Actor
from unionhall.core.models import AuditEntry, OutgoingText
from unionhall.core.verdict import Refused
from unionhall.letterbox import actions, calendars, queries
from unionhall.letterbox.models import Appointment, ReceptionDay
from unionhall.letterbox.states import AppointmentState, DayState
from unionhall.notices.models import Message
from unionhall.people.actions import give_mandate
from unionhall.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def a_day(world: World, *, hours: int = 48, by: Actor = SYSTEM, **facts: Any) -> ReceptionDay:
    begins = clock.now().replace(second=0, microsecond=0) + timedelta(hours=hours)
    told = {
        "begins_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "minutes": 30,
        "place": "港湾街道工会, 一楼; 东厅",
        "received_by": "王主席",
        "signup_until": begins,
        **facts,
    }
    return actions.publish(world.harbour, by=by, **told)


def book(world: World, day: ReceptionDay, who: str = "lin", n: int = 0, **more: Any) -> Appointment:
    return actions.sign_up(day, by=world.actor(who), person=world.people[who], at=day.turns()[n], **more)


def page(client: Any, name: str, *args: Any) -> str:
    answer = client.get(reverse(f"letterbox:{name}", args=args))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_day_has_turns_and_everybody_reads_it(world: World) -> None:
    day = a_day(world, by=world.actor("hong"))
    assert len(day.turns()) == 4
    words = page(browser(world), "reception")
    assert "王主席" in words
    assert "还有 4 个时间" in words


@pytest.mark.parametrize("who", ["zhou", "dong", "lin", "chang", "xiao"])
def test_only_the_chairs_people_of_the_body_publish_its_days(world: World, who: str) -> None:
    with pytest.raises(Refused):
        a_day(world, by=world.actor(who))


@pytest.mark.parametrize("facts", [{"ends_at": -1}, {"ends_at": 24 * 400}, {"signup_until": 300}])
def test_a_day_whose_times_do_not_fit_is_refused_with_its_reason(world: World, facts: dict[str, int]) -> None:
    begins = clock.now() + timedelta(days=3)
    with pytest.raises(Refused):
        a_day(world, begins_at=begins, **{name: begins + timedelta(hours=hours) for name, hours in facts.items()})


def test_two_days_at_the_same_time_are_one_too_many(world: World) -> None:
    begins = clock.now() + timedelta(days=3)
    facts = {"begins_at": begins, "ends_at": begins + timedelta(hours=1), "signup_until": begins}
    a_day(world, **facts)
    with pytest.raises(Refused):
        a_day(world, **facts)


def test_a_worker_signs_up_sees_the_turn_and_takes_it_into_the_calendar(world: World) -> None:
    day, client = a_day(world), browser(world, "lin")
    case = world.bring("lin")
    answer = client.post(
        reverse("letterbox:reception_day", args=[day.pk]),
        {"at": day.turns()[1].isoformat(), "about": "食堂", "case": str(case.pk)},
    )
    row = Appointment.objects.get()
    assert answer.headers["Location"] == reverse("letterbox:appointment", args=[row.pk])
    assert (row.person_id, row.at, row.about, row.case_id) == (world.people["lin"].pk, day.turns()[1], "食堂", case.pk)
    assert case.number in page(client, "appointment", row.pk)
    file = client.get(reverse("letterbox:appointment_calendar", args=[row.pk]))
    assert "attachment" in file.headers["Content-Disposition"]
    text = file.content.decode()
    assert "食堂" not in text
    assert "LOCATION:港湾街道工会\\, 一楼\\; 东厅" in text.replace("\r\n ", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert page(browser(world, "ma"), "reception").count("王主席") == 1


def test_a_taken_time_is_not_offered_and_not_given_twice(world: World) -> None:
    day = a_day(world)
    book(world, day)
    assert day.turns()[0] not in queries.free_turns(day)
    with pytest.raises(Refused, match="约走"):
        book(world, day, "ma")
    answer = browser(world, "ma").post(
        reverse("letterbox:reception_day", args=[day.pk]), {"at": day.turns()[0].isoformat()}
    )
    assert answer.status_code == 422


def test_a_second_click_finds_the_turn_that_the_first_one_took(world: World) -> None:
    day, client = a_day(world), browser(world, "lin")
    said = {"at": day.turns()[0].isoformat(), "about": "食堂"}
    answers = [client.post(reverse("letterbox:reception_day", args=[day.pk]), said) for _n in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Appointment.objects.count() == 1


def test_a_second_click_on_a_visit_tells_the_receipt_code_again(world: World) -> None:
    client = browser(world, "hong")
    visit = actions.walk_in(a_day(world, hours=-1), by=world.actor("hong"), name="不愿透露")
    url = reverse("letterbox:visit_case", args=[visit.pk])
    mark = client.get(url).context["form"]["once"].value()
    said = {"kind": "other", "account": "反映食堂", "identity_level": "anonymous", "once": mark}
    first, second = client.post(url, said), client.post(url, said)
    assert first.context["receipt"]
    assert first.context["receipt"] == second.context["receipt"]
    assert Case.objects.count() == 1


def test_nobody_has_two_turns_a_day_and_a_cancelled_one_is_free_again(world: World) -> None:
    day = a_day(world)
    first = book(world, day)
    with pytest.raises(Refused):
        book(world, day, n=1)
    actions.cancel(first, by=world.actor("lin"))
    assert book(world, day, "ma", 0).state == AppointmentState.BOOKED
    assert book(world, day, "lin", 1).state == AppointmentState.BOOKED


def test_whoever_is_not_signed_in_confirms_the_phone_and_has_the_turn(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    day, client = a_day(world), browser(world)
    url = reverse("letterbox:reception_day", args=[day.pk])
    said = {"at": day.turns()[0].isoformat(), "about": "班车", "name": "高建军", "phone": "13911114444"}
    assert client.post(url, {**said, "phone": "12"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(url, said)
    assert asked.status_code == 200
    assert "139****4444" in asked.content.decode()
    assert client.post(url, {**said, "code": "000000"}).status_code == 422
    found = re.search(r"\d{6}", OutgoingText.objects.get().text)
    assert found
    code = found[0]
    assert client.post(url, {**said, "code": code}).status_code == 303
    row = Appointment.objects.get()
    assert row.person == Person.objects.get(name="高建军")
    assert page(client, "appointment", row.pk)


def test_somebody_with_a_mandate_signs_up_for_the_other(world: World) -> None:
    mandate = give_mandate(
        world.people["lin"], by=world.actor("zhou"), agent=world.people["wei"], kind="family", basis="paper"
    )
    assert mandate
    day, client = a_day(world), browser(world, "wei")
    said = {"at": day.turns()[0].isoformat(), "for_whom": str(world.people["lin"].pk)}
    assert client.post(reverse("letterbox:reception_day", args=[day.pk]), said).status_code == 303
    assert Appointment.objects.get().person == world.people["lin"]
    with pytest.raises(Refused):
        actions.sign_up(day, by=world.actor("ma"), person=world.people["wei"], at=day.turns()[1])


def test_a_full_day_names_the_next_one(world: World) -> None:
    day = a_day(world, minutes=120)
    later = a_day(world, hours=200)
    book(world, day)
    words = page(browser(world, "ma"), "reception_day", day.pk)
    assert "时间都约满了" in words
    assert reverse("letterbox:reception_day", args=[later.pk]) in words


def test_sign_up_closes(world: World) -> None:
    day = a_day(world, hours=2, signup_until=clock.now() - timedelta(minutes=1))
    with pytest.raises(Refused):
        book(world, day)
    assert "预约已截止" in page(browser(world, "lin"), "reception_day", day.pk)


def test_who_comes_is_seen_by_the_people_of_the_body_alone_and_that_is_noted(world: World) -> None:
    day = a_day(world)
    book(world, day, about="食堂")
    words = page(browser(world, "hong"), "day", day.pk)
    assert "林小满" in words
    assert "139****0001" in words
    assert AuditEntry.objects.filter(verb="receptionday.read", subject_id=str(day.pk)).exists()
    for who in ("zhou", "dong", "cheng", "ma", "lin"):
        assert browser(world, who).get(reverse("letterbox:day", args=[day.pk])).status_code == 404


def test_calling_off_tells_whoever_signed_up_in_neutral_words(world: World) -> None:
    day = a_day(world)
    row = book(world, day, about="食堂")
    actions.call_off(day, by=world.actor("hong"), why="主席出差")
    row.refresh_from_db()
    assert (row.state, ReceptionDay.objects.get().state) == (AppointmentState.CANCELLED, DayState.CANCELLED)
    text = Message.objects.get().body
    assert "食堂" not in text
    assert "取消" in text
    assert "主席出差" in page(browser(world, "lin"), "reception_day", day.pk)


def test_a_reminder_goes_out_the_day_before_and_once(world: World, freeze: Any) -> None:
    freeze("2026-06-01 10:00")
    day = a_day(world, hours=24)
    far = a_day(world, hours=72)
    book(world, day)
    book(world, far, "ma")
    assert actions.remind(by=SYSTEM) == 1
    assert actions.remind(by=SYSTEM) == 0
    assert "明天" in Message.objects.get().body


def test_somebody_who_walks_in_stands_on_the_list_in_the_order_of_time(world: World) -> None:
    day = a_day(world, hours=-1)
    visit = actions.walk_in(day, by=world.actor("hong"), name="老李", about="宿舍")
    assert (visit.state, visit.walk_in) == (AppointmentState.CAME, True)
    again = actions.walk_in(day, by=world.actor("hong"), name="老王")
    assert [row.pk for row in queries.on_the_list(Appointment.objects.all(), day)] == [visit.pk, again.pk]
    with pytest.raises(Refused):
        actions.walk_in(a_day(world, hours=100), by=world.actor("hong"), name="老李")


def test_a_visit_becomes_a_case_written_to_the_chair_once(world: World) -> None:
    client = browser(world, "hong")
    visit = actions.walk_in(a_day(world, hours=-1), by=world.actor("hong"), name="老李", phone="13911115555")
    url = reverse("letterbox:visit_case", args=[visit.pk])
    said = {
        "kind": "living",
        "account": "宿舍漏水",
        "employer_name": "宏达制造有限公司",
        "site": "二号楼",
        "identity_level": "hidden",
    }
    assert client.post(url, said).status_code == 422
    done = client.post(url, {**said, "agreed": "on"})
    case = Case.objects.get()
    assert case.number in done.content.decode()
    assert (case.source, case.to_chair, case.site) == ("reception", True, "二号楼")
    assert case.complainants.get().person == Person.objects.get(name="老李")
    visit.refresh_from_db()
    assert visit.case == case
    assert client.post(url, {**said, "agreed": "on"}).status_code == 409


def test_an_anonymous_visit_gets_a_receipt_code_once(world: World) -> None:
    visit = actions.walk_in(a_day(world, hours=-1), by=world.actor("hong"), name="不愿透露")
    brought = actions.make_case(
        visit, by=world.actor("hong"), kind="other", account="反映食堂", identity_level=IdentityLevel.ANONYMOUS
    )
    assert brought.receipt
    assert brought.case.complainants.get().name == ""


def test_what_was_said_is_added_to_the_running_matter(world: World, freeze: Any) -> None:
    freeze("2026-06-01 10:00")
    case = world.case_in("accepted", "lin")
    day = a_day(world, hours=24)
    row = book(world, day, case=case)
    freeze("2026-06-02 10:10")
    client = browser(world, "hong")
    client.post(reverse("letterbox:visit_outcome", args=[row.pk]), {"came": "yes"})
    client.post(reverse("letterbox:visit_note", args=[row.pk]), {"text": "单位答应本周付清"})
    note = Note.objects.get(case=case)
    assert note.audience == "internal"
    assert "单位答应本周付清" in note.text
    row.refresh_from_db()
    assert (row.state, row.note) == (AppointmentState.CAME, "单位答应本周付清")


def test_after_the_day_every_appointment_has_an_outcome_that_can_be_put_right(world: World, freeze: Any) -> None:
    freeze("2026-06-01 10:00")
    row = book(world, a_day(world, hours=24))
    freeze("2026-06-04 10:00")
    assert actions.lapse(by=SYSTEM) == 1
    row.refresh_from_db()
    assert row.state == AppointmentState.UNRECORDED
    assert actions.note_absence(row, by=world.actor("hong")).state == AppointmentState.ABSENT


def test_an_outcome_is_not_noted_before_the_day(world: World) -> None:
    row = book(world, a_day(world))
    with pytest.raises(Refused):
        actions.note_arrival(row, by=world.actor("hong"))


def test_a_month_without_a_day_says_so(world: World, freeze: Any) -> None:
    freeze("2026-06-15 10:00")
    a_day(world, hours=24)
    months = queries.held_by_month(ReceptionDay.objects.all())
    by_month = {f"{month.first:%Y-%m}": month for month in months}
    assert (by_month["2026-06"].planned, by_month["2026-06"].has_none) == (1, False)
    assert by_month["2026-05"].has_none
    freeze("2026-06-20 10:00")
    months = queries.held_by_month(ReceptionDay.objects.all())
    assert next(month for month in months if f"{month.first:%Y-%m}" == "2026-06").held == 1
    assert "本月没有" in page(browser(world, "hong"), "days")


def test_a_calendar_line_is_never_longer_than_its_standard_allows(world: World) -> None:
    row = book(world, a_day(world, place="很长的地方" * 20))
    assert all(len(line) <= 75 for line in calendars.as_calendar(row, stamp=row.made_at).split(b"\r\n"))
