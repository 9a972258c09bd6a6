"""The second wage: which days, how limitation cuts them, and the other readings."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.lawbook.contents import calculators
from unionhall.lawbook.contract.double_wage import kept_from, second_wage
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.months import add_months

TODAY = date(2026, 9, 1)
unhurried = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
days = st.dates(date(2010, 1, 1), date(2024, 6, 30))
WAGE = Decimal(6525)


def double(**said: Any) -> Finding:
    return calculators()["double_wage"].find({"hire": date(2024, 3, 1), "wage": WAGE} | said, today=TODAY)


def others(**said: Any) -> list[Any]:
    return [other.result for other in double(**said).answer.alternatives]


@unhurried
@given(hire=days, served=st.integers(0, 700), longer=st.integers(0, 60))
def test_longer_without_a_contract_never_pays_less_and_never_more_than_eleven_months(
    hire: date, served: int, longer: int
) -> None:
    def amount(last: date) -> Decimal:
        told = double(hire=hire, end=last).result
        assert isinstance(told, dict)
        paid: Decimal = told["amount"]
        return paid

    end = hire + timedelta(days=served)
    assert Decimal(0) <= amount(end) <= amount(end + timedelta(days=longer)) <= 11 * WAGE


@unhurried
@given(hire=days, waits=st.integers(0, 800), mode=st.sampled_from(["day", "month", "from_end"]))
def test_a_later_filing_never_keeps_more(hire: date, waits: int, mode: str) -> None:
    start, last = add_months(hire, 1), add_months(hire, 12) - timedelta(days=1)
    filing = hire + timedelta(days=waits)
    kept, later = kept_from(start, last, filing, mode), kept_from(start, last, filing + timedelta(days=1), mode)
    assert kept is None or start <= kept <= last
    assert later is None or (kept is not None and kept <= later)
    if kept is None:
        assert add_months(last, 12) < filing


@unhurried
@given(filing=st.dates(date(2023, 1, 1), date(2026, 1, 1)))
def test_a_day_is_kept_until_its_corresponding_day_a_year_on(filing: date) -> None:
    kept = kept_from(date(2022, 1, 1), date(2025, 12, 31), filing, "day")
    assert kept is not None
    assert add_months(kept, 12) >= filing
    assert add_months(kept - timedelta(days=1), 12) < filing or kept == date(2022, 1, 1)


def test_a_filing_on_the_leap_day_keeps_nothing_of_the_28th_of_the_year_before() -> None:
    assert kept_from(date(2023, 1, 1), date(2023, 12, 1), date(2024, 2, 29), "day") == date(2023, 3, 1)


def test_months_lapse_whole_and_the_last_one_ends_with_the_period() -> None:
    start, last = date(2024, 4, 1), date(2024, 6, 10)
    assert kept_from(start, last, date(2025, 4, 30), "month") == start
    assert kept_from(start, last, date(2025, 5, 1), "month") == date(2024, 5, 1)
    assert kept_from(start, last, date(2025, 6, 10), "month") == date(2024, 6, 1)
    assert kept_from(start, last, date(2025, 6, 11), "month") is None
    assert kept_from(start, date(2024, 6, 1), date(2025, 6, 1), "month") == date(2024, 6, 1)


def test_the_second_wage_of_an_odd_month_is_never_more_than_a_month() -> None:
    told = second_wage(date(2023, 8, 1), date(2023, 8, 30), WAGE)
    assert told is not None
    assert (len(told.rest), told.amount, told.days, told.of_days) == (
        22,
        Decimal("6525.00"),
        30,
        31,
    )
    assert second_wage(date(2023, 8, 2), date(2023, 8, 1), WAGE) is None
    one = second_wage(date(2023, 8, 1), date(2023, 8, 1), WAGE)
    assert one is not None
    assert one.amount == Decimal("300.00")


@pytest.mark.parametrize(
    ("said", "by", "last"),
    [
        ({"end": date(2024, 9, 30)}, "最后一天", date(2024, 9, 30)),
        ({"sign": date(2024, 7, 1), "end": date(2024, 9, 30)}, "签合同", date(2024, 6, 30)),
        ({"sign": date(2024, 12, 1), "end": date(2024, 9, 30)}, "最后一天", date(2024, 9, 30)),
        ({"on": date(2024, 8, 15)}, "算到这一天", date(2024, 8, 15)),
        ({"sign": date(2025, 3, 1)}, "满一年", date(2025, 2, 28)),
        ({"sign": date(2025, 2, 28)}, "签合同", date(2025, 2, 27)),
    ],
)
def test_the_earliest_of_the_limits_ends_the_period(said: dict[str, Any], by: str, last: date) -> None:
    finding = double(**said)
    assert isinstance(finding.result, dict)
    assert finding.result["period"] == [date(2024, 4, 1), last]
    assert by in finding.answer.steps[1].words.zh
    deemed = any("视为" in step.words.zh for step in finding.answer.steps)
    assert deemed == (by == "满一年")


def test_the_year_may_end_a_day_earlier() -> None:
    (other,) = others(end=date(2025, 9, 30))
    assert other["period"] == [date(2024, 4, 1), date(2025, 2, 27)]
    assert (other["months"], other["remainder_workdays"]) == (10, 18)
    assert other["amount"] == Decimal("70650.00")
    assert others(end=date(2024, 9, 30)) == []


def test_days_of_the_calendar_are_another_reading_of_the_rest() -> None:
    (other,) = others(end=date(2024, 5, 15))
    # May has 31 days: 6525 + 6525 × 15 ÷ 31; nine working days after the holiday, with the 11th worked in exchange.
    assert other["amount"] == Decimal("9682.26")
    assert double(end=date(2024, 5, 15)).result == {
        "period": [date(2024, 4, 1), date(2024, 5, 15)],
        "months": 1,
        "remainder_workdays": 9,
        "amount": Decimal("9225.00"),
    }


def test_each_other_reading_of_limitation_is_computed() -> None:
    said = {"end": date(2024, 8, 31), "filing": date(2025, 5, 15)}
    by_month, from_end, calendar = others(**said)
    assert (by_month["months"], by_month["amount"]) == (4, Decimal("26100.00"))
    assert (from_end["months"], from_end["amount"]) == (5, Decimal("32625.00"))
    # 15 to 31 August are 17 of the 31 days of that month of service: 3 × 6525 + 6525 × 17 ÷ 31.
    assert calendar["amount"] == Decimal("23153.23")
    assert [one["months"] for one in others(**said, limitation_mode="from_end")] == [3, 4]
    assert others(end=date(2024, 8, 31), filing=date(2025, 4, 1)) == []


def test_what_has_lapsed_is_counted_in_days() -> None:
    finding = double(end=date(2024, 8, 31), filing=date(2025, 5, 15))
    assert "过期 44 天" in finding.answer.steps[2].words.zh
    gone = double(end=date(2024, 8, 31), filing=date(2025, 9, 1))
    assert "过期 153 天" in gone.answer.steps[2].words.zh
    assert gone.answer.headline is not None
    assert "过了仲裁时效" in gone.answer.headline.zh
    assert gone.result == {"period": None, "months": 0, "remainder_workdays": 0, "amount": Decimal("0.00")}


def test_the_first_and_the_last_day_lapse_a_year_on() -> None:
    first, last = double(end=date(2024, 8, 31)).answer.deadlines
    assert (first.raw, last.raw) == (date(2025, 4, 1), date(2025, 8, 31))


def test_a_day_of_filing_and_of_end_may_be_the_first_day() -> None:
    assert double(end=date(2024, 3, 1), filing=date(2024, 3, 1)).result == {
        "period": None,
        "months": 0,
        "remainder_workdays": 0,
        "amount": Decimal("0.00"),
    }


def test_the_day_to_reckon_to_is_asked_only_while_the_work_goes_on_unsigned() -> None:
    calculator = calculators()["double_wage"]
    facts: dict[str, Any] = {"hire": "2024-03-01", "sign": None, "end": None}
    asked = calculator.next_question(facts, today=TODAY)
    assert asked is not None
    assert asked.name == "on"
    for more in ({"sign": "2024-06-01"}, {"end": "2024-06-01"}):
        asked = calculator.next_question(facts | more, today=TODAY)
        assert asked is not None
        assert asked.name == "wage"


def test_a_last_day_already_settled_ends_the_period_even_if_it_lies_ahead() -> None:
    told = double(hire=date(2026, 5, 1), end=date(2026, 10, 31)).result
    assert isinstance(told, dict)
    assert told["period"] == [date(2026, 6, 1), date(2026, 10, 31)]


def test_that_nothing_was_filed_is_told_only_then() -> None:
    assert any("越晚申请" in words.zh for words in double(end=date(2024, 8, 31)).assumptions)
    filed = double(end=date(2024, 8, 31), filing=date(2025, 4, 1))
    assert not any("越晚申请" in words.zh for words in filed.assumptions)
