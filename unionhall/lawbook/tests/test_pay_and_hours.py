"""Overtime, the minimum wage and unpaid wages: what must hold for any amounts, and what is said beside the sum."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.lawbook.contents import calculators
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.money import fen
from unionhall.lawbook.pay.arrears import property_fee
from unionhall.lawbook.reading import BadFacts

TODAY = date(2026, 9, 1)
yuan = st.integers(min_value=0, max_value=10_000_000).map(lambda fen_: Decimal(fen_) / 100)
hours = st.integers(min_value=0, max_value=2_000).map(lambda tenths: Decimal(tenths) / 10)
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
@given(base=yuan, least=yuan, wd=hours, rest=hours, hol=hours)
def test_overtime_adds_its_items_and_never_pays_below_the_minimum_wage(
    base: Decimal, least: Decimal, wd: Decimal, rest: Decimal, hol: Decimal
) -> None:
    got = result("overtime", base=base, min_wage=least, wd=wd, rest=rest, hol=hol)
    floor = result("overtime", base=least, min_wage=least, wd=wd, rest=rest, hol=hol)
    assert got["total"] == got["pay_150"] + got["pay_200"] + got["pay_300"] >= floor["total"]
    assert got["pay_150"] == fen(Fraction(max(base, least)) / 174 * Fraction(wd) * Fraction(3, 2))


@unhurried
@given(wd=hours, rest=hours, rested=hours)
def test_rest_taken_instead_never_pays_more(wd: Decimal, rest: Decimal, rested: Decimal) -> None:
    rested = min(rest, rested)
    without = result("overtime", base="8700", min_wage="2540", wd=wd, rest=rest)
    with_rest = result("overtime", base="8700", min_wage="2540", wd=wd, rest=rest, rest_comp=rested)
    assert with_rest["pay_200"] == without["pay_200"] - 100 * rested
    assert with_rest["pay_150"] == without["pay_150"]


@pytest.mark.parametrize(
    ("said", "broken"),
    [
        ({"wd": 36}, ""),
        ({"wd": "36.1"}, "超过每月 36 小时"),
        ({"wd": 20, "rest": 10, "hol": 7}, "超过每月 36 小时"),
        ({"wd": 20, "rest": 16, "rest_comp": 16, "hol": 7}, ""),
        ({"wd": 72, "months": 2}, ""),
        ({"wd": 73, "months": 2}, "超过每月 36 小时"),
        ({"wd": 3, "most_in_day": 3}, "超过 1 小时要有特殊原因"),
        ({"wd": 3, "most_in_day": "1.1"}, "超过 1 小时要有特殊原因"),
        ({"wd": 3, "most_in_day": "3.1"}, "超过每天最多 3 小时"),
        ({"wd": 1, "most_in_day": 1}, ""),
        ({"wd": 1, "weeks_without_rest": 1}, "没有休息一天"),
        ({"days": [["2025-03-12", 4, False]]}, "超过每天最多 3 小时"),
        ({"days": [["2025-03-15", 8, False]]}, ""),
    ],
)
def test_a_broken_limit_is_told_and_takes_nothing_away(said: dict[str, Any], broken: str) -> None:
    finding = found("overtime", base="8700", min_wage="2540", **said)
    for mark in ("超过每月", "特殊原因", "超过每天最多", "没有休息一天"):
        assert (mark in steps(finding)) == (mark in broken)
    assert isinstance(finding.result, dict)
    if "days" not in said:
        paid_hours = 75 * Decimal(said.get("wd", 0))
        assert finding.result["pay_150"] == paid_hours


def test_days_of_a_list_fall_into_their_buckets_with_the_totals() -> None:
    days = [
        ["2025-05-01", 8, False],  # statutory
        ["2025-05-03", 8, False],  # the long holiday's Saturday: a rest day
        ["2025-05-04", 8, True],  # rest day, rested
        ["2025-04-27", 2, False],  # Sunday worked in exchange
    ]
    got = result("overtime", base="8700", min_wage="2540", wd=1, days=days)
    assert (got["pay_150"], got["pay_200"], got["pay_300"]) == (Decimal(225), Decimal(800), Decimal(1200))
    said = steps(found("overtime", base="8700", min_wage="2540", days=days))
    assert "已补休" in said
    assert "2025-05-01：法定节假日，300%" in said


def test_overtime_tells_other_readings_with_their_amounts() -> None:
    finding = found("overtime", base="8700", min_wage="2540", wd=10)
    assert finding.answer.alternatives[0].result["total"] == Decimal("525.00")
    piece = found("overtime", scheme="piece", base="6000", min_wage="2540", piece_rate=2, pieces_wd=10, pieces_hol=10)
    assert piece.answer.alternatives[0].result == {
        "pay_150": Decimal("10.00"),
        "pay_200": Decimal("0.00"),
        "pay_300": Decimal("40.00"),
        "total": Decimal("50.00"),
    }
    irregular = found("overtime", scheme="irregular", base="8700", min_wage="2540", hol=8)
    assert irregular.answer.alternatives[0].result["pay_300"] == Decimal("1200.00")
    local = found("overtime", scheme="irregular", base="8700", region="上海", hol=8)
    assert local.answer.alternatives == ()
    assert "不定时工时制法定节假日 上海" in local.unverified[0].zh


def test_hours_on_holidays_told_within_the_total_are_taken_out_once() -> None:
    finding = found("comprehensive", base="5220", year=2025, period="month", worked="180", hol_hours="8")
    (other,) = finding.answer.alternatives
    assert other.result["pay_150"] == Decimal("300.00")  # 45 × (180 − 8 − 165.333…)
    assert other.result["total"] == Decimal("1020.00")
    assert found("comprehensive", base="5220", year=2025, period="month", worked="180").answer.alternatives == ()


@unhurried
@given(period=st.sampled_from(["month", "quarter", "year"]), worked=st.integers(0, 700), more=st.integers(0, 40))
def test_more_hours_never_pay_less(period: str, worked: int, more: int) -> None:
    less, pay = (
        result("comprehensive", base="5220", year=2025, period=period, worked=one) for one in (worked, worked + more)
    )
    assert 0 <= less["pay_150"] <= pay["pay_150"]


@unhurried
@given(gross=yuan, ot=yuan, special=yuan, attended=st.integers(0, 23))
def test_the_gap_to_the_minimum_wage_closes_it_exactly(
    gross: Decimal, ot: Decimal, special: Decimal, attended: int
) -> None:
    got = result(
        "minwage_month",
        region="北京",
        day="2025-10-31",
        gross=gross + ot + special,
        ot=ot,
        special=special,
        attended=attended,
        due="21.75",
    )
    assert got["comparable"] == gross
    assert got["shortfall"] == max(Decimal(0), got["floor"] - gross)
    assert got["ok"] == (got["shortfall"] == 0)
    assert got["floor"] <= got["standard"]


def test_a_gap_tells_what_an_ignored_order_adds() -> None:
    finding = found("minwage_month", region="北京", day="2025-10-31", gross=2000)
    assert finding.answer.alternatives[0].result == {"extra_min": Decimal("270.00"), "extra_max": Decimal("540.00")}
    assert found("minwage_month", region="北京", day="2025-10-31", gross=2540).answer.alternatives == ()


def test_each_item_left_out_of_the_minimum_wage_is_named() -> None:
    said = {"region": "北京", "day": "2025-10-31", "gross": 5000}
    text = steps(found("minwage_month", **said, ot=1, special=2, welfare=3, personal_si_hf=4))
    for words in ("加班费 1 元", "津贴 2 元", "福利待遇 3 元", "公积金 4 元，当地规定不算"):
        assert words in text
    assert "不算在内" not in steps(found("minwage_month", **said))


@pytest.mark.parametrize(
    ("amount", "fee"),
    [(0, 50), (10_000, 50), (10_001, "50.025"), (100_000, 2300), (200_000, 4300), (20_000_000, 141_800)],
)
def test_the_court_fee_is_counted_by_brackets(amount: int, fee: Any) -> None:
    assert property_fee(Decimal(amount)) == Fraction(fee)


@unhurried
@given(due=yuan, paid=yuan)
def test_extra_damages_only_after_an_ignored_order_and_between_half_and_all(due: Decimal, paid: Decimal) -> None:
    before = result("arrears", due=due, paid=paid)
    after = result("arrears", due=due, paid=paid, ordered_overdue=True)
    assert before["unpaid"] == after["unpaid"] == max(Decimal(0), due - paid)
    assert before["extra_min"] == before["extra_max"] == 0
    assert after["extra_max"] == after["unpaid"]
    assert 0 <= after["extra_min"] * 2 - after["unpaid"] <= Decimal("0.01")
    assert before["payment_order_fee"] == after["payment_order_fee"] <= max(Decimal(17), after["unpaid"])


@pytest.mark.parametrize(
    ("said", "alert"),
    [
        ({"due": 5000, "months_owed": 3}, "5,000 到 20,000"),
        ({"due": "4999.99", "months_owed": 3}, ""),
        ({"due": 5000, "months_owed": "2.9"}, ""),
        ({"due": 50000}, ""),
        ({"due": 30000, "workers": 10}, "30,000 到 100,000"),
        ({"due": 30000, "workers": 9}, ""),
        ({"due": "29999.99", "workers": 10}, ""),
    ],
)
def test_the_threshold_of_the_crime_is_told_from_its_band_on(said: dict[str, Any], alert: str) -> None:
    text = steps(found("arrears", **said))
    assert ("数额较大" in text) == bool(alert)
    assert alert in text
    if alert:
        assert "还要先经政府部门责令支付" in text
        assert "可能到了" in text
        assert "可以报案" in steps(found("arrears", **said, ordered_overdue=True))


@pytest.mark.parametrize(("due", "sure"), [("19999.99", False), ("20000", True)])
def test_above_the_band_every_province_calls_it_large(due: str, sure: bool) -> None:
    assert ("数额已到" in steps(found("arrears", due=due, months_owed=4))) == sure


def test_routes_fit_what_the_worker_holds() -> None:
    plain = steps(found("arrears", due=8000))
    assert "欠条" not in plain
    assert "总承包" not in plain
    assert "欠条" in steps(found("arrears", due=8000, iou=True))
    assert "总承包" in steps(found("arrears", due=8000, construction=True))
    left = found("arrears", due=8000, left_on="2026-03-31").answer.deadlines
    assert [day.raw for day in left] == [date(2027, 3, 31)]
    assert found("arrears", due=8000).answer.deadlines == ()
    assert found("arrears", due=8000).answer.alternatives[0].result["extra_min"] == 4000
    assert found("arrears", due=8000, ordered_overdue=True).answer.alternatives == ()
    assert "每件 10 元" in plain


def test_the_last_bracket_of_the_court_fee_begins_at_twenty_million() -> None:
    assert property_fee(Decimal(21_000_000)) == 141_800 + 5_000


def test_the_hour_says_its_base_and_the_notice_of_its_day() -> None:
    below = found("overtime", base=2000, min_wage=2540, wd=4)
    assert "低于最低工资，按最低工资算" in below.answer.steps[0].words.zh
    equal = found("overtime", base=2540, min_wage=2540, wd=4)
    assert "不低于最低工资" in equal.answer.steps[0].words.zh
    assert [row.table for row in below.answer.parameters] == ["minimum_wage.monthly", "work_time.paid_days"]
    for day, document in (("2024-12-31", "劳社部发〔2008〕3号"), ("2025-01-01", "人社部发〔2025〕2号")):
        step = found("overtime", base=6000, min_wage=2540, wd=4, on=day).answer.steps[1]
        assert step.articles[0].act.document == document


def test_a_period_cannot_hold_more_hours_than_it_has() -> None:
    said = {"base": "5220", "year": 2025, "period": "month"}
    assert result("comprehensive", **said, worked=744)["overtime_hours"] == Decimal("578.67")
    for more in ({"worked": "744.1"}, {"worked": 744, "hol_hours": 1}):
        with pytest.raises(BadFacts) as refused:
            found("comprehensive", **said, **more)
        assert "worked" in refused.value.errors
    few = found("comprehensive", **said, worked=100, hol_hours=8).answer.alternatives[0]
    assert few.result["overtime_hours"] == 0


@pytest.mark.parametrize(
    ("day", "exchanged"),
    [
        ("2025-01-26", "调成了上班"),  # a Sunday worked in exchange
        ("2025-05-05", "调整成了休息"),  # a Monday made a day off
        ("2025-03-15", ""),  # Saturday
        ("2025-03-16", ""),  # Sunday
        ("2025-03-14", ""),  # Friday
        ("2025-05-01", ""),  # a statutory Thursday
        ("2025-10-04", ""),  # a Saturday within the long holiday
    ],
)
def test_a_day_moved_by_the_notice_says_so(day: str, exchanged: str) -> None:
    text = steps(found("classify_day", day=day))
    for mark in ("调成了上班", "调整成了休息"):
        assert (mark in text) == (mark == exchanged)
