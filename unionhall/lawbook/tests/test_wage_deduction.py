"""Worked examples to the fen, and what must hold for any wage, loss and minimum wage."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.lawbook.contents import calculators
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.money import fen
from unionhall.lawbook.pay.wage_deduction import Month, deduct

ON = date(2026, 3, 31)
yuan = st.integers(min_value=0, max_value=10_000_000).map(lambda fen_: Decimal(fen_) / 100)
months = st.lists(st.tuples(yuan, st.none() | yuan), min_size=1, max_size=12)
# How fast the machine is proves nothing about the law.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def wage_deduction(*, loss: int, months: list[tuple[int, int | None]], on: date = ON, **said: Any) -> Finding:
    return calculators()["deduction"].find({"on": on, "loss": loss, "months": months, **said}, today=date(2026, 9, 1))


@unhurried
@given(loss=yuan, months=months, least=yuan)
def test_the_cap_is_never_negative_and_never_above_a_fifth_of_the_wage(
    loss: Decimal, months: list[tuple[Decimal, Decimal | None]], least: Decimal
) -> None:
    for row in deduct(loss, [Month(*month) for month in months], least).rows:
        assert Decimal(0) <= row.cap <= fen(row.wage * Decimal("0.2"))


@unhurried
@given(loss=yuan, wages=st.lists(yuan, min_size=1, max_size=12), least=yuan)
def test_a_lawful_deduction_never_leaves_less_than_the_minimum_wage(
    loss: Decimal, wages: list[Decimal], least: Decimal
) -> None:
    reckoned = deduct(loss, [Month(wage) for wage in wages], least)
    for row in reckoned.rows:
        assert row.paid_to_worker >= min(row.wage, least)
        assert row.illegal_excess == 0
    assert sum((row.deducted for row in reckoned.rows), Decimal(0)) + reckoned.loss_outstanding == loss


@unhurried
@given(loss=yuan, months=months, least=yuan)
def test_what_was_deducted_is_lawful_or_to_be_paid_back(
    loss: Decimal, months: list[tuple[Decimal, Decimal | None]], least: Decimal
) -> None:
    reckoned = deduct(loss, [Month(*month) for month in months], least)
    for row in reckoned.rows:
        assert row.illegal_excess == max(Decimal(0), row.deducted - row.cap)
        assert row.paid_to_worker == row.wage - row.deducted
    assert reckoned.illegal_excess_total == sum((row.illegal_excess for row in reckoned.rows), Decimal(0))
    assert reckoned.loss_outstanding >= 0


def test_half_a_fen_is_rounded_up() -> None:
    assert deduct(Decimal(1000), [Month(Decimal("5000.13"))], Decimal(0)).rows[0].cap == Decimal("1000.00")
    assert deduct(Decimal(9999), [Month(Decimal("5000.13"))], Decimal(0)).rows[0].cap == Decimal("1000.03")
    assert fen(Decimal("0.005")) == Decimal("0.01")


def test_an_amount_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        deduct(Decimal(1), [Month(Decimal(-1))], Decimal(0))


def test_a_fine_is_no_loss_and_nothing_may_be_deducted() -> None:
    finding = wage_deduction(loss=500, months=[(5000, 500)], min_wage=2000, is_fine=True)
    assert finding.result is not None
    assert finding.result["illegal_excess_total"] == Decimal(500)
    assert finding.result["rows"][0]["cap"] == 0


def test_the_law_of_the_day_of_the_event_decides() -> None:
    before = wage_deduction(on=date(2025, 11, 30), loss=9000, months=[(2300, None)], region="江西", tier=1)
    after = wage_deduction(on=date(2025, 12, 1), loss=9000, months=[(2300, None)], region="江西", tier=1)
    assert before.result is not None
    assert after.result is not None
    assert (before.result["rows"][0]["cap"], after.result["rows"][0]["cap"]) == (Decimal("300.00"), Decimal("60.00"))
    assert before.answer.parameters[0].source != after.answer.parameters[0].source


@pytest.mark.parametrize(
    ("region", "on"),
    [
        ("火星", date(2026, 1, 1)),  # no such place
        ("江西", date(2019, 1, 1)),  # before the first value held
        ("江西", date(2026, 1, 1)),  # three tiers, none named
        ("浙江-某县", date(2025, 11, 1)),  # changed around then, day not known
    ],
)
def test_a_missing_value_is_an_answer_and_never_a_default(region: str, on: date) -> None:
    finding = wage_deduction(on=on, loss=9000, months=[(5000, None)], region=region)
    assert finding.result is None
    assert finding.as_dict()["needs_parameter"]
    assert finding.as_dict()["needs"][0]["why"]["zh"]


def test_a_value_that_was_only_remembered_is_used_and_marked() -> None:
    finding = wage_deduction(on=date(2022, 1, 1), loss=9000, months=[(5000, None)], region="北京")
    assert finding.result is not None
    assert "待核实" in finding.unverified[0].zh
    assert finding.as_dict()["parameters"][0]["verified"] is False


def test_every_step_is_said_in_both_languages_and_the_rule_names_its_article() -> None:
    finding = wage_deduction(loss=20000, months=[(5000, 5000)] * 2, region="江西", tier=1)
    assert all(step.words.zh and step.words.en for step in finding.answer.steps)
    cited = {article.words.zh for step in finding.answer.steps for article in step.articles}
    assert "《工资支付暂行规定》第16条" in cited
    assert json.loads(json.dumps(finding.as_dict()))["result"]["illegal_excess_total"] == "8000.00"
