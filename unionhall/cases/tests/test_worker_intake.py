"""Does a worker get their matter to us, whatever they type, however often they press, wherever they stop?"""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from unionhall.cases import actions
from unionhall.cases.models import Case, CaseFile, Complainant, IntakeDraft, Note, Party
from unionhall.core import clock
from unionhall.core.actor import ANONYMOUS, system
from unionhall.core.models import AuditEntry, OutgoingText, StoredFile
from unionhall.people import actions as people
from unionhall.people.models import Consent, Person

from .browsing import browser
from .world import World, build

pytestmark = pytest.mark.django_db
HOSTILE = [
    "'; DROP TABLE cases_case; --",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "{{ request }}{% csrf_token %}",
    "𠮷野家·阿不都热依木·买买提 㐂 𪚥",
    "=HYPERLINK(1)\t@SUM\r\n第二行",
    "\u202e倒过来\u200b",
    "王",
]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def world() -> World:
    return build()


def url(step: str, change: bool = False) -> str:
    return reverse("cases:intake_step", args=[step]) + ("?change=1" if change else "")


def answers(world: World, **changed: Any) -> dict[str, dict[str, Any]]:
    """What a worker answers, by question."""
    said: dict[str, dict[str, Any]] = {
        "account": {"account": "两个月工资没发"},
        "kind": {"kind": "wages"},
        "employer": {"employer_name": "宏达制造有限公司"},
        "county": {"county": str(world.east.division_id)},
        "township": {"township": str(world.harbour_place.pk)},
        "when": {"happened_on": "2026-05-01", "amount": "1.2万"},
        "papers": {},
        "identity": {"identity": "named"},
    }
    return {step: changed.get(step, given) for step, given in said.items()}


def answer(client: Client, world: World, **changed: Any) -> None:
    """Answer every question up to the last page."""
    for step, given in answers(world, **changed).items():
        response = client.post(url(step), given)
        assert response.status_code == 303, (step, response.content.decode()[-2000:])


def send(client: Client, **more: Any) -> Any:
    return client.post(url("check"), {"agree": "on", **more})


# --- the plain way -----------------------------------------------------------------------------------------------------


def test_a_signed_in_worker_brings_a_matter_and_is_not_asked_who_they_are(world: World) -> None:
    client = browser(world, "lin")
    answer(client, world)
    page = client.get(url("check")).content.decode()
    assert "林小满" in page
    assert "139****0001" in page
    assert client.get(url("contact")).status_code == 303
    assert send(client).headers["Location"] == reverse("cases:intake_done")
    case = Case.objects.get()
    assert (case.kind, case.employer, case.division, case.amount) == (
        "wages",
        world.factory,
        world.harbour_place,
        12000,
    )
    assert case.body == world.harbour
    complainant = Complainant.objects.get(case=case)
    assert (complainant.person, complainant.identity_level) == (world.people["lin"], "named")
    consent = Consent.objects.get()
    assert (consent.purpose, consent.subject, consent.text_version) == ("case", f"case:{case.pk}", "intake-1")


def test_the_last_page_says_number_next_step_and_day_in_words(world: World, freeze: Any) -> None:
    freeze("2026-06-01 09:00")
    client = browser(world, "lin")
    answer(client, world)
    send(client)
    page = client.get(reverse("cases:intake_done")).content.decode()
    case = Case.objects.get()
    assert case.number in page
    assert "6月8日前，还有 5 个工作日" in page
    assert str(case.pk) not in client.get(reverse("cases:intake_done")).request["PATH_INFO"]


def test_the_questions_show_how_far_one_is_and_lead_back(world: World) -> None:
    client = browser(world, "lin")
    client.post(url("account"), {"account": "x"})
    page = client.get(url("kind")).content.decode()
    assert "第 2 题，共 8 题" in page
    assert f'href="{url("account")}"' in page
    assert "两个月" not in client.get(url("account")).content.decode()
    client.post(url("account"), {"account": "两个月工资没发"})
    assert "两个月工资没发" in client.get(url("account")).content.decode()


def test_without_an_answer_the_question_comes_back_with_what_is_missing(world: World) -> None:
    client = browser(world)
    response = client.post(url("account"), {"account": "  "})
    assert response.status_code == 422
    assert "写几个字也行" in response.content.decode()
    assert not IntakeDraft.objects.exists()


