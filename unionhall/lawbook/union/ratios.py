"""What is the rate, and how many places is that? Rates with their numerator; points are not per cent of a per cent. (C32.)"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ..book import Book
from ..calculator import Calculator
from ..facts import Choice, Fact, Number, Percent, Text, Whole
from ..finding import Alternative, Answer, Step
from ..money import fen, percent
from ..reading import Unreadable
from ..words import Words

UP, DOWN, NEAREST = "up", "down", "nearest"
ROUNDINGS = {
    UP: Words("只多不少，进一", "not less than: up"),
    DOWN: Words("不超过，舍去", "not more than: down"),
    NEAREST: Words("四舍五入", "to the nearest"),
}
POINTS = Decimal(5)


def ratio(book: Book, *, a: int, b: int, definition: str) -> Answer:
    """Percent with two places, half-up; None where the denominator is nothing."""
    pct = percent(a, b)
    if pct is None:
        words = Words("分母是 0，没有比率。", "The denominator is 0: there is no rate.")
    else:
        named = f"{definition}：" if definition else ""
        named_en = f"{definition}: " if definition else ""
        words = Words(f"{named}{b} 里有 {a}，{pct}%。", f"{named_en}{a} of {b}: {pct} %.")
    formula = f"{a} ÷ {b} = {pct}%" if pct is not None else f"{a} ÷ {b}"
    return Answer({"pct": pct}, steps=(Step(words, formula),), assumptions=(SAY_WHAT,), headline=words)


def quota_pp(book: Book, *, total: int, base_pct: Decimal, pp: Decimal, rounding: str) -> Answer:
    """The share raised by points, and the whole places it comes to."""
    target = base_pct + pp
    if target > 100:
        raise Unreadable(ABOVE_ALL, "pp")
    exact = Fraction(total) * Fraction(target) / 100
    places = whole(exact, rounding)
    wrong = Fraction(base_pct) * (100 + Fraction(pp)) / 100
    mistaken = Fraction(total) * wrong / 100
    return Answer(
        {"target_pct": fen(target), "min_places": places, "exact": fen(exact)},
        steps=(
            Step(
                Words(
                    f"{base_pct}% 加 {pp} 个百分点是 {fen(target)}%。",
                    f"{base_pct} % and {pp} points are {fen(target)} %.",
                ),
                f"{base_pct}% + {pp} = {fen(target)}%",
            ),
            Step(
                Words(
                    f"{total} 人的 {fen(target)}% 是 {fen(exact)}，{ROUNDINGS[rounding].zh}，{places} 人。",
                    f"{fen(target)} % of {total} are {fen(exact)}, {ROUNDINGS[rounding].en}: {places}.",
                ),
                f"{total} × {fen(target)}% = {fen(exact)} → {places}",
            ),
        ),
        assumptions=(NOT_LESS,) if rounding == UP else (),
        alternatives=(
            Alternative(
                Words(
                    "读成“提高百分之几”是误读：百分点直接相加。",
                    "Read as a rise of so many per cent, which is a misreading: points are added.",
                ),
                {"target_pct": fen(wrong), "min_places": whole(mistaken, rounding), "exact": fen(mistaken)},
            ),
        ),
        headline=Words(f"至少 {places} 个名额。", f"At least {places} places.")
        if rounding == UP
        else Words(f"{places} 个名额。", f"{places} places."),
    )


def whole(exact: Fraction, rounding: str) -> int:
    """A whole number of places: up, down, or half up to the nearest."""
    if rounding == UP:
        return -(-exact.numerator // exact.denominator)
    if rounding == DOWN:
        return exact.numerator // exact.denominator
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


SAY_WHAT = Words("比率要和分子、分母、口径一起记。", "A rate is kept with its numerator, denominator and definition.")
NOT_LESS = Words("“不低于”的比例，名额进一。", "For a share of “not less than”, places are rounded up.")
ABOVE_ALL = Words("加起来超过了 100%，请再看一下。", "That is more than 100 %. Please look again.")

CALCULATORS = (
    Calculator(
        "C32",
        "ratio",
        Words("比率", "Rate"),
        Words("成功了几件，一共几件，比率是多少？", "So many of so many: what is the rate?"),
        (
            Fact("a", Whole(), Words("其中几件（分子）？", "How many (numerator)?")),
            Fact("b", Whole(), Words("一共几件（分母）？", "Of how many (denominator)?")),
            Fact("definition", Text(120), Words("算的是什么？", "What is counted?"), required=False, default=""),
        ),
        ratio,
        evidence=(Words("分子、分母各自的台账", "The register of each number"),),
        not_modelled=(
            Words("口径是不是一致：同一时间、同一范围", "Whether both numbers are of the same time and scope"),
        ),
        for_workers=False,
    ),
    Calculator(
        "C32",
        "quota_pp",
        Words("名额（加百分点）", "Places with added points"),
        Words("规定比例上提几个百分点，是多少名额？", "A share raised by some points: how many places?"),
        (
            Fact("total", Whole(), Words("一共多少人？", "How many in all?")),
            Fact("base_pct", Percent(), Words("规定比例是百分之几？", "What is the set share?")),
            Fact(
                "pp",
                Number(Words("个百分点", "points"), most=Decimal(100)),
                Words("提高几个百分点？", "Raised by how many points?"),
                required=False,
                default=POINTS,
            ),
            Fact(
                "rounding",
                Choice(ROUNDINGS),
                Words("不是整数怎么办？", "How is it rounded?"),
                required=False,
                default=UP,
            ),
        ),
        quota_pp,
        evidence=(Words("写明比例的文件", "The paper that sets the share"),),
        not_modelled=(Words("按类别、性别分开算的名额", "Places set apart by group or sex"),),
        for_workers=False,
    ),
)
