"""Hours are read as people write them, and say of any moment whether the door is open."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionhall.geo.hours import ALWAYS, Closure, Hours, Season, Span
from unionhall.geo.words import Unreadable

MONDAY = date(2026, 9, 7)


def at(weekday, clock, day=MONDAY):
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(day + timedelta(days=weekday), time(hour, minute))


@pytest.mark.parametrize(
    ("text", "plainly"),
    [
        ("08:00-20:00", "每天 08:00-20:00"),
        ("8：00—20：00", "每天 08:00-20:00"),
        ("开放时间：早8点至晚8点半", "每天 08:00-20:30"),
        ("24小时", "24小时"),
        ("全天开放", "24小时"),
        ("00:00-24:00", "24小时"),
        ("24/7", "24小时"),
        ("周一至周五 08:30-17:30；周六 09:00-12:00", "周一至周五 08:30-17:30；周六 09:00-12:00；周日 休息"),
        ("周一至周五 08:30-17:30，周六 09:00-12:00", "周一至周五 08:30-17:30；周六 09:00-12:00；周日 休息"),
        ("Mo-Fr 08:30-17:30; PH off", "周一至周五 08:30-17:30；周六至周日 休息；节假日休息"),
        ("Monday to Friday 9am-5:30pm", "周一至周五 09:00-17:30；周六至周日 休息"),
        ("Mo,We 08:00-10:00", "周一 08:00-10:00；周二 休息；周三 08:00-10:00；周四至周日 休息"),
        ("周一、三 08:00-10:00", "周一 08:00-10:00；周二 休息；周三 08:00-10:00；周四至周日 休息"),
        ("Sa-Mo 10:00-12:00", "周一 10:00-12:00；周二至周五 休息；周六至周日 10:00-12:00"),
        ("工作日 8:00-12:00，13:00-17:00", "周一至周五 08:00-12:00、13:00-17:00；周六至周日 休息"),
        ("08:00-12:00\n13:00-17:00", "每天 08:00-12:00、13:00-17:00"),
        ("上午8:30-11:30 下午2:30-5:30", "每天 08:30-11:30、14:30-17:30"),
        ("22:00-06:00", "每天 22:00-06:00"),
        ("晚10点至次日早6点", "每天 22:00-06:00"),
        ("每天 9:00-17:00，周一闭馆，节假日休息", "周一 休息；周二至周日 09:00-17:00；节假日休息"),
        ("周一至周日 9:00-17:00，法定节假日 10:00-15:00", "每天 09:00-17:00；节假日 10:00-15:00"),
        ("5月1日至9月30日 08:00-21:00；10月1日至4月30日 08:30-18:00", "5月1日至9月30日 每天 08:00-21:00；10月1日至4月30日 每天 08:30-18:00"),
        ("Apr-Sep 08:00-20:00; Oct-Mar 09:00-17:00", "4月1日至9月30日 每天 08:00-20:00；10月1日至3月31日 每天 09:00-17:00"),
        ("08:00-20:00；2026-10-01至2026-10-03 关闭", "每天 08:00-20:00；2026-10-01 至 2026-10-03 关闭"),
    ],
)  # fmt: skip
def test_what_hangs_on_doors_is_read(text, plainly):
    hours = Hours.parse(text)
    assert hours.text("zh") == plainly
    assert Hours.parse(hours.text("zh")) == hours
    assert Hours.parse(hours.text("en")) == hours
    assert Hours.from_json(hours.to_json()) == hours


@pytest.mark.parametrize(
    "text",
    ["", "  ", "工作日开放", "随时", "08:00", "25:00-26:00", "08:61-09:00", "08:00-08:00", "24:30-25:00", "周一至", "2月30日至3月1日 08:00-09:00",
     "8-", "08:00-20:00 abc", "节假日休息", "9" * 600, "2026-13-01 关闭；08:00-09:00", "2026-10-01 10:00-12:00"],
)  # fmt: skip
def test_what_cannot_be_read_gets_a_sentence_with_an_example(text):
    with pytest.raises(Unreadable) as refusal:
        Hours.parse(text)
    assert "24小时" in refusal.value.words.zh
    assert "24/7" in refusal.value.words.en


def test_open_from_the_first_minute_to_before_the_last():
    hours = Hours.parse("周一至周五 08:00-20:00")
    assert [hours.is_open(at(0, clock)) for clock in ("07:59", "08:00", "19:59", "20:00")] == [False, True, True, False]
    assert not hours.is_open(at(5, "12:00"))
    assert hours.is_open_weekly(4, 8 * 60)
    assert not hours.is_open_weekly(5, 8 * 60)


def test_an_evening_that_ends_after_midnight_belongs_to_the_day_it_began_on():
    hours = Hours.parse("周五 22:00-06:00")
    assert hours.is_open(at(4, "23:00"))
    assert hours.is_open(at(5, "05:59"))
    assert not hours.is_open(at(5, "06:00"))
    assert not hours.is_open(at(4, "05:00"))
    assert hours.is_open_weekly(5, 0)
    assert not hours.is_open_weekly(4, 0)
    sunday = Hours.parse("周日 22:00-06:00")
    assert sunday.is_open_weekly(0, 60), "the week goes round"
    assert hours.closes_at(at(4, "23:00")) == at(5, "06:00")
    assert hours.closes_at(at(5, "03:00")) == at(5, "06:00")
    assert hours.opens_next(at(5, "07:00")) == at(11, "22:00")


def test_on_a_holiday_the_holiday_rule_holds():
    closed = Hours.parse("每天 08:00-20:00；节假日休息")
    shorter = Hours.parse("每天 08:00-20:00；节假日 10:00-12:00")
    assert closed.is_open(at(0, "09:00"))
    assert closed.is_open(at(0, "09:00"), holiday=False)
    assert not closed.is_open(at(0, "09:00"), holiday=True)
    assert not shorter.is_open(at(0, "09:00"), holiday=True)
    assert shorter.is_open(at(0, "11:00"), holiday=True)
    assert Hours.parse("08:00-20:00").is_open(at(0, "09:00"), holiday=True), "the same, where nothing else is said"


def test_the_night_before_a_holiday_still_ends_in_the_morning():
    hours = Hours.parse("22:00-06:00；节假日休息")
    holiday = {MONDAY}.__contains__
    assert hours.is_open(at(0, "05:00"), holiday)
    assert not hours.is_open(at(0, "23:00"), holiday)
    assert not hours.is_open(at(1, "05:00"), holiday)
    assert hours.opens_next(at(0, "12:00"), holiday) == at(1, "22:00")
    assert hours.opens_next(at(0, "12:00"), True) == at(1, "22:00")


def test_a_season_takes_the_place_of_the_week_also_over_new_year():
    hours = Hours.parse("10:00-12:00；11月15日至3月15日 10:00-18:00")
    for day, still in ((date(2026, 11, 14), False), (date(2026, 11, 15), True), (date(2027, 1, 1), True), (date(2027, 3, 15), True), (date(2027, 3, 16), False)):  # fmt: skip
        assert hours.is_open(datetime.combine(day, time(15))) is still
    leap = Season((2, 29), (2, 29), ((Span(0, 60),),) * 7)
    assert leap.holds(date(2028, 2, 29))
    assert not leap.holds(date(2027, 2, 28))


def test_a_closure_wins_over_everything():
    hours = ALWAYS.closed_on(date(2026, 9, 8), date(2026, 9, 9), "装修")
    assert hours.is_open(at(0, "23:59"))
    assert not hours.is_open(at(1, "00:00"))
    assert not hours.is_open(at(2, "23:59"))
    assert hours.is_open(at(3, "00:00"))
    assert hours.closes_at(at(0, "10:00")) == at(1, "00:00")
    assert hours.opens_next(at(1, "10:00")) == at(3, "00:00")
    assert hours.closures == (Closure(date(2026, 9, 8), date(2026, 9, 9), "装修"),)


def test_round_the_clock_never_closes_and_never_open_never_opens():
    assert ALWAYS.closes_at(at(0, "10:00")) is None
    assert ALWAYS.opens_next(at(0, "10:00")) == at(0, "10:00")
    assert ALWAYS.weekly_minutes() == 7 * 1440
    never = Hours()
    assert never.opens_next(at(0, "10:00")) is None
    assert never.closes_at(at(0, "10:00")) is None
    assert not never.is_open(at(0, "10:00"))


def test_spans_that_meet_at_midnight_are_one_opening():
    hours = Hours.parse("周一 08:00-24:00；周二 00:00-10:00")
    assert hours.closes_at(at(0, "09:00")) == at(1, "10:00")


def test_a_moment_with_a_zone_is_read_on_chinas_clock():
    hours = Hours.parse("08:00-20:00")
    assert hours.is_open(datetime(2026, 9, 7, 0, 30, tzinfo=timezone.utc))  # noqa: UP017
    assert not hours.is_open(datetime(2026, 9, 7, 12, 30, tzinfo=timezone.utc))  # noqa: UP017


@pytest.mark.parametrize(
    "said",
    [
        [],
        {},
        {"weekly": [[[0, 5]]]},
        {"weekly": [[[9, 5]]] * 7},
        {"weekly": [[]] * 7, "holidays": "perhaps"},
        {"weekly": 3},
        None,
    ],
)
def test_hours_that_were_kept_wrongly_are_said_to_be(said):
    if said == {}:
        assert Hours.from_json(said) == Hours()
        return
    with pytest.raises(Unreadable):
        Hours.from_json(said)


SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 1439), st.integers(1, 1440))
WEEKS = st.lists(st.lists(SPANS, max_size=3).map(tuple), min_size=7, max_size=7).map(tuple)


@given(WEEKS, st.integers(0, 6), st.integers(0, 1439))
def test_any_week_says_the_same_by_weekday_and_by_date_and_survives_being_written_down(week, weekday, minute):
    hours = Hours(weekly=week)
    moment = datetime.combine(MONDAY, datetime.min.time()) + timedelta(days=weekday, minutes=minute)
    assert hours.is_open(moment) == hours.is_open_weekly(weekday, minute)
    assert hours.is_open(moment) == any(
        span.start <= minute + 1440 * ago < span.end for ago in (0, 1) for span in week[(weekday - ago) % 7]
    )
    assert Hours.from_json(hours.to_json()) == hours
    ends = hours.closes_at(moment)
    if hours.is_open(moment) and ends:
        assert not hours.is_open(ends)
        assert hours.is_open(ends - timedelta(minutes=1))
    opens = hours.opens_next(moment)
    if opens:
        assert hours.is_open(opens)


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_stumble(text):
    with suppress(Unreadable):
        Hours.parse(text)
