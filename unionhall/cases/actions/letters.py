"""Bringing in old letters: many cases at once, each with its original day, none of them twice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from unionhall.core import audit, clock
from unionhall.core.actor import Actor, system
from unionhall.core.numbering import format_case_number, next_numbers
from unionhall.organisations import api as organisations

from .. import access, clocks, queries, routing
from ..enums import IdentityLevel, PartyRole, Source
from ..letters.reading import Letter
from ..models import AssignmentFact, Case, Complainant, LetterSource, Party, RoutingFact, StatusFact
from ..states import State
from ._shared import name_of
from .intake import SERIES, title_for

if TYPE_CHECKING:
    from unionhall.organisations.models import Division, Employer, Organisation


@dataclass(frozen=True)
class Way:
    """The place and employer a letter names, and where it goes."""

    division: "Division | None"
    employer: "Employer | None"
    route: routing.Route


@dataclass
class Places:
    """Places and employers by name, looked up once for a whole file."""

    on: date
    divisions: "dict[str, Division]" = field(default_factory=dict)
    employers: "dict[str, Employer | None]" = field(default_factory=dict)
    router: routing.Router | None = None

    def place_of(self, letter: Letter) -> "Division | None":
        """The smallest known place named in the place column, else in the title, else in the words."""
        for text in (letter.place, letter.title, letter.body[:500]):
            named = [division for name, division in self.divisions.items() if text and name in text]
            if named:
                return max(named, key=lambda division: (division.level, len(division.name)))
        return None

    def employer_of(self, letter: Letter) -> "Employer | None":
        name = letter.employer
        if name and name not in self.employers:
            self.employers[name] = organisations.visible_employers(Actor(None)).filter(name=name).first()
        return self.employers.get(name)

    def way_of(self, letter: Letter) -> "Way":
        """Where a letter goes: places, rules and ties are looked up once for all letters."""
        division, employer = self.place_of(letter), self.employer_of(letter)
        if division is None and employer is not None:
            division = employer.division
        self.router = self.router or routing.Router(on=self.on)
        matter = routing.Matter(
            letter.kind,
            letter.account,
            clock.now(),
            division,
            employer.industry if employer else "",
            (employer.pk,) if employer else (),
        )
        return Way(division, employer, self.router.route(matter))


def places() -> Places:
    """What the file's words are compared with."""
    divisions = organisations.visible_divisions(Actor(None)).select_related("parent__parent").order_by("level", "pk")
    return Places(clock.today(), {division.name: division for division in divisions})


def known_keys(letters: Sequence[Letter]) -> set[str]:
    """Those of the letters that are cases already."""
    keys = [letter.key for letter in letters]
    found = Case.objects.filter(source_key__in=keys).values_list("source_key", flat=True)
    return {key for key in found if key}


