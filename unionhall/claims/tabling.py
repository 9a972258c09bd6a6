"""The table of claims, a row for each worker; and one sheet with the facts of many workers, read row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from unionhall.cases import api as cases
from unionhall.cases.enums import IdentityLevel
from unionhall.core import clock, tables
from unionhall.core.export import Column
from unionhall.core.identity import normalise_phone
from unionhall.core.sealed import mask_name
from unionhall.lawbook.batch import columns_of, missing_columns, said_in
from unionhall.lawbook.calculator import Calculator
from unionhall.lawbook.facts import Fact, Many, Rows
from unionhall.lawbook.finding import Finding, plain
from unionhall.lawbook.reading import BadFacts
from unionhall.ui.law import in_language

from . import held, queries, reckoning
from .models import Claim, KeptFinding

if TYPE_CHECKING:
    from unionhall.cases.models import Case, Complainant
    from unionhall.core.actor import Actor

ZERO = Decimal(0)
NUMBER_HEADS = ("案件编号", "编号", "case number", "number")
NAME_HEADS = ("姓名", "名字", "工人姓名", "职工姓名", "name", "worker")
PHONE_HEADS = ("手机", "手机号", "手机号码", "电话", "phone", "mobile")
LIMITS = tables.Limits(size=5 * 1024 * 1024, rows=2_000, columns=80, cell=4_000)


@dataclass(frozen=True)
class Worker:
    """Somebody claims are made for: their case and, where it names one, who they are on it."""

    case: Case
    person: Complainant | None

    @property
    def key(self) -> tuple[UUID, UUID | None]:
        return self.case.pk, self.person.pk if self.person else None

    @property
    def name(self) -> str:
        """Enough to find somebody in the list; the whole name stands on the file."""
        if self.person is None:
            return ""
        if self.person.identity_level == IdentityLevel.ANONYMOUS or not self.person.name:
            return _("anonymous")
        return mask_name(self.person.name)


@dataclass(frozen=True)
class Head:
    """A column: an item of a calculator."""

    calculator: str
    item: str

    @property
    def label(self) -> str:
        return in_language(reckoning.name_of(self.calculator, self.item))


@dataclass
class Line:
    """One worker's claims by column."""

    worker: Worker
    claims: dict[Head, list[Claim]] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        return sum((claim.amount for claims in self.claims.values() for claim in claims), ZERO)

    def amount(self, head: Head) -> Decimal | None:
        claims = self.claims.get(head)
        return sum((claim.amount for claim in claims), ZERO) if claims else None

    def is_provisional(self, head: Head) -> bool:
        return any(claim.provisional for claim in self.claims.get(head, ()))


@dataclass
class ClaimsTable:
    """A row for each worker, a column for each kind of claim, totals both ways."""

    heads: list[Head]
    lines: list[Line]

    @property
    def total(self) -> Decimal:
        return sum((line.total for line in self.lines), ZERO)

    def column_total(self, head: Head) -> Decimal:
        return sum((line.amount(head) or ZERO for line in self.lines), ZERO)

    @property
    def is_provisional(self) -> bool:
        return any(claim.provisional for line in self.lines for found in line.claims.values() for claim in found)

    @property
    def claimed(self) -> int:
        """For how many workers something is claimed."""
        return sum(bool(line.claims) for line in self.lines)


def workers_of(case: Case, *, by: Actor) -> list[Worker]:
    """The workers of a case, and of the members of a group, as far as this reader sees them on the desk."""
    inside: list[Case] = [case]
    if case.is_group:
        members = cases.desk_cases(by).filter(group=case).select_related("employer__division", "division")
        inside += list(members.order_by("number", "pk").defer("account"))
    _share_places(inside)
    people = cases.workers_of(inside)
    found = []
    for one in inside:
        named = people.get(one.pk, [])
        found += [Worker(one, person) for person in named]
        if not named and not (one.is_group and one.pk == case.pk):
            found.append(Worker(one, None))
    return found


def _share_places(inside: Iterable[Case]) -> None:
    """One copy of each place for all cases: what lies above it is then looked up once."""
    divisions: dict[UUID, Any] = {}
    employers: dict[UUID, Any] = {}
    for one in inside:
        if one.division_id:
            one.division = divisions.setdefault(one.division_id, one.division)
        if one.employer_id:
            one.employer = employers.setdefault(one.employer_id, one.employer)


