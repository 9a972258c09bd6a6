"""Who stands on a register, why, who sees it, and that the person has the last word where the list rests on their consent."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
import python_calamine
from django.db import IntegrityError, transaction
from django.test import Client

from tests.matrix.people import sign_in
from unionhall.cases.tests.world import World, build
from unionhall.core import audit, clock
from unionhall.core.actor import SYSTEM
from unionhall.core.verdict import Refused
from unionhall.notices.models import Message
from unionhall.people import actions as people
from unionhall.people.enums import TieKind
from unionhall.people.models import Account, Consent
from unionhall.registers import access, actions, queries
from unionhall.registers.exports import held_about
from unionhall.registers.models import Register, RegisterEntry, RegisterKind
from unionhall.registers.states import EntryState

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def kind(code: str = "bedridden", **facts: Any) -> RegisterKind:
    facts = {
        "name": "卧床人员", "sensitivity": "sensitive", "purpose": "上门看望、代办", "legal_basis": "个人信息保护法第29条",
        "uses": ["visit", "review"], "review_months": 6, "needs_consent": True,
        "consent_text": "同意工会登记我的姓名、电话和状况，用于上门看望。", "consent_version": "2026-1", **facts,
    }  # fmt: skip
    return actions.define_kind(by=SYSTEM, code=code, **facts)


def register(world: World, found: RegisterKind | None = None) -> Register:
    return actions.open_register(found or kind(), by=SYSTEM, body=world.harbour, responsible=world.people["hong"])


def entry(world: World, found: Register | None = None, **facts: Any) -> RegisterEntry:
    facts = {"person": world.people["lin"], "reason": "腿伤卧床", "consent_through": "in_person", **facts}
    return actions.enter(found or register(world), by=world.actor("hong"), **facts)


def browser(world: World, who: str) -> Client:
    client, person = Client(), world.people[who]
    account = Account.objects.filter(person=person).first()
    sign_in(client, account or Account.objects.create(person=person, username=who, opened_at=clock.now()))
    return client


# --- entering ---------------------------------------------------------------------------------------------------------


def test_an_entry_holds_reason_source_review_day_and_the_version_of_the_consent(world: World) -> None:
    made = entry(world, source="village")
    assert (made.reason, made.source, made.entered_on) == ("腿伤卧床", "village", clock.today())
    assert made.review_due_on == queries.months_after(clock.today(), 6)
    assert made.consent is not None
    assert (made.consent.text_version, made.consent.separate, made.consent.given_through) == (
        "2026-1",
        True,
        "in_person",
    )
    assert queries.steps_of(made).get().kind == "enter"


def test_without_consent_nobody_enters_a_list_that_needs_it_and_is_told_what_to_do(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        entry(world, consent_through="")
    assert refusal.value.verdict.code == "consent"
    assert refusal.value.verdict.next_step
    assert not RegisterEntry.objects.exists()
    assert not Consent.objects.filter(purpose="register").exists()


def test_a_list_that_needs_no_consent_takes_none(world: World) -> None:
    made = entry(world, register(world, kind("riders", needs_consent=False)), consent_through="")
    assert made.consent is None


def test_nobody_stands_on_a_list_twice(world: World) -> None:
    made = entry(world)
    with pytest.raises(Refused):
        entry(world, made.register)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.create(
            register=made.register, person=made.person, reason="又", source="visit", entered_on=made.entered_on,
            review_due_on=made.review_due_on,
        )  # fmt: skip


def test_a_number_of_somebody_else_puts_nobody_on_a_list(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        entry(world, person=None, name="张三", phone="13900000001")
    assert refusal.value.verdict.code == "name_and_number"


def test_an_officer_of_a_body_that_does_not_work_with_the_list_enters_nobody(world: World) -> None:
    found = register(world)
    for who in ("qing", "xi", "he", "sun", "su", "xiao"):
        with pytest.raises(Refused):
            actions.enter(found, by=world.actor(who), person=world.people["lin"], reason="x", consent_through="paper")


@pytest.mark.parametrize(("day", "months", "then"), [
    (date(2026, 8, 31), 6, date(2027, 2, 28)), (date(2026, 1, 15), 12, date(2027, 1, 15)), (date(2026, 11, 30), 1, date(2026, 12, 30)),
])  # fmt: skip
def test_months_end_on_the_same_day_or_the_last_of_the_month(day: date, months: int, then: date) -> None:
    assert queries.months_after(day, months) == then


# --- who sees it ----------------------------------------------------------------------------------------------------------------


def test_an_officer_above_sees_it_only_where_their_own_body_works_with_the_list(world: World) -> None:
    made = entry(world)
    dong = world.actor("dong")
    assert not access.visible_entries(dong).exists(), "the county does not work with it"
    actions.open_register(made.register.kind, by=SYSTEM, body=world.east)
    assert access.visible_entries(dong).get() == made
    actions.open_register(kind("other"), by=SYSTEM, body=world.city)
    assert not access.visible_entries(world.actor("cheng")).exists(), "another list opens nothing"


def test_nobody_tied_to_an_employer_sees_a_register(world: World) -> None:
    made = entry(world)
    assert access.visible_entries(world.actor("hong")).exists()
    people.record_tie(world.people["hong"], by=SYSTEM, employer=world.factory, kind=TieKind.RELATIVE)
    assert not access.visible_entries(world.actor("hong")).exists()
    assert not access.may_see_registers(world.actor("hong"))
    with pytest.raises(Refused):
        actions.review(made, by=world.actor("hong"), text="x")
    chair = world.actor("chang")
    actions.open_register(made.register.kind, by=SYSTEM, body=world.factory_union)
    assert not access.visible_registers(chair).exists()


def test_a_sensitive_entry_opens_only_for_a_purpose_of_its_list_and_the_person_reads_it(world: World) -> None:
    made, hong = entry(world), world.actor("hong")
    for purpose in ("", "aid", "curiosity"):
        with pytest.raises(Refused):
            actions.note_opening(made, by=hong, purpose=purpose)
    actions.note_opening(made, by=hong, purpose="visit")
    line = queries.openings_of(made)[0]
    assert (line.actor_name, line.purpose) == ("洪干事", "register:visit")
    assert held_about(made.person_id)[0]["opened"][0]["by"] == "洪干事"


def test_the_page_shows_no_name_until_a_purpose_is_named(world: World) -> None:
    made, client = entry(world), browser(world, "hong")
    url = made.get_absolute_url()
    closed = client.get(url).content.decode()
    assert "林小满" not in closed
    assert "腿伤卧床" not in closed
    assert not queries.openings_of(made).exists()
    opened = client.get(f"{url}?purpose=visit").content.decode()
    assert "林小满" in opened
    assert "腿伤卧床" in opened
    mine = browser(world, "lin").get("/me/registers/").content.decode()
    assert "洪干事" in mine


def test_the_list_and_its_export_are_masked(world: World) -> None:
    made, client = entry(world), browser(world, "hong")
    page = client.get(made.register.get_absolute_url()).content.decode()
    assert "林**" in page or "林*" in page
    answer = client.post(f"/registers/{made.register_id}/export/")
    table = str(
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    )
    assert "洪干事" in table
    for text in (page, table):
        assert "林小满" not in text
        assert "13900000001" not in text
        assert "腿伤" not in text


def test_the_export_holds_what_the_filter_shows_and_nobody_who_is_not_on_the_list(world: World) -> None:
    made, client = entry(world), browser(world, "hong")
    address = f"/registers/{made.register_id}/export/"

    def rows(query: str) -> int:
        answer = client.post(address + query)
        found = (
            python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
        )
        return (
            len(found)
            - 1
            - next(n for n, row in enumerate(found) if row[0] == "姓名" or len([c for c in row if c]) > 3)
        )

    assert rows("") == 1
    assert rows("?q=林小满") == 1
    assert rows("?q=丁一") == 0


def test_somebody_is_found_by_the_whole_name_or_number_and_not_by_a_part(world: World) -> None:
    made = entry(world)
    every = access.visible_entries(world.actor("hong"))
    for q in ("林小满", "13900000001", "139 0000 0001"):
        assert list(queries.listed(every, q=q)) == [made], q
    for q in ("林", "1390000000"):
        assert list(queries.listed(every, q=q)) == [], q


# --- going on ---------------------------------------------------------------------------------------------------------


def test_looking_again_sets_the_next_day(world: World) -> None:
    made = entry(world)
    with clock.at(clock.now() + timedelta(days=200)):
        assert queries.due_entries(RegisterEntry.objects.all()).get() == made
        again = actions.review(made, by=world.actor("zhou"), text="还是卧床")
        assert again.reviewed_on == clock.today()
        assert again.review_due_on == queries.months_after(clock.today(), 6)
        assert not queries.due_entries(RegisterEntry.objects.all()).exists()


def test_whoever_is_responsible_hears_once_a_week_how_many_are_due(world: World) -> None:
    made = entry(world)
    Message.objects.all().delete()
    RegisterEntry.objects.update(review_due_on=clock.today() - timedelta(days=1))
    assert [found.pk for found in queries.with_due_entries()] == [made.register_id]
    assert actions.remind(made.register, by=SYSTEM)
    assert not actions.remind(made.register, by=SYSTEM)
    message = Message.objects.get()
    assert message.person == world.people["hong"]
    assert "林" not in message.body
    with pytest.raises(Refused):
        actions.remind(made.register, by=world.actor("hong"))


def test_where_the_responsible_one_works_there_no_longer_everybody_there_hears(world: World) -> None:
    made = entry(world)
    Message.objects.all().delete()
    RegisterEntry.objects.update(review_due_on=clock.today())
    Register.objects.update(responsible=world.people["qing"])
    assert actions.remind(made.register, by=SYSTEM)
    assert set(Message.objects.values_list("person__name", flat=True)) == {"周敏", "洪干事"}


def test_the_person_objects_and_is_answered(world: World) -> None:
    found = register(world, kind("riders", needs_consent=False, sensitivity="ordinary"))
    made = actions.contest(entry(world, found, consent_through=""), by=world.actor("lin"), text="我不是骑手")
    assert made.state == EntryState.CONTESTED
    kept = actions.uphold(made, by=world.actor("hong"), text="站点名单里有您，已核对")
    assert kept.state == EntryState.LISTED
    assert "已核对" in browser(world, "lin").get("/me/registers/").content.decode()


def test_only_the_person_objects(world: World) -> None:
    made = entry(world)
    for who in ("ma", "hong", "zhou"):
        with pytest.raises(Refused):
            actions.contest(made, by=world.actor(who), text="不对")


def test_against_their_will_nobody_stays_on_a_list_that_needs_consent(world: World) -> None:
    made = actions.contest(entry(world), by=world.actor("lin"), text="请把我拿掉")
    with pytest.raises(Refused) as refusal:
        actions.uphold(made, by=world.actor("hong"), text="还是留着")
    assert refusal.value.verdict.code == "consent"
    gone = actions.take_off(made, by=world.actor("hong"), reason="本人要求")
    assert (gone.state, gone.left_on) == (EntryState.LEFT, clock.today())
    assert entry(world, gone.register).pk != gone.pk, "one may come back"


def test_a_consent_taken_back_ends_the_entry_at_once(world: World) -> None:
    made = entry(world)
    assert made.consent is not None
    people.withdraw_consent(made.consent, by=world.actor("lin"))
    made.refresh_from_db()
    assert made.state == EntryState.LEFT


def test_a_register_with_people_on_it_is_not_closed(world: World) -> None:
    made = entry(world)
    with pytest.raises(Refused):
        actions.close_register(made.register, by=world.actor("hong"))
    actions.take_off(made, by=world.actor("hong"), reason="已去世")
    assert actions.close_register(made.register, by=world.actor("hong")).closed_on == clock.today()
    assert not access.visible_entries(world.actor("hong")).exists()


def test_new_words_of_a_consent_need_a_new_version(world: World) -> None:
    found = kind()
    with pytest.raises(Refused):
        actions.change_kind(found, by=SYSTEM, consent_text="别的话")
    assert (
        actions.change_kind(found, by=SYSTEM, consent_text="别的话", consent_version="2026-2").consent_version
        == "2026-2"
    )


def test_only_the_highest_body_says_which_registers_there_are(world: World) -> None:
    facts = {"name": "a", "sensitivity": "ordinary", "purpose": "b", "legal_basis": "c", "uses": ["visit"],
             "review_months": 1, "needs_consent": False}  # fmt: skip
    for who in ("hong", "dong", "jian"):
        with pytest.raises(Refused):
            actions.define_kind(by=world.actor(who), code="x", **facts)
    assert actions.define_kind(by=world.actor("cheng"), code="x", **facts)


# --- lists ------------------------------------------------------------------------------------------------------------

ROWS = """姓名,手机号,村（社区）,原因,同意方式
丁一,13900009001,东村,独居,in_person
丁二,13900009002,东村,独居,
丁三,123,东村,独居,paper
,13900009004,东村,独居,paper
林小满,13900000001,西村,腿伤,paper
"""


def test_a_list_enters_what_it_can_and_names_each_other_row(world: World) -> None:
    found = register(world)
    done = actions.bring_list(found, by=world.actor("hong"), source=io.BytesIO(ROWS.encode("gb18030")))
    assert (done.read, done.entered) == (5, 2)
    assert [number for number, _why in done.rejected] == [3, 4, 5]
    assert found.entries.filter(source="import").count() == 2
    again = actions.bring_list(found, by=world.actor("hong"), source=io.BytesIO(ROWS.encode()))
    assert again.entered == 0, "nobody is entered twice"


def test_a_list_without_its_columns_is_refused(world: World) -> None:
    with pytest.raises(Refused):
        actions.bring_list(register(world), by=world.actor("hong"), source=io.BytesIO("电话\n13900009001\n".encode()))


def test_the_trail_holds_no_personal_data(world: World) -> None:
    made = entry(world)
    told = str([line.details for line in audit.entries_about(made)])
    assert "林" not in told
    assert "腿" not in told
