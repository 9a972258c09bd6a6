"""Two people: one proposes a value with its source, another approves it, and the book of every process holds it."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, transaction
from django.test import Client

from unionhall.cases.forms.file_settlement import DeductionForm
from unionhall.cases.tests.world import World, build
from unionhall.core import clock, events
from unionhall.core.actor import Actor, system
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Conflict, Refused
from unionhall.lawbook.book import book
from unionhall.lawbook.dated import Dated
from unionhall.parameters import access, actions, held, queries
from unionhall.parameters.api import current_book
from unionhall.parameters.changing import lines_for
from unionhall.parameters.comparing import Line
from unionhall.parameters.enums import Outcome
from unionhall.parameters.events import ValuesChanged
from unionhall.parameters.models import BookVersion, ProposedValue, ValueProposal
from unionhall.parameters.states import ProposalState
from unionhall.people import sessions
from unionhall.people.models import Account

pytestmark = pytest.mark.django_db
T = "minimum_wage.monthly"
SOURCE: dict[str, Any] = {"document": "赣人社发〔2026〕5号", "url": "https://hr.example/5"}
LATER = date(2027, 1, 1)


@pytest.fixture
def world() -> World:
    return build()


def line(value: int = 2300, since: date = LATER, *, region: str = "江西", tier: int = 1) -> Line:
    return Line(1, T, region, Decimal(value), since, tier=tier, unit="yuan/month")


def proposed(world: World, *lines: Line, **more: Any) -> ValueProposal:
    """Cheng of the city proposes."""
    return actions.propose(lines or [line()], by=world.actor("cheng"), **{**SOURCE, **more})


def approved(world: World, *lines: Line, **more: Any) -> ValueProposal:
    """And the system administrator approves."""
    return actions.approve(proposed(world, *lines, **more), by=world.actor("xiao"))


def newest(region: str = "江西", tier: int = 1) -> Dated:
    rows = [row for row in current_book().tables[T].rows if (row.region, row.tier) == (region, tier)]
    return max(rows, key=lambda row: row.begins)


def in_the_book(day: date = LATER) -> Dated:
    return current_book().value(T, "江西", tier=1, on=day)


def client(world: World, key: str) -> Client:
    person = world.people[key]
    account = Account.objects.filter(person=person).first() or Account.objects.create(
        person=person, username=f"{key}-values", opened_at=clock.now()
    )
    made = Client()
    made.force_login(account)
    session = made.session
    session[sessions.SECOND_FACTOR] = True
    session.save()
    return made


# --- two people --------------------------------------------------------------------------------------------------------


def test_nothing_holds_until_a_second_person_approves(world: World) -> None:
    found = proposed(world)
    assert in_the_book().value != 2300
    actions.approve(found, by=world.actor("xiao"))
    row = in_the_book()
    assert (row.value, row.document, row.confidence, row.checked_on) == (2300, SOURCE["document"], "V", clock.today())
    assert current_book().value(T, "江西", tier=1, on=LATER - timedelta(days=1)).value != 2300


def test_whoever_proposed_it_cannot_approve_or_reject_it(world: World) -> None:
    found, cheng = proposed(world), world.actor("cheng")
    for act in (lambda: actions.approve(found, by=cheng), lambda: actions.reject(found, by=cheng, reason="x")):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.verdict.code == "same_person"
    found.refresh_from_db()
    assert found.state == ProposalState.PROPOSED


def test_the_database_itself_wants_two_people(world: World) -> None:
    found = proposed(world)
    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        ValueProposal.objects.filter(pk=found.pk).update(
            state=ProposalState.APPROVED, version=1, decided_by=found.proposed_by_id
        )


@pytest.mark.parametrize("key", ["hong", "dong", "jian", "zhou", "an", "shen", "chang", "su", "lin"])
def test_only_the_keepers_of_the_federation_propose_and_decide(world: World, key: str) -> None:
    by = world.actor(key)
    with pytest.raises(Refused):
        actions.propose([line()], by=by, **SOURCE)
    found = proposed(world)
    with pytest.raises(Refused):
        actions.approve(found, by=by)


def test_no_program_and_no_piece_of_software_is_the_second_person(world: World) -> None:
    found, xiao = proposed(world), world.actor("xiao")
    program = Actor(xiao.person_id, xiao.name, xiao.posts, via="api", for_body=True)
    for by in (system("night"), program):
        assert access.may_approve(by, found).code == "people_only"


def test_only_the_proposer_takes_it_back(world: World) -> None:
    found = proposed(world)
    with pytest.raises(Refused):
        actions.withdraw(found, by=world.actor("xiao"))
    assert actions.withdraw(found, by=world.actor("cheng")).state == ProposalState.WITHDRAWN
    with pytest.raises(Refused):
        actions.approve(found, by=world.actor("xiao"))


def test_a_rejection_says_why_and_changes_nothing(world: World) -> None:
    found = proposed(world)
    with pytest.raises(Refused):
        actions.reject(found, by=world.actor("xiao"), reason="  ")
    found = actions.reject(found, by=world.actor("xiao"), reason="文号不对")
    assert (found.state, found.reason, found.version) == (ProposalState.REJECTED, "文号不对", None)
    assert in_the_book().value != 2300


def test_what_was_decided_is_not_decided_again(world: World) -> None:
    found = approved(world)
    for act in (
        lambda: actions.approve(found, by=world.actor("xiao")),
        lambda: actions.reject(found, by=world.actor("xiao"), reason="x"),
        lambda: actions.withdraw(found, by=world.actor("cheng")),
    ):
        with pytest.raises(Refused):
            act()


# --- what may be proposed ----------------------------------------------------------------------------------------------


def test_a_proposal_names_a_source_the_second_person_can_read(world: World) -> None:
    with pytest.raises(Refused):
        proposed(world, document=" ")
    with pytest.raises(Refused) as refusal:
        proposed(world, url="")
    assert refusal.value.verdict.code == "no_source"
    assert proposed(world, url="", passage="月最低工资标准为2300元").passage


def test_what_contradicts_the_book_needs_a_word(world: World) -> None:
    held_row = newest()
    other = line(int(held_row.value) + 5, held_row.begins)
    with pytest.raises(Refused) as refusal:
        proposed(world, other)
    assert refusal.value.verdict.code == "contradicts"
    assert proposed(world, other, note="原文第二条")


def test_a_source_is_not_read_tomorrow(world: World) -> None:
    with pytest.raises(Refused):
        proposed(world, compared_on=clock.today() + timedelta(days=1))


def test_one_value_stands_once_in_a_proposal(world: World) -> None:
    with pytest.raises(Refused):
        proposed(world, line(2300), line(2400))
    with pytest.raises(Refused):
        actions.propose([], by=world.actor("cheng"), **SOURCE)


# --- nothing is overwritten --------------------------------------------------------------------------------------------


def test_a_corrected_value_is_a_further_row_and_the_last_word_counts(world: World) -> None:
    approved(world, line(2300))
    approved(world, line(2310), note="抄错了")
    assert in_the_book().value == 2310
    assert ProposedValue.objects.filter(region="江西", since=LATER).count() == 2
    gone = queries.superseded(current_book(), T, "江西")
    assert [entry.proposed.value for entry in gone if entry.proposed] == [2300]


def test_a_value_taken_back_counts_no_longer_and_stays_readable(world: World) -> None:
    before = in_the_book().value
    approved(world, line(2300))
    approved(world, *lines_for(newest(), Outcome.NEVER))
    assert in_the_book().value == before
    gone = queries.superseded(current_book(), T, "江西")
    assert len(gone) == 2


def test_a_value_that_came_with_the_book_can_be_corrected_and_the_book_itself_is_untouched(world: World) -> None:
    shipped = newest()
    approved(world, *lines_for(shipped, Outcome.VALUE, value=shipped.value + 7), note="原文如此")
    assert newest().value == shipped.value + 7
    assert shipped in book().tables[T].rows
    assert [entry.row for entry in queries.superseded(current_book(), T, "江西")] == [shipped]


def test_comparing_a_remembered_value_with_its_source_takes_it_off_the_list(world: World) -> None:
    one = next(one for one in queries.due(current_book(), clock.today()) if not one.row.is_read and one.row.since)
    found = actions.propose(lines_for(one.row, Outcome.SAME), by=world.actor("cheng"), **SOURCE)
    assert one.row.key in {due.row.key for due in queries.due(current_book(), clock.today())}
    actions.approve(found, by=world.actor("xiao"))
    assert one.row.key not in {due.row.key for due in queries.due(current_book(), clock.today())}


def test_finding_the_first_day_replaces_the_row_without_one(world: World) -> None:
    unsure = next(
        one.row for one in queries.due(current_book(), clock.today()) if one.row.is_read and not one.row.since
    )
    day = unsure.begins - timedelta(days=40)
    approved(world, *lines_for(unsure, Outcome.DAY, since=day))
    found = [
        row
        for row in current_book().tables[unsure.table].rows
        if (row.region, row.tier) == (unsure.region, unsure.tier)
    ]
    assert unsure.key not in {row.key for row in found}
    assert next(row for row in found if row.begins == day).value == unsure.value


# --- one book in every process -----------------------------------------------------------------------------------------


def test_the_book_is_read_once_a_version(world: World, django_assert_num_queries: Any) -> None:
    approved(world)
    current_book()
    with django_assert_num_queries(1):
        assert current_book() is current_book.__globals__["_last"][next(iter(held._last))].book


def test_another_process_hears_of_an_approval_by_the_version(world: World) -> None:
    approved(world)
    mine = current_book()
    BookVersion.objects.update(stamp="00000000-0000-0000-0000-000000000001")  # as if elsewhere
    assert current_book() is not mine


def test_an_approval_that_is_rolled_back_leaves_no_trace_in_the_process(world: World) -> None:
    found = proposed(world)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.approve(found, by=world.actor("xiao"))
        assert in_the_book().value == 2300
        raise RuntimeError
    assert in_the_book().value != 2300
    other = approved(world, line(2400))
    assert other.version == 1
    assert in_the_book().value == 2400


def test_an_approval_of_what_changed_meanwhile_is_refused(world: World) -> None:
    found, seen = proposed(world), held.current().number
    approved(world, line(2400, region="北京"))
    with pytest.raises(Conflict):
        actions.approve(found, by=world.actor("xiao"), expected=seen)
    actions.approve(found, by=world.actor("xiao"), expected=held.current().number)


def test_others_hear_which_places_have_other_values(world: World) -> None:
    heard: list[ValuesChanged] = []
    events.on(ValuesChanged, heard.append)
    try:
        found = approved(world)
    finally:
        events._reactions[ValuesChanged].remove(heard.append)
    assert [(one.proposal_id, one.version, one.places) for one in heard] == [(found.pk, 1, ((T, "江西"),))]


def test_the_deduction_of_a_settlement_takes_the_approved_value(world: World) -> None:
    today = clock.today()
    approved(world, line(5000, today - timedelta(days=3)), note="试")
    said = {
        "deduction-on": str(today), "deduction-loss": "3000", "deduction-place": "江西|1",
        "months-TOTAL_FORMS": "1", "months-INITIAL_FORMS": "0", "months-0-wage": "5100", "months-0-deducted": "1000",
    }  # fmt: skip
    form = DeductionForm(said)
    assert form.is_valid(), form.errors
    finding = form.finding()
    assert finding is not None
    assert "5000" in json.dumps(finding.as_dict()["parameters"], default=str)


# --- on record ---------------------------------------------------------------------------------------------------------


def test_every_act_is_on_record_with_its_person(world: World) -> None:
    approved(world)
    actions.reject(proposed(world, line(2500, tier=2)), by=world.actor("xiao"), reason="不对")
    actions.withdraw(proposed(world, line(2600, tier=3)), by=world.actor("cheng"))
    found = AuditEntry.objects.filter(verb__startswith="value_proposal.").order_by("at", "pk")
    assert [entry.verb.partition(".")[2] for entry in found] == [
        "proposed", "approve", "proposed", "reject", "proposed", "withdraw",
    ]  # fmt: skip
    assert {entry.actor_id for entry in found if entry.verb.endswith("approve")} == {world.people["xiao"].pk}


def test_the_history_of_a_place_names_who_proposed_and_approved(world: World) -> None:
    approved(world)
    url = f"/law/values/{T}/江西/"
    officer = client(world, "hong").get(url).content.decode()
    assert "程部长" in officer
    assert "肖系统" in officer
    public = Client().get(url).content.decode()
    assert "程部长" not in public
    assert SOURCE["document"] in public


# --- pages -------------------------------------------------------------------------------------------------------------

PASTED = "地区\t档\t月最低工资\t执行日期\n江西\t一\t2300\t2027年1月1日\n"


def notice(**more: str) -> dict[str, str]:
    return {"rows": PASTED, "read_as": "V", "compared_on": str(clock.today()), **SOURCE, **more}


def test_a_notice_is_shown_beside_the_book_before_anything_is_written(world: World) -> None:
    page = client(world, "cheng").post("/law/proposals/notice/", notice(act="look"))
    assert page.status_code == 200
    assert "2,300" in page.content.decode()
    assert not ValueProposal.objects.exists()


def test_to_look_at_the_difference_no_source_is_needed_yet(world: World) -> None:
    cheng = client(world, "cheng")
    page = cheng.post("/law/proposals/notice/", {"rows": PASTED, "act": "look"})
    assert page.status_code == 200
    assert "2,300" in page.content.decode()
    page = cheng.post("/law/proposals/notice/", {"rows": PASTED, "act": "propose"})
    assert page.status_code == 422
    assert "2,300" in page.content.decode(), "what it would change stays in sight"
    assert not ValueProposal.objects.exists()


def test_a_notice_with_a_wrong_row_is_given_back_with_the_row(world: World) -> None:
    page = client(world, "cheng").post(
        "/law/proposals/notice/", notice(act="propose", rows=PASTED + "江西\t二\t很多\t2027-01-01\n")
    )
    assert page.status_code == 422
    assert "很多" in page.content.decode()
    assert not ValueProposal.objects.exists()


def test_a_form_sent_twice_proposes_once(world: World) -> None:
    cheng = client(world, "cheng")
    for _again in range(2):
        assert cheng.post("/law/proposals/notice/", notice(act="propose", once="the-same-mark")).status_code == 303
    assert ValueProposal.objects.count() == 1


def test_an_uploaded_table_stands_in_the_box_afterwards(world: World, tmp_path: Path) -> None:
    path = tmp_path / "通知.csv"
    path.write_bytes(PASTED.replace("\t", ",").encode("gb18030"))
    with path.open("rb") as opened:
        page = client(world, "cheng").post("/law/proposals/notice/", {**notice(act="look", rows=""), "table": opened})
    assert page.status_code == 200
    assert "minimum_wage.monthly\t江西\t1\t2300" in page.content.decode()


def test_the_second_person_says_that_they_read_the_source(world: World) -> None:
    found, xiao = proposed(world), client(world, "xiao")
    url = f"/law/proposals/{found.pk}/approval/"
    assert xiao.post(url, {"expected": "0"}).status_code == 422
    assert xiao.post(url, {"expected": "7", "compared": "on"}).status_code == 409
    assert xiao.post(url, {"expected": "0", "compared": "on"}).status_code == 303
    assert in_the_book().value == 2300


def test_one_value_is_compared_with_its_source_on_a_page(world: World) -> None:
    row = newest()
    url = f"/law/values/{T}/江西/1/{row.begins}/comparison/"
    said = {"read_as": "V", "compared_on": str(clock.today()), **SOURCE}
    cheng = client(world, "cheng")
    assert cheng.post(url, {**said, "outcome": "value"}).status_code == 422
    assert cheng.post(url, {**said, "outcome": "same"}).status_code == 303
    assert ValueProposal.objects.get().kind == "comparison"
    assert cheng.get(f"/law/values/{T}/江西/1/1999-01-01/comparison/").status_code == 404


def test_an_address_that_is_no_address_is_no_link(world: World) -> None:
    page = client(world, "cheng").post("/law/proposals/notice/", notice(act="propose", url="javascript:alert(1)"))
    assert page.status_code == 422


# --- programs and the shell --------------------------------------------------------------------------------------------


def test_the_same_key_approves_once_and_gets_the_same_answer(world: World) -> None:
    from tests.matrix.people import token

    found = proposed(world)
    account = Account.objects.create(person=world.people["xiao"], username="xiao-api", opened_at=clock.now())
    program = Client(headers={"Authorization": f"Bearer {token(account)}", "Idempotency-Key": "k1"})
    url = f"/api/law/proposals/{found.pk}/approval"
    answers = [program.post(url, {"compared": True}, content_type="application/json") for _again in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert BookVersion.objects.get().number == 1


def test_the_shell_proposes_for_a_person_and_approves_nothing(world: World, tmp_path: Path) -> None:
    from unionhall.parameters.commands import history, import_

    path = tmp_path / "notice.csv"
    path.write_text(
        "地区,档,月最低工资,执行日期,文号,网址\n江西,一,2300,2027-01-01,赣人社发〔2026〕5号,https://x.example/5\n"
    )
    run = CliRunner()
    dry = run.invoke(import_, [str(path), "--dry-run", "--json"])
    assert json.loads(dry.output)["values"][0]["standing"] == "changed"
    assert not ValueProposal.objects.exists()
    assert run.invoke(import_, [str(path)]).exit_code == 1, "nobody proposes it"
    assert run.invoke(import_, [str(path), "--by", "13900000017"]).exit_code == 0
    found = ValueProposal.objects.get()
    assert (found.state, found.proposed_by_id) == (ProposalState.PROPOSED, world.people["cheng"].pk)
    actions.approve(found, by=world.actor("xiao"))
    told = json.loads(run.invoke(history, [T, "江西", "--json"]).output)
    assert told["rows"][0]["proposed_and_approved_by"] == ["程部长", "肖系统"]


def test_the_shell_names_the_row_it_cannot_read(world: World, tmp_path: Path) -> None:
    from unionhall.parameters.commands import import_

    path = tmp_path / "notice.csv"
    path.write_text("地区,月最低工资,执行日期\n江西,很多,2027-01-01\n")
    answer = CliRunner().invoke(import_, [str(path), "--by", "13900000017", "--json"])
    assert answer.exit_code == 1
    assert json.loads(answer.output)["rejected"][0]["row"] == 2
    assert not ValueProposal.objects.exists()
