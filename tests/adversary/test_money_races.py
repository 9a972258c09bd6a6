"""Money, by several at once: a budget line is not overspent, a key posts once, two approvals are one, a batch has one file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command

from tests.adversary.test_races import at_once, outcomes
from unionhall.cases.tests.world import BUILDER, LONG_AGO
from unionhall.core import audit, clock
from unionhall.core.actor import system
from unionhall.funds import actions
from unionhall.funds.actions.ledger import Line
from unionhall.funds.models import Account, Batch, Journal, Payment
from unionhall.funds.states import PaymentState
from unionhall.funds.tests.world import Till, build, out
from unionhall.people import actions as people
from unionhall.people.enums import Role

AT_ONCE = 8


@pytest.fixture(scope="module")
def till(django_db_setup: None, django_db_blocker: Any) -> Iterator[Till]:
    """The county's money, truly committed, with a second supervisor."""
    with django_db_blocker.unblock():
        made = build()
        made.small.people["bu"] = people.enter(by=BUILDER, name="卜督导", phone="13900000090")
        people.appoint(
            made.small.people["bu"], by=BUILDER, organisation=made.body, role=Role.SUPERVISOR, since=LONG_AGO
        )
        yield made
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)


@pytest.mark.django_db
def test_a_race_begins_on_an_empty_floor() -> None:
    """Asks for the database, which pytest-django makes only when somebody does."""
    assert not Journal.objects.exists()


def whole() -> None:
    assert actions.check_ledger(by=system("funds")).faults == []
    assert audit.verify().ok


def test_two_supervisors_approve_a_payment_once(till: Till) -> None:
    payment = till.requested(10, "两人")
    acts = [partial(actions.approve_payment, payment, by=till.small.actor(who)) for who in ("jian", "bu") * 4]
    assert outcomes(at_once(*acts)) == {"done": 1, "refused": AT_ONCE - 1}
    whole()


def test_one_key_posted_eight_times_at_once_is_one_journal(till: Till) -> None:
    post = partial(
        actions.post, till.body, [Line("1001", "3001", Decimal(5))], by=till.maker, key="same", words="开户余额"
    )
    made = at_once(*[post] * AT_ONCE)
    assert {one.pk for one in made} == {Journal.objects.get(key="same").pk}
    assert Account.objects.get(organisation=till.body, code="1001").balance == 5
    whole()


def test_many_postings_at_once_all_arrive_and_the_balances_run_on(till: Till) -> None:
    actions.post(till.body, [Line("1001", "3001", Decimal(1))], by=till.maker, key="first of many", words="开户余额")
    before = Account.objects.get(organisation=till.body, code="1001")
    codes = ["3001", "4009", "2101", "2102"] * 2
    acts = [
        partial(
            actions.post, till.body, [Line("1001", code, Decimal(n + 1)), Line(code, "1001", Decimal(1))], by=till.maker,
            key=f"many{n}", words="多人同时",
        )
        for n, code in enumerate(codes)
    ]  # fmt: skip
    assert outcomes(at_once(*acts)) == {"done": AT_ONCE}
    bank = Account.objects.get(organisation=till.body, code="1001")
    assert (bank.balance - before.balance, bank.last_line - before.last_line) == (sum(range(8)), 16)
    whole()


def test_a_budget_line_is_not_overspent_by_eight_at_once(till: Till) -> None:
    line = till.budget_of(250, "抢用")
    acts = [
        partial(
            actions.request_payment, line, till.payee, by=till.maker, amount=Decimal(100), period=f"抢{n}", words="慰问"
        )
        for n in range(AT_ONCE)
    ]
    assert outcomes(at_once(*acts)) == {"done": 2, "refused": AT_ONCE - 2}
    line.refresh_from_db()
    assert line.committed == 200
    whole()


def test_nobody_is_paid_twice_by_eight_requests_at_once(till: Till) -> None:
    acts = [partial(till.requested, 5, "同一张发票")] * AT_ONCE
    assert outcomes(at_once(*acts)) == {"done": 1, "refused": AT_ONCE - 1}
    assert Payment.objects.filter(period="同一张发票").count() == 1
    whole()


def test_a_batch_made_by_two_at_once_in_two_kinds_has_one_file(till: Till) -> None:
    batch = actions.approve_batch(till.prepared(till.approved(6, "批次")), by=till.checker)
    acts = [partial(actions.export_batch, batch, by=till.maker, kind=kind) for kind in ("csv", "xlsx") * 4]
    assert outcomes(at_once(*acts)) == {"done": 1, "refused": AT_ONCE - 1}
    assert Batch.objects.get(pk=batch.pk).file_hash
    whole()


def test_a_payment_the_bank_reports_in_two_files_at_once_is_posted_once(till: Till) -> None:
    with clock.at(clock.now() + timedelta(minutes=1)):
        payment = till.exported(till.approved(7, "两份")).payments.get()
    acts = [partial(till.reports, out(payment, 900 + n), name=str(n)) for n in range(AT_ONCE)]
    assert outcomes(at_once(*acts)) == {"done": AT_ONCE}
    payment.refresh_from_db()
    assert payment.state == PaymentState.PAID
    assert Journal.objects.filter(key=f"payment:{payment.pk}").count() == 1
    whole()
