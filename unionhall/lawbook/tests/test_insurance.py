"""Unemployment benefit, retirement, flexible insurance — boundaries and what must always hold."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.lawbook.contents import calculators
from unionhall.lawbook.finding import Finding
from unionhall.lawbook.insurance.retirement import COHORTS, delay_of, min_months
from unionhall.lawbook.months import add_months

TODAY = date(2026, 10, 1)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
yuan = st.integers(min_value=100, max_value=10_000_000).map(lambda fen_: Decimal(fen_) / 100)
months = st.integers(0, 600)
births = st.dates(date(1940, 1, 1), date(2000, 12, 31))
kinds = st.sampled_from(sorted(COHORTS))


def find(fn: str, **said: Any) -> Finding:
    return calculators()[fn].find(said, today=TODAY)


def result(fn: str, **said: Any) -> dict[str, Any]:
    found = find(fn, **said).result
    assert isinstance(found, dict)
    return found


def annex(first: date, every: int, most: int) -> dict[tuple[int, int], int]:
    """The delay of each month of birth as the annexes list it, group after group."""
    listed, month, delay = {}, first, 1
    while month.year < 2000:
        for _ in range(every):
            listed[month.year, month.month] = delay
            month = add_months(month, 1)
        delay = min(most, delay + 1)
    return listed


@pytest.mark.parametrize(
    ("kind", "first", "every", "most", "last_that_waits_less"),
    [
        ("male", date(1965, 1, 1), 4, 36, (1976, 8)),
        ("female55", date(1970, 1, 1), 4, 36, (1981, 8)),
        ("female50", date(1975, 1, 1), 2, 60, (1984, 10)),
    ],
)
def test_every_month_of_birth_waits_as_long_as_the_annexes_say(
    kind: str, first: date, every: int, most: int, last_that_waits_less: tuple[int, int]
) -> None:
    listed = annex(first, every, most)
    assert max(month for month, delay in listed.items() if delay < most) == last_that_waits_less
    for (year, month), delay in listed.items():
        for day in (1, 15, 28):
            assert delay_of(kind, date(year, month, day)) == delay
    for before in range(1, 60):
        assert delay_of(kind, add_months(first, -before)) == 0


@unhurried
@given(kind=kinds, birth=births)
def test_the_window_is_never_before_the_former_age_nor_wider_than_three_years(kind: str, birth: date) -> None:
    found = result("retirement", kind=kind, birth=birth)
    former = add_months(birth, COHORTS[kind].age * 12)
    assert former <= found["earliest_flexible"] <= found["legal_date"] < found["latest_flexible"]
    assert add_months(found["earliest_flexible"].replace(day=1), 36) >= found["legal_date"].replace(day=1)
    assert found["latest_flexible"].replace(day=1) == add_months(found["legal_date"].replace(day=1), 36)
    assert 15.0 <= found["min_years_at_legal"] <= 20.0
    years, rest = found["legal_age"].removesuffix("个月").split("岁")
    assert int(years) * 12 + int(rest) == COHORTS[kind].age * 12 + found["delay_months"]


@unhurried
@given(kind=kinds, birth=births)
def test_whoever_is_born_later_never_retires_earlier(kind: str, birth: date) -> None:
    assert (
        result("retirement", kind=kind, birth=birth)["legal_date"]
        <= result("retirement", kind=kind, birth=add_months(birth, 1))["legal_date"]
    )


def test_minimum_years_rise_by_half_a_year_from_2030_to_2039() -> None:
    assert [min_months(year) / 12 for year in range(2028, 2042)] == [
        15.0, 15.0, 15.5, 16.0, 16.5, 17.0, 17.5, 18.0, 18.5, 19.0, 19.5, 20.0, 20.0, 20.0,
    ]  # fmt: skip


@pytest.mark.parametrize(("paid", "gap"), [(None, None), (0, 186), (185, 1), (186, 0), (187, 0)])
def test_the_gap_is_what_is_missing_and_never_negative(paid: int | None, gap: int | None) -> None:
    said = {"kind": "male", "birth": "1969-01-01"} | ({} if paid is None else {"paid_months": paid})
    assert result("retirement", **said).get("gap_months") == gap


def test_a_month_without_the_birthday_ends_on_its_last_day() -> None:
    assert result("retirement", kind="male", birth="1966-10-31")["legal_date"] == date(2027, 4, 30)
    leap = result("retirement", kind="male", birth="1967-09-30")  # nine months later
    assert leap["legal_date"] == date(2028, 6, 30)
    assert result("retirement", kind="female50", birth="1977-01-29")["legal_date"] == date(2028, 2, 29)


def test_notice_days_stand_three_months_and_one_month_before() -> None:
    days = {day.name: day.raw for day in find("retirement", kind="male", birth="1967-05-12").answer.deadlines}
    assert days == {"tell_early": date(2027, 2, 12), "agree_later": date(2027, 12, 12)}
    days = {day.name: day.raw for day in find("retirement", kind="male", birth="1964-05-12").answer.deadlines}
    assert days == {"agree_later": date(2024, 4, 12)}


def test_going_early_is_shown_with_the_years_of_that_year() -> None:
    found = find("retirement", kind="male", birth="1971-06-15", paid_months=180)
    assert found.result is not None
    assert result("retirement", kind="male", birth="1971-06-15")["legal_date"] == date(2033, 2, 15)
    early = found.answer.alternatives[0].result
    assert early == {"date": date(2031, 6, 15), "min_years": 16.0, "gap_months": 12}
    assert find("retirement", kind="male", birth="1964-12-31").answer.alternatives == ()


def test_who_reached_the_age_before_2025_is_told_that_the_former_rules_apply() -> None:
    def told(birth: str) -> bool:
        said = find("retirement", kind="male", birth=birth).assumptions
        return any("2025 年以前" in words.zh for words in said)

    assert told("1964-12-31")
    assert not told("1965-01-01")


@unhurried
@given(paid=months)
def test_guangdong_never_gives_more_than_the_national_ceiling_and_more_months_never_less(paid: int) -> None:
    most = result("ui_months_national", months=paid)["max_months"]
    given_months = result("ui_months_gd", months=paid)["months_gd"]
    assert 0 <= given_months <= most <= 24
    assert result("ui_months_gd", months=paid + 1)["months_gd"] >= given_months
    assert result("ui_months_national", months=paid + 1)["max_months"] >= most


@pytest.mark.parametrize(
    ("on", "first", "second", "extended"),
    [
        (date(2024, 7, 1), 2255, 1804, 1595),
        (date(2025, 6, 30), 2255, 1804, 1595),
        (date(2025, 7, 1), 2305, 1844, 1650),
        (date(2026, 6, 30), 2305, 1844, 1650),
        (date(2026, 7, 1), 2340, 1872, 1690),
    ],
)
def test_shanghai_pays_by_the_set_of_the_day(on: date, first: int, second: int, extended: int) -> None:
    def total(n: int) -> Any:
        return result("ui_sh_amount", on=on, n=n)["total"]

    assert (total(0), total(1), total(12)) == (0, first, 12 * first)
    assert total(24) == 12 * first + 12 * second
    assert total(36) == 12 * (first + second + extended)
    assert [total(n + 1) - total(n) for n in (11, 12, 23, 24)] == [first, second, second, extended]


def test_shanghai_shows_only_the_amounts_it_used() -> None:
    assert [row.value for row in find("ui_sh_amount", n=12).answer.parameters] == [Decimal(2340)]
    assert [row.value for row in find("ui_sh_amount", n=0).answer.parameters] == [Decimal(2340)]
    assert len(find("ui_sh_amount", n=25).answer.parameters) == 3
    assert len(find("ui_sh_amount", n=25).assumptions) == len(find("ui_sh_amount", n=24).assumptions) + 1


@unhurried
@given(least=yuan, n=st.integers(0, 24))
def test_the_benefit_of_guangdong_is_below_the_minimum_wage(least: Decimal, n: int) -> None:
    found = result("ui_gd_amount", min_wage=least, n=n)
    assert found["monthly"] <= least
    assert found["total"] == found["monthly"] * n


@unhurried
@given(new=st.integers(0, 24), left=st.integers(0, 24))
def test_two_spells_are_never_more_than_24_months_nor_less_than_the_longer(new: int, left: int) -> None:
    assert max(new, left) <= result("ui_merge", new=new, left=left)["months"] <= 24


@unhurried
@given(base=yuan, lower=yuan, more=yuan, medical=st.integers(0, 15))
def test_the_base_stays_between_the_bounds_and_the_total_is_the_sum(
    base: Decimal, lower: Decimal, more: Decimal, medical: int
) -> None:
    found = result("flexible", base=base, lower=lower, upper=lower + more, medical=medical, subsidy_pct=50)
    assert lower <= found["base"] <= lower + more
    assert found["total"] == found["pension"] + found["medical"]
    assert found["personal_account"] <= found["pension"]
    assert 0 <= found["subsidy"] <= found["total"]


def test_without_a_subsidy_none_is_named() -> None:
    said = {"base": 8000, "lower": 7546, "upper": 37731, "medical": 10}
    assert "subsidy" not in result("flexible", **said)
    assert not any("就业困难" in words.zh for words in find("flexible", **said).assumptions)
    assert any("就业困难" in words.zh for words in find("flexible", subsidy_pct=50, **said).assumptions)


def test_the_other_reading_of_the_subsidy_and_the_share_of_an_employee_are_shown() -> None:
    found = find("flexible", base=10000, lower=7546, upper=37731, medical=10, subsidy_pct=50)
    assert [other.result for other in found.answer.alternatives] == [
        {"employee_share": Decimal("1050.00")},
        {"subsidy": Decimal("1500.00")},
    ]
    at_the_floor = find("flexible", base=5000, lower=7546, upper=37731, medical=10, subsidy_pct=50)
    assert len(at_the_floor.answer.alternatives) == 1


def test_another_pension_rate_is_taken_and_the_account_never_gets_more_than_is_paid() -> None:
    found = result("flexible", base=10000, lower=5000, upper=20000, pension=24)
    assert (found["pension"], found["personal_account"]) == (Decimal("2400.00"), Decimal("800.00"))
    assert result("flexible", base=10000, lower=5000, upper=20000, pension=5)["personal_account"] == 500


@pytest.mark.parametrize(
    ("region", "tier", "on", "lower", "upper"),
    [
        ("上海", None, "2025-07-01", 7460, 37302),
        ("上海", None, "2026-07-01", 7546, 37731),
        ("广东", 1, "2024-07-01", 5500, 27501),
        ("广东", 2, "2024-07-01", 4767, 27501),
        ("广东", 3, "2024-07-01", 4492, 27501),
        ("广东", 1, "2025-07-01", 5510, 27549),
        ("广东", 2, "2025-07-01", 4775, 27549),
        ("四川", None, "2025-01-01", 4588, 22938),
        ("北京", None, "2025-07-01", 7162, 35811),
    ],
)
def test_bounds_of_the_place_and_day(region: str, tier: int | None, on: str, lower: int, upper: int) -> None:
    said = {"region": region, "tier": tier, "on": on}
    assert result("flexible", base=1, **said)["base"] == lower
    assert result("flexible", base=99999, **said)["base"] == upper


@pytest.mark.parametrize(
    ("fn", "said"),
    [
        ("ui_months_national", {"months": 60}),
        ("ui_months_gd", {"months": 60}),
        ("ui_gd_amount", {"min_wage": 2680, "n": 8, "own_avg": 6000}),
        ("ui_sh_amount", {"n": 14}),
        ("ui_merge", {"new": 12, "left": 3}),
        ("retirement", {"kind": "male", "birth": "1967-05-12", "paid_months": 200}),
        ("flexible", {"base": 8000, "lower": 7546, "upper": 37731, "subsidy_pct": 50}),
    ],
)
def test_a_finding_is_plain_json_with_steps_articles_and_a_sentence(fn: str, said: dict[str, Any]) -> None:
    told = json.loads(json.dumps(find(fn, **said).as_dict()))
    assert told["headline"]["zh"]
    assert all(step["words"]["zh"] and step["words"]["en"] for step in told["steps"])
    assert any(step["articles"] for step in told["steps"])
    assert told["evidence"]
    assert told["not_modelled"]
