"""A table of a new notice is read as people write it, and every row that cannot be is named."""

import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unionhall.core.tables import read_table
from unionhall.core.verdict import Refused
from unionhall.lawbook.book import book
from unionhall.parameters.reading import Given, Read, lines_of, place_of, read_values
from unionhall.parameters.views.proposing import as_text

T = "minimum_wage.monthly"
HEAD = "地区,档,月最低工资,小时最低工资,执行日期,文号,网址\n"


def read(text: str, **once: object) -> Read:
    return read_values(read_table(io.BytesIO(text.encode())), book(), Given(**once))  # type: ignore[arg-type]


def test_amounts_days_tiers_and_places_are_read_as_people_write_them() -> None:
    found = read(HEAD + '江西省,第一档,"2,100元",二十一,2027年1月1日起,赣人社发〔2026〕5号,https://x.example/5\n')
    assert found.wrong == []
    monthly, hourly = found.lines
    assert (monthly.table, monthly.region, monthly.tier, monthly.value) == (
        "minimum_wage.monthly",
        "江西",
        1,
        Decimal(2100),
    )
    assert (hourly.table, hourly.value, hourly.unit) == ("minimum_wage.hourly", Decimal(21), "yuan/hour")
    assert (monthly.since, monthly.document) == (date(2027, 1, 1), "赣人社发〔2026〕5号")


def test_tiers_may_stand_in_columns_of_their_own() -> None:
    found = read("地区\t第一档\t第二档\t小时第一档\n江西\t2100\t1950\t21\n", since=date(2027, 1, 1))
    assert [(line.table.partition(".")[2], line.tier, line.value) for line in found.lines] == [
        ("monthly", 1, 2100), ("monthly", 2, 1950), ("hourly", 1, 21),
    ]  # fmt: skip


def test_a_place_written_once_counts_for_the_rows_below_it() -> None:
    found = read("地区,档,月最低工资\n江西,1,2100\n,2,1950\n,3,1800\n", since=date(2027, 1, 1))
    assert [(line.region, line.tier) for line in found.lines] == [("江西", 1), ("江西", 2), ("江西", 3)]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("江西省", "江西"), ("北京市", "北京"), ("广西壮族自治区", "广西"), ("深圳市", "广东-深圳"), ("广东省深圳市", "广东-深圳"), ("无名省", "无名")],
)  # fmt: skip
def test_a_place_is_called_as_the_table_calls_it(said: str, meant: str) -> None:
    assert place_of(said, book().regions("minimum_wage.monthly")) == meant


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",1,2100,,2027-01-01,,", "地方"),
        ("江西,1,,,2027-01-01,,", "没有数值"),
        ("江西,1,两千多,,2027-01-01,,", "两千多"),
        ("江西,1,2100,,2027年1月,,", "哪一天"),
        ("江西,1,2100,,2027-02-30,,", "没有这一天"),
        ("江西,1,2100,,,,", "从哪天起执行"),
        ("江西,甲,2100,,2027-01-01,,", "不是档"),
        ("江西,1,-5,,2027-01-01,,", "可能的数值"),
        ("江西,1,2100,,2027-01-01,,javascript:alert(1)", "不是网址"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(row: str, says: str) -> None:
    found = read(HEAD + row + "\n")
    assert found.lines == []
    assert [wrong.number for wrong in found.wrong] == [2]
    assert says in str(found.wrong[0].reason)


def test_two_rows_for_the_same_place_tier_and_day_are_named() -> None:
    found = read(HEAD + "江西,1,2100,,2027-01-01,,\n江西省,一,2200,,2027-01-01,,\n")
    assert [(wrong.number, "2" in str(wrong.reason)) for wrong in found.wrong] == [(3, True)]


def test_a_table_without_place_or_value_is_refused_with_its_columns() -> None:
    with pytest.raises(Refused, match="甲"):
        read("甲,乙\n1,2\n")


def test_columns_nobody_knows_are_told() -> None:
    assert read("地区,月最低工资,心情\n江西,2100,好\n", since=date(2027, 1, 1)).unread == ["心情"]


def test_any_other_table_is_named_with_its_value() -> None:
    found = read("表,地区,数值,执行日期\naverage_wage.city,北京,12000,2026-07-01\nno_such,北京,1,2026-07-01\n")
    assert [(line.table, line.unit) for line in found.lines] == [("average_wage.city", "yuan/month")]
    assert "no_such" in str(found.wrong[0].reason)


def test_lines_written_back_as_a_table_read_the_same() -> None:
    lines = read(HEAD + "江西,1,2100,21.5,2027-01-01,赣人社发〔2026〕5号,https://x.example/5\n").lines
    assert read(as_text(lines)).lines == lines


CELLS = st.text(max_size=12) | st.sampled_from(
    ["江西", "1", "2100", "2027-01-01", T, "一档", "9" * 30, "1e5", "NaN", "\x00"]
)
FIELDS = ("region", "tier", "monthly", "hourly", "since", "table", "value", "url", "until")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, CELLS)), max_size=3))
def test_whatever_is_sent_is_taken_or_named(rows: list[dict[str, str]]) -> None:
    found = lines_of(rows, book(), Given())
    assert len({line.key for line in found.lines}) == len(found.lines)
    assert all(line.value is not None and line.value >= 0 for line in found.lines)
    assert len(found.wrong) <= len(rows)
