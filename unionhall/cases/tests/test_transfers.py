"""Transfers and referrals on the page: offered with consent, answered by either side, or by a one-time link."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from unionhall.cases import actions
from unionhall.cases.enums import IdentityLevel, TransferKind, TransferPurpose
from unionhall.cases.models import CaseFile, ConsentRequest, Transfer
from unionhall.cases.states import State
from unionhall.cases.tests.browser import SWAP, browser, form_of
from unionhall.cases.tests.world import World, build
from unionhall.core import clock, files
from unionhall.core.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def offered(world: World, **facts: Any) -> Transfer:
    """A request to the procuratorate for support of prosecution, with consent given on the telephone."""
    level = facts.pop("identity_level", IdentityLevel.NAMED)
    case = world.case_in(State.FAILED, identity_level=level)
    zhou = world.actor("zhou")
    if level != IdentityLevel.ANONYMOUS:
        facts.setdefault("consent_id", actions.hear_consent(case, by=zhou, through="telephone"))
    return actions.offer(
        case,
        by=zhou,
        to_body=world.procuratorate,
        kind=TransferKind.REFERRAL,
        purpose=TransferPurpose.SUPPORT_PROSECUTION,
        summary="骑手被拖欠两个月工资，请求支持起诉",
        **facts,
    )


def offer_words(world: World, page: Any, **more: Any) -> dict[str, Any]:
    return form_of(page) | {
        "body": world.procuratorate.pk,
        "kind": "referral",
        "purpose": "support_prosecution",
        "consent": "telephone",
        **more,
    }


def test_the_offer_form_is_filled_in_from_the_facts_and_sends_what_was_chosen(world: World) -> None:
    case = world.case_in(State.FAILED, amount=8000)
    stored = files.store(files.as_upload("三月工资条".encode(), "工资条.txt"), by=world.actor("zhou"))
    row = actions.add_file(case, by=world.actor("zhou"), stored=stored)
    client = browser(world, "zhou")
    url = reverse("cases:transfer_offer", args=[case.pk])
    page = client.get(url)
    assert "宏达制造有限公司" in page.context["form"]["summary"].value()
    assert "两个月工资没发" not in page.context["form"]["summary"].value()
    answer = client.post(url, offer_words(world, page, shared=[row.pk], names_worker="on"))
    assert answer.status_code == 303
    made = Transfer.objects.get(case=case)
    assert made.consent is not None
    assert made.names_worker
    assert CaseFile.objects.get(transfer=made).stored_id == stored.pk


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({"summary": ""}, 422),
        ({"kind": "transfer"}, 422),
        ({"consent": ""}, 422),
        ({"consent": "override"}, 422),
        ({"consent": "override", "override_reason": "时效将至"}, 409),
        ({"reply_days": "0"}, 422),
        ({"body": "00000000-0000-0000-0000-000000000000"}, 422),
    ],
)
def test_an_offer_that_does_not_hold_brings_the_form_again(world: World, words: dict[str, Any], status: int) -> None:
    case = world.case_in(State.FAILED)
    client = browser(world, "zhou")
    url = reverse("cases:transfer_offer", args=[case.pk])
    page = client.get(url)
    answer = client.post(url, offer_words(world, page) | words)
    assert answer.status_code == status
    assert not Transfer.objects.filter(case=case).exists()


def test_an_officer_passes_it_on_with_a_reason_but_without_the_name(world: World) -> None:
    case = world.case_in(State.FAILED)
    client = browser(world, "hong")
    url = reverse("cases:transfer_offer", args=[case.pk])
    words = offer_words(world, client.get(url), consent="override", override_reason="时效将至，联系不上")
    assert client.post(url, words | {"names_worker": "on"}).status_code == 422
    assert client.post(url, words).status_code == 303
    assert AuditEntry.objects.filter(verb="transfer.offered").exists()


def test_the_worker_is_asked_and_their_yes_is_offered_as_consent(world: World) -> None:
    case = world.case_in(State.FAILED)
    client = browser(world, "zhou")
    url = reverse("cases:consent_request", args=[case.pk])
    words = {"body": world.procuratorate.pk, "purpose": "support_prosecution", "why": "检察院可以支持您起诉"}
    assert client.post(url, form_of(client.get(url)) | words).status_code == 303
    actions.answer_consent(ConsentRequest.objects.get(case=case), by=world.actor("lin"), agreed=True)
    page = client.get(reverse("cases:transfer_offer", args=[case.pk]))
    assert page.context["form"]["consent"].value().startswith("consent:")
    answer = client.post(page.request["PATH_INFO"], offer_words(world, page) | form_of(page) | {
        "body": world.procuratorate.pk, "kind": "referral", "purpose": "support_prosecution"})  # fmt: skip
    assert answer.status_code == 303
    assert Transfer.objects.get(case=case).consent is not None


def test_a_partner_reads_only_what_was_passed_on_and_the_worker_can_see_that(world: World) -> None:
    row = offered(world)
    actions.write_note(row.case, by=world.actor("zhou"), text="内部研判意见")
    client = browser(world, "su")
    listed = client.get(reverse("cases:transfers")).content.decode()
    assert row.number in listed
    page = client.get(reverse("cases:transfer", args=[row.pk])).content.decode()
    assert "请求支持起诉" in page
    for hidden in ("林小满", "13900000001", "内部研判意见", "两个月工资没发"):
        assert hidden not in page
    assert client.get(reverse("cases:case", args=[row.case_id])).status_code == 404
    read = AuditEntry.objects.filter(verb="case.read", subject_id=str(row.case_id)).get()
    assert read.purpose == "transfer"


@pytest.mark.parametrize(
    ("level", "consented", "named", "seen"),
    [
        (IdentityLevel.NAMED, True, True, True),
        (IdentityLevel.NAMED, True, False, False),
        (IdentityLevel.HIDDEN, True, True, True),
        (IdentityLevel.HIDDEN, False, True, False),
        (IdentityLevel.ANONYMOUS, False, True, False),
    ],
)
def test_the_name_is_passed_on_only_where_it_may_be(
    world: World, level: str, consented: bool, named: bool, seen: bool
) -> None:
    more: dict[str, Any] = {"names_worker": named}
    if not consented:
        more |= {"consent_id": None, "override_reason": "时效将至"}
    case_by_officer = world.actor("hong")
    if consented:
        row = offered(world, identity_level=level, **more)
    else:
        case = world.case_in(State.FAILED, identity_level=level)
        row = actions.offer(
            case,
            by=case_by_officer,
            to_body=world.procuratorate,
            kind="referral",
            purpose="clue",
            summary="线索",
            **more,
        )
    page = browser(world, "su").get(reverse("cases:transfer", args=[row.pk])).content.decode()
    assert ("林小满" in page) is seen


def act(client: Client, row: Transfer, noun: str, **words: Any) -> Any:
    url = reverse(f"cases:transfer_{noun}", args=[row.pk])
    page = client.get(url)
    return client.post(url, form_of(page) | words) if page.status_code == 200 else page


def test_the_riders_case_goes_from_offer_to_court_date_and_outcome(world: World) -> None:
    row = offered(world, names_worker=True)
    partner = browser(world, "su")
    assert act(partner, row, "acceptance", their_number="瑞检民支〔2026〕3号").status_code == 303
    for kind, on in (("study", "2026-06-05"), ("letter", "2026-06-10"), ("court_date", "2026-12-28")):
        paper = SimpleUploadedFile("支持起诉书.txt", "支持起诉".encode())
        more = {"files": paper} if kind == "letter" else {}
        assert act(partner, row, "steps", kind=kind, on=on, text=f"{kind} 已定", **more).status_code == 303
    page = browser(world, "zhou").get(reverse("cases:transfer", args=[row.pk])).content.decode()
    assert "瑞检民支〔2026〕3号" in page
    assert "支持起诉书.txt" in page
    assert act(partner, row, "outcome", answer="法院支持工资请求").status_code == 303
    row.refresh_from_db()
    assert row.state == "done"
    assert partner.get(reverse("cases:transfer", args=[row.pk])).status_code == 404
    assert act(browser(world, "zhou"), row, "outcome").status_code == 409


@pytest.mark.parametrize(
    ("noun", "who", "words", "after"),
    [
        ("declination", "su", {"answer": "不属本院管辖"}, "declined"),
        ("revocation", "zhou", {"answer": "单位已付清"}, "revoked"),
    ],
)
def test_an_offer_is_declined_or_taken_back(
    world: World, noun: str, who: str, words: dict[str, str], after: str
) -> None:
    row = offered(world)
    assert act(browser(world, who), row, noun, **words).status_code == 303
    row.refresh_from_db()
    assert row.state == after
    assert browser(world, "su").get(reverse("cases:transfer", args=[row.pk])).status_code == 404
    assert browser(world, "zhou").get(reverse("cases:transfer", args=[row.pk])).status_code == 200


def test_the_wrong_side_is_told_so_and_strangers_find_nothing(world: World) -> None:
    row = offered(world)
    assert act(browser(world, "zhou"), row, "acceptance").status_code == 409
    assert act(browser(world, "su"), row, "revocation").status_code == 409
    assert act(browser(world, "su"), row, "link").status_code == 409
    for name in ("lin", "xi", "chang", "ma"):
        assert act(browser(world, name), row, "acceptance").status_code == 404
    assert browser(world, "lin").get(reverse("cases:transfers")).status_code == 404


def test_a_swapped_act_shows_the_transfer_anew(world: World) -> None:
    row = offered(world)
    client = browser(world, "su")
    url = reverse("cases:transfer_acceptance", args=[row.pk])
    bad = client.post(reverse("cases:transfer_declination", args=[row.pk]), {"version": 1, "answer": ""}, **SWAP)
    assert (bad.status_code, bad["HX-Retarget"]) == (422, "#act")
    good = client.post(url, form_of(client.get(url, **SWAP)), **SWAP)
    assert good.content.decode().strip().startswith('<div id="transfer">')


def test_a_transfer_moves_the_matter_only_when_it_is_accepted(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    row = actions.offer(
        case,
        by=world.actor("hong"),
        to_body=world.hill,
        kind=TransferKind.TRANSFER,
        purpose=TransferPurpose.COMPETENT_BODY,
        summary="用工地在青山镇",
        override_reason="时效将至",
    )
    case.refresh_from_db()
    assert case.body_id == world.harbour.pk
    assert act(browser(world, "qing"), row, "acceptance", their_number="青1").status_code == 303
    case.refresh_from_db()
    assert case.body_id == world.hill.pk


# --- the one-time link -----------------------------------------------------------------------------------------------------


def link_of(world: World, row: Transfer) -> str:
    client = browser(world, "zhou")
    url = reverse("cases:transfer_link", args=[row.pk])
    page = client.post(url, form_of(client.get(url)) | {"days": "5"})
    assert page.status_code == 200
    address = page.context["link"]
    assert address in page.content.decode()
    assert address not in client.get(reverse("cases:transfer", args=[row.pk])).content.decode()
    return str(address).removeprefix("http://testserver")


def test_a_body_without_an_account_answers_once_by_link(world: World) -> None:
    row = offered(world)
    url, outside = link_of(world, row), Client()
    page = outside.get(url)
    assert page.status_code == 200
    assert "请求支持起诉" in page.content.decode()
    assert "林小满" not in page.content.decode()
    paper = SimpleUploadedFile("受理通知.txt", "受理".encode())
    done = outside.post(url, {"answer": "accept", "their_number": "检1", "words": "三日内约谈", "files": paper})
    assert done.status_code == 200
    row.refresh_from_db()
    assert (row.state, row.their_number) == ("accepted", "检1")
    assert CaseFile.objects.filter(transfer=row, stored__name="受理通知.txt").exists()
    again = outside.post(url, {"answer": "decline", "words": "重放"})
    assert again.status_code == 410
    assert outside.get(url).status_code == 410
    row.refresh_from_db()
    assert row.state == "accepted"


def test_a_wrong_answer_does_not_use_the_link_up(world: World) -> None:
    row = offered(world)
    url, outside = link_of(world, row), Client()
    assert outside.post(url, {"answer": "decline", "words": ""}).status_code == 422
    assert outside.post(url, {"answer": "fly"}).status_code == 422
    bad = SimpleUploadedFile("坏.exe", b"MZ\x90")
    assert outside.post(url, {"answer": "accept", "files": bad}).status_code == 422
    assert outside.post(url, {"answer": "decline", "words": "不归我们管"}).status_code == 200


def test_an_expired_a_foreign_and_a_garbled_link_say_what_to_do(world: World) -> None:
    row = offered(world)
    url, outside = link_of(world, row), Client()
    for garbage in ("x", "A" * 43, "A" * 500, "%00", "..%2f..%2f"):
        assert outside.get(f"/cases/reply/{garbage}/").status_code == 404
    with time_machine.travel(clock.now() + timedelta(days=6), tick=False):
        late = outside.get(url)
        assert late.status_code == 410
        assert "失效" in late.content.decode() or "过期" in late.content.decode() or "expired" in late.content.decode()
    actions.revoke_transfer(row, by=world.actor("zhou"))
    assert outside.get(url).status_code == 410


def test_later_the_link_takes_steps_and_the_outcome(world: World) -> None:
    row = offered(world)
    actions.accept_transfer(row, by=world.actor("su"))
    Client().post(link_of(world, row), {"answer": "court_date", "on": "2026-12-28", "words": "9:30 第三法庭"})
    assert row.steps.filter(kind="court_date", by_agency=True).exists()
    Client().post(link_of(world, row), {"answer": "outcome", "words": "判决支付"})
    row.refresh_from_db()
    assert row.state == "done"


def test_files_passed_on_are_loaded_by_link_and_others_are_not(world: World) -> None:
    case = world.case_in(State.FAILED)
    zhou = world.actor("zhou")
    rows = [
        actions.add_file(case, by=zhou, stored=files.store(files.as_upload(text.encode(), f"{text}.txt"), by=zhou))
        for text in ("工资条", "考勤")
    ]
    row = actions.offer(
        case, by=world.actor("hong"), to_body=world.procuratorate, kind="referral", purpose="clue", summary="线索",
        override_reason="时效将至", file_ids=(rows[0].pk,),
    )  # fmt: skip
    url, passed = link_of(world, row), CaseFile.objects.get(transfer=row)
    assert Client().get(f"{url}files/{passed.pk}/").getvalue().decode() == "工资条"
    assert Client().get(f"{url}files/{rows[1].pk}/").status_code == 404
    assert browser(world, "su").get(reverse("cases:transfer_file", args=[row.pk, passed.pk])).getvalue()
    assert browser(world, "su").get(reverse("cases:transfer_file", args=[row.pk, rows[1].pk])).status_code == 404


def test_too_many_looks_at_links_are_slowed_down(world: World) -> None:
    outside = Client(REMOTE_ADDR="203.0.113.9")
    answers = {outside.get(f"/cases/reply/{'A' * 43}/").status_code for _n in range(61)}
    assert answers == {404, 429}


def test_what_is_asked_is_filled_in_from_the_file_and_never_an_empty_heading(world: World) -> None:
    account = "两个月工资没发。我的电话是13900000001，希望帮我要回工资，打13900000001找我。"
    case = world.case_in(State.FAILED, amount=8000, account=account)
    client = browser(world, "zhou")
    url = reverse("cases:transfer_offer", args=[case.pk])
    page = client.get(url)
    form = page.context["form"]
    assert "请求事项" not in form["summary"].value()
    assert all(words in form["asked"].value() for words in ("工资", "8,000", "希望帮我要回工资"))
    assert "13900000001" not in form["asked"].value()
    assert client.post(url, offer_words(world, page, asked=" ")).status_code == 422
    client.post(url, offer_words(world, page, asked="请支持起诉"))
    assert Transfer.objects.get(case=case).summary.endswith("\n请求事项：请支持起诉")


def test_the_day_of_a_step_is_filled_in_with_today(world: World) -> None:
    transfer = offered(world)
    page = browser(world, "zhou").get(reverse("cases:transfer_steps", args=[transfer.pk]))
    assert page.context["form"]["on"].value() == clock.today()
