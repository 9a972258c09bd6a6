"""Who wins a skills contest? Theory and practice weighted exactly, ranked on the exact value. (Rule C31.)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..acts import article
from ..book import Book
from ..calculator import Calculator
from ..dated import Dated, Missing
from ..facts import Fact, Many, Money, Number, Rows, Text, Whole
from ..finding import Answer, Step
from ..money import fen
from ..reading import Unreadable
from ..words import Words

NOTICE = article("corridor_contest_notice")
CORRIDOR = "西部陆海新通道"
PER_NOTICE = "per notice"
PRIZE_TABLE = "contest_rule.prize"


@dataclass(frozen=True)
class Placed:
    """A contestant with the exact score and the rank; equals share a rank."""

    name: str
    score: Fraction
    theory: Decimal
    practice: Decimal
    rank: int


def placed(rows: Sequence[Mapping[str, Any]], theory_pct: int, practice_pct: int) -> list[Placed]:
    """By exact score, then by practice; who is equal in both shares the rank, and the next ranks are left out."""
    scored = [(_score(row["theory"], row["practice"], theory_pct, practice_pct), row["practice"], row) for row in rows]
    told: list[Placed] = []
    for number, (score, practice, row) in enumerate(sorted(scored, key=lambda one: one[:2], reverse=True), 1):
        same = bool(told) and (told[-1].score, told[-1].practice) == (score, practice)
        told.append(Placed(row["name"], score, row["theory"], practice, told[-1].rank if same else number))
    return told


def _score(theory: Decimal, practice: Decimal, theory_pct: int, practice_pct: int) -> Fraction:
    return (Fraction(theory) * theory_pct + Fraction(practice) * practice_pct) / 100


def contest(
    book: Book,
    *,
    rows: Sequence[Mapping[str, Any]],
    wt: int | None,
    wp: int | None,
    contest_name: str,
    prizes: Sequence[Decimal],
    places: int | None,
) -> Answer:
    """Points with two places to show, prizes in yuan. Weights are whole percents that sum to 100."""
    rules, theory_pct, practice_pct = _weights(book, wt, wp, contest_name)
    ranked = placed(rows, theory_pct, practice_pct)
    known, rewarded, more = _prizes(book, prizes, places, contest_name)
    return Answer(
        [
            {"name": one.name, "score": fen(one.score), "rank": one.rank, "prize": _prize(one.rank, known, rewarded)}
            for one in ranked
        ],
        steps=_steps(ranked, theory_pct, practice_pct, contest_name),
        assumptions=_assumptions(ranked),
        parameters=(*rules, *more),
        headline=_headline(ranked),
    )


def _weights(book: Book, wt: int | None, wp: int | None, contest_name: str) -> tuple[tuple[Dated, ...], int, int]:
    if wt is None and wp is None:
        held = tuple(
            book.value(f"contest_rule.{name}", contest_name, on=date.max) for name in ("theory_pct", "practice_pct")
        )
        return held, int(held[0].value), int(held[1].value)
    theory = wt if wt is not None else 100 - (wp or 0)
    practice = wp if wp is not None else 100 - theory
    if theory + practice != 100:
        raise Unreadable(NOT_A_HUNDRED, "wp")
    return (), theory, practice


def _prizes(
    book: Book, prizes: Sequence[Decimal], places: int | None, contest_name: str
) -> tuple[list[Decimal], int | None, tuple[Dated, ...]]:
    """The prizes known from the first on, how many places are rewarded if that is known, and where it stands."""
    if prizes:
        return [fen(one) for one in prizes], places, ()
    held = book.tables[PRIZE_TABLE]
    rows = sorted((row for row in held.rows if row.region == contest_name), key=lambda row: row.tier)
    try:
        rewarded = book.value("contest_rule.places", contest_name, on=date.max)
    except Missing:
        return [], places, ()
    return [fen(row.value) for row in rows], places or int(rewarded.value), (*rows, rewarded)


def _prize(rank: int, known: Sequence[Decimal], rewarded: int | None) -> Decimal | str | None:
    if rewarded is not None and rank > rewarded:
        return None
    return known[rank - 1] if rank <= len(known) else PER_NOTICE


def _steps(ranked: Sequence[Placed], theory_pct: int, practice_pct: int, contest_name: str) -> tuple[Step, ...]:
    steps = [
        Step(
            Words(
                f"理论占 {theory_pct}%，实操占 {practice_pct}%，按没有取整的分数排名；同分看实操，再相同的并列。",
                f"Theory counts {theory_pct} %, practice {practice_pct} %; ranked on the exact score, equals by practice, "
                "then on a shared rank.",
            ),
            articles=(NOTICE,) if contest_name == CORRIDOR else (),
        )
    ]
    for one in ranked:
        steps.append(
            Step(
                Words(f"第 {one.rank} 名：{one.name}。", f"No. {one.rank}: {one.name}."),
                f"{one.theory} × {theory_pct}% + {one.practice} × {practice_pct}% = {fen(one.score)}",
            )
        )
    if contest_name == CORRIDOR:
        steps.append(Step(RECOMMENDED, articles=(NOTICE,)))
    return tuple(steps)


def _assumptions(ranked: Sequence[Placed]) -> tuple[Words, ...]:
    shared = len({one.rank for one in ranked}) < len(ranked)
    return (SHARED_PRIZE,) if shared else ()


def _headline(ranked: Sequence[Placed]) -> Words:
    first = [one for one in ranked if one.rank == 1]
    names = "、".join(one.name for one in first)
    return Words(f"第一名：{names}，{fen(first[0].score)} 分。", f"First: {names}, {fen(first[0].score)} points.")


NOT_A_HUNDRED = Words("理论和实操的比例加起来要是 100。", "The weights of theory and practice have to sum to 100.")
RECOMMENDED = Words(
    "第一名可以推荐申报广西五一劳动奖章。", "The first may be recommended for the Guangxi May Day medal."
)
SHARED_PRIZE = Words(
    "并列的每人都按这一名次的奖金，后面的名次空出来；通知另有规定的按通知。",
    "Who shares a rank gets its prize each, and the ranks after are left out, unless the notice says otherwise.",
)

CALCULATORS = (
    Calculator(
        "C31",
        "contest",
        Words("竞赛综合成绩", "Contest score"),
        Words("理论和实操合起来，谁第几名？", "Theory and practice together: who is placed where?"),
        (
            Fact(
                "rows",
                Rows(
                    (
                        Fact("name", Text(60), Words("姓名或编号", "Name or number")),
                        Fact("theory", Number(Words("分", "points"), most=Decimal(100)), Words("理论分", "Theory")),
                        Fact("practice", Number(Words("分", "points"), most=Decimal(100)), Words("实操分", "Practice")),
                    )
                ),
                Words("每个人理论和实操各多少分？", "What did each score in theory and practice?"),
            ),
            Fact("wt", Whole(most=100), Words("理论占百分之几？", "How many per cent is theory?"), required=False),
            Fact("wp", Whole(most=100), Words("实操占百分之几？", "How many per cent is practice?"), required=False),
            Fact(
                "contest_name",
                Text(60),
                Words("哪一个竞赛？", "Which contest?"),
                required=False,
                default=CORRIDOR,
            ),
            Fact(
                "prizes",
                Many(Money(), most=100, least=0, unit=Words("名", "places")),
                Words("奖金从第一名起各是多少？", "What are the prizes, from the first on?"),
                required=False,
                default=(),
            ),
            Fact("places", Whole(least=1, most=1000), Words("奖励前几名？", "How many are rewarded?"), required=False),
        ),
        contest,
        evidence=(Words("评分表、签字的成绩单", "Signed score sheets"), Words("竞赛通知", "The notice of the contest")),
        not_modelled=(Words("缺考、取消资格的处理", "Absence and disqualification"),),
        for_workers=False,
    ),
)
