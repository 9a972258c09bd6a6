"""Whatever is done in whichever order: every journal, every account and every budget line adds up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.core.actor import system
from unionhall.core.verdict import Refused
from unionhall.funds import actions
from unionhall.funds.actions.ledger import Line
from unionhall.funds.enums import CHART
from unionhall.funds.models import Account, Journal, Payment
from unionhall.funds.states import PaymentState
from unionhall.funds.tests.world import Till, build, out

pytestmark = pytest.mark.django_db
CODES = st.sampled_from(sorted(CHART))
AMOUNTS = st.decimals(min_value="0.01", max_value="900", places=2)
LINES = st.lists(st.builds(Line, CODES, CODES, AMOUNTS), min_size=1, max_size=4)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("post"), st.integers(0, 5), LINES),
        st.tuples(st.just("reverse"), st.integers(0, 5)),
        st.tuples(st.just("request"), st.integers(0, 3), AMOUNTS),
        st.tuples(st.sampled_from(["approve", "reject", "send", "report", "return"]), st.integers(0, 3)),
    ),
    min_size=3,
    max_size=14,
)


@settings(
    max_examples=12, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(acts=ACTS)
def test_random_acts_leave_a_ledger_that_adds_up(acts: list[Any]) -> None:
    with transaction.atomic():
        till = build()
        for number, act in enumerate(acts):
            try:
                with transaction.atomic():
                    _do(till, number, *act)
            except Refused:
                continue
        assert actions.check_ledger(by=system("funds")).faults == []
        assert sum(Account.objects.values_list("balance", flat=True), Decimal(0)) == 0
        transaction.set_rollback(True)


def _do(till: Till, number: int, what: str, which: int, said: Any = None) -> None:
    if what == "post":
        actions.post(till.body, said, by=till.maker, key=f"key{which}", words="随机")
    elif what == "reverse":
        journals = list(Journal.objects.order_by("number"))
        if journals:
            actions.reverse(journals[which % len(journals)], by=till.maker, reason="随机")
    elif what == "request":
        till.requested(said, f"期间{which}")
    else:
        payments = list(Payment.objects.order_by("number"))
        if payments:
            _move(till, number, what, payments[which % len(payments)])


def _move(till: Till, number: int, what: str, payment: Payment) -> None:
    if what == "approve":
        actions.approve_payment(payment, by=till.checker)
    elif what == "reject":
        actions.reject_payment(payment, by=till.checker, reason="随机")
    elif what == "send" and payment.state == PaymentState.APPROVED:
        till.exported(payment)
    elif what == "report":
        till.reports(out(payment, number), name=f"{number:x}")
    elif what == "return":
        actions.return_payment(payment, by=till.maker, reason="随机")
