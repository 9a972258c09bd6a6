"""What is paid for keeping away from competitors, and what for leaving a service period."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.lawbook.contents import calculators
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.reading import BadFacts

TODAY = date(2026, 9, 1)
unhurried = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
yuan = st.integers(0, 10_000_000).map(lambda fen_: Decimal(fen_) / 100)


def restraint(**said: Any) -> Finding:
    return calculators()["noncompete"].find({"months": 12, "min_wage": "2540"} | said, today=TODAY)


def bond(**said: Any) -> Finding:
    facts = {"cost": "60000", "start": date(2022, 1, 1), "end": date(2024, 12, 31), "leave": date(2023, 8, 31)}
    return calculators()["service_bond"].find(facts | said, today=TODAY)


def result(finding: Finding) -> dict[str, Any]:
    assert isinstance(finding.result, dict)
    return finding.result


@unhurried
@given(avg=yuan, months=st.integers(1, 40))
def test_without_a_sum_agreed_it_is_never_under_the_minimum_wage_nor_over_two_years(avg: Decimal, months: int) -> None:
    told = result(restraint(avg=avg, months=months))
    assert told["monthly"] >= Decimal(2540)
    assert abs(told["monthly"] - max(Decimal(2540), avg * 3 / 10)) <= Decimal("0.005")
    assert told["months"] == min(months, 24)
    assert told["total"] == told["monthly"] * told["months"]


def test_what_was_agreed_holds_and_nothing_else_is_needed() -> None:
    finding = calculators()["noncompete"].find({"agreed": "3000", "months": 2}, today=TODAY)
    assert result(finding) == {"monthly": Decimal("3000.00"), "months": 2, "total": Decimal("6000.00")}
    assert result(restraint(agreed="0", avg="20000"))["monthly"] == Decimal("6000.00")


def test_less_agreed_than_the_law_gives_is_shown_beside_it() -> None:
    (other,) = restraint(agreed="3000", avg="20000").answer.alternatives
    assert other.result == {"monthly": Decimal("6000.00"), "months": 12, "total": Decimal("72000.00")}
    assert restraint(agreed="6000", avg="20000").answer.alternatives == ()
    assert restraint(agreed="3000").answer.alternatives == ()
    without_floor = calculators()["noncompete"].find({"agreed": "3000", "avg": "20000", "months": 2}, today=TODAY)
    assert without_floor.answer.alternatives == ()


def test_release_pays_three_months_more() -> None:
    told = result(restraint(agreed="6000", employer_release_at=5))
    assert told == {
        "monthly": Decimal("6000.00"),
        "owed_for_served": Decimal("30000.00"),
        "extra_3_months": Decimal("18000.00"),
        "total": Decimal("48000.00"),
    }
    assert result(restraint(agreed="6000", employer_release_at=12))["total"] == Decimal("90000.00")


@pytest.mark.parametrize(("months", "at", "zh"), [(12, 13, "已经过完"), (24, 25, "已经过完"), (36, 25, "自动失效")])
def test_a_release_after_the_term_is_refused(months: int, at: int, zh: str) -> None:
    with pytest.raises(BadFacts) as bad:
        restraint(agreed="6000", months=months, employer_release_at=at)
    assert zh in bad.value.errors["employer_release_at"].zh


@pytest.mark.parametrize(("unpaid", "zh"), [(0, "先催"), (2, "先催"), (3, "可以请求解除"), (4, "可以请求解除")])
def test_three_months_unpaid_open_the_door(unpaid: int, zh: str) -> None:
    assert any(zh in step.words.zh for step in restraint(agreed="6000", unpaid_months=unpaid).answer.steps)


def test_months_beyond_two_years_are_said_to_be_void() -> None:
    assert any("超过的部分无效" in step.words.zh for step in restraint(agreed="1", months=25).answer.steps)
    assert not any("超过的部分无效" in step.words.zh for step in restraint(agreed="1", months=24).answer.steps)


@pytest.mark.parametrize(
    ("region", "on", "monthly"),
    [
        ("广东-深圳", "2024-06-30", Decimal("10000.00")),
        ("江苏", "2024-06-30", Decimal("6666.67")),
        ("江苏", "2013-04-30", None),
        ("北京", "2024-06-30", None),
    ],
)
def test_a_place_with_a_share_of_its_own_shows_it(region: str, on: str, monthly: Decimal | None) -> None:
    others = restraint(avg="20000", region=region, on=on).answer.alternatives
    assert [other.result["monthly"] for other in others] == ([monthly] if monthly else [])
    assert restraint(agreed="10000", avg="20000", region=region, on=on).answer.alternatives == ()
    assert restraint(agreed="10000", region=region, on=on).answer.alternatives == ()


@unhurried
@given(cost=yuan, agreed=st.none() | yuan, stayed=st.integers(-10, 1200), more=st.integers(0, 60))
@pytest.mark.parametrize("mode", ["month", "day"])
def test_staying_longer_never_costs_more_and_never_more_than_training_or_agreement(
    mode: str, cost: Decimal, agreed: Decimal | None, stayed: int, more: int
) -> None:
    def owed(days: int) -> Decimal:
        leave = date(2022, 1, 1) + timedelta(days=days)
        told = result(bond(cost=cost, agreed=agreed, leave=leave, mode=mode))
        assert told["payable"] <= told["cap"] <= cost
        paid: Decimal = told["payable"]
        return paid

    assert Decimal(0) <= owed(stayed + more) <= owed(stayed)
    assert agreed is None or owed(stayed) <= agreed


def test_each_mode_says_its_own_units() -> None:
    assert set(result(bond())) == {"total_months", "served_months", "cap", "payable"}
    by_day = result(bond(mode="day"))
    assert by_day == {
        "total_days": 1096,
        "served_days": 608,
        "cap": Decimal("26715.33"),
        "payable": Decimal("26715.33"),
    }
    assert result(bond(mode="day", leave=date(2021, 12, 31)))["served_days"] == 0
    assert result(bond(mode="day", leave=date(2022, 1, 1)))["served_days"] == 1


def test_the_other_mode_is_shown_where_it_differs() -> None:
    (other,) = bond().answer.alternatives
    assert other.result["payable"] == Decimal("26715.33")
    (other,) = bond(mode="day").answer.alternatives
    assert other.result["payable"] == Decimal("26666.67")
    assert bond(agreed="100").answer.alternatives == ()
    short = bond(end=date(2022, 1, 30), leave=date(2022, 1, 10), mode="day")
    assert short.answer.alternatives == ()
    assert result(short)["payable"] == Decimal("40000.00")


def test_the_agreed_sum_and_the_limit_are_compared() -> None:
    def said(agreed: str) -> str:
        return bond(agreed=agreed).answer.steps[-1].words.zh

    assert "按约定" in said("26666.66")
    assert "按上限" in said("26666.67")
    assert "按上限" in said("30000")
    assert bond(agreed="0").answer.headline == bond(exempt=True).answer.headline


def test_the_employers_fault_cancels_it_and_the_amount_without_it_is_shown() -> None:
    finding = bond(exempt=True)
    assert result(finding) == {"payable": Decimal("0.00")}
    assert finding.answer.alternatives[0].result["payable"] == Decimal("26666.67")
