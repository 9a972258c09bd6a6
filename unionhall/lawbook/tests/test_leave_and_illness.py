"""Annual leave, illness and birth: what must hold for any years and wages, and the other readings."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.lawbook.contents import calculators
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.money import fen

TODAY = date(2026, 9, 1)
yuan = st.integers(min_value=0, max_value=5_000_000).map(lambda fen_: Decimal(fen_) / 100)
years = st.integers(min_value=0, max_value=450).map(lambda tenths: Decimal(tenths) / 10)
days_of_year = st.integers(min_value=0, max_value=364).map(lambda n: date(2025, 1, 1) + timedelta(days=n))
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found(fn: str, **said: Any) -> Finding:
    return calculators()[fn].find(said, today=TODAY)


def result(fn: str, **said: Any) -> dict[str, Any]:
    finding = found(fn, **said)
    assert isinstance(finding.result, dict)
    return finding.result


def steps(finding: Finding) -> str:
    return "\n".join(step.words.zh for step in finding.answer.steps)


@unhurried
@given(join=days_of_year, served=years)
def test_leave_is_never_more_than_the_full_leave_nor_less_for_longer_service(join: date, served: Decimal) -> None:
    less, more = (result("leave_join", join=join, years=one)["days"] for one in (served, served + 5))
    assert 0 <= less <= more <= 15


@unhurried
@given(leave=days_of_year, served=years, taken=st.integers(0, 20), wage=yuan)
def test_leave_not_taken_is_owed_twice_beside_the_wage_and_never_taken_back(
    leave: date, served: Decimal, taken: int, wage: Decimal
) -> None:
    got = result("leave_exit", year_start="2025-01-01", leave=leave, years=served, taken=taken, monthly_avg=wage)
    assert got["unused_days"] == max(0, got["due_days"] - taken)
    assert got["gross_300"] == fen(3 * Fraction(wage) / Fraction("21.75") * got["unused_days"])
    assert got["extra_payable"] == fen(2 * Fraction(wage) / Fraction("21.75") * got["unused_days"])


def test_the_mark_of_ten_years_within_the_year_is_told_as_another_reading() -> None:
    finding = found("leave_exit", year_start="2025-01-01", leave="2025-12-31", years="10.5", monthly_avg=8700)
    assert finding.answer.alternatives[0].result == {"days": 7}  # (183 × 5 + 182 × 10) ÷ 365
    joining = found("leave_join", join="2025-01-01", years="19.5")
    assert joining.answer.alternatives[0].result == {"days": 12}
    assert found("leave_join", join="2025-01-01", years="15").answer.alternatives == ()
    assert found("leave_join", join="2025-12-01", years="9.5").answer.alternatives == ()
    assert found("leave_join", join="2025-01-01", years="9.003").answer.alternatives == ()
    one_day = found("leave_exit", year_start="2025-01-01", leave="2025-12-31", years="10.003", monthly_avg=8700)
    assert one_day.answer.alternatives[0].result == {"days": 5}
    whole = found("leave_exit", year_start="2025-01-01", leave="2025-12-31", years=11, monthly_avg=8700, taken=10)
    assert whole.answer.alternatives == ()


def test_why_leave_is_lost_is_told() -> None:
    assert "病假累计满 2 个月" in steps(found("leave_join", join="2025-01-01", years=5, sick_months=2))
    assert "带薪事假满 20 天" in steps(found("leave_join", join="2025-01-01", years=5, personal_days=20))
    assert "寒暑假 6 天" in steps(found("leave_join", join="2025-01-01", years=5, school_holidays=6))
    assert "还没有连续工作满 12 个月" in steps(found("leave_join", join="2025-01-01", years=5, continuous=False))
    assert "不享受" not in steps(found("leave_join", join="2025-01-01", years=5))


def test_what_is_still_owed_depends_on_what_was_paid_and_renounced() -> None:
    said = {"year_start": "2025-01-01", "leave": "2025-08-31", "years": 12, "taken": 2, "monthly_avg": 8700}
    for paid, renounced, owed, gross in (
        (True, False, 3200, 4800),
        (False, False, 4800, 4800),
        (True, True, 0, 0),
        (False, True, 1600, 0),
    ):
        got = result("leave_exit", **said, normal_wage_already_paid=paid, renounced=renounced)
        assert (got["extra_payable"], got["gross_300"]) == (owed, gross)


def test_an_ignored_order_adds_the_same_again() -> None:
    said = {"year_start": "2025-01-01", "leave": "2025-08-31", "years": 12, "monthly_avg": 8700}
    (other,) = found("leave_exit", **said, taken=2).answer.alternatives
    assert other.result == {"damages": Decimal("3200.00"), "total": Decimal("6400.00")}
    assert found("leave_exit", **said, taken=6).answer.alternatives == ()


def test_leave_lost_after_it_was_taken_is_lost_next_year() -> None:
    said = {"year_start": "2025-01-01", "leave": "2025-12-31", "years": 5, "monthly_avg": 8700, "sick_months": 2}
    assert "下一年不享受" in steps(found("leave_exit", **said, taken=3))
    assert "下一年不享受" not in steps(found("leave_exit", **said, taken=0))
    assert result("leave_exit", **said)["due_days"] == 0


def test_leaving_opens_the_year_for_arbitration() -> None:
    finding = found("leave_exit", year_start="2025-01-01", leave="2025-08-31", years=5, monthly_avg=8700)
    assert finding.answer.deadlines[0].raw == date(2026, 8, 31)


@unhurried
@given(total=years, unit=years)
def test_longer_service_never_shortens_the_medical_period(total: Decimal, unit: Decimal) -> None:
    total = max(total, unit)
    got = result("medical_period", actual=total, unit=unit)
    longer = result("medical_period", actual=total + 5, unit=unit + 5)
    assert 3 <= got["months"] <= longer["months"] <= 24
    assert got["months"] < got["window_months"] <= 30


def test_days_used_and_the_end_of_the_window_are_told() -> None:
    finding = found("medical_period", actual=3, unit=2, first_sick="1995-03-05", used=60)
    assert isinstance(finding.result, dict)
    assert finding.result["days_left"] == 30
    assert finding.answer.deadlines[0].raw == date(1995, 9, 5)
    assert result("medical_period", actual=3, unit=2, used=100)["days_left"] == 0
    assert "days_left" not in result("medical_period", actual=3, unit=2)


def test_shanghai_counts_by_the_employer_and_tells_the_national_rule_beside() -> None:
    finding = found("medical_period", actual=12, unit=2, region="上海")
    assert isinstance(finding.result, dict)
    assert finding.result["months"] == 5
    assert finding.result["window_months"] is None
    assert finding.answer.alternatives[0].result == {"months": 6, "window_months": 12}
    assert len(finding.unverified) == 4  # three values and the notice are remembered
    special = found("medical_period", actual=12, unit=2, region="上海", special=True)
    assert special.result == {"months": 24, "window_months": 30}
    assert special.answer.alternatives == ()


@unhurried
@given(pay=yuan, least=yuan)
def test_sick_pay_is_never_below_four_fifths_of_the_minimum_wage(pay: Decimal, least: Decimal) -> None:
    got = result("sick_floor", contract_pay=pay, min_wage=least)
    assert got["payable"] == max(pay, got["floor"]) == pay + got["topup"]
    assert got["floor"] - Decimal("0.01") < least * 4 / 5 <= got["floor"]


@unhurried
@given(wage=yuan, service=years, long=st.booleans())
def test_the_rate_of_shanghai_grows_with_service(wage: Decimal, service: Decimal, long: bool) -> None:
    less, more = (
        result("sick_sh", wage=wage, service_years=one, over6m=long, min_wage=2740) for one in (service, service + 2)
    )
    assert 40 <= less["rate"] <= more["rate"] <= 100
    assert less["payable"] <= more["payable"]
    assert less["payable"] >= less["floor"] == Decimal("2192.00")


@unhurried
@given(wage=yuan, days=st.integers(0, 23), rate=st.integers(0, 100))
def test_days_of_illness_never_pay_more_than_the_wage_nor_less_than_nothing(
    wage: Decimal, days: int, rate: int
) -> None:
    plain = result("sick_partial", wage=wage, sick_workdays=days, rate=rate)["payable"]
    floored = result("sick_partial", wage=wage, sick_workdays=days, rate=rate, min_wage=2540)["payable"]
    assert 0 <= plain <= floored <= wage


def test_the_floor_of_a_day_of_illness_is_told_where_it_raises_the_pay() -> None:
    raised = found("sick_partial", wage=3000, sick_workdays=10, rate=60, min_wage=2540)
    assert "93.43" in steps(raised)
    assert "没有和最低工资的 80% 比较" not in str(raised.assumptions)
    assert "93.43" not in steps(found("sick_partial", wage=6000, sick_workdays=10, rate=60, min_wage=2540))


@unhurried
@given(babies=st.integers(1, 9), difficult=st.booleans(), avg=yuan, own=yuan)
def test_allowance_and_top_up_together_reach_the_own_wage(
    babies: int, difficult: bool, avg: Decimal, own: Decimal
) -> None:
    got = result("maternity", kind="birth", babies=babies, difficult=difficult, unit_avg=avg, own_wage=own)
    assert got["national_days"] == 98 + 15 * (babies - 1) + 15 * difficult
    whole = fen(Fraction(own) / 30 * got["total_days"])
    assert got["allowance"] + got["employer_topup"] == max(whole, got["allowance"])


def test_no_wage_told_no_amount_answered() -> None:
    assert set(result("maternity", kind="birth", own_wage=6000)) == {"national_days", "total_days", "paternity_days"}


def test_other_divisors_are_told_with_their_amounts() -> None:
    finding = found("maternity", kind="birth", unit_avg=9000)
    assert [one.result["allowance"] for one in finding.answer.alternatives] == [
        Decimal("29013.16"),
        Decimal("28997.26"),
    ]
    assert len(found("maternity", kind="birth", unit_avg=9000, divisor="30.4").answer.alternatives) == 2


def test_a_later_child_is_told_where_the_province_gives_more() -> None:
    (other,) = found("maternity", kind="birth", prov="浙江").answer.alternatives
    assert other.result == {"total_days": 188}
    assert found("maternity", kind="birth", prov="上海").answer.alternatives == ()
    assert found("maternity", kind="birth", prov="浙江", child=2).answer.alternatives == ()


def test_the_last_day_of_leave_and_of_nursing_are_told() -> None:
    finding = found("maternity", kind="birth", prov="广东-珠海", start="2025-03-01", born="2025-03-10")
    ends, nursing = finding.answer.deadlines
    assert ends.raw == date(2025, 3, 1) + timedelta(days=177)
    assert nursing.raw == date(2026, 3, 10)
    assert "哺乳时间 2 小时" in steps(found("maternity", kind="birth", babies=2))
    assert "哺乳" not in steps(found("maternity", kind="miscarriage", months=2)).partition("孕期、产期、哺乳期")[2]


def test_the_rate_is_rounded_to_the_fen_and_the_floor_up() -> None:
    assert result("sick_sh", wage="10000.02", service_years=1, min_wage=2740)["payable"] == Decimal("6000.01")
    assert result("sick_sh", wage=0, service_years=1, min_wage="2740.33")["floor"] == Decimal("2192.27")


def test_sick_pay_says_whether_it_is_below_the_floor() -> None:
    assert "还差 232.00 元" in steps(found("sick_floor", contract_pay=1800, min_wage=2540))
    assert "不低于最低工资的 80%" in steps(found("sick_floor", contract_pay=2032, min_wage=2540))


def test_which_child_is_asked_only_where_a_province_was_told() -> None:
    facts = {fact.name: fact for fact in calculators()["maternity"].facts}
    ask = facts["child"].when
    assert ask is not None
    assert ask({"kind": "birth", "prov": "浙江"})
    assert not ask({"kind": "birth"})
    assert not ask({"kind": "miscarriage", "prov": "浙江"})
