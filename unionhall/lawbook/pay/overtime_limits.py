"""Which limits of overtime were broken? They are told and take nothing away from the pay. (Rule C06.)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..acts import article
from ..finding import Step
from ..holidays import REST, STATUTORY, kind
from ..money import ZERO, say
from ..words import Words

A_DAY_NORMALLY, A_DAY_AT_MOST, A_MONTH_AT_MOST = 1, 3, 36
"""Hours of overtime. 劳动法 art. 41."""


def limits(
    total: Fraction,
    days: Sequence[Mapping[str, Any]],
    months: int,
    most_in_day: Decimal | None,
    weeks_without_rest: int,
) -> list[Step]:
    """Which limits of overtime were broken. They take nothing away from the pay."""
    longest = max(
        [most_in_day or ZERO, *(row["hours"] for row in days if kind(row["day"]) not in (STATUTORY, REST))],
    )
    rule = (article("labour_law", "41"), article("labour_law", "42"))
    steps = []
    if longest > A_DAY_AT_MOST:
        steps.append(
            Step(
                Words(
                    f"违反时限：有一天加班 {say(longest)} 小时，超过每天最多 {A_DAY_AT_MOST} 小时。",
                    f"Limit broken: {say(longest)} hours on one day, above {A_DAY_AT_MOST}.",
                ),
                f"{say(longest)} > {A_DAY_AT_MOST}",
                rule,
            )
        )
    elif longest > A_DAY_NORMALLY:
        steps.append(
            Step(
                Words(
                    f"有一天加班 {say(longest)} 小时：超过 {A_DAY_NORMALLY} 小时要有特殊原因，并同工会和本人协商。",
                    f"{say(longest)} hours on one day: more than {A_DAY_NORMALLY} needs a special reason and talks with union and worker.",
                ),
                f"{say(longest)} > {A_DAY_NORMALLY}",
                rule,
            )
        )
    if total > A_MONTH_AT_MOST * months:
        steps.append(
            Step(
                Words(
                    f"违反时限：{months} 个月加班 {say(total)} 小时，超过每月 {A_MONTH_AT_MOST} 小时。",
                    f"Limit broken: {say(total)} hours in {months} month(s), above {A_MONTH_AT_MOST} a month.",
                ),
                f"{say(total)} > {A_MONTH_AT_MOST} × {months}",
                rule,
            )
        )
    if weeks_without_rest:
        steps.append(
            Step(
                Words(
                    f"违反休息：有 {weeks_without_rest} 个星期没有休息一天。",
                    f"Rest withheld: {weeks_without_rest} week(s) without a day of rest.",
                ),
                articles=(article("labour_law", "38"),),
            )
        )
    return steps
