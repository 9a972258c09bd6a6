"""Injury: wages while work stops, levels, nursing, death, platform workers — boundaries and what must always hold."""

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.lawbook.book import book
from unionhall.lawbook.calculator import Calculator
from unionhall.lawbook.contents import calculators
from unionhall.lawbook.dated import Dated
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.injury.own_wage import own_wage
from unionhall.lawbook.injury.platform_cover import UNKNOWN
from unionhall.lawbook.injury.provinces import CORPS, known
from unionhall.lawbook.injury.survivors import pensions_of, percent_of
from unionhall.lawbook.reading import BadFacts

TODAY = date(2026, 10, 1)
NAMES = ("stop_work", "disability", "exit_lumps", "nursing", "death", "oip")
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
yuan = st.integers(min_value=1, max_value=10_000_000).map(lambda fen_: Decimal(fen_) / 100)
percents = st.lists(st.tuples(st.sampled_from(["spouse", "child", "parent", "other"]), st.booleans()), max_size=8)


def find(fn: str, **said: Any) -> Finding:
    return calculators()[fn].find(said, today=TODAY)


def result(fn: str, **said: Any) -> dict[str, Any]:
    found = find(fn, **said).result
    assert isinstance(found, dict)
    return found


def row(table: str, region: str, value: str, since: date, unit: str = "") -> Dated:
    return Dated(table, region, 1, Decimal(value), unit, since, None, "S1", "V", TODAY)


@unhurried
@given(wage=yuan, average=yuan)
def test_the_own_wage_lies_between_60_and_300_percent_of_the_average(wage: Decimal, average: Decimal) -> None:
    taken = own_wage(wage, average).taken
    assert Fraction(60, 100) * Fraction(average) <= taken <= 3 * Fraction(average)
    if Fraction(60, 100) * Fraction(average) <= wage <= 3 * average:
        assert taken == wage


@unhurried
@given(own=yuan, relations=percents)
def test_pensions_together_never_exceed_the_own_wage(own: Decimal, relations: list[tuple[str, bool]]) -> None:
    shares = [percent_of(*relation) for relation in relations]
    paid = pensions_of(Fraction(own), shares)
    assert sum(paid.amounts, Decimal(0)) <= own
    assert paid.scaled == (sum(shares) > 100)
    assert all(amount >= 0 for amount in paid.amounts)
    for amount, share in zip(paid.amounts, shares, strict=True):
        assert abs(Fraction(amount) - Fraction(own) * share / max(100, sum(shares))) <= Fraction(1, 100)
    if sum(shares) >= 100:  # only what rounding leaves is not paid: never a fen for each
        assert own - sum(paid.amounts, Decimal(0)) <= Decimal("0.01") * len(shares)


def test_a_hundred_percent_that_rounding_would_lift_is_rounded_down() -> None:
    paid = pensions_of(Fraction(Decimal("3333.35")), [40, 30, 30])
    assert (paid.amounts, paid.scaled, paid.rounded_down) == (
        (Decimal("1333.34"), Decimal("1000.00"), Decimal("1000.00")),
        False,
        True,
    )


def test_a_reader_sees_what_cutting_each_pension_would_give() -> None:
    deps = [["spouse", False], ["child", False], ["child", False], ["parent", False]]
    found = find("death", year=2025, wage=7000, pool_avg=8000, deps=deps)
    other = found.answer.alternatives[0].result["pensions"]
    assert other == [Decimal("2153.84"), *[Decimal("1615.38")] * 3]
    assert found.answer.alternatives[1].result == {"advance": Decimal("541880.00")}


def test_only_lone_elderly_and_orphans_have_ten_points_more() -> None:
    assert [percent_of("spouse", False), percent_of("spouse", True)] == [40, 50]
    assert [percent_of("child", False), percent_of("sibling", True)] == [30, 40]


def test_a_death_lump_takes_the_income_of_the_year_before_and_no_other() -> None:
    for year, lump in {2021: 876680, 2022: 948240, 2023: 985660, 2024: 1036420, 2025: 1083760, 2026: 1130040}.items():
        assert result("death", year=year, wage=8000, pool_avg=8000)["lump"] == lump
    assert find("death", year=2027, wage=8000, pool_avg=8000).needs[0].table == "urban_income"
    shown = find("death", year=2025, wage=8000, pool_avg=8000).answer.parameters
    assert [row.table for row in shown] == ["average_wage.pool", "urban_income"]


def test_an_approved_income_of_the_next_year_is_taken() -> None:
    held = book().with_rows([row("urban_income", "全国", "60000", date(2027, 1, 1))])
    found = calculators()["death"].find({"year": 2027, "wage": 8000, "pool_avg": 8000}, book=held, today=TODAY)
    assert isinstance(found.result, dict)
    assert found.result["lump"] == Decimal("1200000.00")


