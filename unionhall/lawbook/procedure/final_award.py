"""Is an arbitration award final for the employer? Each item against twelve months of the minimum wage. (Rule C22.)"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from ..acts import Article, article
from ..asked import MIN_WAGE_FACTS
from ..book import Book
from ..calculator import Calculator
from ..dated import Dated, Missing
from ..facts import Choice, Day, Fact, Many, Money, YesNo
from ..finding import Alternative, Answer, Deadline, Step, deadline
from ..money import ZERO, fen
from ..reading import Unreadable
from ..words import Words

MONTHS = 12
BY_AMOUNT, BY_LABEL = article("mediation_arbitration_law", "47"), article("interpretation_one", "18")
PER_ITEM, MIXED = article("interpretation_one", "19"), article("interpretation_one", "20")
WORKER_SUES, SET_ASIDE = article("mediation_arbitration_law", "48"), article("mediation_arbitration_law", "49")
EITHER_SUES, WORKER_FIRST = article("mediation_arbitration_law", "50"), article("interpretation_one", "21")

FINAL, NOT_FINAL, SILENT = "final", "not_final", "silent"
LABELS = {
    FINAL: Words("写明是终局裁决", "says it is final"),
    NOT_FINAL: Words("写明是非终局裁决", "says it is not final"),
    SILENT: Words("没有写", "says nothing"),
}


def finality(
    book: Book,
    *,
    items: Sequence[Decimal],
    on: date,
    region: str | None,
    tier: int | None,
    min_wage: Decimal | None,
    labour_standards: bool,
    other_items: bool,
    label: str,
    applied_on: date | None,
    received_on: date | None,
) -> Answer:
    """Yuan; `on` is the day of the award. Source: 调解仲裁法 47–50; 解释一 18–20."""
    if not items and not labour_standards:
        raise Unreadable(NO_ITEMS, "items")
    if received_on is not None and received_on < on:
        raise Unreadable(RECEIVED_BEFORE, "received_on")
    held = book.either("minimum_wage.monthly", min_wage, region, tier=tier, on=on)
    threshold = fen(MONTHS * held.value)
    within = all(item <= threshold for item in items)
    by_content = (labour_standards or within) and not other_items
    is_final = by_content if label == SILENT else label == FINAL
    return Answer(
        {"threshold": threshold, "final": is_final},
        steps=tuple(_steps(items, held, threshold, labour_standards, other_items, label, is_final)),
        assumptions=(DAY_OF_AWARD,),
        alternatives=_others(book, items, threshold, label, by_content, applied_on, min_wage, region, tier),
        parameters=(held,),
        deadlines=_deadlines(received_on, is_final),
        headline=HEADLINES[is_final],
    )


def _steps(
    items: Sequence[Decimal],
    held: Dated,
    threshold: Decimal,
    labour_standards: bool,
    other_items: bool,
    label: str,
    is_final: bool,
) -> list[Step]:
    steps = [
        Step(
            Words(
                f"界线是当地月最低工资的十二个月：{threshold:.2f} 元。",
                f"The line is twelve months of the local minimum wage: {threshold:.2f} yuan.",
            ),
            f"{MONTHS} × {held.value:.2f} = {threshold:.2f}",
            (BY_AMOUNT,),
        )
    ]
    for number, item in enumerate(items, 1):
        fits = item <= threshold
        steps.append(
            Step(
                Words(
                    f"第 {number} 项 {item:.2f} 元，{'没有超过' if fits else '超过了'}。",
                    f"Item {number}: {item:.2f} yuan is {'within' if fits else 'above'} it.",
                ),
                f"{item:.2f} {'≤' if fits else '>'} {threshold:.2f}",
                (PER_ITEM,),
            )
        )
    if labour_standards:
        steps.append(Step(STANDARDS, articles=(BY_AMOUNT,)))
    if other_items:
        steps.append(Step(MIXED_WORDS, articles=(MIXED,)))
    if label != SILENT:
        said = LABELS[label]
        steps.append(
            Step(Words(f"裁决书{said.zh}，以它为准。", f"The award {said.en}, and that decides."), "", (BY_LABEL,))
        )
    articles: tuple[Article, ...] = (WORKER_SUES, SET_ASIDE, WORKER_FIRST) if is_final else (EITHER_SUES,)
    steps.append(Step(REMEDIES[is_final], articles=articles))
    return steps


def _others(
    book: Book,
    items: Sequence[Decimal],
    threshold: Decimal,
    label: str,
    by_content: bool,
    applied_on: date | None,
    min_wage: Decimal | None,
    region: str | None,
    tier: int | None,
) -> tuple[Alternative, ...]:
    told = []
    total = sum(items, ZERO)
    if by_content and total > threshold:
        told.append(Alternative(SUMMED, {"threshold": threshold, "total": fen(total), "final": False}, (PER_ITEM,)))
    if label != SILENT and (label == FINAL) != by_content:
        told.append(Alternative(BY_CONTENT, {"threshold": threshold, "final": by_content}, (BY_AMOUNT,)))
    if applied_on is not None and min_wage is None and region is not None:
        try:
            earlier = fen(MONTHS * book.value("minimum_wage.monthly", region, on=applied_on, tier=tier).value)
        except Missing:
            return tuple(told)
        if earlier != threshold:
            result: dict[str, Any] = {"threshold": earlier, "final": all(item <= earlier for item in items)}
            told.append(Alternative(DAY_OF_REQUEST, result, (BY_AMOUNT,)))
    return tuple(told)


def _deadlines(received: date | None, is_final: bool) -> tuple[Deadline, ...]:
    if received is None:
        return ()
    sue = Words("劳动者不服，最晚在这一天之前起诉", "The worker sues by this day")
    if not is_final:
        either = Words("哪一方不服，最晚在这一天之前起诉", "Either side sues by this day")
        return (deadline("sue", either, received, 15, "days", EITHER_SUES),)
    aside = Words("单位最晚在这一天之前申请撤销", "The employer asks by this day to set it aside")
    return (
        deadline("sue", sue, received, 15, "days", WORKER_SUES),
        deadline("set_aside", aside, received, 30, "days", SET_ASIDE),
    )


HEADLINES = {
    True: Words(
        "终局裁决：单位不能再起诉，劳动者不服还可以起诉。",
        "The award is final: the employer cannot sue; the worker still can.",
    ),
    False: Words("不是终局裁决：双方都可以起诉。", "The award is not final: either side may sue."),
}
REMEDIES = {
    True: Words(
        "劳动者不服的，收到十五日内起诉；单位只能在三十日内向中级法院申请撤销。",
        "The worker may sue within fifteen days; the employer can only ask for setting aside within thirty.",
    ),
    False: Words(
        "哪一方不服都在收到十五日内起诉，不起诉就生效。",
        "Either side sues within fifteen days of receipt; otherwise it takes effect.",
    ),
}
NO_ITEMS = Words("请写裁决书里每一项的金额。", "Write the amount of each item of the award.")
RECEIVED_BEFORE = Words("收到裁决书不能早于裁决那天。", "The award cannot be received before it is made.")
STANDARDS = Words(
    "争的是工作时间、休息休假、社会保险等国家标准，不看金额。",
    "It is about national standards of working time, rest or insurance: amounts do not matter.",
)
MIXED_WORDS = Words(
    "同一份裁决里还有不属于终局的事项，整份按非终局处理。",
    "The same award has other items that are not final: all of it is treated as not final.",
)
SUMMED = Words("如果几项加起来比（现在的规则不这么算）。", "If the items were summed, which is not the rule now.")
BY_CONTENT = Words("如果裁决书没有写明，按内容判断。", "If the award said nothing, its content would decide.")
DAY_OF_REQUEST = Words("如果按申请仲裁那天的最低工资。", "If the minimum wage of the day of the request is taken.")
DAY_OF_AWARD = Words(
    "最低工资按裁决那天、合同履行地的标准。", "The minimum wage is that of the place of work on the day of the award."
)

CALCULATORS = (
    Calculator(
        "C22",
        "finality",
        Words("一裁终局判定", "Whether an award is final"),
        Words("裁决下来，单位还能不能起诉？", "After the award, can the employer still sue?"),
        (
            Fact(
                "items",
                Many(Money(), most=50, least=0, unit=Words("项", "items")),
                Words("裁决书支持的每一项多少钱？", "How much is each item of the award?"),
                Words(
                    "工资、工伤医疗费、经济补偿、赔偿金，一项一个数，不要加起来。",
                    "Wages, medical costs, compensation, damages: one amount each, not the sum.",
                ),
                required=False,
                default=(),
            ),
            Fact(
                "on",
                Day(),
                Words("哪天裁决的？", "When was the award made?"),
                Words("按这一天的最低工资；不填按今天。", "The minimum wage of this day; left out, today's."),
                required=False,
            ),
            *MIN_WAGE_FACTS,
            Fact(
                "labour_standards",
                YesNo(),
                Words(
                    "是不是工作时间、休息休假、社会保险这类标准的争议？",
                    "Is it about standards of working time, rest or insurance?",
                ),
                required=False,
                default=False,
            ),
            Fact(
                "other_items",
                YesNo(),
                Words(
                    "裁决里还有别的事项吗（比如确认劳动关系）？", "Are there other items, such as employment itself?"
                ),
                required=False,
                default=False,
            ),
            Fact(
                "label",
                Choice(LABELS),
                Words("裁决书写没写是不是终局？", "Does the award say whether it is final?"),
                required=False,
                default=SILENT,
            ),
            Fact("applied_on", Day(), Words("哪天申请的仲裁？", "When was arbitration asked for?"), required=False),
            Fact("received_on", Day(), Words("哪天收到裁决书的？", "When was the award received?"), required=False),
        ),
        finality,
        day="on",
        evidence=(
            Words("裁决书（看最后的告知事项）", "The award, with its notice at the end"),
            Words("签收日期的证明", "Proof of the day of receipt"),
        ),
        not_modelled=(
            Words("撤销裁决的六种理由是否成立", "Whether a ground for setting aside is given"),
            Words("集体争议、人事争议的特别规定", "Special rules for collective and personnel disputes"),
        ),
    ),
)
