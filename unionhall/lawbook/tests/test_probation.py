"""Probation: its limit, what is beyond it, and the two lines of pay."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.lawbook.contents import calculators
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.months import add_months

TODAY = date(2026, 9, 1)
unhurried = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
yuan = st.integers(1, 3_000_000).map(lambda fen_: Decimal(fen_) / 100)
FACTS = {
    "kind": "fixed",
    "start": date(2024, 1, 1),
    "end": date(2026, 12, 31),
    "prob_end": date(2024, 6, 30),
    "full_wage": "6000",
    "prob_wage": "5000",
    "min_wage": "2200",
}


def probation(**said: Any) -> Finding:
    return calculators()["probation"].find(FACTS | said, today=TODAY)


def told(**said: Any) -> dict[str, Any]:
    result = probation(**said).result
    assert isinstance(result, dict)
    return result


@pytest.mark.parametrize(("months", "limit"), [(1, 0), (2, 0), (3, 1), (11, 1), (12, 2), (35, 2), (36, 6), (60, 6)])
def test_the_limit_follows_the_term(months: int, limit: int) -> None:
    last = add_months(date(2024, 1, 1), months) - timedelta(days=1)
    assert told(end=last, prob_end=date(2024, 1, 1))["limit_months"] == limit
    assert told(end=last, prob_end=date(2024, 1, 1), second=True)["limit_months"] == 0


@pytest.mark.parametrize(
    ("kind", "limit"),
    [
        ("open_ended", 6),
        ("open", 6),
        ("open-ended", 6),
        ("无固定期限", 6),
        ("task", 0),
        ("Task-based", 0),
        ("part_time", 0),
        ("part-time", 0),
        ("probation_only", 0),
        ("fixed_term", 6),
    ],
)
def test_the_limit_follows_the_kind(kind: str, limit: int) -> None:
    assert told(kind=kind)["limit_months"] == limit


@unhurried
@given(served=st.integers(0, 1000), more=st.integers(0, 90), wage=yuan)
def test_serving_longer_never_pays_less(served: int, more: int, wage: Decimal) -> None:
    def owed(days: int) -> Decimal:
        paid: Decimal = told(prob_end=date(2024, 1, 1) + timedelta(days=days), full_wage=wage)["compensation"]
        return paid

    assert Decimal(0) <= owed(served) <= owed(min(1095, served + more))


@unhurried
@given(full=yuan, lowest=yuan, pay=yuan, least=yuan)
def test_the_lines_hold_eighty_per_cent_and_the_minimum_wage(
    full: Decimal, lowest: Decimal, pay: Decimal, least: Decimal
) -> None:
    floors = told(full_wage=full, same_post_lowest=lowest, prob_wage=pay, min_wage=least)
    low, high = floors["wage_floor_low"], floors["wage_floor_high"]
    assert max(min(full, lowest) * 8 / 10, least) <= low < max(min(full, lowest) * 8 / 10, least) + Decimal("0.01")
    assert max(max(full, lowest) * 8 / 10, least) <= high < max(max(full, lowest) * 8 / 10, least) + Decimal("0.01")
    assert floors["wage_status"] == ("ok" if pay >= high else "disputed" if pay >= low else "violation")


def test_a_line_is_rounded_up() -> None:
    assert told(full_wage="5500.03")["wage_floor_low"] == Decimal("4400.03")


def test_beyond_the_limit_days_are_a_part_of_their_month() -> None:
    over = told(end=date(2024, 12, 31), prob_end=date(2024, 4, 10))
    assert (over["excess_months"], over["excess_days"], over["compensation"]) == (1, 10, Decimal("8000.00"))


def test_the_wage_difference_is_a_claim_besides() -> None:
    finding = probation(end=date(2024, 12, 31), prob_end=date(2024, 4, 10))
    assert "1333.33" in finding.answer.steps[3].words.zh
    assert [one.raw for one in finding.answer.deadlines] == [date(2025, 4, 10)]
    full = probation(end=date(2024, 12, 31), prob_end=date(2024, 4, 10), prob_wage="6000")
    assert not any("工资差额" in step.words.zh for step in full.answer.steps)


def test_what_is_short_of_the_line_is_told() -> None:
    assert "至少要补 800.00 元" in probation(prob_wage="4000").answer.steps[-1].words.zh
    assert "每月差 300.00 元" in probation(prob_wage="4500", same_post_lowest="5000").answer.steps[-1].words.zh
    assert probation(prob_wage="4000").answer.deadlines
    assert not probation().answer.deadlines


def test_a_term_that_is_all_probation_may_be_no_probation_at_all() -> None:
    (other,) = probation(end=date(2024, 6, 30)).answer.alternatives
    assert other.result == {
        "limit_months": 0,
        "excess_months": 6,
        "excess_days": 0,
        "compensation": Decimal("36000.00"),
    }
    assert told(end=date(2024, 6, 30))["compensation"] == Decimal("30000.00")
    assert probation(end=date(2024, 7, 1)).answer.alternatives == ()
    assert probation(end=date(2024, 2, 1), prob_end=date(2024, 2, 1)).answer.alternatives == ()


def test_only_a_fixed_term_is_asked_for_its_end() -> None:
    calculator = calculators()["probation"]
    for kind, name in (("fixed", "end"), ("open_ended", "second")):
        asked = calculator.next_question({"kind": kind, "start": "2024-01-01"}, today=TODAY)
        assert asked is not None
        assert asked.name == name


def test_the_term_is_said_only_of_a_fixed_term() -> None:
    assert "36 个月 0 天" in probation().answer.steps[0].words.zh
    assert "36 个月" not in probation(kind="task").answer.steps[0].words.zh


def test_that_the_wage_of_the_post_was_not_given_is_told() -> None:
    assert any("同岗位" in words.zh for words in probation().assumptions)
    assert not any("同岗位" in words.zh for words in probation(same_post_lowest="5000").assumptions)
