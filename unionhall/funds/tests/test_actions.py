"""Money: allowed once, promised once, paid once, posted once, and never by one person alone."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Conflict, Refused
from unionhall.funds import access, actions, queries
from unionhall.funds.actions.batches import file_of
from unionhall.funds.actions.ledger import Line
from unionhall.funds.actions.reconciling import Movement
from unionhall.funds.enums import FileKind, Match, PayeeKind
from unionhall.funds.models import Account, Batch, Budget, Due, Entry, Journal, Payment, StatementLine
from unionhall.funds.states import BatchState, DueState, PaymentState
from unionhall.funds.tests.world import Till, add_payee, build, out
from unionhall.notices.models import Message

pytestmark = pytest.mark.django_db
CLOCK = system("funds")


@pytest.fixture
def till() -> Till:
    return build()


def refused(code: str) -> Any:
    return pytest.raises(Refused, check=lambda error: error.verdict.code == code)  # type: ignore[call-overload]


def post(till: Till, *lines: tuple[str, str, str], key: str = "k", words: str = "开户余额") -> Journal:
    return actions.post(till.body, [Line(d, c, Decimal(a)) for d, c, a in lines], by=till.maker, key=key, words=words)


def whole() -> None:
    assert actions.check_ledger(by=CLOCK).faults == []


# --- the ledger ----------------------------------------------------------------------------------------------------------


def test_a_posting_moves_both_accounts_and_leaves_their_running_balances(till: Till) -> None:
    post(till, ("1001", "3001", "500.00"), ("5005", "1001", "20.50"))
    bank = Account.objects.get(organisation=till.body, code="1001")
    assert (bank.balance, bank.last_line) == (Decimal("479.50"), 2)
    page = queries.statement(bank)
    assert [(line.line, line.after) for line in page.lines] == [(2, Decimal("479.50")), (1, Decimal("500.00"))]
    assert [line.other.code for line in page.lines] == ["5005", "3001"]
    whole()


def test_a_statement_goes_on_from_the_last_line_seen(till: Till) -> None:
    for n in range(5):
        post(till, ("1001", "3001", "1.00"), key=f"k{n}")
    bank = Account.objects.get(organisation=till.body, code="1001")
    first = queries.statement(bank, size=2)
    rest = queries.statement(bank, before=first.next, size=2)
    last = queries.statement(bank, before=rest.next, size=2)
    assert [line.line for page in (first, rest, last) for line in page.lines] == [5, 4, 3, 2, 1]
    assert last.next is None


def test_the_same_key_posts_once_and_other_content_is_refused(till: Till) -> None:
    one = post(till, ("1001", "3001", "500"))
    assert post(till, ("1001", "3001", "500.00")) == one
    with pytest.raises(Conflict):
        post(till, ("1001", "3001", "501"))
    assert Journal.objects.count() == 1
    assert Account.objects.get(organisation=till.body, code="1001").balance == 500


def test_a_journal_is_never_changed_and_reversed_once(till: Till) -> None:
    one = post(till, ("1001", "3001", "500"))
    with pytest.raises(TypeError):
        one.save()
    mirror = actions.reverse(one, by=till.maker, reason="金额写错")
    assert Account.objects.get(organisation=till.body, code="1001").balance == 0
    for journal, code in ((one, "reversed"), (mirror, "reversal")):
        with refused(code):
            actions.reverse(journal, by=till.maker, reason="再来一次")
    whole()


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "10000000000", "NaN"])
def test_nothing_is_posted_that_is_no_amount_in_whole_cents(till: Till, amount: str) -> None:
    with refused("amount"):
        post(till, ("1001", "3001", amount))
    assert not Journal.objects.exists()


def test_the_database_itself_refuses_an_entry_with_one_side_or_without_an_amount(till: Till) -> None:
    journal = post(till, ("1001", "3001", "5"))
    bank, other = Account.objects.filter(organisation=till.body).order_by("code")[:2]
    for debit, credit, amount in ((bank, bank, 1), (bank, other, 0), (bank, other, -1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.create(
                journal=journal, line=9, debit=debit, credit=credit, amount=amount, debit_line=9, credit_line=9,
                debit_after=0, credit_after=0,
            )  # fmt: skip


def test_the_night_finds_every_kind_of_tampering(till: Till) -> None:
    post(till, ("1001", "3001", "500"))
    till.requested()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE funds_entry SET amount = 499 WHERE line = 1")
        cursor.execute("UPDATE funds_budget SET committed = 1")
    found = {fault["fault"] for fault in actions.check_ledger(by=CLOCK).faults}
    assert {"journal_sum", "account_balance", "budget"} <= found
    with connection.cursor() as cursor:
        cursor.execute("UPDATE funds_account SET balance = balance + 1 WHERE code = '1001'")
    assert "body_not_zero" in {fault["fault"] for fault in actions.check_ledger(by=CLOCK).faults}


def test_machines_are_told_what_the_night_found(till: Till, client: Any) -> None:
    actions.check_ledger(by=CLOCK)
    told = client.get("/metrics").content.decode()
    assert 'unionhall_ledger_faults{federation=""} 0.0' in told
    assert "unionhall_ledger_checked_seconds" in told


# --- budgets -------------------------------------------------------------------------------------------------------------


def test_nobody_approves_a_budget_line_they_proposed_and_no_officer_approves_at_all(till: Till) -> None:
    made = actions.propose_budget(
        till.body, by=till.maker, year=2026, purpose="training", title="培训", amount=Decimal(10)
    )
    with refused("same_person"):
        actions.approve_budget(made, by=till.maker)
    with refused("not_checker"):
        actions.approve_budget(made, by=till.small.actor("cheng"))
    with pytest.raises(IntegrityError, match="two_people_decide_about_a_budget"), transaction.atomic():
        Budget.objects.filter(pk=made.pk).update(state="approved", decided_by=made.proposed_by)


def test_a_budget_line_is_never_overspent(till: Till) -> None:
    till.requested(700)
    with refused("overspent"):
        till.requested(301, "发票二")
    till.requested(300, "发票三")
    till.budget.refresh_from_db()
    assert till.budget.left == 0
    with pytest.raises(IntegrityError, match="a_budget_is_never_overspent"), transaction.atomic():
        Budget.objects.filter(pk=till.budget.pk).update(spent=1)


def test_what_is_rejected_is_free_again(till: Till) -> None:
    payment = till.requested(700)
    actions.reject_payment(payment, by=till.checker, reason="没有发票")
    till.budget.refresh_from_db()
    assert till.budget.left == 1000
    till.requested(700)
    whole()


# --- union fees ----------------------------------------------------------------------------------------------------------


def test_a_fee_is_reckoned_by_the_law_book_billed_and_posted_with_its_shares(till: Till) -> None:
    due = actions.bill(till.body, till.factory, by=till.maker, month=date(2026, 5, 9), wages=Decimal("333.25"))
    assert (due.total, due.upward, due.kept) == (Decimal("6.67"), Decimal("2.67"), Decimal("4.00"))
    assert due.finding["calculator"] == "C29"
    assert due.finding["steps"]
    due = actions.pay_due(due, by=till.maker)
    assert due.state == DueState.PAID
    sums = {a.code: a.balance for a in Account.objects.filter(organisation=till.body)}
    assert sums == {"1001": Decimal("6.67"), "2101": Decimal("-4.00"), "2102": Decimal("-2.67")}
    with refused("wrong_state"):
        actions.pay_due(due, by=till.maker)
    whole()


def test_an_employer_is_billed_once_a_month_until_the_bill_is_cancelled(till: Till) -> None:
    due = actions.bill(till.body, till.factory, by=till.maker, month=date(2026, 5, 1), wages=Decimal(1000))
    with refused("an_employer_is_billed_once_a_month"):
        actions.bill(
            till.small.city, till.factory, by=till.small.actor("cheng"), month=date(2026, 5, 1), wages=Decimal(1)
        )
    actions.cancel_due(due, by=till.maker, reason="工资总额写错")
    actions.bill(till.body, till.factory, by=till.maker, month=date(2026, 5, 1), wages=Decimal(2000))


def test_a_month_for_which_the_book_holds_no_share_is_refused(till: Till) -> None:
    with refused("needs_parameter"):
        actions.bill(till.body, till.factory, by=till.maker, month=date(2021, 5, 1), wages=Decimal(1000))
    assert not Due.objects.exists()


# --- refunds -------------------------------------------------------------------------------------------------------------


def test_a_small_payer_gets_back_what_it_passed_upward(till: Till) -> None:
    till.pay_year(2024)
    add_payee(till, till.factory.name, PayeeKind.EMPLOYER, till.factory)
    payment = actions.request_refund(till.body, till.factory, by=till.maker, year=2024)
    assert payment.amount == Decimal("1600.00")
    assert payment.finding is not None
    assert payment.finding["calculator"] == "C30"
    with refused("nobody_is_paid_twice"):
        actions.request_refund(till.body, till.factory, by=till.maker, year=2024)


def test_outside_its_window_a_refund_is_refused_in_the_words_of_the_finding(till: Till) -> None:
    till.pay_year(2025)
    add_payee(till, till.factory.name, PayeeKind.EMPLOYER, till.factory)
    with pytest.raises(Refused, match=r"返还政策没有查实|not verified"):
        actions.request_refund(till.body, till.factory, by=till.maker, year=2025)


def test_who_is_not_a_small_payer_gets_nothing_back(till: Till) -> None:
    till.pay_year(2024, months=1, wages=1_250_000)
    add_payee(till, till.factory.name, PayeeKind.EMPLOYER, till.factory)
    with refused("no_refund"):
        actions.request_refund(till.body, till.factory, by=till.maker, year=2024)


# --- payees --------------------------------------------------------------------------------------------------------------


def test_a_new_bank_account_waits_three_days_and_for_a_second_person(till: Till) -> None:
    payment = till.approved()
    account = actions.change_account(till.payee, by=till.maker, bank="农业银行", number="6228 4800 1112 2233 344")
    with refused("unconfirmed"):
        till.prepared(payment)
    with refused("same_person"):
        actions.confirm_account(account, by=till.maker)
    actions.confirm_account(account, by=till.checker)
    with refused("cooling"):
        till.prepared(payment)
    with clock.at(clock.now() + timedelta(hours=73)):
        assert till.prepared(payment).payments.get().account == account


def test_the_payee_is_told_of_another_bank_account_and_no_number_is_readable(till: Till) -> None:
    actions.change_account(till.payee, by=till.maker, bank="农业银行", number="6228480011122233344")
    assert Message.objects.get(template="changed").phone == "13900000099"
    with connection.cursor() as cursor:
        cursor.execute("SELECT number::text FROM funds_payeeaccount")
        assert not any("6228480011122233344" in str(row[0]) for row in cursor.fetchall())
    assert not AuditEntry.objects.filter(details__icontains="62284800").exists()


def test_a_refused_bank_account_gives_way_to_the_one_before(till: Till) -> None:
    account = actions.change_account(till.payee, by=till.maker, bank="农业银行", number="6228480011122233344")
    actions.refuse_account(account, by=till.checker, reason="收款人不知道")
    assert till.prepared().payments.get().account.number == "6222021001112223334"


def test_the_database_lets_no_payment_leave_for_a_fresh_bank_account(till: Till) -> None:
    payment = till.prepared().payments.get()
    fresh = payment.enclosed_at + timedelta(seconds=1)  # type: ignore[operator]
    with pytest.raises(IntegrityError, match="no_payment_leaves_for_a_fresh_bank_account"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(account_usable_from=fresh)


# --- payments and batches ------------------------------------------------------------------------------------------------


def test_nobody_approves_their_own_payment(till: Till) -> None:
    payment = till.requested()
    with refused("same_person"):
        actions.approve_payment(payment, by=till.maker)
    with pytest.raises(IntegrityError, match="two_people_decide_about_a_payment"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(state="approved", decided_by=payment.requested_by)


def test_nobody_is_paid_twice_by_a_scheme_for_a_period(till: Till) -> None:
    till.requested(100, "2026-05")
    with refused("nobody_is_paid_twice"):
        till.requested(50, "2026-05")
    till.budget.refresh_from_db()
    assert till.budget.committed == 100


@pytest.mark.parametrize("kind", FileKind.values)
def test_a_batch_has_one_file_and_it_is_the_same_bytes_each_time(till: Till, kind: str) -> None:
    batch = till.exported(till.approved(), kind=kind)
    assert file_of(batch) == file_of(Batch.objects.get(pk=batch.pk))
    assert batch.payments.get().state == PaymentState.SENT
    other = FileKind.CSV if kind == FileKind.XLSX else FileKind.XLSX
    with pytest.raises(Conflict):
        actions.export_batch(batch, by=till.maker, kind=other)
    with pytest.raises(IntegrityError, match="a_batch_with_the_bank_has_one_file"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(file_hash="")


def test_a_file_that_would_be_another_one_is_not_handed_out(till: Till) -> None:
    batch = till.exported()
    Payment.objects.filter(batch=batch).update(amount=99)
    with refused("other_hash"):
        file_of(batch)


def test_an_account_changed_after_the_approval_stops_the_file(till: Till) -> None:
    batch = actions.approve_batch(till.prepared(), by=till.checker)
    actions.change_account(till.payee, by=till.maker, bank="农业银行", number="6228480011122233344")
    with refused("unconfirmed"):
        actions.export_batch(batch, by=till.maker, kind="csv")
    with refused("wrong_state"):
        actions.approve_batch(batch, by=till.checker)
    actions.cancel_batch(batch, by=till.maker, reason="换了账号")
    assert Payment.objects.get().state == PaymentState.APPROVED


def test_a_prepared_batch_is_not_approved_by_whoever_prepared_it(till: Till) -> None:
    with refused("same_person"):
        actions.approve_batch(till.prepared(), by=till.maker)


# --- what the bank says --------------------------------------------------------------------------------------------------


def test_a_payment_found_on_the_statement_is_posted_and_spent(till: Till) -> None:
    batch = till.exported()
    payment = batch.payments.get()
    assert till.reports(out(payment, title="顺丰礼品商店 ")).matched == 1
    payment.refresh_from_db(), batch.refresh_from_db(), till.budget.refresh_from_db()
    assert (payment.state, batch.state) == (PaymentState.PAID, BatchState.SETTLED)
    assert (till.budget.committed, till.budget.spent) == (0, 100)
    assert Account.objects.get(organisation=till.body, code="5001").balance == 100
    whole()


def test_what_differs_stays_on_the_list_and_says_why(till: Till) -> None:
    payment = till.exported().payments.get()
    till.reports(
        out(payment, 1, amount=Decimal("-99")),
        out(payment, 2, title="别人"),
        out(payment, 3, reference="货款"),
    )
    told = StatementLine.objects.order_by("row").values_list("match", flat=True)
    assert list(told) == [Match.OTHER_AMOUNT, Match.OTHER_NAME, Match.NO_REFERENCE]
    line = StatementLine.objects.get(row=3)
    actions.set_aside(line, by=till.maker, note="代发退款")
    assert queries.unmatched(access.visible_lines(till.maker)).count() == 2
    assert payment.state == PaymentState.SENT


def test_the_bank_reports_a_payment_twice_and_it_is_posted_once(till: Till) -> None:
    payment = till.exported().payments.get()
    till.reports(out(payment, 1), out(payment, 2))
    assert sorted(StatementLine.objects.values_list("match", flat=True)) == [Match.ALREADY, Match.MATCHED]
    with refused("a_statement_is_read_in_once"):
        till.reports(out(payment, 1))
    again = till.reports(out(payment, 1), name="b")
    assert (again.new, again.known) == (0, 1)
    assert Journal.objects.count() == 1
    whole()


def test_a_fee_that_came_through_the_bank_is_paid_and_one_that_came_early_is_found_later(till: Till) -> None:
    said = Movement(1, clock.today(), Decimal("20.00"), "工会经费 HF2026-000001", till.factory.name, "B1")
    till.reports(said)
    assert StatementLine.objects.get().match == Match.NO_REFERENCE
    due = actions.bill(till.body, till.factory, by=till.maker, month=date(2026, 5, 1), wages=Decimal(1000))
    till.reports(Movement(1, clock.today(), Decimal("-3"), "手续费", "银行", "B2"), name="b")
    due.refresh_from_db()
    assert (due.state, StatementLine.objects.get(row=1, amount=20).due) == (DueState.PAID, due)


def test_a_payment_that_came_back_frees_what_it_promised_and_may_be_made_again(till: Till) -> None:
    payment = till.exported().payments.get()
    actions.return_payment(payment, by=till.maker, reason="户名不符")
    till.budget.refresh_from_db()
    assert till.budget.left == 1000
    assert till.requested().state == PaymentState.REQUESTED
    assert Batch.objects.get().state == BatchState.SETTLED
    whole()


# --- who sees it ---------------------------------------------------------------------------------------------------------


def test_money_is_seen_by_officers_and_supervisors_of_the_body_and_above(till: Till) -> None:
    till.requested()
    sees = {who: access.visible_payments(till.small.actor(who)).exists() for who in till.small.people}
    assert {who for who, does in sees.items() if does} == {"dong", "jian", "cheng"}


def test_whoever_is_tied_to_an_employer_sees_nothing_that_names_it(till: Till) -> None:
    from unionhall.people import actions as people
    from unionhall.people.enums import TieKind

    till.pay_year(2024)
    add_payee(till, till.factory.name, PayeeKind.EMPLOYER, till.factory)
    actions.request_refund(till.body, till.factory, by=till.maker, year=2024)
    people.record_tie(till.small.people["dong"], by=CLOCK, employer=till.factory, kind=TieKind.RELATIVE)
    tied = till.small.actor("dong")
    for found in (access.visible_dues(tied), access.visible_payments(tied), access.visible_payees(tied)):
        assert not found.filter(organisation=till.body).exclude(pk=till.payee.pk).exists()
    with refused("tied"):
        actions.bill(till.body, till.factory, by=tied, month=date(2026, 1, 1), wages=Decimal(1))
