"""Pay in lieu of notice, and who may lay off."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from unionhall.lawbook.contents import calculators
from unionhall.lawbook.ending.grounds import GROUNDS
from unionhall.lawbook.finding import Finding

TODAY = date(2026, 9, 1)


def notice(**said: Any) -> Finding:
    return calculators()["notice_pay"].find({"notice_days": 0, "last_month_wage": "9000"} | said, today=TODAY)


def layoff(**said: Any) -> Finding:
    return calculators()["layoff"].find(said, today=TODAY)


@pytest.mark.parametrize("ground", sorted(GROUNDS))
def test_only_dismissal_under_article_40_owes_notice(ground: str) -> None:
    owed = ground in ("art40_1", "art40_2", "art40_3")
    amount = Decimal("9000.00") if owed else Decimal("0.00")
    assert notice(ground=ground).result == {"payable": owed, "amount": amount}
    headline = notice(ground=ground).answer.headline
    assert headline is not None
    assert headline.zh.startswith("代通知金" if owed else "这种情形没有")


@pytest.mark.parametrize(("days", "owed"), [(0, True), (29, True), (30, False), (31, False)])
def test_thirty_days_free_the_employer(days: int, owed: bool) -> None:
    finding = notice(ground="art40_2", notice_days=days)
    assert isinstance(finding.result, dict)
    assert finding.result["payable"] is owed
    assert finding.answer.steps[1].formula == f"{days} {'<' if owed else '≥'} 30"
    assert finding.answer.headline is not None
    assert ("代通知金 9000.00" in finding.answer.headline.zh) is owed
    assert bool(finding.assumptions) is owed


def test_some_places_pay_only_for_the_days_missing() -> None:
    (other,) = notice(ground="art40_1", notice_days=20).answer.alternatives
    assert other.result == {"payable": True, "amount": Decimal("3000.00")}
    assert notice(ground="art40_1", notice_days=0).answer.alternatives == ()
    assert notice(ground="art40_1", notice_days=30).answer.alternatives == ()


def test_the_wage_is_not_asked_where_nothing_can_be_owed() -> None:
    calculator = calculators()["notice_pay"]
    assert calculator.next_question({"ground": "art37"}, today=TODAY) is None
    for days, name in ((29, "last_month_wage"), (30, None)):
        asked = calculator.next_question({"ground": "art40_3", "notice_days": days}, today=TODAY)
        assert (asked.name if asked else None) == name


@pytest.mark.parametrize(
    ("n", "total", "allowed"),
    [
        (20, 1000, True),
        (19, 1000, False),
        (19, 190, True),
        (19, 191, False),
        (1, 1, True),
        (0, 5, False),
        (21, 21, True),
    ],
)
def test_twenty_or_a_tenth(n: int, total: int, allowed: bool) -> None:
    finding = layoff(n=n, total=total)
    assert finding.result == {"art41": allowed}
    assert (len(finding.answer.steps), bool(finding.assumptions)) == ((6, True) if allowed else (3, False))
    assert finding.answer.steps[0].formula == f"{n} {'≥' if n >= 20 else '<'} 20"
    assert finding.answer.steps[1].formula == f"{n} × 10 = {n * 10} {'≥' if n * 10 >= total else '<'} {total}"


@pytest.mark.parametrize(("day", "sign"), [(date(2024, 5, 30), "29 <"), (date(2024, 5, 31), "30 ≥")])
def test_thirty_days_lie_between_telling_and_lay_off(day: date, sign: str) -> None:
    finding = layoff(n=20, total=100, told_on=date(2024, 5, 1), laid_off_on=day)
    assert f"{sign} 30" in finding.answer.steps[3].formula
    assert next(one.raw for one in finding.answer.deadlines) == date(2024, 5, 31)
    assert finding.answer.deadlines[1].raw == date(2024, 11, 30)
    assert layoff(n=1, total=100, told_on=date(2024, 5, 1), laid_off_on=day).answer.deadlines == ()


def test_telling_and_laying_off_on_one_day_is_taken() -> None:
    assert layoff(n=20, total=20, told_on=TODAY, laid_off_on=TODAY).result == {"art41": True}


@pytest.mark.parametrize(("ground", "steps"), [("art40_1", 3), ("art37", 1)])
def test_the_amount_is_reckoned_in_a_step_only_where_it_is_owed(ground: str, steps: int) -> None:
    assert len(notice(ground=ground).answer.steps) == steps
    assert len(notice(ground="art40_1", notice_days=30).answer.steps) == 2


@pytest.mark.parametrize(("n", "zh"), [(20, "够得上"), (19, "人数不够")])
def test_the_answer_is_one_sentence(n: int, zh: str) -> None:
    headline = layoff(n=n, total=1000).answer.headline
    assert headline is not None
    assert zh in headline.zh
