"""Does the worker's own page tell everything, let them act, and stay shut for everybody else?"""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from unionhall.cases import actions
from unionhall.cases.enums import Purpose
from unionhall.cases.models import Case, CaseFile, Complainant, ConsentRequest, Note, Transfer
from unionhall.cases.states import State
from unionhall.core import audit, clock
from unionhall.core.actor import system
from unionhall.people import actions as people
from unionhall.people.models import Consent

from .browsing import browser
from .world import World, build

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
HOSTILE = ["'; DROP TABLE cases_note; --", "<script>alert(1)</script>", "{{ 1 }}", "=1+1", "㐂·𠮷"]


@pytest.fixture
def world() -> World:
    return build()


def address(name: str, case: Case, *more: Any) -> str:
    return reverse(f"cases:{name}", args=[case.pk, *more])


def page_of(world: World, case: Case, name: str = "lin") -> str:
    response = browser(world, name).get(address("my_matter", case))
    assert response.status_code == 200
    return str(response.content.decode())


# --- what is told ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_told_in_plain_words(world: World, state: State) -> None:
    case = world.case_in(state)
    page = page_of(world, case)
    assert case.number in page
    assert "接下来" in page
    assert str(state.label) not in page.split('class="matter-state"')[1].split("</p>")[0]


def test_the_worker_reads_who_handles_it_with_their_office(world: World) -> None:
    assert "周敏（港湾街道总工会" in page_of(world, world.case_in(State.CONSULTING))


def test_the_worker_reads_shared_notes_and_never_internal_ones(world: World) -> None:
    case = world.case_in(State.CONSULTING)
    actions.write_note(case, by=world.actor("zhou"), text="请带工资条来", audience="worker")
    actions.write_note(case, by=world.actor("zhou"), text="厂方不好说话", audience="internal")
    page = page_of(world, case)
    assert "请带工资条来" in page
    assert "厂方不好说话" not in page


def test_the_worker_reads_meetings_agreement_and_instalments(world: World) -> None:
    case = world.case_in(State.MEDIATING)
    zhou, today = world.actor("zhou"), clock.today()
    actions.hold_session(case, by=zhou, kind="mediation", held_at=clock.now(), place="街道调解室", outcome="约好再谈")
    actions.hold_session(
        case, by=zhou, kind="call", held_at=clock.now(), outcome="只给自己看", shared_with_worker=False
    )
    actions.settle(
        case,
        by=zhou,
        manner="mediation",
        terms="分两次付清",
        amount=5000,
        signed_on=today,
        instalments=[(today, 2000), (today, 3000)],
    )
    page = page_of(world, case)
    assert "街道调解室" in page
    assert "只给自己看" not in page
    assert "分两次付清" in page
    assert "¥2,000.00" in page
    assert "¥3,000.00" in page