def test_the_average_of_the_pool_may_come_from_the_book() -> None:
    held = book().with_rows([row("average_wage.pool", "江西", "8000", date(2026, 1, 1))])
    for fn, said in (
        ("nursing", {"degree": "full"}),
        ("disability", {"level": 9, "wage": 8000}),
        ("death", {"year": 2026, "wage": 8000}),
    ):
        found = calculators()[fn].find({"region": "江西", **said}, book=held, today=TODAY)
        assert found.result is not None, fn
        assert found.answer.parameters[0].region == "江西"


def test_without_the_average_of_the_pool_nothing_is_reckoned() -> None:
    for fn, said in (("nursing", {"degree": "full"}), ("disability", {"level": 9, "wage": 8000})):
        found = find(fn, **said)
        assert found.result is None
        assert [need.table for need in found.needs] == ["average_wage.pool"]


@unhurried
@given(level=st.integers(1, 10), wage=yuan, average=yuan, least=yuan)
def test_a_lighter_level_never_has_a_larger_lump(level: int, wage: Decimal, average: Decimal, least: Decimal) -> None:
    said = {"wage": wage, "pool_avg": average, "min_wage": least}
    if average < 1:
        return
    now = result("disability", level=level, **said)
    assert now["monthly"] == now["allowance"] + now["topup_to_min"]
    assert now["topup_to_min"] >= 0
    if level <= 6:
        assert now["monthly"] >= least
    if level < 10:
        assert result("disability", level=level + 1, **said)["lump"] <= now["lump"]


def test_months_and_percents_of_every_level() -> None:
    lumps, allowances = [], []
    for level in range(1, 11):
        found = result("disability", level=level, wage=10000, pool_avg=10000, min_wage=2000)
        lumps.append(int(found["lump"] / 10000))
        allowances.append(int(found["allowance"] / 100))
    assert lumps == [27, 25, 23, 21, 18, 16, 13, 11, 9, 7]
    assert allowances == [90, 85, 80, 75, 70, 60, 0, 0, 0, 0]


def test_what_is_taken_for_granted_is_said_where_it_matters() -> None:
    def said(fn: str, text: str, **facts: Any) -> bool:
        return any(text in words.zh for words in find(fn, **facts).assumptions)

    level = {"wage": 8000, "pool_avg": 8000, "min_wage": 2000}
    assert said("disability", "和最低工资比", level=6, **level)
    assert not said("disability", "和最低工资比", level=6, cannot_arrange=False, **level)
    assert not said("disability", "和最低工资比", level=7, **level)
    four = [["spouse", False], *[["child", False]] * 3]
    dead = {"year": 2025, "pool_avg": 8000}
    assert said("death", "零头不发", wage=7000, deps=four, **dead)
    assert said(
        "death", "零头不发", wage="5000.05", deps=[["spouse", False], ["child", False], ["child", False]], **dead
    )
    assert not said("death", "零头不发", wage=7000, deps=four[:1], **dead)


def test_who_pays_the_allowance() -> None:
    said = {"wage": 8000, "pool_avg": 8000, "min_wage": 2000}
    payers = [result("disability", level=level, **said)["payer"] for level in range(1, 11)]
    assert payers == ["fund"] * 4 + ["employer"] * 2 + [None] * 4
    assert result("disability", level=1, insured=False, **said)["payer"] == "employer"
    assert result("disability", level=6, cannot_arrange=False, **said)["payer"] is None


def test_the_minimum_wage_of_the_day_is_taken() -> None:
    said = {"level": 6, "wage": 3000, "pool_avg": 5000, "region": "江西", "tier": 1}
    assert result("disability", on="2025-11-30", **said)["topup_to_min"] == Decimal("200.00")
    assert result("disability", on="2025-12-01", **said)["topup_to_min"] == Decimal("440.00")


def test_a_worker_of_level_five_sees_what_suitable_work_would_change() -> None:
    said = {"wage": 8000, "pool_avg": 8000, "min_wage": 2000}
    assert find("disability", level=5, **said).answer.alternatives[0].result["monthly"] == 0
    assert find("disability", level=4, **said).answer.alternatives == ()
    assert find("disability", level=7, **said).answer.alternatives == ()


