"""What stands on the page of an answer: the finding in the reader's language, and in the words that go with a matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unionhall.claims import api as claims
from unionhall.lawbook.acts import Article
from unionhall.lawbook.calculator import Calculator
from unionhall.lawbook.dated import NeedsParameter, sources
from unionhall.lawbook.facts import Fact, Money, Number, Region, Whole
from unionhall.lawbook.finding import Deadline, Finding
from unionhall.lawbook.results import Item, item
from unionhall.ui.law import in_language, table_name, unit_name
from unionhall.ui.words import date_words, money

from .way import Line

OTHER = "alternatives"
SOON_DAYS = 30


@dataclass(frozen=True)
class StepShown:
    words: str
    formula: str
    articles: list[tuple[int, str]]


@dataclass(frozen=True)
class ItemShown:
    name: str
    value: str


@dataclass(frozen=True)
class ArticleShown:
    number: int
    words: str
    plain: str
    is_read: bool


@dataclass(frozen=True)
class DayShown:
    """A day that matters: the raw one first, the moved one beside it."""

    words: str
    raw: date
    left: str
    tone: str
    moved: str
    articles: list[str]


@dataclass(frozen=True)
class ReadingShown:
    words: str
    amounts: list[str]
    articles: list[str]


@dataclass(frozen=True)
class ValueShown:
    name: str
    value: str
    since: str
    source: str
    is_read: bool
    is_entered: bool


class Shown:
    """A finding for the page. Templates read attributes; nothing is reckoned here."""

    def __init__(self, one: Calculator, finding: Finding, today: date) -> None:
        self.one, self.finding, self.today = one, finding, today
        self.title = in_language(one.title)
        self.headline = in_language(finding.answer.headline) or self.title
        self.has_result = finding.result is not None
        self.said = finding.as_dict()
        self.items = self._items() if self.has_result else []
        self.numbers = self._numbers()
        self.steps = [
            StepShown(
                in_language(step.words), step.formula, [(self.numbers[a], in_language(a.words)) for a in step.articles]
            )
            for step in finding.answer.steps
        ]
        self.articles = [
            ArticleShown(number, in_language(article.words), in_language(article.plain), article.is_read)
            for article, number in self.numbers.items()
        ]
        self.readings = [
            ReadingShown(
                in_language(o.words), self._sums(f"{OTHER}.{number}."), [in_language(a.words) for a in o.articles]
            )
            for number, o in enumerate(finding.answer.alternatives)
        ]
        self.days = [self._day(one_day) for one_day in finding.answer.deadlines]
        self.evidence = [in_language(words) for words in finding.evidence]
        self.assumptions = [in_language(words) for words in finding.assumptions]
        self.not_modelled = [in_language(words) for words in finding.not_modelled]
        self.unverified = [in_language(words) for words in finding.unverified]
        self.values = self._values()
        self.disclaimer = in_language(finding.disclaimer)

    def _numbers(self) -> dict[Article, int]:
        """Each article once, in the order in which the answer speaks of it."""
        answer = self.finding.answer
        named = [article for step in answer.steps for article in step.articles]
        named += [article for other in answer.alternatives for article in other.articles]
        named += [article for day in answer.deadlines for article in day.articles]
        return {article: number for number, article in enumerate(dict.fromkeys(named), 1)}

    def _day(self, day: Deadline) -> DayShown:
        left = day.days_left(self.today)
        if left < 0:
            words = ngettext("over for %(n)d day", "over for %(n)d days", -left) % {"n": -left}
        elif left == 0:
            words = _("today")
        else:
            words = ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}
        if day.effective is None:
            moved = _("The holidays of that year are not announced yet. Keep to this day.")
        elif day.effective != day.raw:
            moved = _("It falls on a day off and moves to %(date)s. Better keep to the earlier day.") % {
                "date": date_words(day.effective, today=self.today)
            }
        else:
            moved = ""
        tone = "red" if left < 0 else "amber" if left <= SOON_DAYS else "green"
        return DayShown(
            in_language(day.words), day.raw, words, tone, moved, [in_language(a.words) for a in day.articles]
        )

    def _values(self) -> list[ValueShown]:
        return [
            ValueShown(
                " · ".join(filter(None, (table_name(row.table), row.region))),
                f"{row.value} {unit_name(row.unit)}",
                date_words(row.begins, today=self.today) if row.confidence != "entered" else "",
                "; ".join(sources().get(key.strip(), "") for key in row.source.split(",") if key.strip() in sources()),
                row.is_read,
                row.confidence == "entered",
            )
            for row in self.finding.answer.parameters
        ]

    @property
    def amount(self) -> Decimal | None:
        """What one would claim of it, together; None where it comes to no money."""
        usual = set(claims.usual_claims(self.said))
        amounts = [one.amount for one in claims.sums(self.said) if one.path in usual]
        return sum(amounts, Decimal(0)) if amounts else None

    def _sums(self, under: str) -> list[str]:
        """The amounts of another reading, each with its name where there are several."""
        found = [one for one in claims.sums(self.said) if one.path.startswith(under)]
        if len(found) == 1:
            return [money(found[0].amount)]
        return [f"{in_language(one.words)} {money(one.amount)}" for one in found]

    def _items(self) -> list[ItemShown]:
        """The single values of the result that have a name, but for those that are nothing."""
        result = self.finding.result
        if not isinstance(result, Mapping) or len(result) < 2:
            return []
        found = []
        for key, value in result.items():
            called = item(self.one.name, key)
            words = _value_words(called, value) if value not in (None, 0, False) else ""
            if words and in_language(called.words) != key.replace("_", " "):
                found.append(ItemShown(in_language(called.words), words))
        return found

    def account(self, lines: list[Line], *, most: int) -> str:
        """The answer as text for a matter or a message: the sum, what was answered, each step; as much as fits."""
        parts = [_("I reckoned on the union's pages: %(title)s.") % {"title": self.title}, self.headline, ""]
        parts += [
            _("What I answered:"),
            *("· " + line.label + _(": ") + line.value for line in lines if line.value),
            "",
        ]
        parts.append(_("How it was reckoned:"))
        for number, step in enumerate(self.steps, 1):
            parts.append(f"{number}. {step.words}" + (f" {step.formula}" if step.formula else ""))
        if self.unverified:
            parts += ["", _("Still to be verified:"), *(f"· {words}" for words in self.unverified)]
        text = "\n".join(parts)
        return text if len(text) <= most else text[: most - 1] + "…"


def _value_words(called: Item, value: Any) -> str:
    """A value of a result as one would say it; nothing for what is nothing, or no single value."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal) and called.is_money:
        return money(value)
    if isinstance(value, date):
        return date_words(value)
    if isinstance(value, (Decimal, int, float)):
        number = f"{value:g}" if isinstance(value, float) else str(value)
        return f"{number} {unit_name(called.unit)}".strip()
    return ""


