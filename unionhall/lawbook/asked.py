"""Which questions do many calculators ask in the same words? The place, its minimum wage, the first and last day, wages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .book import book
from .dated import Missing
from .facts import Day, Fact, Many, Money, Number, Region, Whole
from .words import Words


def _has_tiers(read: Mapping[str, Any]) -> bool:
    """Whether the place has several tiers of minimum wage, so that one must be chosen."""
    region = read.get("region")
    if not region:
        return False
    try:
        held = book().tables["minimum_wage.monthly"]
        name = region if region in held.regions() else region.partition("-")[0]
        return len(held.tiers(name)) > 1 and "-" not in region
    except Missing:
        return False


def _no_region(read: Mapping[str, Any]) -> bool:
    return not read.get("region")


REGION = Fact(
    "region",
    Region(),
    Words("在哪里上班？", "Where is the work done?"),
    Words(
        "按上班的地方算，不是按公司注册地。",
        "The place where the work is done counts, not where the firm is registered.",
    ),
    required=False,
    held="place",
)
TIER = Fact(
    "tier",
    Whole(most=6, least=1),
    Words("当地最低工资的第几档？", "Which tier of the local minimum wage?"),
    Words("当地通知写明哪个区县是第几档。", "The local notice says which district is in which tier."),
    required=False,
    when=_has_tiers,
    held="tier",
)
MIN_WAGE = Fact(
    "min_wage",
    Money(),
    Words("当地每月最低工资是多少？", "What is the local monthly minimum wage?"),
    Words(
        "在当地人社局的通知里；选了地方就不用填。",
        "It stands in the local notice; not needed once the place is chosen.",
    ),
    required=False,
    when=_no_region,
    fills="minimum_wage.monthly",
)
MIN_WAGE_FACTS = (REGION, TIER, MIN_WAGE)
"""Place, tier and, where the place is not in the book, the value from the notice: take it with
`book.either("minimum_wage.monthly", min_wage, region, tier=tier, on=…)`."""

HIRE = Fact("hire", Day(past=True), Words("哪一天入职的？", "On which day did the work begin?"), held="hired_on")
END = Fact(
    "end",
    Day(),
    Words("最后一天上班是哪一天？", "What was the last day of employment?"),
    Words("合同解除或到期的那一天，这一天也算在内。", "The day the contract ended; it is counted."),
    held="left_on",
)
WAGES = Fact(
    "wages",
    Many(Money(), most=12, unit=Words("个月", "months")),
    Words("离职前最近几个月，每月应发多少工资？", "What was the gross wage of each of the last months?"),
    Words(
        "应发工资：含奖金、津贴，扣社保和个税以前的数；最多写 12 个月，一个月一个数。",
        "Gross: with bonuses and allowances, before insurance and tax; at most 12 months, one amount each.",
    ),
    held="wages",
)
SOCIAL_AVG = Fact(
    "social_avg",
    Money(),
    Words("当地上一年度职工月平均工资是多少？", "What was the local average monthly wage of the year before?"),
    Words("工资很高才用得上；不知道可以跳过。", "It matters for high wages only; skip it if you do not know."),
    required=False,
    fills="average_wage.city",
)

OVERTIME = Fact(
    "overtime",
    Money(),
    Words("这些月份的工资里，加班费一共是多少？", "How much of these wages is overtime pay, in all?"),
    Words(
        "有的地方算补偿时不含加班费；填了就把两种算法都列出来，不知道可以跳过。",
        "Some places leave overtime out; if given, both readings are shown. Skip it if you do not know.",
    ),
    required=False,
)
MERGED_YEARS = Fact(
    "merged_years",
    Number(Words("年", "years"), most=Decimal(60)),
    Words("单位安排你换公司前，在原公司干了几年？", "How many years with the firm before the employer moved you?"),
    Words(
        "不是自己要换、原公司也没付过补偿的才合并；没有就跳过。",
        "Only where the move was not your doing and nothing was paid then; skip it otherwise.",
    ),
    required=False,
)
