"""Compensation and damages: what must hold whatever the wages and days, and the other readings."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.lawbook.contents import calculators
from unionhall.lawbook.ending.grounds import GROUNDS, NOT_PAYING, PAYING, WHY_NOT
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.reading import BadFacts

TODAY = date(2026, 9, 1)
unhurried = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
days = st.dates(date(1995, 1, 1), date(2026, 8, 31))
yuan = st.integers(100, 10_000_000).map(lambda fen_: Decimal(fen_) / 100)


def said(**more: Any) -> dict[str, Any]:
    facts = {
        "hire": "2020-03-01",
        "end": "2024-08-31",
        "wages": ["8000"] * 12,
        "social_avg": "9000",
        "min_wage": "2200",
    }
    return facts | more


def compensation(**more: Any) -> Finding:
    return calculators()["severance"].find(said(**({"reason": "art40_3"} | more)), today=TODAY)


def damages(**more: Any) -> Finding:
    return calculators()["damages87"].find(said(**more), today=TODAY)


def result(finding: Finding) -> dict[str, Any]:
    assert isinstance(finding.result, dict)
    return finding.result


@unhurried
@given(
    hire=days, longer=st.integers(0, 4000), more=st.integers(0, 800), wage=yuan, reason=st.sampled_from(sorted(PAYING))
)
def test_more_service_never_pays_less(hire: date, longer: int, more: int, wage: Decimal, reason: str) -> None:
    def total(last: date) -> Decimal:
        paid: Decimal = result(
            calculators()["severance"].find(
                said(hire=hire, end=last, wages=[wage], reason=reason), today=date(2100, 1, 1)
            )
        )["total"]
        return paid

    last = hire + timedelta(days=longer)
    assert Decimal(0) <= total(last) <= total(last + timedelta(days=more))


@unhurried
@given(wage=yuan, end=st.dates(date(2009, 1, 1), date(2026, 8, 31)))
def test_service_since_2008_pays_half_of_the_damages(wage: Decimal, end: date) -> None:
    facts = {"hire": date(2008, 1, 1), "end": end, "wages": [wage]}
    single, double = result(compensation(**facts))["total"], result(damages(**facts))["amount"]
    assert abs(double - 2 * single) <= Decimal("0.01")


@unhurried
@given(wage=yuan)
def test_the_base_is_never_under_the_minimum_wage_nor_over_three_averages(wage: Decimal) -> None:
    told = result(compensation(wages=[wage]))
    assert Decimal(2200) <= told["base_after_2008"] <= Decimal(27000)
    assert told["capped"] == (wage > 27000)


@pytest.mark.parametrize("reason", sorted(NOT_PAYING))
def test_a_ground_that_pays_nothing_says_why_and_needs_no_wage(reason: str) -> None:
    finding = calculators()["severance"].find(
        {"hire": "2020-03-01", "end": "2024-08-31", "reason": reason}, today=TODAY
    )
    assert set(result(finding)) == set(result(compensation()))
    assert not any(result(finding).values())
    assert WHY_NOT[reason].words.zh in finding.answer.steps[0].words.zh
    assert finding.answer.steps[0].articles[0].number == WHY_NOT[reason].number


@pytest.mark.parametrize("reason", sorted(PAYING))
def test_every_other_ground_pays(reason: str) -> None:
    assert result(compensation(reason=reason))["total"] == Decimal("40000.00")


def test_every_ground_is_either_paid_or_explained() -> None:
    assert set(GROUNDS) == set(PAYING) | set(WHY_NOT)


def test_after_a_ground_that_pays_nothing_only_the_days_are_asked() -> None:
    calculator = calculators()["severance"]
    facts: dict[str, Any] = {"hire": "2000-01-01", "end": "2024-01-01", "reason": "art37"}
    assert calculator.next_question(facts, today=TODAY) is None
    asked = calculator.next_question(facts | {"reason": "art38"}, today=TODAY)
    assert asked is not None
    assert asked.name == "wages"


def test_the_enterprise_average_is_asked_only_where_it_matters() -> None:
    calculator = calculators()["severance"]
    enterprise = next(fact for fact in calculator.facts if fact.name == "enterprise_avg").when
    assert enterprise is not None
    assert enterprise({"hire": date(2007, 12, 31), "reason": "art41"})
    assert not enterprise({"hire": date(2008, 1, 1), "reason": "art41"})
    assert not enterprise({"hire": date(2007, 12, 31), "reason": "art38"})
    assert not enterprise({"hire": date(2007, 12, 31), "reason": "art37"})


@pytest.mark.parametrize(
    ("reason", "months"),
    [
        ("art36_employer", 12.0),
        ("art38", 18.0),
        ("art40_1", 18.0),
        ("art40_2", 12.0),
        ("art40_3", 18.0),
        ("art41", 18.0),
        ("expiry", 0.0),
        ("art44_4_5", 0.0),
        ("task_completed", 0.0),
        ("refused_contract_late", 0.0),
    ],
)
def test_service_before_2008_follows_the_rules_of_then(reason: str, months: float) -> None:
    told = result(compensation(hire="1990-01-01", end="2024-12-31", reason=reason, enterprise_avg="9000"))
    assert (told["n_before_2008"], told["n_after_2008"]) == (months, 17.0)
    at_least = reason in ("art40_1", "art40_3", "art41")
    assert told["base_before_2008"] == Decimal(9000 if at_least else 8000 if months else 0)
    assert told["amount_before_2008"] == int(months) * told["base_before_2008"]


def test_service_that_ended_before_2008_has_no_part_after_it() -> None:
    told = result(compensation(hire="2005-01-01", end="2007-06-30", reason="art38"))
    assert (told["n_before_2008"], told["n_after_2008"], told["total"]) == (3.0, 0.0, Decimal("24000.00"))


def test_illness_brings_a_medical_subsidy_in_three_degrees() -> None:
    others = [dict(other.result) for other in compensation(reason="art40_1").answer.alternatives]
    assert [other["medical_subsidy"] for other in others] == [Decimal(48000), Decimal(72000), Decimal(96000)]
    assert [other["total"] for other in others] == [Decimal(88000), Decimal(112000), Decimal(136000)]
    assert compensation().answer.alternatives == ()


def test_overtime_left_out_is_another_reading() -> None:
    (other,) = compensation(overtime="12000").answer.alternatives
    assert other.result == {"avg_wage": Decimal("7000.00"), "total": Decimal("35000.00")}
    assert result(compensation(overtime="12000"))["total"] == Decimal("40000.00")
    (without,) = [one for one in damages(overtime="12000").answer.alternatives if "base" in one.result]
    assert without.result == {"base": Decimal("7000.00"), "amount": Decimal("70000.00")}
    assert compensation(overtime="96000").answer.alternatives[0].result["avg_wage"] == 0
    with pytest.raises(BadFacts):
        damages(overtime="96000.01")


def test_years_with_a_former_firm_are_added_in_whole_months() -> None:
    merged = compensation(hire="2022-01-01", end="2024-12-31", merged_years="2.05")
    assert result(merged)["n_after_2008"] == 5.0
    assert any("原公司" in words.zh for words in merged.assumptions)
    assert result(compensation(hire="2008-01-01", end="2024-12-31", merged_years="1"))["n_before_2008"] == 1.0
    assert result(damages(hire="2022-01-01", end="2024-12-31", merged_years="2"))["years"] == 5.0


@pytest.mark.parametrize(
    ("hire", "end", "wages", "told"),
    [
        ("2020-06-08", "2020-08-20", 2, False),
        ("2020-06-08", "2020-08-20", 3, False),
        ("2020-06-08", "2020-08-20", 4, True),
        ("2020-06-08", "2020-08-20", 1, True),
        ("2020-01-01", "2024-12-31", 12, False),
        ("2020-01-01", "2024-12-31", 11, True),
    ],
)
def test_wages_that_do_not_fit_the_service_are_told(hire: str, end: str, wages: int, told: bool) -> None:
    for find in (compensation, damages):
        finding = find(hire=hire, end=end, wages=["8000"] * wages)
        assert any("个月平均" in words.zh for words in finding.assumptions) == told


def test_lawful_termination_is_shown_beside_the_damages_by_the_rules_of_both_times() -> None:
    other = damages(hire="2006-01-01", end="2024-12-31").answer.alternatives[0]
    assert other.result == {"amount": Decimal("152000.00")}


def test_protection_and_an_untold_union_are_said_with_their_articles() -> None:
    def numbers(**more: Any) -> set[str]:
        return {one.number for step in damages(**more).answer.steps for one in step.articles}

    assert "42" in numbers(protected=True)
    assert "43" not in numbers(protected=True)
    assert {"43", "47"} <= numbers(union_told=False)
    assert not {"42", "43"} & numbers()
    assert "43" not in numbers(union_told=True)


def test_arbitration_is_asked_for_within_a_year_of_the_end() -> None:
    for finding in (compensation(), compensation(reason="art37"), damages()):
        (day,) = finding.answer.deadlines
        assert (day.raw, day.effective) == (date(2025, 8, 31), date(2025, 9, 1))


def test_the_local_average_is_not_needed_up_to_three_minimum_wages() -> None:
    assert result(compensation(wages=["6600"], social_avg=None))["capped"] is False
    assert [need.table for need in compensation(wages=["6600.01"], social_avg=None).needs] == ["average_wage.city"]


@pytest.mark.parametrize(
    ("reason", "enterprise_avg", "told"),
    [("art41", None, True), ("art41", "9000", False), ("art40_2", None, False), ("expiry", None, False)],
)
def test_that_the_enterprise_average_was_not_given_is_told_where_it_matters(
    reason: str, enterprise_avg: str | None, told: bool
) -> None:
    finding = compensation(hire="2000-01-01", reason=reason, enterprise_avg=enterprise_avg)
    assert any("企业平均工资" in words.zh for words in finding.assumptions) is told


def test_the_values_used_are_named() -> None:
    assert [row.table for row in compensation().answer.parameters] == ["minimum_wage.monthly", "average_wage.city"]
    assert [row.table for row in compensation(social_avg=None, wages=["3000"]).answer.parameters] == [
        "minimum_wage.monthly"
    ]


def test_a_single_day_of_work_is_half_a_month() -> None:
    assert result(damages(hire="2024-08-31", end="2024-08-31", wages=["8000"]))["years"] == 0.5


def test_merging_years_is_an_assumption_only_where_there_are_any() -> None:
    for find in (compensation, damages):
        assert any("原公司" in words.zh for words in find(merged_years="1").assumptions)
        assert not any("原公司" in words.zh for words in find().assumptions)