def claims_table(workers: Sequence[Worker], claims: Iterable[Claim]) -> ClaimsTable:
    """Claims by worker; one that names no worker stands with the case's own row."""
    lines = {worker.key: Line(worker) for worker in workers}
    first: dict[UUID, Line] = {}
    for line in lines.values():
        first.setdefault(line.worker.case.pk, line)
    heads: dict[Head, None] = {}
    for claim in claims:
        mine = lines.get((claim.case_id, claim.complainant_id)) or first.get(claim.case_id)
        if mine is None:
            continue
        head = Head(claim.calculator, claim.item)
        heads[head] = None
        mine.claims.setdefault(head, []).append(claim)
    return ClaimsTable(list(heads), list(lines.values()))


def sheet_columns(table: ClaimsTable) -> list[Column]:
    """The columns of the claims as a spreadsheet."""
    return [
        Column("number", _("Case number"), 22),
        Column("worker", _("Worker"), 14),
        *(Column(f"c{n}", head.label, 24) for n, head in enumerate(table.heads)),
        Column("total", _("Total"), 16),
        Column("provisional", _("To be verified"), 14),
    ]


def sheet_rows(table: ClaimsTable) -> Iterator[dict[str, Any]]:
    """A row for each worker, and the totals under them."""
    for line in table.lines:
        amounts = {f"c{n}": line.amount(head) for n, head in enumerate(table.heads)}
        doubt = _("yes") if any(line.is_provisional(head) for head in table.heads) else ""
        yield {
            "number": line.worker.case.number, "worker": line.worker.name, **amounts, "total": line.total,
            "provisional": doubt,
        }  # fmt: skip
    totals = {f"c{n}": table.column_total(head) for n, head in enumerate(table.heads)}
    yield {"number": _("Total"), "worker": "", **totals, "total": table.total, "provisional": ""}


# --- many workers' facts in one sheet ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SoundRow:
    """A row that gave a finding."""

    number: int
    worker: Worker
    finding: Finding


@dataclass(frozen=True)
class WrongRow:
    """A row that did not, and why."""

    number: int
    who: str
    reason: str


@dataclass
class ReadTable:
    sound: list[SoundRow] = field(default_factory=list)
    rejected: list[WrongRow] = field(default_factory=list)
    missing: list[Fact] = field(default_factory=list)
    """Facts that neither a column nor the file of every worker gives."""


def fact_columns(calculator: Calculator) -> list[Column]:
    """The columns of the sheet to be filled in."""
    return [
        Column("number", _("Case number"), 22),
        Column("name", _("Name"), 14),
        *(Column(fact.name, in_language(fact.ask), 24) for fact in calculator.facts),
    ]


def fact_rows(calculator: Calculator, workers: Iterable[Worker]) -> Iterator[dict[str, Any]]:
    """What the file knows of each worker, to be filled up."""
    workers = list(workers)
    findings = queries.known_in(worker.case.pk for worker in workers)
    for worker in workers:
        known = _known(calculator, worker, findings)
        cells = {fact.name: _as_cell(fact, known.get(fact.name)) for fact in calculator.facts}
        yield {"number": worker.case.number, "name": worker.name, **cells}


