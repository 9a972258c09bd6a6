"""What does each act on a case do, and to whom does it say no?"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from unionhall.cases import access, actions, routing
from unionhall.cases.enums import IdentityLevel, TransferKind, TransferPurpose
from unionhall.cases.models import Callback, Case, Complainant, Resolution, StatusFact
from unionhall.cases.states import State
from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Conflict, Refused
from unionhall.people import actions as people

from .world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def world() -> World:
    return build()


def test_a_matter_goes_to_the_body_that_answers_for_the_place(world: World) -> None:
    case = world.bring()
    assert case.body == world.harbour
    assert case.number == f"港工维〔{clock.today().year}〕0001号"
    assert routing.sentences(case.routings.get().why) == ["港湾街道总工会 answers for 港湾街道."]


def test_a_tie_to_the_employer_sends_the_matter_one_level_up(world: World) -> None:
    people.record_tie(world.people["hong"], by=system("t"), employer=world.factory, kind="relative")
    case = world.bring()
    assert case.body == world.east
    assert [reason["code"] for reason in case.routings.get().why] == ["place", "tied", "arrived"]


def test_whoever_is_tied_to_the_employer_never_sees_the_matter(world: World) -> None:
    case = world.bring()
    people.record_tie(world.people["dong"], by=system("t"), employer=world.factory, kind="owner")
    assert not access.visible_cases(world.actor("dong")).filter(pk=case.pk).exists()
    assert access.visible_cases(world.actor("jian")).filter(pk=case.pk).exists()


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("lin", True),
        ("ma", False),
        ("zhou", True),
        ("hong", True),
        ("dong", True),
        ("cheng", True),
        ("jian", True),
        ("xi", False),
        ("qing", False),
        ("chang", False),
        ("su", False),
        ("xiao", False),
        ("an", False),
        ("shen", False),
    ],
)
def test_a_case_is_visible_to_its_worker_its_body_and_those_above(world: World, name: str, sees: bool) -> None:
    case = world.bring()
    assert access.visible_cases(world.actor(name)).filter(pk=case.pk).exists() is sees


def test_an_anonymous_matter_holds_no_person_and_gives_a_receipt_code(world: World) -> None:
    brought = actions.bring(
        by=world.actor("lin"),
        kind="wages",
        account="x",
        identity_level=IdentityLevel.ANONYMOUS,
        division=world.harbour_place,
    )
    row = Complainant.objects.get(case=brought.case)
    assert len(brought.receipt) == 12
    assert row.person_id is None
    assert row.name == ""
    assert actions.claim_receipt(brought.receipt.lower(), by=world.actor("ma")) == row


def test_a_dispute_goes_from_intake_to_performance(world: World) -> None:
    case = world.case_in(State.MEDIATING)
    zhou = world.actor("zhou")
    today = clock.today()
    case = actions.settle(
        case,
        by=zhou,
        manner="mediation",
        terms="扣两成，其余付清",
        amount=Decimal(8000),
        signed_on=today,
        instalments=[(today, Decimal(4000)), (today + timedelta(days=30), Decimal(4000))],
    )
    first, second = Callback.objects.filter(case=case).order_by("due_on")
    assert case.due_on == first.due_on
    actions.call_back(first, by=zhou, outcome="performed", paid=Decimal(4000))
    assert Case.objects.get(pk=case.pk).state == State.SETTLED
    actions.call_back(second, by=zhou, outcome="performed", paid=Decimal(8000))
    case.refresh_from_db()
    assert case.state == State.PERFORMED
    assert Resolution.objects.get(case=case).stage == "before_filing"
    assert list(StatusFact.objects.filter(case=case).order_by("at").values_list("verb", flat=True)) == [
        "receive",
        "accept",
        "mediate",
        "settle",
        "perform",
    ]
    assert AuditEntry.objects.filter(subject_id=str(case.pk), verb="case.settle").count() == 1


def test_an_unpaid_settlement_reopens_the_case_by_itself(world: World) -> None:
    case = world.case_in(State.SETTLED)
    actions.call_back(Callback.objects.get(case=case), by=world.actor("zhou"), outcome="unpaid")
    case.refresh_from_db()
    assert case.state == State.REOPENED


def test_not_solved_reopens_a_closed_case_and_voids_its_resolution(world: World) -> None:
    case = world.case_in(State.CLOSED)
    actions.answer_feedback(case, by=world.actor("lin"), solved="not_solved")
    case.refresh_from_db()
    assert case.state == State.REOPENED
    assert Resolution.objects.get(case=case).voided_at is not None


def test_a_system_move_is_refused_to_people(world: World) -> None:
    case = world.case_in(State.PERFORMED)
    with pytest.raises(Refused, match="system itself"):
        actions.lapse(case, by=world.actor("zhou"))


def test_the_second_clerk_learns_that_somebody_was_faster(world: World) -> None:
    case = world.bring()
    actions.accept(case, by=world.actor("zhou"), expected=case.version)
    with pytest.raises(Conflict, match="changed this file"):
        actions.accept(case, by=world.actor("hong"), expected=case.version)


def agreed(world: World, case: Case, purpose: str) -> Any:
    """What Lin said yes to."""
    lin = world.people["lin"].pk
    return people.consent(
        lin, by=world.actor("lin"), purpose=purpose, subject=f"case:{case.pk}", text_version="1", through="web"
    )


def test_the_leave_to_handle_a_matter_is_no_leave_to_pass_it_on(world: World) -> None:
    case, other = world.case_in(State.ACCEPTED), world.case_in(State.ACCEPTED)
    taken_back = agreed(world, case, "transfer")
    people.withdraw_consent(taken_back, by=world.actor("lin"))
    for consent in (agreed(world, case, "case"), agreed(world, other, "transfer"), taken_back):
        with pytest.raises(Refused, match="does not cover"):
            actions.offer(
                case,
                by=world.actor("zhou"),
                to_body=world.hill,
                kind=TransferKind.TRANSFER,
                purpose=TransferPurpose.COMPETENT_BODY,
                summary="工作地在青山镇",
                consent_id=consent.pk,
            )


def test_a_transferred_case_moves_only_on_acceptance(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    consent = agreed(world, case, "transfer")
    transfer = actions.offer(
        case,
        by=world.actor("zhou"),
        to_body=world.hill,
        kind=TransferKind.TRANSFER,
        purpose=TransferPurpose.COMPETENT_BODY,
        summary="工作地在青山镇",
        consent_id=consent.pk,
    )
    assert Case.objects.get(pk=case.pk).body == world.harbour
    assert not access.visible_cases(world.actor("qing")).filter(pk=case.pk).exists()
    assert access.visible_transfers(world.actor("qing")).filter(pk=transfer.pk).exists()
    actions.accept_transfer(transfer, by=world.actor("qing"), their_number="青0001")
    case.refresh_from_db()
    assert (case.body, case.state, case.handler) == (world.hill, State.RECEIVED, None)
    assert access.visible_cases(world.actor("qing")).filter(pk=case.pk).exists()


def test_nothing_is_passed_on_without_consent_unless_an_officer_says_why(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    facts = {
        "to_body": world.procuratorate,
        "kind": TransferKind.REFERRAL,
        "purpose": TransferPurpose.SUPPORT_PROSECUTION,
        "summary": "请支持起诉",
    }
    with pytest.raises(Refused, match="not consented"):
        actions.offer(case, by=world.actor("zhou"), **facts)
    with pytest.raises(Refused, match="only an officer"):
        actions.offer(case, by=world.actor("zhou"), override_reason="紧急", **facts)
    transfer = actions.offer(case, by=world.actor("hong"), override_reason="人身安全紧急", **facts)
    su = world.actor("su")
    assert access.visible_transfers(su).filter(pk=transfer.pk).exists()
    assert not access.visible_cases(su).exists()
    actions.accept_transfer(transfer, by=su)
    actions.finish_transfer(transfer, by=su, answer="已发支持起诉书")
    assert not access.visible_transfers(su).exists()


def test_silence_returns_a_transfer(world: World) -> None:
    case = world.case_in(State.ACCEPTED)
    transfer = actions.offer(
        case,
        by=world.actor("hong"),
        to_body=world.procuratorate,
        kind=TransferKind.REFERRAL,
        purpose=TransferPurpose.CLUE,
        summary="线索",
        override_reason="公共利益",
    )
    actions.lapse_transfer(transfer, by=system("clock"))
    transfer.refresh_from_db()
    assert transfer.state == "lapsed"


def test_one_act_applies_to_all_of_a_group_that_may_take_it(world: World) -> None:
    zhou = world.actor("zhou")
    cases = [world.bring("lin"), world.bring("ma")]
    actions.accept(cases[0], by=zhou)
    group = actions.gather([Case.objects.get(pk=c.pk) for c in cases], by=zhou)
    made = actions.add_workers(
        group, by=zhou, workers=[{"name": f"工友{n}", "amount": Decimal(100)} for n in range(20)]
    )
    assert len(made) == 20
    members = list(Case.objects.filter(group=group).values_list("pk", flat=True))
    report = actions.apply(actions.accept, members, by=zhou, group=group)
    assert report.done == 21
    assert [row["number"] for row in report.refused] == [cases[0].number]


def test_stopped_days_move_the_clock(world: World) -> None:
    zhou = world.actor("zhou")
    start = clock.now()
    case = world.case_in(State.CONSULTING)
    before = case.due_on
    case = actions.suspend(case, by=zhou, reason="等工资流水")
    assert case.paused
    assert case.due_on == date(9999, 12, 31)
    with clock.at(start + timedelta(days=4)):
        case = actions.resume(case, by=zhou)
    assert case.due_on == before + timedelta(days=4)


def test_nobody_handles_their_own_matter(world: World) -> None:
    case = world.bring("zhou")
    with pytest.raises(Refused, match="your own matter"):
        actions.accept(case, by=world.actor("zhou"))
