"""What do the letters of a time say? Read for the search for shared problems, by the software itself and nobody else."""

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from unionhall.core.actor import Actor
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.triage.problems import Told
from unionhall.triage.words import Letter

from .. import access
from ..models import Case, Complainant
from ..states import State

LEVELS = tuple(LEVEL_COLUMN.values())


@dataclass(frozen=True)
class Heard:
    """One letter with its facts, as the search for shared problems takes it."""

    case_id: UUID
    told: Told
    received_at: datetime
    bodies: tuple[UUID | None, ...]
    """The bodies it lies under, from the nation down to the union."""


def heard(
    *, by: Actor, since: datetime | None = None, among: Collection[UUID] | None = None, most: int = 20_000
) -> list[Heard]:
    """The newest letters since a moment, or those named. Withdrawn ones and the covers of group cases are left out."""
    access.may_hear(by).or_refuse()
    found = access.desk_cases(by).filter(is_group=False).exclude(state=State.WITHDRAWN)
    if since is not None:
        found = found.filter(received_at__gte=since)
    if among is not None:
        found = found.filter(pk__in=list(among))
    rows = found.select_related("division").defer("version").order_by("-received_at", "pk")[:most]
    return list(_read(list(rows)))


def _read(cases: list[Case]) -> Iterator[Heard]:
    writers = _writers([case.pk for case in cases])
    for case in cases:
        yield Heard(
            case.pk,
            Told(
                letter_of(case),
                writers.get(case.pk),
                site_of(case),
                str(case.employer_id or "") or case.employer_name,
                case.kind,
            ),
            case.received_at,
            tuple(getattr(case, column) for column in LEVELS),
        )


def letter_of(case: Case) -> Letter:
    """The words of a case; the title only where it is the writer's own."""
    first, _gap, rest = case.account.partition("\n\n")
    return Letter(rest, first) if rest and first == case.title else Letter(case.account)


def site_of(case: Case) -> str:
    """The place of work: as written, else the employer, else the place."""
    if case.site:
        return f"{case.employer_id or case.employer_name} {unicodedata.normalize('NFKC', case.site).replace(' ', '')}"
    return str(case.employer_id or "") or case.employer_name or (case.division.name if case.division else "")


def _writers(cases: list[UUID]) -> dict[UUID, object]:
    """What tells the writers apart: the person, else the telephone, else the name they gave. Anonymous ones have nothing."""
    told: dict[UUID, object] = {}
    for row in Complainant.objects.filter(case__in=cases).order_by("joined_at", "pk"):
        key: object = row.person_id or (bytes(row.phone_lookup) if row.phone_lookup else None) or row.name or None
        if key is not None:
            told.setdefault(row.case_id, key)
    return told