def read_table(source: Any, calculator: Calculator, workers: Sequence[Worker]) -> ReadTable:
    """Every row as a finding of one worker, or the reason there is none. Raises TableError."""
    rejects: list[tables.Rejected] = []
    table = tables.read_table(source, limits=LIMITS, rejects=rejects)
    read = ReadTable()
    heads = list(table.columns)
    columns = columns_of(calculator, heads)
    finder, seen = _Finder(heads, workers), set()
    findings = queries.known_in(worker.case.pk for worker in workers)
    for row in table:
        cells = [row[head] for head in heads]
        worker, problem = finder.find(row)
        if worker is not None and worker.key in seen:
            worker, problem = None, _("This worker stands in the table twice.")
        if worker is None:
            read.rejected.append(WrongRow(row.number, finder.called(row), problem))
            continue
        seen.add(worker.key)
        said = {**_known(calculator, worker, findings), **_said(calculator, columns, cells)}
        try:
            finding = reckoning.find(calculator.name, said)
        except BadFacts as bad:
            read.rejected.append(WrongRow(row.number, finder.called(row), _reasons(calculator, bad)))
            continue
        if finding.result is None:
            why = "；".join(in_language(need.why) for need in finding.needs)
            read.rejected.append(WrongRow(row.number, finder.called(row), why))
            continue
        read.sound.append(SoundRow(row.number, worker, finding))
    read.rejected += [WrongRow(one.number, "", str(one.reason)) for one in rejects]
    read.rejected.sort(key=lambda one: one.number)
    if read.rejected and not read.sound:
        read.missing = missing_columns(calculator, columns)
    return read


class _Finder:
    """Whose row is it? By case number, else by telephone, else by the whole name where it is unique."""

    def __init__(self, heads: Sequence[str], workers: Sequence[Worker]) -> None:
        self.number, self.phone, self.name = (
            next((head for head in heads if head.strip().lower() in known), "")
            for known in (NUMBER_HEADS, PHONE_HEADS, NAME_HEADS)
        )
        self.by_number: dict[str, list[Worker]] = {}
        self.by_phone: dict[str, list[Worker]] = {}
        self.by_name: dict[str, list[Worker]] = {}
        for worker in workers:
            self.by_number.setdefault(worker.case.number, []).append(worker)
            if worker.person is not None:
                self.by_phone.setdefault(normalise_phone(worker.person.phone or ""), []).append(worker)
                self.by_name.setdefault(worker.person.name, []).append(worker)

    def called(self, row: Mapping[str, str]) -> str:
        return " ".join(filter(None, (row.get(self.number, ""), row.get(self.name, ""))))

    def find(self, row: Mapping[str, str]) -> tuple[Worker | None, str]:
        number, phone, name = (row.get(head, "").strip() for head in (self.number, self.phone, self.name))
        if not (number or phone or name):
            return None, _("Neither a case number nor a telephone nor a name says whose row it is.")
        found = None
        for said, among in (
            (number, self.by_number),
            (normalise_phone(phone) if phone else "", self.by_phone),
            (name, self.by_name),
        ):
            if not said or (among is self.by_name and "*" in said and found is not None):
                continue
            here = among.get(said, [])
            found = here if found is None else [worker for worker in found if worker in here] or found
            if len(found) == 1:
                return found[0], ""
        if not found:
            return None, _("No worker of this matter fits this row.")
        return None, _("Several workers fit this row: give the telephone as well.")


def _known(calculator: Calculator, worker: Worker, findings: Mapping[UUID, Sequence[KeptFinding]]) -> dict[str, Any]:
    whose = worker.person.pk if worker.person else None
    own = [one for one in findings.get(worker.case.pk, ()) if one.complainant_id in (None, whose)]
    known = held.known(calculator, worker.case, own, worker.person)
    return {name: fact.value for name, fact in known.items()}


def _said(calculator: Calculator, columns: dict[str, list[int]], cells: Sequence[str]) -> dict[str, Any]:
    said = said_in(calculator, columns, cells)
    for fact in calculator.facts:
        if isinstance(fact.kind, Rows) and isinstance(said.get(fact.name), str):
            said[fact.name] = [
                [cell.strip() for cell in re.split(r"[/／|]", row)]
                for row in re.split(r"[;；\n]", said[fact.name])
                if row.strip()
            ]
    return said


def _as_cell(fact: Fact, value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(fact.kind, Many):
        return " ".join(str(one) for one in value)
    if isinstance(fact.kind, Rows):
        return "; ".join("/".join(str(row.get(c.name) or "") for c in fact.kind.columns) for row in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return plain(value)


def _reasons(calculator: Calculator, bad: BadFacts) -> str:
    asked = {fact.name: in_language(fact.ask) for fact in calculator.facts}
    return " ".join(f"{asked.get(name, name)} {in_language(words)}" for name, words in bad.errors.items())


def as_of() -> str:
    return _("As of %(day)s") % {"day": clock.today().isoformat()}
