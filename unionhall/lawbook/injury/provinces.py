"""Which province is meant? 浙江省, 浙江 and 浙江-杭州 are the same; a name that is none is asked again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..book import book
from ..facts import Text
from ..reading import Unreadable
from ..words import Words

ENDING = re.compile(r"(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$")
CORPS = "新疆生产建设兵团"
ALSO = {"兵团": CORPS, "新疆兵团": CORPS}


@dataclass(frozen=True)
class Province(Text):
    """A province, autonomous region or city of that rank, by its short name (or the corps of Xinjiang)."""

    most: int = 40

    def read(self, said: Any, today: date) -> str:
        name = ENDING.sub("", super().read(said, today).partition("-")[0])
        name = ALSO.get(name, name)
        if name not in known():
            raise Unreadable(WHICH_PROVINCE)
        return name


def known() -> frozenset[str]:
    """Every province by its short name: the minimum-wage table has them all."""
    return frozenset(region for region in book().regions("minimum_wage.monthly") if "-" not in region) | {CORPS}


WHICH_PROVINCE = Words(
    "请写省、自治区或直辖市的名字，例如：江西、上海。",
    "Write the name of a province, autonomous region or municipality, for example 江西 or 上海.",
)
