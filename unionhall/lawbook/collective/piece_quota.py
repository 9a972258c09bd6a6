"""Is a piece quota one that nine in ten reach in statutory hours? (Rule C27.)"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..acts import article
from ..asked import MIN_WAGE, REGION, TIER
from ..book import Book
from ..calculator import Calculator
from ..dated import Dated
from ..facts import Choice, Day, Fact, Many, Money, Number, Percent
from ..finding import Answer, Step
from ..money import PAID_DAYS, ZERO, fen, percent
from ..words import Words
from .sector_minimum import CLAUSE, CONTRACT, Floor, clause, sector_floor

STANDARD, REASONABLE = article("labour_contract_law", "31"), article("labour_law", "37")
OVER_QUOTA = article("wage_payment", "13")
FEW = 10
"""Fewer workers than this say little: one of them is more than a tenth."""
PERIODS = {"month": Words("一个月", "a month"), "day": Words("一天", "a day")}


def quota90(
    book: Book,
    *,
    done: Sequence[Decimal],
    quota: Decimal,
    share: Decimal | None,
    contract: str,
    unit_price: Decimal | None,
    period: str,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
    on: date,
) -> Answer:
    """Numbers compared exactly; 以上 includes. Source: 劳动合同法 31; 劳动法 37; the contract's clause."""
    asked = clause(book, "quota_share", contract, share, on=on, unit="percent")
    workers, able = len(done), sum(one >= quota for one in done)
    needed = reach(workers, asked.value)
    best = sorted(done, reverse=True)
    ok = able >= needed if workers else None
    most = fen(best[needed - 1]) if needed else None
    result: dict[str, Any] = {
        "workers": workers,
        "able": able,
        "needed": needed,
        "share_pct": percent(able, workers),
        "ok": ok,
        "max_compliant_quota": most,
    }
    steps = [_sample_step(), _share_step(result, quota, asked)]
    parameters: tuple[Dated, ...] = (asked,)
    if most is not None:
        steps.append(_most_step(most, needed))
    if unit_price is not None:
        floor = sector_floor(
            book,
            on=on,
            region=region,
            tier=tier,
            min_wage=min_wage,
            hourly_min_wage=None,
            contract=contract,
            ratio=None,
        )
        wage = Fraction(quota) * Fraction(unit_price) * (PAID_DAYS if period == "day" else 1)
        result |= _piece_rate(fen(wage), floor)
        steps.append(_rate_step(result, quota, unit_price, period))
        parameters = (asked, floor.local, floor.ratio)
    return Answer(
        result,
        steps=tuple(steps),
        assumptions=(SAMPLE, *((FEW_WORKERS,) if workers < FEW else ())),
        parameters=parameters,
        headline=_headline(result),
    )


