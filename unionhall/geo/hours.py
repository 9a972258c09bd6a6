"""When is this door open? Hours as they hang on it: by weekday, over midnight, on holidays, in seasons, closed on dates.

Times are minutes after midnight on the clock of the place (China has one). An evening that ends after midnight belongs to the
day it began on. What stands nearer to a date wins: a closure before the holiday rule, that before a season, that before the week.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from .words import Unreadable, Words

DAY = 1440
"""Minutes."""
CHINA = ZoneInfo("Asia/Shanghai")
HORIZON = 400
"""Days looked ahead for the next opening: a season that comes round once a year is found."""

Holiday = bool | Callable[[date], bool] | None
"""Whether the day asked about is a public holiday: yes, no, a function that knows it of any day, or nobody said."""


@dataclass(frozen=True, order=True)
class Span:
    """Open from `start` to `end`, minutes after the midnight the day began with; above 1440 it goes on after the next one."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start < DAY and self.start < self.end <= self.start + DAY):
            raise ValueError(f"{self.start}–{self.end} is no span of a day")

    def __str__(self) -> str:
        return f"{_clock(self.start)}-{_clock(self.end)}"


Spans = tuple[Span, ...]
WHOLE: Spans = (Span(0, DAY),)
CLOSED: tuple[Spans, ...] = ((),) * 7


@dataclass(frozen=True)
class Season:
    """Other hours from one day of the year to another, both included; over New Year when `last` is earlier."""

    first: tuple[int, int]
    last: tuple[int, int]
    weekly: tuple[Spans, ...]

    def holds(self, day: date) -> bool:
        """Whether the season is on."""
        at = (day.month, day.day)
        return self.first <= at <= self.last if self.first <= self.last else at >= self.first or at <= self.last


@dataclass(frozen=True)
class Closure:
    """Closed from one date to another, both included."""

    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True)
