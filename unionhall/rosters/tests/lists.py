"""Lists of invented people, with numbers that fit."""

from __future__ import annotations

from datetime import date, timedelta

from unionhall.core.identity import identity_check

HEADS = ("序号", "姓名", "身份证号", "手机号码", "入会日期")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建国文斌"


def number(n: int, *, region: str = "360102") -> str:
    """The identity number of the n-th invented person."""
    born = date(1960, 1, 1) + timedelta(days=n % 16000)
    front = f"{region}{born:%Y%m%d}{(n // 16000) % 1000:03d}"
    return front + identity_check(front)


def phone(n: int) -> str:
    return f"1{3 + n % 7}{n:09d}"


def name(n: int) -> str:
    return SURNAMES[n % 20] + GIVEN[(n // 20) % 31] + GIVEN[(n // 620) % 31]


def row(n: int) -> list[str]:
    return [str(n), name(n), number(n), phone(n), "2020-03-01"]


def csv_of(rows: list[list[str]], heads: tuple[str, ...] = HEADS) -> bytes:
    return "\n".join(",".join(cells) for cells in [list(heads), *rows]).encode()