def reach(workers: int, share: Decimal) -> int:
    """How many workers are at least that share, in percent: up to the next whole one."""
    exact = workers * Fraction(share) / 100
    return -(-exact.numerator // exact.denominator)


def _piece_rate(wage: Decimal, floor: Floor) -> dict[str, Any]:
    return {
        "piece_wage": wage,
        "floor": floor.monthly,
        "piece_rate_ok": wage >= floor.monthly,
        "piece_shortfall": max(ZERO, floor.monthly - wage),
    }


def _sample_step() -> Step:
    return Step(
        Words(
            "样本只算满勤、做同样活的人，产量只算法定工时、正常强度，至少看一个月；试用期和病假的不算。",
            "The sample is of full attendance at the same task, output in statutory hours at normal pace, a month or "
            "more; probationers and the sick are left out.",
        ),
        articles=(STANDARD, REASONABLE),
    )


def _share_step(result: dict[str, Any], quota: Decimal, asked: Dated) -> Step:
    workers, able, needed = result["workers"], result["able"], result["needed"]
    if not workers:
        return Step(Words("没有样本，说不了。", "There is no sample to judge by."))
    words = Words(
        f"{workers} 人里 {able} 人完成 {quota}，要求至少 {needed} 人，{'达到' if result['ok'] else '没达到'}。",
        f"Of {workers}, {able} reach {quota}; at least {needed} are needed: {'enough' if result['ok'] else 'too few'}.",
    )
    formula = f"{able} ÷ {workers} = {result['share_pct']}%; ⌈{asked.value}% × {workers}⌉ = {needed}"
    return Step(words, formula, (CLAUSE,))


def _most_step(most: Decimal, needed: int) -> Step:
    return Step(
        Words(f"定额最多可以定到 {most}。", f"The highest quota that holds is {most}."),
        f"第 {needed} 名的产量 output of no. {needed} = {most}",
        (CLAUSE,),
    )


def _rate_step(result: dict[str, Any], quota: Decimal, price: Decimal, period: str) -> Step:
    wage, floor = result["piece_wage"], result["floor"]
    days = f" × {float(PAID_DAYS):g}" if period == "day" else ""
    words = (
        Words(f"完成定额一个月 {wage:.2f} 元，不低于 {floor:.2f} 元。", f"The quota brings {wage:.2f} a month: enough.")
        if result["piece_rate_ok"]
        else Words(
            f"完成定额一个月只有 {wage:.2f} 元，低于 {floor:.2f} 元，单价要提高。",
            f"The quota brings only {wage:.2f} a month, below {floor:.2f}: the piece rate has to rise.",
        )
    )
    return Step(words, f"{quota} × {price}{days} = {wage:.2f}; {floor:.2f}", (CLAUSE, OVER_QUOTA))


def _headline(result: dict[str, Any]) -> Words:
    if result["ok"] is None:
        return Words("没有样本，说不了定额合不合理。", "Without a sample nothing can be said of the quota.")
    if result["ok"]:
        return Words(
            f"定额合理：{result['share_pct']}% 的人做得完。", f"The quota holds: {result['share_pct']}% reach it."
        )
    return Words(
        f"定额偏高：只有 {result['share_pct']}% 的人做得完，最多定到 {result['max_compliant_quota']}。",
        f"The quota is too high: {result['share_pct']}% reach it; at most {result['max_compliant_quota']} holds.",
    )


SAMPLE = Words(
    "产量是法定工时里正常强度做出来的，样本里没有试用期、病假和做别的活的人。",
    "Output is of statutory hours at normal pace, without probationers, the sick and other tasks.",
)
FEW_WORKERS = Words(
    "样本不到 10 人，一个人就能改变结论，只能参考。", "Fewer than ten workers: one of them changes the answer."
)


def _priced(read: Any) -> bool:
    return read.get("unit_price") is not None


def _priced_without_place(read: Any) -> bool:
    return _priced(read) and not read.get("region")


CALCULATORS = (
    Calculator(
        "C27",
        "quota90",
        Words("计件定额 90% 检查", "Piece-quota check"),
        Words("这个定额，九成的人在法定工时里做得完吗？", "Do nine in ten reach this quota in statutory hours?"),
        (
            Fact(
                "done",
                Many(Number(Words("件", "pieces")), most=5_000, least=0, unit=Words("个人", "workers")),
                Words("每个人在法定工时里做了多少？", "How much did each do in statutory hours?"),
                Words(
                    "只写满勤、做同样活的人；试用期、病假的不写。",
                    "Only full attendance at the same task; no probationers, nobody on sick leave.",
                ),
            ),
            Fact("quota", Number(Words("件", "pieces")), Words("定额是多少？", "What is the quota?")),
            Fact("share", Percent(), Words("要求百分之几的人做得完？", "What share must reach it?"), required=False),
            CONTRACT,
            Fact("unit_price", Money(), Words("每件单价多少？", "What is paid for a piece?"), required=False),
            Fact(
                "period",
                Choice(PERIODS),
                Words("定额是多长时间的？", "Which time is the quota for?"),
                required=False,
                default="month",
                when=_priced,
            ),
            Fact(REGION.name, REGION.kind, REGION.ask, REGION.help, required=False, when=_priced, held=REGION.held),
            TIER,
            Fact(MIN_WAGE.name, MIN_WAGE.kind, MIN_WAGE.ask, MIN_WAGE.help, required=False, when=_priced_without_place),
            Fact("on", Day(), Words("看哪一天的标准？", "By the standard of which day?"), required=False),
        ),
        quota90,
        day="on",
        evidence=(
            Words("计件记录、考勤记录（至少一个月）", "Piece and attendance records of a month or more"),
            Words("定额通知、工价表", "The notice of the quota and the piece rates"),
        ),
        not_modelled=(
            Words("各省对定额比例的规定", "Shares set by provinces"),
            Words("新手、不同设备之间的差别", "Learners and differing machines"),
        ),
        for_workers=False,
    ),
)