class Hours:
    """The hours of a door.

    `weekly`: the spans of Monday to Sunday. `always`: round the clock (then `weekly` is seven whole days). `holidays`: on public
    holidays the `same`, `closed`, or spans of their own. `seasons`: the first that holds takes the place of the week. `closures`: dates.
    """

    weekly: tuple[Spans, ...] = CLOSED
    always: bool = False
    holidays: str | Spans = "same"
    seasons: tuple[Season, ...] = ()
    closures: tuple[Closure, ...] = ()

    def __post_init__(self) -> None:
        if self.always:
            object.__setattr__(self, "weekly", (WHOLE,) * 7)
        elif len(self.weekly) != 7:
            raise ValueError("seven days make a week")
        else:
            object.__setattr__(self, "weekly", tuple(_joined(spans) for spans in self.weekly))
            object.__setattr__(self, "always", all(spans == WHOLE for spans in self.weekly) and not self.seasons)
        if isinstance(self.holidays, str) and self.holidays not in ("same", "closed"):
            raise ValueError(self.holidays)
        if not isinstance(self.holidays, str):
            object.__setattr__(self, "holidays", _joined(self.holidays))

    @classmethod
    def parse(cls, text: str) -> Hours:
        """Hours as people write them, in Chinese or English, or in OpenStreetMap's way.

        `08:00-20:00` · `24小时` · `周一至周五 08:30-17:30；周六 09:00-12:00` · `Mo-Fr 08:30-17:30; PH off` · `22:00-06:00` ·
        `5月1日至9月30日 08:00-21:00；10月1日至4月30日 08:30-18:00` · `每天 9:00-17:00，周一闭馆，节假日休息`.
        Raises `Unreadable` with a sentence that names the part that could not be read.
        """
        return _parsed(text)

    def spans(self, day: date, holiday: Holiday = None) -> Spans:
        """The spans that begin on a day."""
        if any(one.first <= day <= one.last for one in self.closures):
            return ()
        if self.holidays != "same" and _is_holiday(holiday, day):
            return () if isinstance(self.holidays, str) else self.holidays
        for season in self.seasons:
            if season.holds(day):
                return season.weekly[day.weekday()]
        return self.weekly[day.weekday()]

    def is_open(self, at: datetime, holiday: Holiday = None) -> bool:
        """Whether the door is open at a moment: from the first minute of a span to before its last.

        A time with a zone is read on China's clock, one without as it stands. `holiday` is about the day of `at`; the night before
        counts as no holiday unless a function is given, which is asked about both days.
        """
        at = _local(at)
        minute, day = at.hour * 60 + at.minute, at.date()
        if any(span.start <= minute < span.end for span in self.spans(day, holiday)):
            return True
        before = day - timedelta(days=1) if day > date.min else day
        return before < day and any(
            minute < span.end - DAY for span in self.spans(before, holiday if callable(holiday) else None)
        )

    def is_open_weekly(self, weekday: int, minute: int) -> bool:
        """Whether it is open in an ordinary week: weekday 0 (Monday) to 6, minute 0 to 1439; no season, holiday or closure."""
        if not (0 <= weekday <= 6 and 0 <= minute < DAY):
            raise ValueError(f"weekday {weekday}, minute {minute}")
        return any(span.start <= minute < span.end for span in self.weekly[weekday]) or any(
            minute < span.end - DAY for span in self.weekly[weekday - 1]
        )

    def closes_at(self, at: datetime, holiday: Holiday = None) -> datetime | None:
        """When the door that is open at `at` closes next; None when it is closed now, or does not close within a year."""
        at = _local(at)
        if not self.is_open(at, holiday):
            return None
        known = _known_on(holiday, at.date())
        end = at
        for _ in range(HORIZON * 4):
            further = max((last for first, last in self._around(end, known) if first <= end < last), default=None)
            if further is None:
                return end
            end = further
            if end - at > timedelta(days=HORIZON):
                return None
        return None

    def opens_next(self, at: datetime, holiday: Holiday = None) -> datetime | None:
        """The first moment from `at` on at which the door is open: `at` itself when it is; None when it stays closed for a year."""
        at = _local(at)
        if self.is_open(at, holiday):
            return at
        known = _known_on(holiday, at.date())
        for ahead in range(HORIZON):
            day = at.date() + timedelta(days=ahead)
            for span in self.spans(day, known):
                opens = datetime.combine(day, time(), at.tzinfo) + timedelta(minutes=span.start)
                if opens >= at:
                    return opens
        return None

    def weekly_minutes(self) -> int:
        """How many minutes of an ordinary week the door is open."""
        return sum(span.end - span.start for spans in self.weekly for span in spans)

    def text(self, language: str = "zh") -> str:
        """The hours in words: one part for each stretch of days alike, then seasons, holidays and closures."""
        chinese = language.lower().startswith("zh")
        parts = [_week_in_words(self.weekly, chinese)] if not self.seasons or self.weekly != CLOSED else []
        for one in self.seasons:
            (m1, d1), (m2, d2) = one.first, one.last
            when = f"{m1}月{d1}日至{m2}月{d2}日" if chinese else f"{MONTHS[m1 - 1]} {d1:02}-{MONTHS[m2 - 1]} {d2:02}"
            parts.append(f"{when} {_week_in_words(one.weekly, chinese)}")
        if self.holidays == "closed":
            parts.append("节假日休息" if chinese else "PH off")
        elif not isinstance(self.holidays, str):
            parts.append(("节假日 " if chinese else "PH ") + _spans_in_words(self.holidays, chinese))
        for shut in self.closures:
            when = (
                f"{shut.first}"
                if shut.first == shut.last
                else f"{shut.first}{' 至 ' if chinese else ' to '}{shut.last}"
            )
            parts.append(f"{when} {'关闭' if chinese else 'off'}" + (f" ({shut.reason})" if shut.reason else ""))
        return ("；" if chinese else "; ").join(parts)

    def closed_on(self, first: date, last: date, reason: str = "") -> Hours:
        """The same hours, closed from one date to another, both included."""
        return replace(self, always=False, closures=(*self.closures, Closure(first, last, reason)))

    def to_json(self) -> dict[str, Any]:
        """As plain JSON; `from_json` gives the same value back."""
        return {
            "weekly": [_pairs(spans) for spans in self.weekly],
            "always": self.always,
            "holidays": self.holidays if isinstance(self.holidays, str) else _pairs(self.holidays),
            "seasons": [{"from": list(one.first), "to": list(one.last), "weekly": [_pairs(spans) for spans in one.weekly]} for one in self.seasons],
            "closures": [{"from": one.first.isoformat(), "to": one.last.isoformat(), "reason": one.reason} for one in self.closures],
        }  # fmt: skip

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Hours:
        """What `to_json` wrote. Raises `Unreadable` for anything else."""
        try:
            holidays = said.get("holidays", "same")
            return cls(
                weekly=_weekly(said.get("weekly") or [[]] * 7),
                always=bool(said.get("always", False)),
                holidays=holidays if isinstance(holidays, str) else _spans(holidays),
                seasons=tuple(Season(_month_day(one["from"]), _month_day(one["to"]), _weekly(one["weekly"])) for one in said.get("seasons", [])),
                closures=tuple(
                    Closure(date.fromisoformat(one["from"]), date.fromisoformat(one["to"]), str(one.get("reason", "")))
                    for one in said.get("closures", [])
                ),
            )  # fmt: skip
        except (AttributeError, KeyError, TypeError, ValueError):
            raise Unreadable(Words("存下来的开放时间读不懂。", "The hours as kept cannot be read.")) from None

    def _around(self, at: datetime, holiday: Holiday) -> list[tuple[datetime, datetime]]:
        """The spans that begin today or yesterday, as moments."""
        found = []
        for ago in (1, 0):
            day = at.date() - timedelta(days=ago)
            midnight = datetime.combine(day, time(), at.tzinfo)
            found += [
                (midnight + timedelta(minutes=one.start), midnight + timedelta(minutes=one.end))
                for one in self.spans(day, holiday)
            ]
        return found