@transaction.atomic
def bring_letters(letters: Sequence[Letter], *, by: Actor, known: Places, to_chair: bool = False) -> list[Case]:
    """Make one case of each letter, in one transaction: numbered, routed, its clock beginning today.

    The letter's own day stays as the day it was received; the promise of an answer counts from the day it came to us.
    """
    access.may_import_letters(by).or_refuse()
    now, promises = clock.now(), queries.promises()
    ways = [known.way_of(letter) for letter in letters]
    cases = [_case(letter, way) for letter, way in zip(letters, ways, strict=True)]
    _number(cases)
    for case in cases:
        case.to_chair = to_chair
        answer = clocks.read([clocks.Entered(now, State.RECEIVED)], promises, kind=case.kind, level=case.body.level)
        case.due_on, case.due_provisional, case.paused = queries.due_of(answer, ended=False)
        case.entered_at = now
    Case.objects.bulk_create(cases, batch_size=500)
    Complainant.objects.bulk_create(
        [_writer(case, found) for case, found in zip(cases, letters, strict=True)], batch_size=500
    )
    Party.objects.bulk_create(
        [
            Party(
                case=case, role=PartyRole.EMPLOYER, name=case.employer_name, employer=case.employer, added_at=now,
                added_by_id=by.person_id,
            )
            for case in cases
            if case.employer_name
        ]
    )  # fmt: skip
    log = {"at": now, "by_id": by.person_id, "by_name": name_of(by)}
    StatusFact.objects.bulk_create(
        [StatusFact(case=case, verb="receive", to_state=State.RECEIVED, **log) for case in cases], batch_size=500
    )
    RoutingFact.objects.bulk_create(
        [
            RoutingFact(
                case=case, body=case.body, why=way.route.why, rule_id=way.route.rule.pk if way.route.rule else None, **log
            )
            for case, way in zip(cases, ways, strict=True)
        ],
        batch_size=500,
    )  # fmt: skip
    audit.record_many(
        audit.Entry(
            "case.received", case, by, details={"source": case.source, "kind": case.kind, "body": str(case.body_id)}
        )
        for case in cases
    )
    _hand_out(cases, ways, at=now)
    app.configure_task("cases.suggest", queue="triage").defer(case_ids=[str(case.pk) for case in cases])
    return cases


def _hand_out(cases: Sequence[Case], ways: Sequence[Way], *, at: datetime) -> None:
    """Those a rule put into somebody's hands; nobody is told of each of a thousand old letters."""
    by = system("routing rules")
    named = [(case, way.route.person) for case, way in zip(cases, ways, strict=True) if way.route.person]
    AssignmentFact.objects.bulk_create(
        [
            AssignmentFact(case=case, at=at, by_name=name_of(by), handler_id=person.pk, handler_name=person.name)
            for case, person in named
        ],
        batch_size=500,
    )
    audit.record_many(
        audit.Entry("case.assigned", case, by, details={"handler": str(person.pk)}) for case, person in named
    )


def _case(letter: Letter, way: Way) -> Case:
    body, employer, division = way.route.body, way.employer, way.division
    return Case(
        kind=letter.kind,
        title=letter.title or title_for(letter.kind, letter.employer),
        account=letter.account,
        source=Source.LETTER,
        source_key=letter.key,
        employer=employer,
        employer_name=letter.employer,
        division=division,
        industry=employer.industry if employer else "",
        site=letter.site,
        body=body,
        **body.ancestors_by_column,
        handler=way.route.person,
        received_at=letter.at,
    )


def _writer(case: Case, letter: Letter) -> Complainant:
    """Whoever wrote, as the letter names them; no person of ours is made from an old letter."""
    named = bool(letter.writer or letter.phone)
    return Complainant(
        case=case,
        identity_level=IdentityLevel.HIDDEN if named else IdentityLevel.ANONYMOUS,
        name=letter.writer,
        phone=letter.phone,
        joined_at=case.entered_at,
    )


def _number(cases: Sequence[Case]) -> None:
    """Give numbers body by body, in the order of the file."""
    year = clock.today().year
    by_body: dict[UUID, tuple[Organisation, list[Case]]] = {}
    for case in cases:
        by_body.setdefault(case.body_id, (case.body, []))[1].append(case)
    for pk in sorted(by_body):
        body, rows = by_body[pk]
        numbers = next_numbers(body.case_prefix, SERIES, year, len(rows))
        for case, number in zip(rows, numbers, strict=True):
            case.number = format_case_number(f"{body.case_prefix}{SERIES}", year, number)


@transaction.atomic
def remember_source(name: str, *, by: Actor, columns: dict[str, Any]) -> LetterSource:
    """Keep which column holds what, for the next file of this source."""
    access.may_import_letters(by).or_refuse()
    source = LetterSource.objects.filter(name=name).first() or LetterSource(name=name)
    source.columns, source.saved_at = columns, clock.now()
    source.save()
    audit.record("letters.source_remembered", source, by=by)
    return source
