"""How many days of maternity and paternity leave are there, by national law and by province? (Rule C12.)"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ..acts import Article, article
from ..book import Book
from ..dated import Dated
from ..finding import Alternative, Step
from ..months import add_months
from ..words import Words

BIRTH, DIFFICULT, EACH_MORE, BEFORE_BIRTH = 98, 15, 15, 15
EARLY, LATE, LATE_FROM = 15, 42, 4
"""Days; months of pregnancy. 女职工劳动保护特别规定 art. 7."""
DAYS_OF_A_MONTH = 30
"""For leave a province gives in months, where no first day is told."""


@dataclass(frozen=True)
class Leave:
    """Days by national law, days of the province on top, and days of the other parent."""

    national: int
    extension: int
    paternity: int
    parameters: tuple[Dated, ...]

    @property
    def total(self) -> int:
        return self.national + self.extension


def leave_days(
    book: Book,
    kind: str,
    months: Decimal | None,
    babies: int,
    difficult: bool,
    prov: str | None,
    child: int,
    start: date | None,
    on: date,
) -> Leave:
    if kind == "miscarriage":
        return Leave(EARLY if months is None or months < LATE_FROM else LATE, 0, 0, ())
    national = BIRTH + (DIFFICULT if difficult else 0) + EACH_MORE * (babies - 1)
    if not prov:
        return Leave(national, 0, 0, ())
    place = prov.partition("-")[0]
    day = start or on
    tiers = book.tables["maternity.extension"].tiers(place, day)
    row = book.value("maternity.extension", place, on=day, tier=max((t for t in tiers if t <= child), default=1))
    other = book.value("maternity.paternity", place, on=day, tier=1)
    begins = start + timedelta(days=national) if start else None
    return Leave(national, _days(row, begins), _days(other, None), (row, other))


def _days(row: Dated, begins: date | None) -> int:
    """Days of leave that a province gives in days, or in months: by the calendar from its first day, else thirty a month."""
    count = int(row.value)
    if row.unit == "days":
        return count
    return (add_months(begins, count) - begins).days if begins else count * DAYS_OF_A_MONTH


def national_step(kind: str, months: Decimal | None, babies: int, difficult: bool, days: Leave) -> Step:
    rule = (article("women_workers", "7"),)
    if kind == "miscarriage":
        said = Words(
            f"怀孕{'未满' if days.national == EARLY else '满'} {LATE_FROM} 个月流产，产假 {days.national} 天。",
            f"After a miscarriage {'before' if days.national == EARLY else 'from'} {LATE_FROM} months: {days.national} days.",
        )
        return Step(said, articles=rule)
    more = [f"{BIRTH}"]
    more += [f"{DIFFICULT}"] if difficult else []
    more += [f"{EACH_MORE} × {babies - 1}"] if babies > 1 else []
    return Step(
        Words(
            f"国家规定的产假 {days.national} 天，其中产前可以休 {BEFORE_BIRTH} 天；难产加 {DIFFICULT} 天，每多一个孩子加 {EACH_MORE} 天。",
            f"National leave is {days.national} days, {BEFORE_BIRTH} of which may come before the birth; {DIFFICULT} more for a difficult one and {EACH_MORE} for each further baby.",
        ),
        f"{' + '.join(more)} = {days.national}",
        rule,
    )


def local_steps(prov: str | None, days: Leave, kind: str) -> tuple[Step, ...]:
    if not days.parameters:
        return ()
    return (
        Step(
            Words(
                f"{prov}另外增加 {days.extension} 天，一共 {days.total} 天；配偶陪产假 {days.paternity} 天。",
                f"{prov} adds {days.extension} days: {days.total} in all; {days.paternity} days for the other parent.",
            ),
            f"{days.national} + {days.extension} = {days.total}",
            (article("population_law", "25"), article("population_local")),
        ),
    )


def later_child(
    book: Book, kind: str, prov: str | None, child: int, days: Leave, start: date | None, on: date
) -> tuple[Alternative, ...]:
    """Where the province gives more for a later child than for this one."""
    if kind != "birth" or not prov or child > 1:
        return ()
    more = leave_days(book, kind, None, 1, False, prov, child + 1, start, on).extension
    if more == days.extension:
        return ()
    words = Words("如果是第二个、第三个孩子。", "If it is the second or third child.")
    return (Alternative(words, {"total_days": days.national + more}, LOCAL),)


LOCAL: tuple[Article, ...] = (article("population_local"),)