ALWAYS = Hours(always=True)
"""Round the clock."""


def _is_holiday(holiday: Holiday, day: date) -> bool:
    return bool(holiday(day)) if callable(holiday) else bool(holiday)


def _known_on(holiday: Holiday, day: date) -> Holiday:
    """What is known of one day says nothing about the days around it."""
    if holiday is None or callable(holiday):
        return holiday
    return lambda other: other == day and bool(holiday)


def _local(at: datetime) -> datetime:
    return at if at.tzinfo is None else at.astimezone(CHINA)


def _joined(spans: Iterable[Span]) -> Spans:
    """In order; what touches or overlaps becomes one, as long as it stays within a day's length."""
    made: list[Span] = []
    for span in sorted(spans):
        if made and span.start <= made[-1].end and max(made[-1].end, span.end) - made[-1].start <= DAY:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return tuple(made)


def _pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: Iterable[Sequence[Any]]) -> Spans:
    return tuple(Span(int(start), int(end)) for start, end in pairs)


def _weekly(days: Sequence[Any]) -> tuple[Spans, ...]:
    return tuple(_spans(pairs) for pairs in days)


def _month_day(said: Sequence[Any]) -> tuple[int, int]:
    month, day = (int(one) for one in said)
    date(2000, month, day)  # a leap year: 29 February is a day
    return month, day


def _clock(minute: int) -> str:
    return "24:00" if minute == DAY else f"{minute // 60 % 24:02}:{minute % 60:02}"


ZH_DAYS = "一二三四五六日"
EN_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _spans_in_words(spans: Spans, chinese: bool) -> str:
    if not spans:
        return "休息" if chinese else "off"
    if spans == WHOLE:
        return "24小时" if chinese else "00:00-24:00"
    return ("、" if chinese else ",").join(str(span) for span in spans)