def test_htmx_gets_the_question_alone(world: World) -> None:
    client = browser(world)
    response = client.post(url("account"), {"account": ""}, headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert "<html" not in response.content.decode()
    assert 'id="question"' in response.content.decode()
    good = client.post(url("account"), {"account": "x"}, headers={"HX-Request": "true"})
    assert good.headers["HX-Redirect"] == url("kind")


def test_one_cannot_send_before_everything_needed_is_said(world: World) -> None:
    client = browser(world, "lin")
    client.post(url("account"), {"account": "x"})
    assert client.get(url("check")).headers["Location"] == url("kind")
    assert send(client).status_code == 409
    assert not Case.objects.exists()


def test_one_cannot_send_without_agreeing(world: World) -> None:
    client = browser(world, "lin")
    answer(client, world)
    assert client.post(url("check"), {}).status_code == 422
    assert not Case.objects.exists()


def test_an_unknown_question_leads_to_the_next_open_one(world: World) -> None:
    client = browser(world)
    assert client.get(url("nothing")).headers["Location"] == url("account")


# --- employer and place --------------------------------------------------------------------------------------------------


def test_part_of_a_name_offers_the_employers_of_the_register(world: World) -> None:
    client = browser(world, "lin")
    page = client.post(url("employer"), {"employer_name": "宏达"})
    assert page.status_code == 200
    assert "宏达制造有限公司" in page.content.decode()
    chosen = client.post(url("employer"), {"employer_name": "宏达", "employer": str(world.factory.pk)})
    assert chosen.status_code == 303
    assert f'value="{world.east.division_id}" ' in client.get(url("county", change=True)).content.decode()


def test_an_employer_nobody_knows_is_kept_as_written(world: World) -> None:
    client = browser(world, "lin")
    answer(client, world, employer={"employer_name": "村口的砖厂"})
    send(client)
    case = Case.objects.get()
    assert (case.employer, case.employer_name) == (None, "村口的砖厂")


def test_none_of_these_keeps_the_words(world: World) -> None:
    client = browser(world, "lin")
    answer(client, world, employer={"employer_name": "宏达", "employer": "none"})
    send(client)
    assert Case.objects.get().employer_name == "宏达"


def test_an_employer_that_was_not_offered_cannot_be_chosen(world: World) -> None:
    client = browser(world, "lin")
    response = client.post(url("employer"), {"employer_name": "宏达", "employer": str(world.courier.pk)})
    assert response.status_code == 422


def test_a_place_the_register_knows_is_shown_and_not_asked(world: World) -> None:
    client = browser(world, "lin")
    answer(client, world, employer={"employer_name": "村口的砖厂"}, county={"county": "unsure"}, township={})
    asked = client.post(url("employer"), {"employer_name": "宏达制造有限公司"})
    assert asked.headers["Location"] == url("county")  # an answer the worker gave themselves is theirs
    other = browser(world, "ma")
    other.post(url("account"), {"account": "工资没发"})
    other.post(url("kind"), {"kind": "wages"})
    known = other.post(url("employer"), {"employer_name": "宏达制造有限公司"})
    assert known.headers["Location"] == url("when")
    page = other.get(url("when")).content.decode()
    assert "东城县 港湾街道" in page
    assert url("county", change=True) in page
    assert other.get(url("county")).status_code == 303


def test_a_place_the_register_knows_is_changed_and_the_way_goes_on(world: World) -> None:
    client = browser(world, "lin")
    for step in ("account", "kind", "employer"):
        client.post(url(step), answers(world)[step])
    street = client.post(url("county", change=True), {"county": str(world.west.division_id)})
    assert street.headers["Location"] == url("township", change=True)
    on = client.post(url("township", change=True), {"township": str(world.hill_place.pk)})
    assert on.headers["Location"] == url("when")
    for step in ("when", "papers", "identity"):
        client.post(url(step), answers(world)[step])
    assert "青山镇" in client.get(url("check")).content.decode()
    send(client)
    assert Case.objects.get().division_id == world.hill_place.pk


def test_another_employer_without_a_place_is_asked_where(world: World) -> None:
    client = browser(world, "lin")
    for step in ("account", "kind", "employer"):
        client.post(url(step), answers(world)[step])
    client.post(url("employer"), {"employer_name": "村口的砖厂"})
    assert client.get(url("county")).status_code == 200


def test_the_place_of_the_employer_is_offered_and_another_may_be_said(world: World) -> None:
    client = browser(world, "lin")
    client.post(url("employer"), {"employer_name": "宏达制造有限公司"})
    client.post(url("county", change=True), {"county": str(world.west.division_id)})
    page = client.get(url("township")).content.decode()
    assert "青山镇" in page
    assert "港湾街道" not in page


def test_whoever_does_not_know_the_place_is_not_asked_for_the_street(world: World) -> None:
    client = browser(world, "lin")
    assert client.post(url("county"), {"county": "unsure"}).headers["Location"] == url("when")


@pytest.mark.parametrize(
    ("day", "words"),
    [("2999-01-01", "还没到"), ("2026-02-31", "没有这一天"), ("0001-01-01", "太久以前"), ("gestern", "没有这一天")],
)
def test_an_impossible_day_is_explained(world: World, day: str, words: str) -> None:
    response = browser(world).post(url("when"), {"happened_on": day})
    assert response.status_code == 422
    assert words in response.content.decode()


@pytest.mark.parametrize(
    ("written", "yuan"), [("8600", 8600), ("８，６００ 元", 8600), ("1.2万", 12000), ("¥3.5", 3.5), ("", None)]
)
def test_amounts_are_read_as_people_write_them(world: World, written: str, yuan: float | None) -> None:
    client = browser(world, "lin")
    answer(client, world, when={"amount": written})
    send(client)
    assert Case.objects.get().amount == yuan


@pytest.mark.parametrize("written", ["many", "-5", "1e9", "99999999999999万", "NaN", "∞", "١٢"])
def test_an_amount_that_is_none_is_explained(world: World, written: str) -> None:
    response = browser(world).post(url("when"), {"amount": written})
    assert response.status_code in (303, 422)
    if response.status_code == 303:
        assert IntakeDraft.objects.get()


# --- drafts --------------------------------------------------------------------------------------------------------------


def test_a_visitor_goes_on_where_they_stopped(world: World) -> None:
    client = browser(world)
    client.post(url("account"), {"account": "两个月工资没发"})
    client.post(url("kind"), {"kind": "wages"})
    page = client.get(reverse("cases:intake")).content.decode()
    assert "两个月工资没发" in page
    assert url("employer") in page


def test_a_signed_in_worker_goes_on_on_another_phone(world: World) -> None:
    browser(world, "lin").post(url("account"), {"account": "两个月工资没发"})
    other_phone = browser(world, "lin")
    assert "两个月工资没发" in other_phone.get(reverse("cases:intake")).content.decode()
    answer(other_phone, world)
    send(other_phone)
    assert Case.objects.count() == 1


def test_nobody_sees_the_draft_of_another(world: World) -> None:
    client = browser(world, "lin")
    client.post(url("account"), {"account": "两个月工资没发"})
    key = client.cookies["unionhall_intake"].value
    ma = browser(world, "ma")
    ma.cookies["unionhall_intake"] = key
    assert "两个月工资没发" not in ma.get(reverse("cases:intake")).content.decode()
    nobody = browser(world)
    nobody.cookies["unionhall_intake"] = key
    assert "两个月工资没发" not in nobody.get(reverse("cases:intake")).content.decode()


def test_a_draft_is_sealed_and_its_key_is_not_kept(world: World) -> None:
    client = browser(world)
    client.post(url("account"), {"account": "两个月工资没发"})
    draft = IntakeDraft.objects.get()
    key = client.cookies["unionhall_intake"]
    assert key["httponly"]
    assert key.value.encode() not in bytes(draft.key_hash)


def test_begin_again_forgets_the_draft_and_its_files(world: World) -> None:
    client = browser(world)
    client.post(url("papers"), {"files": SimpleUploadedFile("a.png", PNG)})
    client.post(reverse("cases:intake_anew"))
    assert not IntakeDraft.objects.exists()
    assert not StoredFile.objects.exists()


def test_old_drafts_are_forgotten_and_finished_ones_soon(world: World, freeze: Any) -> None:
    freeze("2026-06-01 09:00")
    waiting, sent = browser(world, "ma"), browser(world, "lin")
    waiting.post(url("account"), {"account": "x"})
    answer(sent, world)
    send(sent)
    freeze("2026-06-01 11:00")
    assert actions.purge_drafts(by=system("night")) == 1
    freeze("2026-07-02 11:00")
    assert actions.purge_drafts(by=system("night")) == 1
    assert not IntakeDraft.objects.exists()


def test_looking_keeps_nothing(world: World) -> None:
    client = browser(world)
    for step in ("account", "kind", "employer", "county", "when", "papers", "identity", "contact"):
        assert client.get(url(step)).status_code == 200
    assert not IntakeDraft.objects.exists()


# --- sending once ----------------------------------------------------------------------------------------------------------


def test_pressing_twice_brings_one_matter(world: World) -> None:
    client = browser(world, "lin")
    answer(client, world)
    first, second = send(client), send(client)
    assert first.headers["Location"] == second.headers["Location"] == reverse("cases:intake_done")
    assert Case.objects.count() == 1


def test_two_presses_at_the_same_moment_bring_one_matter(world: World) -> None:
    client = browser(world, "lin")
    answer(client, world)
    draft = IntakeDraft.objects.get()
    results = [actions.submit_draft(draft, by=world.actor("lin")) for _ in range(2)]
    assert results[0] == results[1]
    assert Case.objects.count() == 1


def test_after_noting_the_number_the_way_is_free_for_another_matter(world: World) -> None:
    client = browser(world, "lin")
    answer(client, world)
    send(client)
    assert client.get(url("account")).headers["Location"] == reverse("cases:intake_done")
    assert client.post(reverse("cases:intake_noted")).headers["Location"] == reverse("cases:my_matters")
    assert not IntakeDraft.objects.exists()
    assert client.get(reverse("cases:intake")).status_code == 200


# --- anonymous -------------------------------------------------------------------------------------------------------------


def bring_anonymously(client: Client, world: World) -> str:
    answer(client, world, identity={"identity": "anonymous"})
    assert send(client).status_code == 303
    page = client.get(reverse("cases:intake_done")).content.decode()
    return page.split('class="receipt-code"')[1].split(">")[1].split("<")[0]


def test_a_visitor_stays_anonymous_and_gets_a_code(world: World) -> None:
    client = browser(world)
    code = bring_anonymously(client, world)
    assert len(code.replace(" ", "")) == 12
    row = Complainant.objects.get()
    assert (row.person_id, row.name, row.phone) == (None, "", "")


def test_a_signed_in_worker_who_stays_anonymous_leaves_no_trace(world: World) -> None:
    client = browser(world, "lin")
    client.post(url("papers"), {"files": SimpleUploadedFile("a.png", PNG)})
    bring_anonymously(client, world)
    lin = world.people["lin"].pk
    case = Case.objects.get()
    assert Complainant.objects.get().person_id is None
    assert CaseFile.objects.get().by_id is None
    assert StoredFile.objects.get().uploaded_by is None
    assert Party.objects.get(case=case).added_by_id is None
    assert not Note.objects.filter(by=lin).exists()
    assert not IntakeDraft.objects.filter(person=lin).exists()
    assert not AuditEntry.objects.filter(actor_id=lin, subject_id=str(case.pk)).exists()
    assert not Consent.objects.exists()
    assert str(case.pk) not in client.get(reverse("cases:my_matters")).content.decode()


def test_the_code_is_shown_until_it_is_noted_and_never_again(world: World) -> None:
    client = browser(world)
    code = bring_anonymously(client, world)
    assert code in client.get(reverse("cases:intake_done")).content.decode()
    client.post(reverse("cases:intake_noted"))
    assert client.get(reverse("cases:intake_done")).headers["Location"] == reverse("cases:intake")
    assert not IntakeDraft.objects.exists()


def test_after_a_while_the_next_one_at_this_phone_sees_no_code(world: World, freeze: Any) -> None:
    freeze("2026-06-01 09:00")
    client = browser(world)
    code = bring_anonymously(client, world)
    freeze("2026-06-01 09:21")
    assert code not in client.get(reverse("cases:intake"), follow=True).content.decode()
    assert client.post(url("account"), {"account": "别的事"}).status_code == 303
    assert IntakeDraft.objects.count() == 2


def test_many_matters_from_one_address_have_to_wait(world: World) -> None:
    client = browser(world)
    answer(client, world, identity={"identity": "anonymous"})
    from unionhall.cases.views import worker_intake
    from unionhall.core import ratelimit

    for _ in range(worker_intake.MATTERS_PER_HOUR):
        ratelimit.limit("intake", "127.0.0.1", times=worker_intake.MATTERS_PER_HOUR, seconds=3600)
    assert send(client).status_code == 429
    assert not Case.objects.exists()
    assert IntakeDraft.objects.exists()


# --- by phone --------------------------------------------------------------------------------------------------------------


def test_a_new_worker_confirms_their_number_says_their_name_and_is_signed_in(world: World) -> None:
    client = browser(world)
    answer(client, world)
    assert client.get(url("check")).headers["Location"] == url("contact")
    with_code = client.post(url("contact"), {"phone": "139 1234 5678"})
    assert with_code.status_code == 303
    assert "139****5678" in client.get(url("contact")).content.decode()
    assert client.post(url("contact"), {"code": "12"}).status_code == 422
    code = _code_of("13912345678")
    assert client.post(url("contact"), {"code": code}).headers["Location"] == url("full_name")
    assert client.post(url("full_name"), {"full_name": "阿不都热依木·买买提"}).headers["Location"] == url("check")
    send(client)
    person = Person.objects.get(name="阿不都热依木·买买提")
    assert Complainant.objects.get().person == person
    assert "phone" not in IntakeDraft.objects.get().answers


def test_a_known_worker_is_asked_for_the_code_and_nothing_else(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    client = browser(world)
    answer(client, world)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("contact"), {"phone": "13900000001"})
    code = OutgoingText.objects.get().text
    digits = next(part for part in code.replace("，", " ").replace("：", " ").split() if part.strip("。,.").isdigit())
    assert client.post(url("contact"), {"code": digits.strip("。,.")}).headers["Location"] == url("check")
    send(client)
    assert Complainant.objects.get().person == world.people["lin"]


@pytest.mark.parametrize("phone", ["", "12345", "13900", "<b>", "1" * 40])
def test_a_number_that_is_none_is_explained(world: World, phone: str) -> None:
    client = browser(world)
    answer(client, world)
    assert client.post(url("contact"), {"phone": phone}).status_code == 422


def _code_of(phone: str) -> str:
    """The code that was sent, put in place of the one nobody can read."""
    from unionhall.people.actions.signing_in import _code_hash
    from unionhall.people.models import SignInCode

    SignInCode.objects.filter(used_at=None).update(code_hash=_code_hash(phone, "123456"))
    return "123456"


# --- for somebody else -------------------------------------------------------------------------------------------------------


def test_a_family_member_brings_a_matter_for_the_worker(world: World) -> None:
    people.give_mandate(world.people["lin"], by=system("t"), agent=world.people["wei"], kind="family", basis="paper")
    client = browser(world, "wei")
    assert client.get(reverse("cases:intake")).content.decode().count('name="for_whom"') == 2
    client.post(url("for_whom"), {"for_whom": str(world.people["lin"].pk)})
    answer(client, world)
    send(client)
    assert Complainant.objects.get().person == world.people["lin"]
    assert "替林小满办" in client.get(reverse("cases:my_matters")).content.decode()


def test_nobody_brings_a_matter_for_a_stranger(world: World) -> None:
    client = browser(world, "ma")
    actions.save_draft(None, by=world.actor("ma"), key="k" * 43, answers={"for": str(world.people["lin"].pk)})
    answer(client, world)
    send(client)
    assert Complainant.objects.get().person == world.people["ma"]


# --- papers ----------------------------------------------------------------------------------------------------------------


def test_papers_come_in_a_wrong_one_does_not_cost_the_others_and_any_can_be_taken_out(world: World) -> None:
    client = browser(world)
    response = client.post(
        url("papers"), {"files": [SimpleUploadedFile("工资条.png", PNG), SimpleUploadedFile("x.exe", b"MZ\0\0")]}
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "工资条.png" in page
    assert "x.exe" in page
    stored = StoredFile.objects.get()
    client.post(reverse("cases:intake_paper_removal", args=[stored.pk]))
    assert not StoredFile.objects.exists()


def test_add_and_choose_more_stays_on_the_page(world: World) -> None:
    client = browser(world)
    response = client.post(url("papers"), {"files": SimpleUploadedFile("a.png", PNG), "then": "more"})
    assert response.headers["Location"] == url("papers")


def test_nobody_takes_out_the_paper_of_another_draft(world: World) -> None:
    browser(world).post(url("papers"), {"files": SimpleUploadedFile("a.png", PNG)})
    stored = StoredFile.objects.get()
    stranger = browser(world)
    stranger.post(url("account"), {"account": "x"})
    stranger.post(reverse("cases:intake_paper_removal", args=[stored.pk]))
    assert StoredFile.objects.filter(pk=stored.pk).exists()


def test_papers_go_with_the_matter(world: World) -> None:
    client = browser(world, "lin")
    client.post(url("papers"), {"files": SimpleUploadedFile("a.png", PNG)})
    answer(client, world)
    send(client)
    assert CaseFile.objects.get().stored.name == "a.png"


# --- wishes and hints --------------------------------------------------------------------------------------------------------


def test_the_wish_to_be_handled_together_is_for_the_handlers_alone(world: World) -> None:
    client = browser(world, "lin")
    answer(client, world)
    send(client, together="on")
    note = Note.objects.get()
    assert note.audience == "internal"
    page = client.get(reverse("cases:my_matter", args=[Case.objects.get().pk])).content.decode()
    assert note.text not in page


def test_the_pages_say_the_same_whether_or_not_others_complained(world: World) -> None:
    client = browser(world)
    answer(client, world, identity={"identity": "anonymous"})
    before = _without_token(client.get(url("check")).content.decode())
    for name in ("lin", "ma", "wei"):
        world.bring(name)
    assert _without_token(client.get(url("check")).content.decode()) == before


def test_a_running_matter_of_ones_own_is_pointed_out(world: World) -> None:
    case = world.bring("lin")
    client = browser(world, "lin")
    answer(client, world)
    assert reverse("cases:my_matter", args=[case.pk]) in client.get(url("check")).content.decode()


def _without_token(page: str) -> str:
    import re

    return re.sub(r'(csrfmiddlewaretoken" value|csrf-token" content)="[^"]+"', "", page)


# --- hostile words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_any_words_survive_and_none_is_executed(world: World, text: str) -> None:
    client = browser(world, "lin")
    answer(client, world, account={"account": text}, employer={"employer_name": text[:100], "employer": "none"})
    assert send(client).status_code == 303
    case = Case.objects.get()
    assert case.account == text.replace("\r\n", "\n").strip() or case.account == text.strip()
    page = client.get(reverse("cases:my_matter", args=[case.pk])).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("field", ["account", "employer"])
def test_a_null_character_is_refused_politely(world: World, field: str) -> None:
    name = {"account": "account", "employer": "employer_name"}[field]
    assert browser(world).post(url(field), {name: "a\0b"}).status_code == 422


@pytest.mark.parametrize(
    ("step", "given"),
    [
        ("kind", {"kind": "bribery"}),
        ("identity", {"identity": "root"}),
        ("county", {"county": "not-a-uuid"}),
        ("account", {"account": "长" * 5001}),
        ("employer", {"employer_name": "长" * 121}),
    ],
)
def test_forged_and_endless_answers_come_back(world: World, step: str, given: dict[str, str]) -> None:
    assert browser(world).post(url(step), given).status_code == 422


def test_a_forged_key_finds_nothing(world: World) -> None:
    client = browser(world)
    client.cookies["unionhall_intake"] = "x" * 5000
    assert client.get(reverse("cases:intake")).status_code == 200


def test_a_draft_nobody_signed_in_began_is_taken_over_by_who_signs_in(world: World) -> None:
    client = browser(world)
    client.post(url("account"), {"account": "x"})
    signed_in = browser(world, "lin")
    signed_in.cookies["unionhall_intake"] = client.cookies["unionhall_intake"].value
    signed_in.post(url("kind"), {"kind": "wages"})
    draft = IntakeDraft.objects.get()
    assert draft.person == world.people["lin"]
    assert not actions.drafts.access.may_use_draft(ANONYMOUS, draft)
    assert draft.saved_at > clock.now() - timedelta(minutes=1)
