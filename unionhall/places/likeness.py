"""Are two entries one door? By how near they lie and how alike they are called.

Names of stations share most of their words (“工会户外劳动者爱心驿站”): those are taken out before two names are compared, so that
what is left is what tells them apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from . import ground

NEAR = 150.0
"""Metres within which two entries may be one."""
SAME_SPOT = 20.0
"""Metres within which hardly alike names are still worth a look."""
ALIKE = 0.55
COMMON = re.compile(
    "户外劳动者|新就业形态|劳动者|爱心|工会|职工|驿站|服务站点|服务站|服务点|站点|港湾|之家|司机|快递小哥|小哥|暖心|歇脚|休息|"
    "有限责任公司|有限公司|股份|公司|中国|分理处|支行|营业厅|营业部|网点|社区|街道"
)
SHORT = {
    "建设银行": "建行", "工商银行": "工行", "农业银行": "农行", "中国银行": "中行", "交通银行": "交行", "招商银行": "招行",
    "邮政储蓄银行": "邮储", "农村商业银行": "农商行", "中国石化": "中石化", "中国石油": "中石油",
}  # fmt: skip
"""Names people shorten: both forms are the same word."""
PUNCTUATION = re.compile(r"[\W_]+")


def core_of(name: str) -> str:
    """What tells this name apart from others; the whole name when nothing else is left."""
    plain = PUNCTUATION.sub("", unicodedata.normalize("NFKC", name)).lower()
    for long, short in SHORT.items():
        plain = plain.replace(long, short)
    return COMMON.sub("", plain) or plain


def alike(one: str, other: str) -> float:
    """Likeness of two cores, 0 to 1: twice the pairs of letters they share, of all they have."""
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    if one in other or other in one:
        return 0.6 + 0.4 * min(len(one), len(other)) / max(len(one), len(other))
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)} or {text}


def candidates(
    names: Sequence[str], lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> Iterator[tuple[int, int, float, float]]:
    """(first, second, metres, likeness) of entries that may be one, each pair once. Compared are only those in neighbouring cells."""
    cells = ground.cells_of(lon, lat)
    by_cell: dict[int, list[int]] = defaultdict(list)
    for number, cell in enumerate(cells.tolist()):
        by_cell[cell].append(number)
    cores = [core_of(name) for name in names]
    beside = (1, ground.ROW - 1, ground.ROW, ground.ROW + 1)
    for cell, here in by_cell.items():
        others = [number for step in beside for number in by_cell.get(cell + step, ())]
        for place, one in enumerate(here):
            against = np.array([*here[place + 1 :], *others], dtype=np.int64)
            if not len(against):
                continue
            away = ground.metres(float(lon[one]), float(lat[one]), lon[against], lat[against])
            for other, metres in zip(against[away <= NEAR].tolist(), away[away <= NEAR].tolist(), strict=True):
                like = alike(cores[one], cores[other])
                if like >= ALIKE or (metres <= SAME_SPOT and like >= 0.25):
                    yield one, other, metres, like