def _week_in_words(weekly: tuple[Spans, ...], chinese: bool) -> str:
    if all(spans == WHOLE for spans in weekly):
        return "24小时" if chinese else "24/7"
    if len(set(weekly)) == 1:
        return ("每天 " if chinese else "Mo-Su ") + _spans_in_words(weekly[0], chinese)
    parts, first = [], 0
    for day in range(1, 8):
        if day == 7 or weekly[day] != weekly[first]:
            last = day - 1
            if chinese:
                days = f"周{ZH_DAYS[first]}" + (f"至周{ZH_DAYS[last]}" if last > first else "")
            else:
                days = EN_DAYS[first] + (f"-{EN_DAYS[last]}" if last > first else "")
            parts.append(f"{days} {_spans_in_words(weekly[first], chinese)}")
            first = day
    return ("；" if chinese else "; ").join(parts)


# Reading. The text is cut into words of a few kinds; a rule is: when (season, days, holiday) and then times, or "closed".

_PLAIN = str.maketrans("０１２３４５６７８９：，；～—–－−〜﹣（）　", "0123456789:,;~----~-() ")
_DAY_NAMES = {
    **{f"{week}{day}": number for week in ("周", "星期", "礼拜") for number, day in enumerate("一二三四五六日")},
    **{f"{week}天": 6 for week in ("周", "星期", "礼拜")},
    **{f"{week}{day}": number for week in ("周", "星期", "礼拜") for number, day in enumerate("1234567")},
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
    "mo": 0, "tu": 1, "we": 2, "th": 3, "fr": 4, "sa": 5, "su": 6,
}  # fmt: skip
_GROUPS = {
    **dict.fromkeys(
        ("每天", "每日", "天天", "每周七天", "全周", "全年", "daily", "everyday", "every day", "all week"), range(7)
    ),
    **dict.fromkeys(("工作日", "平日", "weekdays", "weekday", "working days", "working day"), range(5)),
    **dict.fromkeys(("周末", "双休日", "周六日", "周六周日", "星期六日", "weekends", "weekend"), (5, 6)),
}
_HOLIDAY = (
    "法定节假日",
    "法定假日",
    "国家法定节假日",
    "节假日",
    "节日",
    "假日",
    "public holidays",
    "public holiday",
    "holidays",
    "holiday",
    "ph",
)
_SHUT = ("不开放", "不营业", "休息", "闭馆", "关闭", "关门", "休馆", "停业", "除外", "不开", "closed", "off", "close")
_WHOLE = (
    "24小时营业",
    "24小时开放",
    "二十四小时",
    "24小时",
    "24h",
    "24 h",
    "24/7",
    "24 hours",
    "24hours",
    "全天候",
    "全天开放",
    "全天",
    "全日",
    "昼夜",
    "round the clock",
    "always",
)
_FILLER = (
    "开放时间", "营业时间", "服务时间", "营业", "开放", "对外", "正常", "无休", "不打烊", "照常", "open", "from", "hours", "每周", "的", "为", "自", "是", "时段",
)  # fmt: skip
_TO = ("至", "到", "-", "~", "to", "until", "–", "till")
_HALF = {
    "凌晨": 0,
    "清晨": 0,
    "早上": 0,
    "早晨": 0,
    "早": 0,
    "上午": 0,
    "中午": 1,
    "下午": 1,
    "傍晚": 1,
    "晚上": 1,
    "晚间": 1,
    "晚": 1,
    "夜间": 1,
    "夜里": 1,
}
_HALF_PATTERN = "|".join(sorted(_HALF, key=len, reverse=True))
_TIME = re.compile(
    rf"(?P<next>次日|翌日|第二天|隔天)?\s*(?P<half>{_HALF_PATTERN})?\s*(?P<next2>次日)?"
    r"(?:(?P<h>\d{1,2})\s*(?::\s*(?P<m>\d{2})(?::00)?(?!\d)|\s*[点时](?:\s*(?P<m2>\d{1,2})\s*分?|(?P<half_hour>半)|(?P<quarter>一刻)|整|钟)?|(?=\s*(?:am|pm|a\.m\.|p\.m\.)))"
    r"\s*(?P<ampm>am|pm|a\.m\.|p\.m\.)?)"
)
_MONTH_DAY = re.compile(
    r"(?:(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*[日号]?)?|(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s*(?P<d2>\d{1,2})(?![\d:]|\s*:))?)(?P<end>底)?"
)
_REASON = re.compile(r"\s*\(([^()]{1,60})\)")
"""Why a door is closed on a date, as `text` writes it behind the date."""
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass
class _Rule:
    days: tuple[int, ...] | None = None
    holiday: bool = False
    season: tuple[tuple[int, int], tuple[int, int]] | None = None
    dates: tuple[date, date] | None = None
    spans: Spans | None = None
    reason: str = ""


