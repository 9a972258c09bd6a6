"""What people write is read where it is plain, and else answered by a sentence that says what is expected."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from unionhall.lawbook.contents import calculators
from unionhall.lawbook.reading import BadFacts, Unreadable, amount, day, numeral

TODAY = date(2026, 9, 1)
GOOD = {"hire": "2020-03-01", "end": "2024-08-31", "min_wage": "2420", "reason": "art40_3", "wages": ["8000"]}


@pytest.mark.parametrize(
    ("said", "yuan"),
    [
        ("五千", 5000), ("5k", 5000), ("5K", 5000), ("5,000元", 5000), ("５０００", 5000), ("¥5000.50", "5000.50"), ("1.2万", 12000),
        ("一万二", 12000), ("1万2", 12000), ("两千三百", 2300), ("三千零五十", 3050), ("一万零二百", 10200), ("5000元/月", 5000),
        (5000, 5000), (0.1, "0.1"), ("八百块钱", 800), ("12,345.67", "12345.67"), ("十五", 15), ("二十万", 200000),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(said: object, yuan: object) -> None:
    assert amount(said) == Decimal(str(yuan))


@pytest.mark.parametrize(
    "said", ["", "很多", "五千到六千", "5,00", "1e9", "NaN", "inf", "--5", True, None, [], "五千五千"]
)
def test_what_is_no_amount_is_answered_by_what_is_expected(said: object) -> None:
    with pytest.raises(Unreadable) as refused:
        amount(said)
    assert "5000" in refused.value.words.zh


@pytest.mark.parametrize(
    "said",
    ["2024-03-01", "2024.3.1", "2024/3/1", "2024年3月1日", "二〇二四年三月一日", "二〇二四年三月一号", "20240301", "２０２４－０３－０１",
     date(2024, 3, 1), datetime(2024, 3, 1, 8, tzinfo=UTC), "2024-03-01 00:00:00"],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(said: object) -> None:
    assert day(said) == date(2024, 3, 1)


def test_a_month_without_a_day_asks_for_the_day() -> None:
    for said in ("二〇二四年三月", "2024年3月", "2024-03"):
        with pytest.raises(Unreadable) as refused:
            day(said)
        assert "哪一天" in refused.value.words.zh


@pytest.mark.parametrize(
    "said", ["2024-02-30", "2024-13-01", "去年", "", "3月1日", 20240301, "0001-01-01", "9999-01-01"]
)
def test_what_is_no_day_of_the_calendar_is_said(said: object) -> None:
    with pytest.raises(Unreadable):
        day(said)


def test_numerals() -> None:
    assert [numeral(text) for text in ("十", "十二", "二十", "一百零五", "一千五", "二〇二四", "三亿", "百", "五千万")] == [
        10, 12, 20, 105, 1500, 2024, 300_000_000, 100, 50_000_000,
    ]  # fmt: skip
    assert numeral("好多") is None


@pytest.mark.parametrize(
    ("fact", "said", "expected"),
    [
        ("end", "2019-12-31", "比入职那天还早"),
        ("hire", "2030-01-01", "还没有到"),
        ("wages", ["5000"] * 25, "最多 12 个月"),
        ("wages", [], "至少要有 1 个月"),
        ("wages", ["5000", "-1"], "第 2 项：不能是负数"),
        ("wages", ["99999999999"], "太大了"),
        ("reason", "被开了", "请从这些里面选一个"),
        ("tier", "1.5", "请写整数"),
    ],
)
def test_a_bad_fact_is_answered_by_a_sentence(fact: str, said: object, expected: str) -> None:
    with pytest.raises(BadFacts) as refused:
        calculators()["severance"].find({**GOOD, fact: said}, today=TODAY)
    assert expected in refused.value.errors[fact].zh


def test_an_unknown_place_is_answered_by_the_places_that_are_held() -> None:
    facts = {name: said for name, said in GOOD.items() if name != "min_wage"}
    finding = calculators()["severance"].find({**facts, "region": "火星"}, today=TODAY)
    assert finding.result is None
    assert "北京" in finding.needs[0].why.zh
