"""Every act under its noun: plain, swapped in, badly filled, too late, out of sight, sent twice."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from unionhall.cases import actions
from unionhall.cases.models import Callback, Case, CaseFile, Note, Party, Session, Suspension, Transfer
from unionhall.cases.states import State
from unionhall.cases.tests.browser import SWAP, browser, form_of
from unionhall.cases.tests.world import World, build
from unionhall.core import clock
from unionhall.people import actions as people
from unionhall.people.enums import TieKind

pytestmark = pytest.mark.django_db
S = State


@dataclass(frozen=True)
class Told:
    """One act: its noun, the state before, who does it, what is written, what is left out to make it fail."""

    noun: str
    before: str
    after: str
    words: dict[str, Any] = field(default_factory=dict)
    missing: str = ""
    by: str = "zhou"
    versioned: bool = True

    def __str__(self) -> str:
        return self.noun


MOVES = [
    Told("acceptance", S.RECEIVED, S.ACCEPTED),
    Told("refusal", S.RECEIVED, S.REFUSED, {"reason": "属于劳动监察", "competent_name": "市劳动监察支队"}, "reason"),
    Told("consultation", S.ACCEPTED, S.CONSULTING),
    Told("negotiation", S.ACCEPTED, S.NEGOTIATING),
    Told("mediation", S.ACCEPTED, S.MEDIATING),
    Told("failure", S.MEDIATING, S.FAILED, {"reason": "双方差距太大"}, "reason"),
    Told("arbitration", S.ACCEPTED, S.ARBITRATION, {"reason": "已递交仲裁申请"}),
    Told("litigation", S.FAILED, S.LITIGATION, {"reason": "已起诉"}),
    Told("performance", S.SETTLED, S.PERFORMED, {"reason": "6月3日到账"}),
    Told("closure", S.ACCEPTED, S.CLOSED, {"reason": "已答复", "manner": "advice"}, "reason"),
    Told("withdrawal", S.ACCEPTED, S.WITHDRAWN, {"reason": "来电撤回"}, "reason"),
    Told("reopening", S.CLOSED, S.REOPENED, {"reason": "没有解决"}, "reason"),
]
WORK = [
    Told("notes", S.ACCEPTED, S.ACCEPTED, {"text": "已联系单位", "audience": "internal"}, "text", versioned=False),
    Told("suspension", S.ACCEPTED, S.ACCEPTED, {"reason": "等单位提供考勤"}, "reason"),
    Told("extension", S.ACCEPTED, S.ACCEPTED, {"days": 5, "unit": "working", "reason": "案情复杂"}, "days"),
    Told("correction", S.ACCEPTED, S.ACCEPTED, {"kind": "dismissal", "employer_name": "宏达制造有限公司"}, "kind"),
    Told("parties", S.ACCEPTED, S.ACCEPTED, {"role": "dispatch", "name": "众聘劳务"}, "name", versioned=False),
    Told(
        "sessions",
        S.MEDIATING,
        S.MEDIATING,
        {
            "kind": "mediation",
            "held_at": "2026-06-01T09:30",
            "place": "街道调解室",
            "outcome": "单位愿付八成",
            "people-0-who": "林小满",
            "people-0-part": "工人",
            "people-1-who": "郑经理",
            "people-1-absent": "on",
        },
        "held_at",
        versioned=False,
    ),
]
EVERY = [*MOVES, *WORK]
REASONED = [told for told in EVERY if told.missing]
VERSIONED = [told for told in EVERY if told.versioned and told.before != S.CLOSED]


@pytest.fixture
def world() -> World:
    return build()


def opened(world: World, told: Told, *, swap: bool = False) -> tuple[Any, Case, str, dict[str, Any]]:
    """The form of the act as a browser has it before it."""
    case = world.case_in(told.before)
    url = reverse(f"cases:{told.noun}", args=[case.pk])
    client = browser(world, told.by)
    page = client.get(url, **(SWAP if swap else {}))
    assert page.status_code == 200
    assert ("<html" in page.content.decode()) is not swap
    return client, case, url, form_of(page) | told.words


@pytest.mark.parametrize("told", EVERY, ids=str)
def test_an_act_is_taken_without_scripts_and_leads_back_to_the_file(world: World, told: Told) -> None:
    client, case, url, words = opened(world, told)
    answer = client.post(url, words)
    assert (answer.status_code, answer["Location"]) == (303, reverse("cases:case", args=[case.pk]))
    case.refresh_from_db()
    assert case.state == told.after


@pytest.mark.parametrize("told", EVERY, ids=str)
def test_an_act_swaps_the_whole_file_in(world: World, told: Told) -> None:
    client, case, url, words = opened(world, told, swap=True)
    answer = client.post(url, words, **SWAP)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.strip().startswith('<div id="file">')
    assert "toast" in answer["HX-Trigger"]
    case.refresh_from_db()
    assert case.state == told.after


@pytest.mark.parametrize("told", REASONED, ids=str)
def test_what_is_missing_brings_the_form_again(world: World, told: Told) -> None:
    client, case, url, words = opened(world, told, swap=True)
    answer = client.post(url, words | {told.missing: ""}, **SWAP)
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (422, "#act", "innerHTML")
    assert told.missing in answer.context["form"].errors
    case.refresh_from_db()
    assert case.state == told.before


@pytest.mark.parametrize("told", VERSIONED, ids=str)
def test_a_colleague_was_faster_and_the_words_are_kept(world: World, told: Told) -> None:
    client, case, url, words = opened(world, told)
    actions.correct(case, by=world.actor("hong"), kind="women")
    actions.write_note(case, by=world.actor("hong"), text="我已打过电话")
    answer = client.post(url, words)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "我已打过电话" in page
    for said in told.words.values():
        if isinstance(said, str) and not said.isascii():
            assert said in page
    case.refresh_from_db()
    assert (case.state, case.kind) == (told.before, "women")
    again = client.post(url, form_of(answer) | told.words)
    assert again.status_code == 303, "after another look the same words go through"


@pytest.mark.parametrize("name", ["ma", "xi", "chang", "su"])
def test_an_act_on_a_file_out_of_sight_is_as_if_it_did_not_exist(world: World, name: str) -> None:
    case = world.bring()
    client = browser(world, name)
    for told in EVERY:
        url = reverse(f"cases:{told.noun}", args=[case.pk])
        assert client.get(url).status_code == 404
        assert client.post(url, {"version": case.version, **told.words}).status_code == 404


@pytest.mark.parametrize("told", EVERY, ids=str)
def test_a_double_click_is_one_act(world: World, told: Told) -> None:
    client, case, url, words = opened(world, told)
    first, second = client.post(url, words), client.post(url, words)
    assert (first.status_code, second.status_code) == (303, 303)
    counted = {"notes": Note, "parties": Party, "sessions": Session, "suspension": Suspension}
    if model := counted.get(told.noun):
        rows = model.objects.filter(case=case)  # type: ignore[attr-defined]
        assert rows.exclude(role="employer").count() == 1 if model is Party else rows.count() == 1


def test_a_supervisor_above_reads_but_does_not_act(world: World) -> None:
    client = browser(world, "jian")
    case = world.bring()
    for told in MOVES:
        url = reverse(f"cases:{told.noun}", args=[case.pk])
        assert client.get(url).status_code == 409
        assert client.post(url, {"version": case.version, **told.words}).status_code == 409
    case.refresh_from_db()
    assert case.state == S.RECEIVED


def test_the_matter_is_assigned_to_one_on_duty_and_the_tied_are_greyed(world: World) -> None:
    case = world.case_in(S.ACCEPTED)
    client = browser(world, "hong")
    people.record_tie(world.people["sun"], by=world.actor("sun"), employer=world.factory, kind=TieKind.RELATIVE)
    url = reverse("cases:assignment", args=[case.pk])
    page = client.get(url)
    sun, he = str(world.people["sun"].pk), str(world.people["he"].pk)
    options = {
        str(option["value"]): option
        for _g, row, _i in page.context["form"]["handler"].field.widget.optgroups("handler", [])
        for option in row
    }
    assert options[sun]["attrs"].get("disabled") is True
    assert "disabled" not in options[he]["attrs"]
    assert client.post(url, form_of(page) | {"handler": sun}).status_code == 409
    assert client.post(url, form_of(page) | {"handler": he}).status_code == 303
    case.refresh_from_db()
    assert case.handler_id == world.people["he"].pk


def test_the_clock_is_stopped_and_started_again(world: World) -> None:
    case = world.case_in(S.ACCEPTED)
    client = browser(world, "zhou")
    for noun, words in (("suspension", {"reason": "等考勤"}), ("resumption", {})):
        url = reverse(f"cases:{noun}", args=[case.pk])
        assert client.post(url, form_of(client.get(url)) | words).status_code == 303
    case.refresh_from_db()
    assert not case.paused


def test_an_officer_above_sends_the_matter_to_another_body_of_their_own(world: World) -> None:
    case = world.case_in(S.ACCEPTED)
    client = browser(world, "cheng")
    url = reverse("cases:rerouting", args=[case.pk])
    page = client.get(url)
    answer = client.post(url, form_of(page) | {"body": world.hill.pk, "reason": "用工地在青山镇"})
    assert answer.status_code == 303
    case.refresh_from_db()
    assert case.body_id == world.hill.pk


def test_whoever_sends_a_matter_out_of_sight_is_led_to_the_worklist(world: World) -> None:
    case = world.case_in(S.ACCEPTED)
    client = browser(world, "zhou")
    url = reverse("cases:parties", args=[case.pk])
    people.record_tie(world.people["zhou"], by=world.actor("zhou"), employer=world.courier, kind="relative")
    answer = client.post(url, form_of(client.get(url)) | {"role": "platform", "name": "飞鸽速递有限公司"})
    assert (answer.status_code, answer["Location"]) == (303, reverse("cases:worklist"))


def test_a_refusal_carries_the_file_to_the_competent_body(world: World) -> None:
    case = world.bring()
    client = browser(world, "zhou")
    url = reverse("cases:refusal", args=[case.pk])
    words = {"reason": "属于西岭", "body": world.hill.pk, "consent": "telephone"}
    assert client.post(url, form_of(client.get(url)) | words).status_code == 303
    transfer = Transfer.objects.get(case=case)
    assert transfer.to_body_id == world.hill.pk
    assert transfer.consent is not None


def test_files_are_added_with_their_audience_and_bad_ones_bring_the_form_again(world: World) -> None:
    case = world.case_in(S.ACCEPTED)
    client = browser(world, "zhou")
    url = reverse("cases:files", args=[case.pk])
    words = form_of(client.get(url)) | {"label": "工资条", "audience": "internal"}
    bad = client.post(url, words | {"files": SimpleUploadedFile("工资.exe", b"MZ\x90\x00")})
    assert bad.status_code == 422
    good = client.post(url, words | {"files": SimpleUploadedFile("工资条.txt", "三月 5000".encode())})
    assert good.status_code == 303
    row = CaseFile.objects.get(case=case)
    assert (row.stored.name, row.audience, row.label) == ("工资条.txt", "internal", "工资条")
    loaded = client.get(reverse("cases:file_download", args=[case.pk, row.pk]))
    assert loaded["Content-Disposition"].startswith("attachment")
    assert loaded.getvalue().decode() == "三月 5000"
    assert browser(world, "ma").get(reverse("cases:file_download", args=[case.pk, row.pk])).status_code == 404


@pytest.mark.parametrize(
    ("outcome", "after"),
    [("performed", S.PERFORMED), ("unpaid", S.REOPENED), ("partly", S.SETTLED), ("unreached", S.SETTLED)],
)
def test_a_call_back_moves_the_matter_as_the_worker_says(world: World, outcome: str, after: str) -> None:
    case = world.case_in(S.SETTLED)
    row = Callback.objects.get(case=case)
    client = browser(world, "zhou")
    url = reverse("cases:callback", args=[case.pk, row.pk])
    words = form_of(client.get(url)) | {"outcome": outcome, "paid": "4000", "note": "已电话核实"}
    assert client.post(url, words).status_code == 303
    case.refresh_from_db()
    assert case.state == after
    assert client.get(url).status_code == 409


def test_a_session_keeps_who_came_and_who_did_not(world: World) -> None:
    told = next(told for told in WORK if told.noun == "sessions")
    client, case, url, words = opened(world, told)
    client.post(url, words)
    rows = Session.objects.get(case=case).attendances.order_by("pk")
    assert [(row.who, row.present) for row in rows] == [("林小满", True), ("郑经理", False)]


def test_a_day_that_cannot_be_is_said_so(world: World) -> None:
    case = world.case_in(S.ACCEPTED)
    client = browser(world, "zhou")
    url = reverse("cases:correction", args=[case.pk])
    tomorrow = clock.today() + timedelta(days=1)
    page = client.get(url)
    for day in (tomorrow.isoformat(), "2026-02-31", "0000-00-00"):
        assert client.post(url, form_of(page) | {"happened_on": day}).status_code == 422


@pytest.mark.parametrize("words", ["'; DROP TABLE cases_case;--", "<script>alert(1)</script>", "𠮷·㐂", "一" * 1999])
def test_any_words_are_kept_as_they_are(world: World, words: str) -> None:
    case = world.case_in(S.ACCEPTED)
    client = browser(world, "zhou")
    url = reverse("cases:notes", args=[case.pk])
    assert client.post(url, form_of(client.get(url)) | {"text": words, "audience": "internal"}).status_code == 303
    assert Note.objects.get(case=case).text == words
    assert "<script>alert" not in client.get(reverse("cases:case", args=[case.pk])).content.decode()


@pytest.mark.parametrize(
    ("mark", "value"),
    [
        ("opened", "2026-06-01 10:00"),
        ("opened", "2026-13-45T99:99"),
        ("once", "一 二"),
        ("version", "9" * 30),
        ("once", ""),
    ],
)
def test_forged_marks_of_a_form_do_no_harm(world: World, mark: str, value: str) -> None:
    case = world.case_in(S.ACCEPTED)
    client = browser(world, "zhou")
    url = reverse("cases:suspension", args=[case.pk])
    words = form_of(client.get(url)) | {"reason": "等考勤"}
    actions.correct(case, by=world.actor("hong"), kind="women")
    assert client.post(url, words | {mark: value}).status_code in (409, 422)


def test_those_the_file_knows_are_ticked_and_others_are_written(world: World) -> None:
    case = world.case_in(S.MEDIATING)
    client = browser(world, "zhou")
    url = reverse("cases:sessions", args=[case.pk])
    page = client.get(url)
    rows = page.context["form"].rows
    assert [row.name_known for row in rows] == ["林小满", "宏达制造有限公司", "周敏", ""]
    sent = form_of(page) | {"held_at": "2026-06-01T09:30"}
    for n, row in enumerate(rows):
        sent |= {f"people-{n}-{name}": row[name].value() or "" for name in ("known", "who", "part")}
    sent |= {"people-0-present": "on", "people-1-absent": "on", "people-3-who": "郑经理"}
    assert client.post(url, sent).status_code == 303
    kept = [(row.who, row.present) for row in Session.objects.get(case=case).attendances.order_by("pk")]
    assert kept == [("林小满", True), ("宏达制造有限公司", False), ("郑经理", True)]


def test_nobody_was_there_and_did_not_come_at_once(world: World) -> None:
    case = world.case_in(S.MEDIATING)
    client = browser(world, "zhou")
    url = reverse("cases:sessions", args=[case.pk])
    ticked = {"people-0-known": "True", "people-0-who": "林小满", "people-0-present": "on", "people-0-absent": "on"}
    assert client.post(url, form_of(client.get(url)) | ticked).status_code == 422


@pytest.mark.parametrize("swap", [True, False])
def test_one_more_person_keeps_what_was_entered_and_saves_nothing(world: World, swap: bool) -> None:
    case = world.case_in(S.MEDIATING)
    client = browser(world, "zhou")
    url = reverse("cases:sessions", args=[case.pk])
    words = form_of(client.get(url)) | {"people-3-who": "郑经理", "place": "调解室", "more": "1"}
    again = client.post(url, words, **(SWAP if swap else {}))
    assert again.status_code == 200
    text = again.content.decode()
    assert 'name="people-TOTAL_FORMS" value="5"' in text
    assert 'name="people-4-who"' in text
    assert "郑经理" in text
    assert ("<html" in text) is not swap
    assert ("调解室" in text) is not swap
    assert not Session.objects.filter(case=case).exists()