def _parsed(text: str) -> Hours:
    if not text or not text.strip():
        raise _unreadable("", "没有写开放时间", "no hours are written")
    if len(text) > 500:
        raise _unreadable(text[:20] + "…", "写得太长", "it is too long")
    plain = text.translate(_PLAIN).lower().replace("\r", "\n").strip()
    rules = [rule for part in re.split(r"[;\n。|]+", plain) if part.strip() for rule in _rules(part.strip(), text)]
    return _put_together(rules, text)


def _rules(part: str, text: str) -> list[_Rule]:
    """The rules of one part; a comma begins a new one only where days follow times."""
    made: list[_Rule] = []
    rule, rest = _Rule(), part

    def done() -> None:
        nonlocal rule
        if rule != _Rule():
            made.append(rule)
        rule = _Rule()

    while rest := rest.lstrip(" ,、:()/&.和及与"):
        if (
            rule.spans is not None
            and not _TIME.match(rest)
            and not _starts(rest, _WHOLE)
            and not _starts(rest, _FILLER)
        ):
            done()
        if found := _ISO.match(rest):
            first = _date(found, text)
            rest, last = rest[found.end() :], first
            if (to := _starts(rest.lstrip(), _TO)) and (second := _ISO.match(rest.lstrip()[len(to) :].lstrip())):
                last = _date(second, text)
                rest = rest.lstrip()[len(to) :].lstrip()[second.end() :]
            rule.dates = (min(first, last), max(first, last))
        elif (found := _MONTH_DAY.match(rest)) and not _TIME.match(rest):
            rule.season, rest = _season(rest, text)
        elif word := _starts(rest, _WHOLE):
            rule.spans, rest = WHOLE, rest[len(word) :]
        elif word := _starts(rest, _SHUT):
            rule.spans, rest = (), rest[len(word) :]
            if rule.dates and (found := _REASON.match(rest)):
                rule.reason, rest = found[1].strip(), rest[found.end() :]
            done()
        elif word := _starts(rest, _HOLIDAY):
            rule.holiday, rest = True, rest[len(word) :]
        elif _starts(rest, _GROUPS):
            days, rest = _days(rest, text)
            rule.days = tuple(sorted({*(rule.days or ()), *days}))
        elif _TIME.match(rest):
            span, rest = _span(rest, text)
            rule.spans = (*(rule.spans or ()), span)
        elif _starts(rest, _DAY_NAMES):
            days, rest = _days(rest, text)
            rule.days = tuple(sorted({*(rule.days or ()), *days}))
        elif word := _starts(rest, _FILLER):
            rest = rest[len(word) :]
        else:
            raise _unreadable(rest, f"看不懂“{rest[:20]}”", f"“{rest[:20]}” is not understood")
    done()
    return made


def _starts(rest: str, words: Iterable[str]) -> str:
    """The longest of these words the rest begins with."""
    return max((word for word in words if rest.startswith(word) and not _runs_on(rest, word)), key=len, default="")