def test_a_late_clock_says_so_and_lets_the_worker_remind(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    Case.objects.filter(pk=case.pk).update(due_on="2020-01-06")
    assert "我们晚了，您可以催我们" in page_of(world, case)


def test_the_worker_reads_who_opened_the_file_and_why(world: World) -> None:
    case = world.case_in(State.CONSULTING)
    for _ in range(2):
        audit.record_read(case, by=world.actor("zhou"), purpose=Purpose.HANDLING)
    audit.record_read(case, by=world.actor("dong"), purpose=Purpose.SUPERVISION)
    audit.record_read(case, by=world.actor("lin"), purpose=Purpose.OWN)
    looks = page_of(world, case).split("谁看过您的材料，为什么")[1]
    assert "周敏" in looks
    assert "2 次" in looks
    assert "董科长" in looks
    assert "东城县总工会" in looks
    assert "林小满" not in looks.split("<footer")[0]


def test_opening_ones_own_page_is_not_written_down(world: World) -> None:
    case = world.case_in(State.CONSULTING)
    before = audit.entries_about(case).count()
    page_of(world, case)
    assert audit.entries_about(case).count() == before


def test_the_worker_reads_what_was_passed_on_to_whom_with_which_leave(world: World) -> None:
    case = world.case_in(State.NEGOTIATING)
    actions.offer(
        case, by=world.actor("hong"), to_body=world.procuratorate, kind="referral", purpose="support_prosecution",
        summary="欠薪三个月", override_reason="期限将至",
    )  # fmt: skip
    page = page_of(world, case)
    assert "瑞江市人民检察院" in page
    assert "没有先问您，原因：期限将至" in page
    assert "没有带您的名字" in page


def test_the_list_stands_by_state_and_says_for_whom(world: World) -> None:
    running, ended = world.case_in(State.MEDIATING), world.case_in(State.CLOSED)
    people.give_mandate(world.people["lin"], by=system("t"), agent=world.people["wei"], kind="family", basis="paper")
    page = browser(world, "wei").get(reverse("cases:my_matters")).content.decode()
    assert page.index(running.number) < page.index("已经办完的") < page.index(ended.number)
    assert "替林小满办" in page


def test_an_empty_list_says_what_to_do(world: World) -> None:
    page = browser(world, "ma").get(reverse("cases:my_matters")).content.decode()
    assert reverse("cases:intake") in page


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_story(
    world: World, django_assert_max_num_queries: Any
) -> None:
    case = world.case_in(State.CONSULTING)
    client = browser(world, "lin")
    for n in range(15):
        actions.write_note(case, by=world.actor("zhou"), text=f"第{n}次", audience="worker")
        audit.record_read(case, by=world.actor("zhou"), purpose=Purpose.HANDLING)
    with django_assert_max_num_queries(45):
        client.get(address("my_matter", case))


# --- nobody else -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ma", "zhou", "dong", "chang", "su", "xiao"])
def test_the_workers_page_is_not_there_for_others(world: World, name: str) -> None:
    case = world.case_in(State.CONSULTING)
    client = browser(world, name)
    assert client.get(address("my_matter", case)).status_code == 404
    assert client.post(address("my_message", case), {"text": "x"}).status_code == 404
    assert client.post(address("my_withdrawal", case), {}).status_code == 404
    assert not Note.objects.exists()


def test_a_key_nobody_has_is_not_there_either(world: World) -> None:
    assert browser(world, "lin").get(reverse("cases:my_matter", args=[uuid4()])).status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(world: World) -> None:
    case = world.case_in(State.CONSULTING)
    response = browser(world).get(address("my_matter", case))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/sign-in/")


# --- acts ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_a_message_arrives_as_it_was_written(world: World, text: str) -> None:
    case = world.case_in(State.CONSULTING)
    response = browser(world, "lin").post(address("my_message", case), {"text": text})
    assert response.status_code == 303
    note = Note.objects.get()
    assert (note.text, note.audience, note.by_name) == (text, "worker", "")
    assert "<script>alert" not in page_of(world, case)


def test_an_empty_message_comes_back_as_a_fragment_for_htmx(world: World) -> None:
    case = world.case_in(State.CONSULTING)
    response = browser(world, "lin").post(address("my_message", case), {"text": ""}, headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert response.content.decode().lstrip().startswith('<article id="matter"')


def test_evidence_is_added_and_can_be_downloaded_by_the_worker_alone(world: World) -> None:
    case = world.case_in(State.CONSULTING)
    client = browser(world, "lin")
    upload = SimpleUploadedFile("考勤.png", PNG)
    assert client.post(address("my_evidence", case), {"files": upload, "label": "三月考勤"}).status_code == 303
    row = CaseFile.objects.get()
    assert (row.label, row.audience, row.stored.name) == ("三月考勤", "worker", "考勤.png")
    response = client.get(address("my_file", case, row.pk))
    assert b"".join(response.streaming_content) == PNG
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert browser(world, "ma").get(address("my_file", case, row.pk)).status_code == 404


def test_a_file_the_worker_may_not_see_is_not_there(world: World) -> None:
    case = world.case_in(State.CONSULTING)
    from unionhall.core import files

    stored = files.store(files.as_upload(PNG, "内部.png"), by=world.actor("zhou"))
    row = actions.add_file(case, by=world.actor("zhou"), stored=stored, audience="internal")
    assert browser(world, "lin").get(address("my_file", case, row.pk)).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"), [("a.exe", b"MZ\0\0"), ("a.png", b""), ("a.pdf", PNG), ("a.svg", b"<svg onload=alert(1)>")]
)
def test_a_bad_file_is_explained_and_nothing_is_added(world: World, name: str, content: bytes) -> None:
    case = world.case_in(State.CONSULTING)
    response = browser(world, "lin").post(address("my_evidence", case), {"files": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert (
        name in response.content.decode() or "empty" in response.content.decode() or "空" in response.content.decode()
    )
    assert not CaseFile.objects.exists()


def test_an_ended_matter_takes_no_more_evidence(world: World) -> None:
    case = world.case_in(State.CLOSED)
    response = browser(world, "lin").post(address("my_evidence", case), {"files": SimpleUploadedFile("a.png", PNG)})
    assert response.status_code == 409
    assert not CaseFile.objects.exists()


def test_the_worker_takes_a_matter_back_after_being_asked(world: World) -> None:
    case = world.case_in(State.CONSULTING)
    client = browser(world, "lin")
    asked = client.get(address("my_withdrawal", case)).content.decode()
    assert "单位" in asked
    client.post(address("my_withdrawal", case), {"expected": case.version})
    case.refresh_from_db()
    assert case.state == State.WITHDRAWN


def test_if_somebody_was_faster_the_worker_is_told_and_nothing_is_lost(world: World) -> None:
    case = world.case_in(State.CONSULTING)
    actions.negotiate(case, by=world.actor("zhou"))
    response = browser(world, "lin").post(
        address("my_withdrawal", case), {"expected": case.version, "reason": "不办了"}
    )
    assert response.status_code == 409
    case.refresh_from_db()
    assert case.state == State.NEGOTIATING


def test_not_solved_takes_it_up_again_and_needs_a_word(world: World) -> None:
    case = world.case_in(State.CLOSED)
    client = browser(world, "lin")
    assert client.post(address("my_reopening", case), {"reason": " "}).status_code == 422
    assert client.post(address("my_reopening", case), {"reason": "钱没到"}).status_code == 303
    case.refresh_from_db()
    assert case.state == State.REOPENED


def test_what_is_not_possible_now_says_why(world: World) -> None:
    case = world.case_in(State.CONSULTING)
    response = browser(world, "lin").get(address("my_reopening", case))
    assert response.status_code == 409


def test_the_worker_asks_why_somebody_looked(world: World) -> None:
    case = world.case_in(State.CONSULTING)
    audit.record_read(case, by=world.actor("dong"), purpose=Purpose.SUPERVISION)
    client = browser(world, "lin")
    assert "董科长" in client.get(address("my_objection", case)).content.decode()
    client.post(address("my_objection", case), {"text": "为什么看我的材料"})
    assert Note.objects.get().text == "为什么看我的材料"


# --- consent -----------------------------------------------------------------------------------------------------------------


def ask(world: World, case: Case) -> ConsentRequest:
    return actions.ask_consent(
        case, by=world.actor("zhou"), to_body=world.procuratorate, purpose="support_prosecution", why="可以支持您起诉"
    )


def test_the_worker_is_asked_and_says_yes(world: World) -> None:
    case = world.case_in(State.NEGOTIATING)
    request = ask(world, case)
    assert "可以支持您起诉" in page_of(world, case)
    browser(world, "lin").post(address("my_consent_answer", case, request.pk), {"answer": "yes"})
    consent = Consent.objects.get()
    assert (consent.person, consent.purpose, consent.subject) == (world.people["lin"], "transfer", f"case:{case.pk}")
    request.refresh_from_db()
    assert (request.agreed, request.consent) == (True, consent)


def test_the_worker_says_no_and_nothing_is_recorded_as_consent(world: World) -> None:
    case = world.case_in(State.NEGOTIATING)
    request = ask(world, case)
    browser(world, "lin").post(address("my_consent_answer", case, request.pk), {"answer": "no"})
    request.refresh_from_db()
    assert request.agreed is False
    assert not Consent.objects.exists()


def test_a_question_is_answered_once(world: World) -> None:
    case = world.case_in(State.NEGOTIATING)
    request = ask(world, case)
    client = browser(world, "lin")
    client.post(address("my_consent_answer", case, request.pk), {"answer": "no"})
    assert client.post(address("my_consent_answer", case, request.pk), {"answer": "yes"}).status_code == 409


def test_the_same_is_not_asked_twice_at_a_time(world: World) -> None:
    from unionhall.core.verdict import Refused

    case = world.case_in(State.NEGOTIATING)
    ask(world, case)
    with pytest.raises(Refused):
        ask(world, case)


def test_taking_a_yes_back_revokes_the_open_offer_and_tells_the_handlers(world: World) -> None:
    case = world.case_in(State.NEGOTIATING)
    request = ask(world, case)
    client = browser(world, "lin")
    client.post(address("my_consent_answer", case, request.pk), {"answer": "yes"})
    consent = Consent.objects.get()
    actions.offer(
        case, by=world.actor("zhou"), to_body=world.procuratorate, kind="referral", purpose="support_prosecution",
        summary="欠薪", consent_id=consent.pk,
    )  # fmt: skip
    assert client.post(address("my_consent_withdrawal", case, consent.pk)).status_code == 303
    consent.refresh_from_db()
    assert consent.withdrawn_at
    assert Transfer.objects.get().state == "revoked"
    assert Note.objects.filter(audience="internal").count() == 1


def test_nobody_answers_for_the_worker(world: World) -> None:
    case = world.case_in(State.NEGOTIATING)
    request = ask(world, case)
    for name in ("ma", "zhou"):
        response = browser(world, name).post(address("my_consent_answer", case, request.pk), {"answer": "yes"})
        assert response.status_code == 404
    request.refresh_from_db()
    assert request.answered_at is None


def test_a_question_of_another_matter_is_not_there(world: World) -> None:
    case, other = world.case_in(State.NEGOTIATING), world.case_in(State.NEGOTIATING, worker="ma")
    request = ask(world, other)
    response = browser(world, "lin").post(address("my_consent_answer", case, request.pk), {"answer": "yes"})
    assert response.status_code == 404


# --- by receipt code -----------------------------------------------------------------------------------------------------------


def bring_anonymously(world: World) -> tuple[Case, str]:
    from unionhall.core.actor import ANONYMOUS

    brought = actions.bring(
        by=ANONYMOUS, kind="safety", account="车间没有防护", employer=world.factory, division=world.harbour_place,
        identity_level="anonymous",
    )  # fmt: skip
    return brought.case, brought.receipt


def test_a_receipt_code_opens_its_matter_and_no_other(world: World) -> None:
    case, code = bring_anonymously(world)
    other, _code = bring_anonymously(world)
    client = browser(world)
    spaced = f" {code[:4].lower()} {code[4:8]}-{code[8:]} "
    response = client.post(reverse("cases:receipt"), {"code": spaced})
    assert response.headers["Location"] == address("my_matter", case)
    page = client.get(address("my_matter", case)).content.decode()
    assert "车间没有防护" in page
    assert client.get(address("my_matter", other)).status_code == 404
    assert client.post(address("my_message", case), {"text": "还是没有"}).status_code == 303
    assert (Note.objects.get().by_id, Note.objects.get().by_name) == (None, "")
    assert Complainant.objects.filter(person__isnull=False).count() == 0


def test_the_code_stands_neither_in_the_address_nor_in_the_session(world: World) -> None:
    _case, code = bring_anonymously(world)
    client = browser(world)
    response = client.post(reverse("cases:receipt"), {"code": code})
    assert code not in response.headers["Location"]
    assert code not in str(dict(client.session))


def test_a_wrong_code_is_explained_and_tries_are_counted(world: World) -> None:
    client = browser(world)
    for _ in range(20):
        assert client.post(reverse("cases:receipt"), {"code": "AAAA BBBB CCCC"}).status_code == 422
    assert client.post(reverse("cases:receipt"), {"code": "AAAA BBBB CCCC"}).status_code == 429


@pytest.mark.parametrize("code", ["", "'; --", "<b>", "码" * 40, "长" * 41])
def test_any_words_for_a_code_are_answered(world: World, code: str) -> None:
    assert browser(world).post(reverse("cases:receipt"), {"code": code}).status_code == 422


def test_the_door_closes_by_itself_and_by_hand(world: World, freeze: Any) -> None:
    freeze("2026-06-01 09:00")
    case, code = bring_anonymously(world)
    client = browser(world)
    client.post(reverse("cases:receipt"), {"code": code})
    freeze("2026-06-01 09:31")
    assert client.get(address("my_matter", case)).status_code == 302
    client.post(reverse("cases:receipt"), {"code": code})
    assert client.get(address("my_matter", case)).status_code == 200
    client.post(reverse("cases:receipt_closing"))
    assert client.get(address("my_matter", case)).status_code == 302