@pytest.mark.parametrize(
    ("prov", "medical", "employment"),
    [
        ("浙江", [30, 25, 10, 7, 4, 2], [30, 25, 10, 7, 4, 2]),
        ("北京", [18, 15, 12, 9, 6, 3], [18, 15, 12, 9, 6, 3]),
        ("上海", [18, 15, 12, 9, 6, 3], [18, 15, 12, 9, 6, 3]),
        ("广东", [10, 8, 6, 4, 2, 1], [50, 40, 25, 15, 8, 4]),
    ],
)
def test_exit_lumps_of_each_province(prov: str, medical: list[int], employment: list[int]) -> None:
    said = {"prov": prov, "prov_avg": 1000, "own": 2000}
    unit = 2000 if prov == "广东" else 1000
    found = [result("exit_lumps", level=level, **said) for level in range(5, 11)]
    assert [int(one["medical"] / unit) for one in found] == medical
    assert [int(one["employment"] / unit) for one in found] == employment


def test_each_year_before_retirement_takes_a_fifth_of_the_employment_lump_in_zhejiang() -> None:
    said = {"prov": "浙江", "level": 7, "prov_avg": 10000}
    found = [result("exit_lumps", years_short=years, **said) for years in range(6)]
    assert [int(one["employment"]) for one in found] == [100000, 80000, 60000, 40000, 20000, 0]
    assert {int(one["medical"]) for one in found} == {100000}


def test_levels_one_to_four_keep_their_employment_and_have_no_exit_lumps() -> None:
    for level in range(1, 5):
        assert result("exit_lumps", prov="江苏", level=level) == {"medical": 0, "employment": 0}
    assert find("exit_lumps", prov="江苏", level=5, prov_avg=9000).result is None


def test_remembered_provinces_are_marked_and_zhejiang_is_not() -> None:
    assert "待核实" in find("exit_lumps", prov="上海", level=9, prov_avg=9000).unverified[0].zh
    assert find("exit_lumps", prov="浙江", level=9, prov_avg=9000).unverified == ()


def test_an_average_the_book_holds_need_not_be_entered() -> None:
    assert result("exit_lumps", prov="上海", level=10, on="2026-01-01")["medical"] == 3 * 12434
    assert find("exit_lumps", prov="浙江", level=10, on="2026-01-01").needs[0].table == "average_wage.province"


def test_a_province_that_turns_to_the_own_wage_asks_for_it() -> None:
    rows = [
        Dated(
            f"exit_lumps.{kind}",
            "江苏",
            9,
            Decimal(2),
            "months of the own wage",
            date(2026, 1, 1),
            None,
            "S1",
            "V",
            TODAY,
        )
        for kind in ("medical", "employment")
    ]
    said = {"prov": "江苏", "level": 9, "prov_avg": 9000}
    with pytest.raises(BadFacts) as refused:
        calculators()["exit_lumps"].find(said, book=book().with_rows(rows), today=TODAY)
    assert "own" in refused.value.errors


@unhurried
@given(start=st.dates(date(2010, 1, 1), date(2026, 9, 1)), length=st.integers(0, 800), more=st.integers(0, 12))
def test_longer_off_work_never_pays_less_and_never_beyond_the_limit(start: date, length: int, more: int) -> None:
    said = {"injury": start, "wage": 6000, "approved_ext": more}
    now = result("stop_work", end=start + timedelta(days=length), **said)
    later = result("stop_work", end=start + timedelta(days=length + 1), **said)
    assert 0 < now["amount"] <= later["amount"] <= 6000 * (12 + more)
    assert now["months"] < 12 + more or now["days"] == 0
    assert now["end"] <= start + timedelta(days=length)


def test_days_left_over_by_the_calendar_month_are_shown_where_they_differ() -> None:
    found = find("stop_work", injury="2024-01-20", end="2024-03-05", wage=6000)
    assert found.result == {"end": date(2024, 3, 5), "months": 1, "days": 15, "amount": Decimal("9103.45")}  # 15/29
    assert found.answer.alternatives[0].result == {"amount": Decimal("8903.23")}  # 15/31
    assert find("stop_work", injury="2024-03-15", end="2024-08-31", wage=6000).answer.alternatives == ()
    assert find("stop_work", injury="2024-03-15", end="2024-08-14", wage=6000).answer.alternatives == ()


def test_who_is_still_off_work_is_told_until_when_to_ask_for_more() -> None:
    found = find("stop_work", injury="2026-03-15", wage=6000)
    assert {day.name: day.raw for day in found.answer.deadlines} == {
        "prolong": date(2027, 3, 14),
        "recognition": date(2027, 3, 15),
    }
    assert find("stop_work", injury="2026-03-15", rating="2026-09-01", wage=6000).answer.deadlines == ()


def test_the_reason_of_the_end_is_said() -> None:
    said = {"injury": "2024-03-15", "wage": 6000}
    assert "评定" in find("stop_work", end="2024-08-31", rating="2024-07-14", **said).answer.steps[1].words.zh
    assert "没有超过" in find("stop_work", end="2024-08-31", **said).answer.steps[1].words.zh
    assert "没有超过" in find("stop_work", end="2024-08-31", rating="2024-08-31", **said).answer.steps[1].words.zh
    assert "超过上限" in find("stop_work", end="2025-08-31", **said).answer.steps[1].words.zh


