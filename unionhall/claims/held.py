"""What does the file know already, so that nobody is asked again? Facts of the case, of its worker, and of its other findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unionhall.core import clock
from unionhall.lawbook.calculator import Calculator
from unionhall.lawbook.facts import Fact, Kind
from unionhall.lawbook.finding import plain
from unionhall.lawbook.reading import Unreadable

from . import reckoning

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Complainant
    from unionhall.organisations.models import Division

    from .models import KeptFinding

ENDINGS = ("壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "自治区", "自治州", "省", "市")
PLACES = "minimum_wage.monthly"


@dataclass(frozen=True)
class Known:
    """A fact the file knows: its plain value, and the finding that said it; none when the file itself does."""

    value: Any
    finding: KeptFinding | None = None


@dataclass(frozen=True)
class _Told:
    kind: Kind
    held: str
    known: Known


def facts_of(case: Case, complainant: Complainant | None = None) -> dict[str, Any]:
    """What the case and its worker hold, under the names calculators use for it (`Fact.held`), as plain values."""
    held: dict[str, Any] = {
        "happened_on": case.happened_on,
        "amount": case.amount,
        "employer": case.employer.name if case.employer else case.employer_name or None,
        "place": place_of(case.division or (case.employer.division if case.employer else None)),
    }
    if complainant is not None:
        held["amount"] = complainant.amount if complainant.amount is not None else held["amount"]
        if complainant.person is not None:
            held |= {"born_on": complainant.person.birth_on, "sex": complainant.person.sex or None}
    return {name: plain(value) for name, value in held.items() if value is not None}


def held_by(case: Case, findings: Iterable[KeptFinding], complainant: Complainant | None = None) -> dict[str, Any]:
    """Everything known under the names of `Fact.held`: the file first, then its findings, the newest first."""
    held = facts_of(case, complainant)
    for told in _told(findings):
        if told.held:
            held.setdefault(told.held, told.known.value)
    return held


def known(
    calculator: Calculator, case: Case, findings: Iterable[KeptFinding], complainant: Complainant | None = None
) -> dict[str, Known]:
    """What is known of a calculator's facts, by their names. A value the fact cannot take is not known."""
    file = facts_of(case, complainant)
    by_held: dict[str, Known] = {name: Known(value) for name, value in file.items()}
    by_question: dict[str, _Told] = {}
    for question, told in _questions(findings):
        if told.held:
            by_held.setdefault(told.held, told.known)
        by_question.setdefault(question, told)
    found: dict[str, Known] = {}
    for fact in calculator.facts:
        if fact.held:
            told_of = by_held.get(fact.held)
        else:
            same = by_question.get(fact.ask.zh)
            told_of = same.known if same and same.kind == fact.kind else None
        if told_of is not None and is_readable(fact, told_of.value):
            found[fact.name] = told_of
    return found


def changed_since(finding: KeptFinding, now: Mapping[str, Known]) -> dict[str, Known]:
    """Facts of which the file knew one value when the finding was kept, and knows another one today."""
    inputs = finding.finding["inputs"]
    return {
        name: fact
        for name, fact in now.items()
        if fact.value != finding.held.get(name) and fact.value != inputs.get(name) and name in finding.held
    }


def place_of(division: Division | None) -> str | None:
    """A place as the tables name it: “广东-深圳”, else “广东”; None where no table names it."""
    chain = []
    while division is not None:
        chain.append(_short(division.name))
        division = division.parent
    regions = set(reckoning.book_in_use().regions(PLACES))
    cities = reckoning.book_in_use().places
    for province in chain:
        for city in chain:
            if (province, city) in cities or f"{province}-{city}" in regions:
                return f"{province}-{city}"
    return next((name for name in chain if name in regions), None)


def is_readable(fact: Fact, value: Any) -> bool:
    try:
        fact.kind.read(value, clock.today())
    except Unreadable:
        return False
    return True


def _short(name: str) -> str:
    return next((name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending) and name != ending), name)


def _told(findings: Iterable[KeptFinding]) -> Iterable[_Told]:
    return (told for _question, told in _questions(findings))


def _questions(findings: Iterable[KeptFinding]) -> Iterable[tuple[str, _Told]]:
    """What each finding was told, by question; what was left at its default was not told."""
    for kept in findings:
        calculator = reckoning.calculator(kept.calculator)
        inputs = kept.finding["inputs"]
        for fact in calculator.facts if calculator else ():
            value = inputs.get(fact.name)
            if value is not None and value != plain(fact.default):
                yield fact.ask.zh, _Told(fact.kind, fact.held, Known(value, kept))
