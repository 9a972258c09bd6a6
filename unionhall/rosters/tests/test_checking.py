"""What a row says and whether it can be right."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from unionhall.core.identity import identity_check
from unionhall.rosters.checking import Bad, Unions, day_written, facts, identity_of, name_of, phone_of, uscc_of
from unionhall.rosters.enums import Reason

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("王伟", "王伟"),
        ("张 三", "张三"),
        ("欧阳　修", "欧阳修"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽 ・ 买买提", "阿依古丽·买买提"),
        ("\U00020bb7野", "\U00020bb7野"),
        ("李\U00030edd", "李\U00030edd"),
        ("〇〇", "〇〇"),
        ("John  Smith", "John Smith"),
        ("Ｌｉ Ｍｉｎｇ", "Li Ming"),
        ("王", "王"),
        ("阿" * 30, "阿" * 30),
    ],
)
def test_names_have_one_spelling(said: str, name: str) -> None:
    assert name_of(said) == name


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", Reason.NO_NAME),
        (" · ", Reason.NO_NAME),
        ("阿" * 31, Reason.NAME_LONG),
        ("王\ue815", Reason.NAME_PRIVATE),
        ("王3", Reason.NAME_SHAPE),
        ("=cmd()", Reason.NAME_SHAPE),
    ],
)
def test_what_is_no_name(said: str, reason: Reason) -> None:
    with pytest.raises(Bad) as bad:
        name_of(said)
    assert bad.value.reason == reason


def test_an_old_number_of_fifteen_digits_becomes_the_one_it_stands_for() -> None:
    assert identity_of("110105491231002", TODAY) == "11010519491231002X"


@pytest.mark.parametrize(
    "said",
    [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "'11010519491231002X",
    ],
)
def test_numbers_are_read_as_people_write_them(said: str) -> None:
    assert identity_of(said, TODAY) == "11010519491231002X"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("110105194912310021", Reason.IDENTITY_CHECK),
        ("1101051949123100", Reason.IDENTITY_SHAPE),
        ("11010519491331002" + identity_check("11010519491331002"), Reason.IDENTITY_BIRTH),
        ("11010520990101002" + identity_check("11010520990101002"), Reason.IDENTITY_BIRTH),
        ("19010519491231002" + identity_check("19010519491231002"), Reason.IDENTITY_REGION),
    ],
)
def test_what_is_no_identity_number(said: str, reason: Reason) -> None:
    with pytest.raises(Bad) as bad:
        identity_of(said, TODAY)
    assert bad.value.reason == reason


def test_a_region_that_had_ended_before_the_birth_cannot_be() -> None:
    front = "51020219980101001"
    number = front + identity_check(front)
    assert identity_of(number, TODAY) == number
    with pytest.raises(Bad) as bad:
        identity_of(number, TODAY, lambda code, year: year <= 1996)
    assert bad.value.reason == Reason.IDENTITY_REGION


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("1990-1-5", date(1990, 1, 5)),
        ("1990/01/05", date(1990, 1, 5)),
        ("1990.1.5", date(1990, 1, 5)),
        ("19900105", date(1990, 1, 5)),
        ("1990年1月5日", date(1990, 1, 5)),
        ("1990年1月", date(1990, 1, 1)),
        ("1990.1", date(1990, 1, 1)),
        ("199001", date(1990, 1, 1)),
        ("一九九〇年十二月二十五日", date(1990, 12, 25)),
        ("1990-01-05 00:00:00", date(1990, 1, 5)),
        ("32878", date(1990, 1, 5)),
        ("去年", None),
        ("1990-13-01", None),
    ],
)
def test_days_are_read_as_people_write_them(said: str, day: date | None) -> None:
    assert day_written(said) == day


@pytest.mark.parametrize("said", ["13800001234", "+86 138-0000-1234", "86 13800001234", "１３８００００１２３４"])
def test_phones_are_read_as_people_write_them(said: str) -> None:
    assert phone_of(said) == "13800001234"


@pytest.mark.parametrize("said", ["", "无", "—", "/"])
def test_no_phone_is_no_mistake(said: str) -> None:
    assert phone_of(said) == ""


def test_a_credit_code_is_checked() -> None:
    assert uscc_of("91350100M000100Y43") == "91350100M000100Y43"
    with pytest.raises(Bad):
        uscc_of("91350100M000100Y44")


def test_a_birthday_that_contradicts_the_number_is_a_mistake() -> None:
    cells = {"name": "王伟", "identity": "11010519491231002X", "birth": "1949-12-30"}
    with pytest.raises(Bad) as bad:
        facts(cells, today=TODAY, unions=Unions(uuid4()), regions=None)
    assert bad.value.reason == Reason.BIRTH_DIFFERS


def test_without_anything_to_tell_people_apart_a_row_is_not_taken() -> None:
    with pytest.raises(Bad) as bad:
        facts({"name": "王伟"}, today=TODAY, unions=Unions(uuid4()), regions=None)
    assert bad.value.reason == Reason.NOTHING_TO_TELL
