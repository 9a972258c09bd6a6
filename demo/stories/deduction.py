"""What the law book says about deducting from wages, as it is kept on the settlement."""

from datetime import date
from decimal import Decimal
from typing import Any

from unionhall.lawbook.contents import calculators

LEAST, LEAST_SOURCE = Decimal(2_080), "《瑞江市人民政府关于调整最低工资标准的通知》（演示用，虚构）"


def finding_for(wage: Decimal, *, months: int, deducted: Decimal, loss: Decimal, on: date) -> dict[str, Any]:
    """The reckoning for some months of the same wage, from each of which the same sum is deducted."""
    facts = {
        "on": on,
        "loss": loss,
        "months": [{"wage": wage, "deducted": deducted}] * months,
        "min_wage": LEAST,
        "min_wage_source": LEAST_SOURCE,
    }
    return calculators()["deduction"].find(facts, today=on).as_dict()
