"""How much is the monthly pension of each dependant of a worker who died at work (供养亲属抚恤金)?

By relation, and together never more than the own wage: 工伤保险条例 art. 39, 劳社部令第18号. Part of the benefits on death (C16).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

from ..acts import article
from ..finding import Alternative, Step
from ..money import FEN, ZERO, fen, say
from ..words import Words

SPOUSE_PERCENT, OTHER_PERCENT, LONE_PERCENT = 40, 30, 10
"""Percents of the own wage (工伤保险条例 art. 39)."""
THIRTY_NINE = article("injury_insurance_regulation", "39")
WHO = article("survivors_scope", "3")
UNTIL_WHEN = article("survivors_scope", "4")
RELATIONS = {
    "spouse": Words("配偶", "Spouse"),
    "child": Words("子女", "Child"),
    "parent": Words("父母", "Parent"),
    "grandparent": Words("祖父母、外祖父母", "Grandparent"),
    "grandchild": Words("孙子女、外孙子女", "Grandchild"),
    "sibling": Words("兄弟姐妹", "Brother or sister"),
    "other": Words("其他供养亲属", "Other dependant"),
}
ELIGIBLE = {
    "spouse": Words(
        "男满 60 岁或女满 55 岁，或者完全丧失劳动能力；再婚停发",
        "60 (man) or 55 (woman), or fully disabled; until remarriage",
    ),
    "child": Words("未满 18 岁，或者完全丧失劳动能力", "under 18, or fully disabled"),
    "parent": Words("男满 60 岁或女满 55 岁，或者完全丧失劳动能力", "60 (man) or 55 (woman), or fully disabled"),
    "grandparent": Words(
        "父母已经去世，并且男满 60 岁或女满 55 岁", "the parents are dead, and 60 (man) or 55 (woman)"
    ),
    "grandchild": Words(
        "父母已经去世或者完全丧失劳动能力，并且未满 18 岁",
        "the parents are dead or fully disabled, and under 18",
    ),
    "sibling": Words(
        "父母已经去世或者完全丧失劳动能力，并且未满 18 岁",
        "the parents are dead or fully disabled, and under 18",
    ),
    "other": Words("符合规定列出的条件", "the conditions listed are met"),
}


@dataclass(frozen=True)
class Pensions:
    """The pension of each dependant in their order, whether they were scaled, and whether they were rounded down."""

    amounts: tuple[Decimal, ...]
    scaled: bool
    rounded_down: bool


def percent_of(relation: str, lone: bool) -> int:
    """Percent of the own wage for a dependant."""
    return (SPOUSE_PERCENT if relation == "spouse" else OTHER_PERCENT) + (LONE_PERCENT if lone else 0)


def pensions_of(own: Fraction, percents: Sequence[int]) -> Pensions:
    """Monthly pensions that together never exceed the own wage.

    Above 100 percent they are scaled in proportion; each is rounded, and what rounding leaves is not paid. Where rounding
    would lift the sum above the own wage, each is rounded down.
    """
    total = sum(percents)
    whole = max(100, total)
    exact = [own * percent / whole for percent in percents]
    amounts = tuple(fen(amount) for amount in exact)
    if sum(amounts, ZERO) <= own:
        return Pensions(amounts, total > 100, False)
    return Pensions(tuple(_down(amount) for amount in exact), total > 100, True)


def pension_steps(
    deps: Sequence[Mapping[str, Any]], percents: Sequence[int], own: Fraction, paid: Pensions
) -> list[Step]:
    """Each dependant with the condition and the amount, the scaling, and when a pension stops."""
    steps = []
    total = sum(percents)
    for number, (row, share, amount) in enumerate(zip(deps, percents, paid.amounts, strict=True), 1):
        who, needs = RELATIONS[row["relation"]], ELIGIBLE[row["relation"]]
        lone = (
            Words("（孤寡老人或孤儿，加 10%）", " (lone elderly or orphan: 10 more)") if row["lone"] else Words("", "")
        )
        formula = f"{share}% × {say(own)}" if total <= 100 else f"{share} ÷ {total} × {say(own)}"
        steps.append(
            Step(
                Words(
                    f"第 {number} 位，{who.zh}{lone.zh}：每月 {amount:.2f} 元。条件：靠死者供养，{needs.zh}。",
                    f"No. {number}, {who.en.lower()}{lone.en}: {amount:.2f} a month. Condition: supported by the deceased; {needs.en}.",
                ),
                f"{formula} = {amount:.2f}",
                (THIRTY_NINE, WHO),
            )
        )
    if paid.scaled:
        steps.append(
            Step(
                Words(
                    f"几个人加起来是 {total}%，超过本人工资，按比例减到不超过本人工资。",
                    f"Together they are {total} percent, more than the own wage: they are scaled down to it.",
                ),
                f"{' + '.join(f'{amount:.2f}' for amount in paid.amounts)} = {sum(paid.amounts, ZERO):.2f} ≤ {say(own)}",
                (THIRTY_NINE,),
            )
        )
    steps.append(
        Step(
            Words(
                "满 18 岁、就业或参军、配偶再婚、被收养、死亡的停发；服刑期间暂停。",
                "A pension stops at 18, on work or army service, remarriage, adoption or death; it rests during prison.",
            ),
            articles=(UNTIL_WHEN,),
        )
        if deps
        else Step(Words("没有供养亲属，不发抚恤金。", "No dependants: no pensions."), articles=(THIRTY_NINE,))
    )
    return steps


def each_down(own: Fraction, percents: Sequence[int], paid: Pensions) -> tuple[Alternative, ...]:
    """The reading by which each scaled pension is rounded down."""
    whole = max(100, sum(percents))
    down = tuple(_down(own * share / whole) for share in percents)
    if not paid.scaled or down == paid.amounts:
        return ()
    return (
        Alternative(
            Words("每一份都舍去分以下。", "Each pension is cut to the fen."), {"pensions": list(down)}, (THIRTY_NINE,)
        ),
    )


def _down(amount: Fraction) -> Decimal:
    return (Decimal(amount.numerator * 100 // amount.denominator) / 100).quantize(FEN, rounding=ROUND_DOWN)
