"""Does a letter wait badly? A table of signs that people can read and correct, each with the words it goes by.

Nothing here is learnt: whoever asks why a letter was called urgent is shown the line and the words. Lines carry the day on
which somebody last read them (`checked_on`). A sign that is denied (“没有受伤”) or over (“去年受伤，已经痊愈”) does not count or counts less.
What is not modelled: irony, a danger told without any of these words, dangers to others than the writer by hearsay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from .words import LONGEST, PRIVATE, Letter, plain

NORMAL, SOON, URGENT = "normal", "soon", "urgent"
LEVELS = (NORMAL, SOON, URGENT)
FRESH = timedelta(days=14)
"""“Today” in a letter older than this is not today any more."""
MOST_WORDS = 4
HITS_READ = 8


@dataclass(frozen=True)
class Sign:
    """A line of the table: which words, how urgent by themselves, how urgent where the sentence says that it is now."""

    code: str
    level: str
    now: str
    words: str
    checked_on: date
    denied: str = NORMAL
    """What is left of it where it is denied."""
    feared: bool = False
    """A fear of it counts in full: who fears that proof will vanish is to be heard before it has."""


_READ = date(2026, 11, 22)
_PROOF = "证据|考勤|打卡记录|工资条|工资表|聊天记录|监控|录像|账本|账目|合同"
SIGNS: tuple[Sign, ...] = (
    Sign(
        "life", URGENT, URGENT,
        "自杀|轻生|跳楼|跳河|跳桥|不想活|活不下去|寻死|割腕|服毒|喝农药|遗书|结束(?:自己的?)?生命|了结自己|同归于尽|以死相|死给(?:你|他)们?看",
        _READ, denied=SOON,
    ),
    Sign("life", URGENT, URGENT, "生命危险|有人?要?出人命|正在抢救|抢救中|昏迷不醒|重症监护|病危|icu", _READ),
    Sign(
        "violence", SOON, URGENT,
        "殴打|被打|打伤|动手打|拳打脚踢|打手|持刀|拿刀|砍伤|性骚扰|猥亵|恐吓|威胁(?:要|说|我|我们)?(?:人身|家人|弄死|杀|打)", _READ,
    ),
    Sign("violence", URGENT, URGENT, "强奸|性侵|弄死|要杀", _READ),
    Sign(
        "detention", URGENT, URGENT,
        "限制人身自由|非法拘禁|强迫劳动|(?:关|锁)在(?:屋|房|宿舍|厂|车间|仓库|里)|不(?:让|准|许)(?:我|我们|大家|工人|员工)?(?:离开|出门|出厂|回家)|扣(?:押|留|了)?(?:我|我们|工人)?的?身份证",
        _READ,
    ),
    Sign(
        "injury", SOON, URGENT,
        "受伤|摔伤|砸伤|烧伤|烫伤|压伤|轧伤|骨折|断指|断了?(?:手|腿|脚|胳膊|手指)|触电|中毒|中暑|晕倒|昏倒|昏迷|大出血|急救|送(?:去|到|往)?医院|坍塌|爆炸|漏电|泄漏",
        _READ,
    ),
    Sign(
        "crowd", SOON, URGENT,
        "罢工|停工抗议|集体停工|拉横幅|堵(?:门|路|厂)|围堵|静坐|聚集|集体(?:上访|讨薪|维权)|(?:几十|上百|几百|上千|几千)(?:多)?(?:人|名|个|号)",
        _READ,
    ),
    Sign("minor", URGENT, URGENT, "童工|未满(?:十[四五六]|0)周?岁", _READ),
    Sign("minor", SOON, URGENT, "未成年|孩子才(?:十|0)", _READ),
    Sign("pregnancy", URGENT, URGENT, "先兆流产|保胎|流产|见红", _READ),
    Sign("pregnancy", SOON, SOON, "怀孕|有孕|孕妇|孕期|身孕|哺乳期", _READ),
    Sign(
        "evidence", SOON, URGENT,
        rf"(?:销毁|删除|删掉|删了|撕了|撕掉|烧了|烧掉|藏起|转移|清空|篡改|涂改|覆盖)(?:了|掉|所有|全部|我们?的){{0,3}}(?:{_PROOF})"
        rf"|(?:{_PROOF})(?:都|要|将|会|快|被|全|就|已经){{0,3}}(?:销毁|删|撕|烧|转移|清空|篡改|涂改|覆盖)",
        _READ, feared=True,
    ),
    Sign(
        "leaving", SOON, URGENT,
        "(?:老板|老总|经理|包工头|公司|工厂|厂子|单位|店)(?:要|想|准备|已经?|就|都|快){0,3}(?:跑路|跑了|逃跑|失联|联系不上|注销|搬走|搬空|转移(?:财产|资产|设备))|人去楼空|卷款",
        _READ, feared=True,
    ),
)  # fmt: skip

# What stands right before the words and denies them, or only fears or supposes them; what says that it is over, past, or now.
_DENIED = re.compile(
    r"(?:没有?|未曾?|并未|无|不会|不曾|不是|从未|不想|不要|别)(?:再|去|真的?)?(?:造成|发生|出现|导致|参与|参加)?(?:任何)?(?:人员|工人|员工|职工|人|大家|过|的)?$"
)
_SUPPOSED = re.compile(
    r"(?:如果|假如|要是|万一|倘若|防止|避免|以免|谨防|担心|怕|生怕|恐怕|会不会|是否|容易|可能)[^，,]{0,5}$"
)
_OVER = re.compile(
    r"(?:已经?|早已|早就|都)(?:解决|处理好|处理完|处理过|结案|结了案|赔付|赔偿|赔了|和解|痊愈|康复|治好|出院|好了|平息|过去)|伤好了"
)
_PAST = re.compile(
    r"去年|前年|以前|从前|曾经|当年|多年前|早年|[0一二三两四五六七八九十几半]{1,4}(?:年|个月)(?:以|之)?前"
)
_NOW = re.compile(
    r"今天|今早|今晚|今夜|今日|昨天|昨晚|昨夜|刚才|刚刚|现在|正在|目前|此刻|马上|立刻|明天|明早|后天|还在(?:医院|抢救|里面|现场|流血)"
)
_SENTENCE = re.compile(r"[。！？!?；;\n]+")
_CLAUSE = re.compile(r"[，,、：:]")


@dataclass(frozen=True)
class Limit:
    """A time the law gives: for matters of which kinds, how long from the day it happened, by which article."""

    code: str
    kinds: tuple[str, ...]
    days: int
    years: int
    source: str
    checked_on: date
    soon: int
    urgent: int
    """So many days before the end it counts as soon, and as urgent."""

    def ends_on(self, happened_on: date) -> date:
        """The last day, by the calendar."""
        try:
            ended = happened_on.replace(year=happened_on.year + self.years)
        except ValueError:  # the 29th of February
            ended = date(happened_on.year + self.years, 3, 1)
        return ended + timedelta(days=self.days)


LIMITS: tuple[Limit, ...] = (
    Limit(
        "arbitration", ("wages", "contract", "dismissal", "social_insurance", "hours_leave", "women", "platform"), 0, 1,
        "劳动争议调解仲裁法第二十七条", _READ, soon=90, urgent=30,
    ),
    Limit("injury_by_employer", ("injury",), 30, 0, "工伤保险条例第十七条第一款", _READ, soon=30, urgent=7),
    Limit("injury_by_worker", ("injury",), 0, 1, "工伤保险条例第十七条第二款", _READ, soon=90, urgent=30),
)  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """Why: the sign with the words that stand in the letter, or the limit with the day it ends and its article."""

    code: str
    level: str
    words: tuple[str, ...] = ()
    until: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Urgency:
    """The highest level of all reasons, and the reasons, the most urgent first."""

    level: str
    reasons: tuple[Reason, ...] = ()


def read(
    letter: Letter, *, on: date, written_on: date | None = None, happened_on: date | None = None, kind: str = ""
) -> Urgency:
    """How badly does this letter wait on a day? `written_on` says how old it is, `kind` which limits run."""
    old = written_on is not None and on - written_on > FRESH
    reasons = [*_signs(letter, old=old), *_limits(happened_on, kind, on)]
    reasons.sort(key=lambda reason: (-LEVELS.index(reason.level), reason.code))
    return Urgency(reasons[0].level if reasons else NORMAL, tuple(reasons))


def _signs(letter: Letter, *, old: bool) -> Iterable[Reason]:
    """One reason for each sign that stands in the letter, with its words and the highest level they reach."""
    found: dict[str, dict[str, str]] = {}
    for said in _SENTENCE.split(f"{letter.title}\n{letter.body}"[:LONGEST]):
        sentence = plain(said)
        if not sentence:
            continue
        over = bool(_OVER.search(sentence))
        now = not old and bool(_NOW.search(sentence))
        past = not now and bool(_PAST.search(sentence))
        for sign in SIGNS:
            for hit in islice(re.finditer(sign.words, sentence), HITS_READ):
                before = _CLAUSE.split(sentence[max(0, hit.start() - 24) : hit.start()])[-1]
                level = _level(sign, before, over=over, now=now, past=past, old=old)
                if level != NORMAL and PRIVATE not in hit[0]:
                    words = found.setdefault(sign.code, {})
                    words[hit[0]] = max(words.get(hit[0], NORMAL), level, key=LEVELS.index)
    for code, words in found.items():
        ranked = sorted(words, key=lambda word: (-LEVELS.index(words[word]), word))
        yield Reason(code, words[ranked[0]], tuple(ranked[:MOST_WORDS]))


def _level(sign: Sign, before: str, *, over: bool, now: bool, past: bool, old: bool) -> str:
    """What a hit counts, by the words right before it and what its sentence says of the time."""
    if _DENIED.search(before):
        return sign.denied
    if over:
        return NORMAL
    level = sign.now if now else sign.level
    if past or (_SUPPOSED.search(before) and not sign.feared):
        level = _lower(level)
    return min(level, SOON, key=LEVELS.index) if old else level


def _lower(level: str) -> str:
    return LEVELS[max(0, LEVELS.index(level) - 1)]


def _limits(happened_on: date | None, kind: str, on: date) -> Iterable[Reason]:
    if happened_on is None:
        return
    for limit in LIMITS:
        ends = limit.ends_on(happened_on)
        left = (ends - on).days
        if kind in limit.kinds and 0 <= left <= limit.soon:
            yield Reason(limit.code, URGENT if left <= limit.urgent else SOON, (), ends, limit.source)
