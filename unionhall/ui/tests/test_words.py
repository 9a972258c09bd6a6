"""How dates, clocks and money are said."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from unionhall.core.workdays import Due
from unionhall.ui import words

FRIDAY = date(2026, 6, 5)


@pytest.fixture(params=["zh-hans", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def test_a_clock_counts_working_days_and_names_the_day(language):
    said = words.clock_words(date(2026, 6, 10), today=FRIDAY)

    expected = {"zh-hans": ("还有 3 个工作日", "6月10日截止"), "en": ("3 working days left", "due 10 June")}
    assert (said.words, said.exact) == expected[language]
    assert (said.tone, said.iso) == ("amber", "2026-06-10")


def test_a_weekend_between_does_not_make_a_clock_look_far_away():
    assert words.clock_words(date(2026, 6, 8), today=FRIDAY).tone == "amber"
    assert words.clock_words(date(2026, 6, 11), today=FRIDAY).tone == "green"


def test_a_clock_can_count_calendar_days(language):
    said = words.clock_words(date(2026, 6, 28), working=False, today=FRIDAY)

    assert said.words == {"zh-hans": "还有 23 天", "en": "23 days left"}[language]


@pytest.mark.parametrize(
    ("due", "zh", "en"),
    [
        (FRIDAY, "今天截止", "Due today"),
        (date(2026, 6, 3), "已超期 2 个工作日", "2 working days overdue"),
        (date(2026, 6, 6), "已没有工作日", "No working day left"),
    ],
)
def test_the_edges_of_a_clock_have_their_own_words(due, zh, en, language):
    assert words.clock_words(due, today=FRIDAY).words == {"zh-hans": zh, "en": en}[language]


def test_an_overdue_clock_is_red_and_a_met_or_paused_one_is_not():
    late = FRIDAY - timedelta(days=4)

    assert words.clock_words(late, today=FRIDAY).tone == "red"
    assert words.clock_words(late, paused=True, today=FRIDAY).tone == "paused"
    assert words.clock_words(late, done_on=FRIDAY, today=FRIDAY).tone == "done"


def test_a_met_clock_says_how_late_it_was():
    with translation.override("en"):
        assert words.clock_words(FRIDAY, done_on=FRIDAY, today=FRIDAY).words == "Done in time"
        assert words.clock_words(date(2026, 6, 3), done_on=FRIDAY, today=FRIDAY).words == "Done 2 days late"


def test_a_clock_of_years_ago_says_calendar_days():
    with translation.override("en"):
        assert words.clock_words(date(2011, 6, 5), today=FRIDAY).words == "5479 days overdue"


def test_a_provisional_date_says_so(language):
    said = words.clock_words(Due(date(2026, 6, 10), provisional=True), today=FRIDAY).exact

    assert {"zh-hans": "暂定", "en": "provisional"}[language] in said


def test_due_words_make_one_sentence(language):
    said = words.due_words(date(2026, 6, 28), today=FRIDAY)

    assert said == {"zh-hans": "还有 23 天，6月28日截止", "en": "23 days left, due 28 June"}[language]


def test_another_year_is_named(language):
    assert words.date_words(date(2026, 6, 12), today=FRIDAY) == {"zh-hans": "6月12日", "en": "12 June"}[language]
    assert (
        words.date_words(date(2027, 6, 12), today=FRIDAY)
        == {"zh-hans": "2027年6月12日", "en": "12 June 2027"}[language]
    )


def test_an_instant_is_said_in_the_federations_time_zone():
    with translation.override("zh-hans"):
        assert words.datetime_words(datetime(2026, 6, 5, 22, 30, tzinfo=UTC), today=FRIDAY) == "6月6日 06:30"


@pytest.mark.parametrize(
    ("passed", "zh"),
    [
        (timedelta(seconds=20), "刚刚"),
        (timedelta(minutes=20), "20 分钟前"),
        (timedelta(hours=3), "3 小时前"),
        (timedelta(days=1), "昨天"),
        (timedelta(days=5), "5 天前"),
        (timedelta(days=20), "5月16日"),
    ],
)
def test_what_lies_back_is_said_as_people_say_it(passed, zh):
    now = datetime(2026, 6, 5, 6, 0, tzinfo=UTC)

    with translation.override("zh-hans"):
        assert words.ago(now - passed, now=now) == zh


def test_just_before_midnight_is_yesterday_after_midnight():
    after_midnight = datetime(2026, 6, 5, 17, 0, tzinfo=UTC)

    with translation.override("en"):
        assert words.ago(after_midnight - timedelta(hours=2), now=after_midnight) == "yesterday"


@pytest.mark.parametrize(
    ("amount", "said"),
    [(Decimal("1234.5"), "¥1,234.50"), (0, "¥0.00"), (Decimal("-8"), "−¥8.00"), (None, ""), ("", "")],
)
def test_money_is_said_in_yuan_with_two_places(amount, said):
    assert words.money(amount) == said