def _runs_on(rest: str, word: str) -> bool:
    """`mo` is not in `monthly`."""
    return (
        word[-1].isascii()
        and word[-1].isalpha()
        and rest[len(word) : len(word) + 1].isascii()
        and rest[len(word) : len(word) + 1].isalpha()
    )


def _days(rest: str, text: str) -> tuple[tuple[int, ...], str]:
    if word := _starts(rest, _GROUPS):
        return tuple(_GROUPS[word]), rest[len(word) :]
    word = _starts(rest, _DAY_NAMES)
    first, rest = _DAY_NAMES[word], rest[len(word) :]
    after = rest.lstrip(" .")
    if to := _starts(after, _TO):
        behind = after[len(to) :].lstrip()
        if word := _starts(behind, _DAY_NAMES):
            last, rest = _DAY_NAMES[word], behind[len(word) :]
        elif behind[:1] and behind[0] in "一二三四五六日天" and not re.match(r"[一二三四五六日天][点时月]", behind):
            last, rest = (6 if behind[0] == "天" else ZH_DAYS.index(behind[0])), behind[1:]
        else:
            raise _unreadable(after, "“至”后面要写星期几", "a weekday is expected after “to”")
        return tuple((first + step) % 7 for step in range((last - first) % 7 + 1)), rest
    found = [first]
    while (more := re.match(r"[、,]?([一二三四五六日])(?![点时月\d])", rest)) and not _starts(
        rest.lstrip("、,"), _DAY_NAMES
    ):
        found.append(ZH_DAYS.index(more[1]))
        rest = rest[more.end() :]
    return tuple(found), rest


def _span(rest: str, text: str) -> tuple[Span, str]:
    start, half, rest = _time(rest, None, text)
    after = rest.lstrip()
    to = _starts(after, _TO) or ("-" if after.startswith("-") else "")
    if not to:
        raise _unreadable(rest or text, "只写了一个时刻，没有写到几点", "one time is written, without the time it ends")
    after = after[len(to) :].lstrip(" -~")
    if not _TIME.match(after):
        raise _unreadable(after or text, "没有写到几点", "the end is missing")
    end, _half, rest = _time(after, half, text)
    if start >= DAY:
        start -= DAY
    if end > DAY and end - DAY >= start + DAY:
        raise _unreadable(text, "一段时间超过了一天", "a span is longer than a day")
    if end == start or (start == 0 and end == 0):
        if start == 0:
            return Span(0, DAY), rest
        raise _unreadable(
            text, "开始和结束是同一时刻；全天开放请写“24小时”", "it ends when it begins; write 24/7 for round the clock"
        )
    return Span(start, end if end > start else end + DAY), rest


def _time(rest: str, half_before: int | None, text: str) -> tuple[int, int | None, str]:
    found = _TIME.match(rest)
    assert found
    hour, minute = int(found["h"]), int(found["m"] or found["m2"] or 0)
    minute = 30 if found["half_hour"] else 15 if found["quarter"] else minute
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise _unreadable(
            found[0].strip(), f"没有“{found[0].strip()}”这个时刻", f"there is no time “{found[0].strip()}”"
        )
    half = _HALF[found["half"]] if found["half"] else half_before
    if found["ampm"]:
        half = 1 if found["ampm"].startswith("p") else 0
        if hour == 12:
            hour = 12 * half
    if half == 1 and hour < 12 and not (found["half"] == "中午" and hour == 11):
        if found["half"] in ("晚上", "晚间", "晚", "夜间", "夜里") and hour < 5:
            hour += 24  # one in the night
        elif found["half"] or found["ampm"] or hour < 8:
            hour += 12
    total = hour * 60 + minute
    if (found["next"] or found["next2"]) and total < DAY:
        total += DAY
    return total, half if found["half"] else None, rest[found.end() :]