def test_a_place_not_held_in_2026_is_neither_yes_nor_no() -> None:
    found = find("oip", prov="河南", platform="美团", day="2026-08-01", on_order=True)
    assert found.result == {"covered": None, "reason": UNKNOWN}
    assert [need.table for need in found.needs] == ["oip.province"]
    assert found.as_dict()["needs_parameter"]
    both = find("oip", prov="河南", platform="某某快送", day="2026-08-01", on_order=True)
    assert [need.table for need in both.needs] == ["oip.province", "oip.platform"]


def test_a_province_the_federation_adds_is_covered_from_its_day() -> None:
    held = book().with_rows([row("oip.province", "河南", "1", date(2026, 3, 1))])
    said = {"prov": "河南", "platform": "美团", "on_order": True}
    after = calculators()["oip"].find({**said, "day": "2026-03-01"}, book=held, today=TODAY)
    before = calculators()["oip"].find({**said, "day": "2026-02-28"}, book=held, today=TODAY)
    assert after.result == {"covered": True}
    assert before.result == {"covered": None, "reason": UNKNOWN}


def test_whoever_is_not_covered_is_told_why_and_what_else_there_is() -> None:
    for said in (
        {"prov": "河南", "platform": "美团", "day": "2025-07-01", "on_order": True},
        {"prov": "上海", "platform": "滴滴出行", "day": "2023-06-01", "on_order": True},
        {"prov": "上海", "platform": "美团", "day": "2023-06-01", "on_order": False},
    ):
        found = find("oip", **said)
        assert isinstance(found.result, dict)
        assert found.result["covered"] is False
        assert found.result["reason"]
        assert len(found.answer.alternatives) == 3


def test_the_roll_out_has_seven_then_seventeen_provinces_and_seven_then_eleven_platforms() -> None:
    def count(table: str, day: date) -> int:
        return sum(isinstance(book().tables[table].at(name, 1, on=day), Dated) for name in book().regions(table))

    assert [count("oip.province", date(2022, 6, 30)), count("oip.province", date(2022, 7, 1))] == [0, 7]
    assert [count("oip.province", date(2025, 6, 30)), count("oip.province", date(2025, 7, 1))] == [7, 17]
    assert [count("oip.platform", date(2025, 6, 30)), count("oip.platform", date(2025, 7, 1))] == [7, 11]


def test_every_province_is_known_by_its_short_and_its_full_name() -> None:
    assert len(known()) == 32
    kind = next(fact.kind for fact in calculators()["oip"].facts if fact.name == "prov")
    for said, name in {
        "浙江省": "浙江",
        "上海市": "上海",
        "广西壮族自治区": "广西",
        "宁夏回族自治区": "宁夏",
        "新疆维吾尔自治区": "新疆",
        "内蒙古自治区": "内蒙古",
        "广东-深圳": "广东",
        "兵团": CORPS,
    }.items():
        assert kind.read(said, TODAY) == name


@pytest.mark.parametrize("name", NAMES)
def test_every_question_and_title_is_in_both_languages(name: str) -> None:
    one: Calculator = calculators()[name]
    for words in (one.title, one.about, *one.evidence, *one.not_modelled, *(fact.ask for fact in one.facts)):
        assert words.zh
        assert words.en
    assert one.for_workers


@pytest.mark.parametrize(
    ("fn", "said"),
    [
        ("stop_work", {"injury": "2024-03-15", "wage": 6000}),
        ("disability", {"level": 3, "wage": 6500, "pool_avg": 7500, "min_wage": 2010}),
        ("disability", {"level": 8, "wage": 6500, "pool_avg": 7500, "insured": False}),
        ("exit_lumps", {"prov": "浙江", "level": 9, "prov_avg": 9000, "years_short": 2}),
        ("nursing", {"degree": "most", "pool_avg": 8000, "insured": False}),
        ("death", {"year": 2025, "wage": 7000, "pool_avg": 8000, "deps": [["child", True]], "insured": False}),
        ("oip", {"prov": "上海", "platform": "美团", "day": "2023-06-01", "on_order": True}),
    ],
)
def test_a_finding_is_plain_json_with_steps_articles_and_a_sentence(fn: str, said: dict[str, Any]) -> None:
    told = json.loads(json.dumps(find(fn, **said).as_dict()))
    assert told["headline"]["zh"]
    assert all(step["words"]["zh"] and step["words"]["en"] for step in told["steps"])
    assert any(step["articles"] for step in told["steps"])
    if said.get("insured") is False:
        assert any("先行支付" in step["words"]["zh"] for step in told["steps"])
