"""The table of urgency: what speaks, what is denied, over, long ago; which legal time runs out."""

from datetime import date

import pytest

from unionhall.triage import urgency
from unionhall.triage.urgency import NORMAL, SOON, URGENT
from unionhall.triage.words import Letter

TODAY = date(2026, 11, 22)


def level(body: str, **facts: object) -> str:
    return urgency.read(Letter(body), on=TODAY, **facts).level  # type: ignore[arg-type]


def codes(body: str, **facts: object) -> dict[str, tuple[str, ...]]:
    found = urgency.read(Letter(body), on=TODAY, **facts)  # type: ignore[arg-type]
    return {reason.code: reason.words for reason in found.reasons}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("拖欠工资三个月", NORMAL),
        ("他说再不发工资就跳楼", URGENT),
        ("我真的不想活了", URGENT),
        ("老板把我们锁在宿舍里不让离开", URGENT),
        ("保安动手打人，我被打了", SOON),
        ("今天保安把我打伤了", URGENT),
        ("上个月受伤骨折，单位不管", SOON),
        ("昨天车间有人中毒送医院", URGENT),
        ("明天一早大家要去堵门", URGENT),
        ("工人说要罢工", SOON),
        ("厂里有童工", URGENT),
        ("我怀孕五个月被调岗", SOON),
        ("医生说先兆流产要保胎，单位不批假", URGENT),
        ("公司要把考勤记录删掉，考勤都删了", SOON),
        ("老板跑路了，联系不上", SOON),
        ("食堂的饭菜太贵", NORMAL),
    ],
)
def test_words_of_the_table_speak(body: str, expected: str) -> None:
    assert level(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "幸好没有受伤",
        "事故未造成人员受伤",
        "没有人受伤，只是想问工资",
        "去年受伤，已经痊愈，想问退休",
        "受伤的事已经解决了，这次问社保",
        "去年骨折过",
        "地面湿滑，担心受伤",
        "应当避免中暑",
        "如果罢工会怎样",
    ],
)
def test_what_is_denied_over_or_only_feared_does_not_count(body: str) -> None:
    assert level(body) == NORMAL


def test_a_denied_wish_to_die_is_still_looked_at_soon() -> None:
    assert level("请放心，我不会自杀") == SOON


def test_a_denial_holds_for_its_own_clause_only() -> None:
    assert level("公司没有买社保，我受伤了没人管") == SOON


def test_today_in_an_old_letter_is_not_today() -> None:
    assert level("今天有人受伤送医院", written_on=date(2026, 11, 20)) == URGENT
    assert level("今天有人受伤送医院", written_on=date(2020, 1, 1)) == SOON


def test_traditional_characters_and_spaces_say_the_same() -> None:
    assert level("老闆說再鬧就打我們，昨 天 有人 被 打 傷") == URGENT


def test_each_reason_names_its_words() -> None:
    found = codes("我怀孕了，昨天在车间晕倒，送医院")
    assert found["pregnancy"] == ("怀孕",)
    assert {"晕倒", "送医院"} <= set(found["injury"])


def test_no_identity_number_is_ever_quoted() -> None:
    found = codes("330102199003078219 昨天受伤 13812345678 被打伤 6222020200112233445")
    assert found
    assert not any(sign.isdigit() or sign == "※" for words in found.values() for word in words for sign in word)


def test_the_year_for_arbitration_runs_out() -> None:
    assert level("工资没发", happened_on=date(2025, 12, 1), kind="wages") == URGENT
    assert level("工资没发", happened_on=date(2026, 1, 20), kind="wages") == SOON
    assert level("工资没发", happened_on=date(2026, 9, 1), kind="wages") == NORMAL
    assert level("工资没发", happened_on=date(2024, 9, 1), kind="wages") == NORMAL
    reason = urgency.read(Letter("工资"), on=TODAY, happened_on=date(2025, 12, 1), kind="wages").reasons[0]
    assert (reason.code, reason.until, reason.source) == (
        "arbitration",
        date(2026, 12, 1),
        "劳动争议调解仲裁法第二十七条",
    )


def test_the_employers_thirty_days_for_an_injury_run_out() -> None:
    assert level("认定工伤", happened_on=date(2026, 10, 25), kind="injury") == URGENT
    assert level("认定工伤", happened_on=date(2026, 11, 15), kind="injury") == SOON


def test_a_leap_day_has_its_year() -> None:
    limit = urgency.LIMITS[0]
    assert limit.ends_on(date(2024, 2, 29)) == date(2025, 3, 1)


def test_every_line_of_the_table_says_when_it_was_read() -> None:
    assert all(sign.checked_on and sign.level in urgency.LEVELS for sign in urgency.SIGNS)
    assert all(limit.source and limit.checked_on for limit in urgency.LIMITS)


@pytest.mark.parametrize(
    "body", ["", "。", "一", "救" * 50_000, "受伤" * 25_000, "没" * 50_000, "\x00\ufffd\u202e" * 100]
)
def test_hostile_letters_are_read_without_harm(body: str) -> None:
    assert level(body) in urgency.LEVELS