@dataclass(frozen=True)
class NeedShown:
    """A value that the book does not hold: which one, for where and when, why, and what could be given instead."""

    name: str
    place: str
    on: date
    why: str
    hint: str
    facts: list[Fact]


def need_shown(one: Calculator, need: NeedsParameter, answers: Mapping[str, Any]) -> NeedShown:
    hint = need.hint
    told = (
        _("%(value)s %(unit)s was in force on %(date)s.")
        % {
            "value": hint.value,
            "unit": unit_name(hint.unit),
            "date": date_words(hint.begins),
        }
        if hint
        else ""
    )
    return NeedShown(
        table_name(need.table),
        need.region,
        need.on,
        in_language(need.why),
        told,
        list(_facts_that_help(one, need, answers)),
    )


def _facts_that_help(one: Calculator, need: NeedsParameter, answers: Mapping[str, Any]) -> list[Fact]:
    """What can be entered instead: the fact that fills this table; where none says so, every amount left out."""
    filling = [fact for fact in one.facts if fact.fills == need.table]
    if not filling:
        filling = [
            fact
            for fact in one.facts
            if isinstance(fact.kind, (Money, Number)) and not fact.required and not answers.get(fact.name)
        ]
    if not need.region:
        filling = [*(fact for fact in one.facts if isinstance(fact.kind, Region)), *filling]
    elif need.tier == 0:
        filling = [*(fact for fact in one.facts if fact.held == "tier" and isinstance(fact.kind, Whole)), *filling]
    return filling