def _season(rest: str, text: str) -> tuple[tuple[tuple[int, int], tuple[int, int]], str]:
    first, _, rest = _month(rest, text)
    after = rest.lstrip()
    to = _starts(after, _TO)
    if not to:
        return (first[0], first[1]), rest
    behind = after[len(to) :].lstrip()
    if (bare := re.match(r"(\d{1,2})\s*[日号]", behind)) and "月" not in behind[:3]:
        last = (first[0][0], int(bare[1]))
        return (first[0], _real_day(last, text)), behind[bare.end() :]
    if not _MONTH_DAY.match(behind):
        raise _unreadable(after, "“至”后面要写几月几日", "a month and day are expected after “to”")
    second, _, rest = _month(behind, text)
    return (first[0], second[1]), rest


def _month(rest: str, text: str) -> tuple[tuple[tuple[int, int], tuple[int, int]], bool, str]:
    found = _MONTH_DAY.match(rest)
    assert found
    month = int(found["m"]) if found["m"] else [name.lower() for name in MONTHS].index(found["name"]) + 1
    said = found["d"] or found["d2"]
    if said and not found["end"]:
        day = _real_day((month, int(said)), text)
        return (day, day), True, rest[found.end() :]
    _real_day((month, 1), text)
    end = (date(2000 + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return ((month, 1), (month, end)), False, rest[found.end() :]


def _real_day(day: tuple[int, int], text: str) -> tuple[int, int]:
    try:
        return _month_day(day)
    except ValueError:
        raise _unreadable(text, f"没有{day[0]}月{day[1]}日", f"there is no day {day[1]} in month {day[0]}") from None


def _date(found: re.Match[str], text: str) -> date:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise _unreadable(text, f"没有“{found[0]}”这一天", f"there is no day “{found[0]}”") from None


def _put_together(rules: list[_Rule], text: str) -> Hours:
    weekly: dict[Any, list[Spans]] = {}
    said_of: dict[Any, list[tuple[int, ...] | None]] = {}
    holidays: str | Spans = "same"
    closures: list[Closure] = []
    days: tuple[int, ...] | None = None
    season: Any = None
    for rule in rules:
        if rule.spans is None:
            raise _unreadable(text, "写了日子，没有写几点到几点", "it names days but no times")
        if rule.dates:
            if rule.spans:
                raise _unreadable(
                    text,
                    "某几天的特别时间还不能写在这里，只能写那几天关闭",
                    "hours of single dates cannot be written here, only that it is closed",
                )
            closures.append(Closure(*rule.dates, rule.reason))
            continue
        if rule.holiday:
            holidays = "closed" if not rule.spans else _joined(rule.spans)
            if rule.days is None:
                continue
        if rule.season:
            season, days = rule.season, rule.days
        elif rule.days is not None:
            days = rule.days
        these = days if days is not None else tuple(range(7))
        week = weekly.setdefault(season, [()] * 7)
        before = said_of.setdefault(season, [None] * 7)
        for day in these:
            again = before[day] == these and rule.spans
            week[day] = (*week[day], *rule.spans) if again else rule.spans
            before[day] = these
    if not weekly:
        if not closures and holidays in ("same", "closed"):
            raise _unreadable(text, "没有写几点到几点", "no times are written")
        weekly[None] = [()] * 7
    ordinary = weekly.pop(None, [()] * 7)
    return Hours(
        weekly=tuple(_joined(spans) for spans in ordinary), holidays=holidays, closures=tuple(closures),
        seasons=tuple(Season(first, last, tuple(_joined(spans) for spans in week)) for (first, last), week in weekly.items()),
    )  # fmt: skip


def _unreadable(part: str, zh: str, en: str) -> Unreadable:
    said_zh, said_en = (f"开放时间“{part[:40]}”：", f"Hours “{part[:40]}”: ") if part else ("", "")
    return Unreadable(
        Words(
            f"{said_zh}{zh}。可以这样写：周一至周五 08:30-17:30；周六 09:00-12:00，或 24小时。",
            f"{said_en}{en}. Write for example: Mo-Fr 08:30-17:30; Sa 09:00-12:00, or 24/7.",
        )
    )
