"""Which employer of the register is meant, and who may therefore not have the matter?"""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from unionhall.core import audit, clock
from unionhall.core.actor import Actor, system
from unionhall.core.events import announce
from unionhall.people import api as people

from .. import access, queries, routing
from ..enums import PartyRole, Release
from ..events import CaseSentOn
from ..models import Case, Party
from ._shared import arrive, taken, touch
from .handling import release
from .intake import title_for
from .triage import outdate

if TYPE_CHECKING:
    from unionhall.organisations.models import Employer


@transaction.atomic
def identify_employer(case: Case, *, by: Actor, employer: "Employer", expected: int | None = None) -> Case:
    """Say which employer of the register is meant by the name that was written. Who is tied to it is barred at once.

    In a group it holds for every case in which the same name is written.
    """
    family = _family_taken(case)
    case = taken(case, expected=expected)
    access.may_identify_employer(by, case).or_refuse()
    written = case.employer_name
    _link(case, employer, by=by)
    for row in family:
        if row.pk != case.pk and row.employer_id is None and row.employer_name == written:
            _link(row, employer, by=by)
    heed_ties(case, by=by, because=[{"code": "identified", "name": employer.name}])
    return Case.objects.select_related("body").get(pk=case.pk)


def _link(case: Case, employer: "Employer", *, by: Actor) -> None:
    written = case.employer_name
    case.employer, case.employer_name = employer, employer.name
    case.industry = case.industry or employer.industry
    case.title = title_for(case.kind, employer.name)
    named = Party.objects.filter(case=case, employer__isnull=True, role=PartyRole.EMPLOYER)
    if not named.filter(name=written).update(employer=employer, name=employer.name):
        Party(
            case=case, role=PartyRole.EMPLOYER, name=employer.name, employer=employer, added_at=clock.now(),
            added_by_id=by.person_id,
        ).save(force_insert=True)  # fmt: skip
    touch(case, "employer", "employer_name", "industry", "title")
    outdate(case)
    audit.record("case.employer_identified", case, by=by, employer=str(employer.pk))


def heed_ties(case: Case, *, by: Actor, because: list[dict[str, Any]]) -> None:
    """An employer became known. Where somebody on duty at the body is tied to it, the matter goes one level up with its
    group; at the top, and where nobody above is left, it goes out of the hands of a handler who is tied."""
    employers = queries.employers_named(case)
    found = routing.above_ties(case.body, employers, list(because), on=clock.today())
    running = [row for row in (_family_taken(case) or [taken(case)]) if not row.is_ended]
    if found.body.pk != case.body_id:
        for row in running:
            arrive(row, found.body, found.why, by=by)
            audit.record("case.rerouted", row, by=by, body=str(found.body.pk), because="tie")
            announce(CaseSentOn(case_id=row.pk, body_id=found.body.pk))
        return
    tied = people.tied_among({row.handler_id for row in running if row.handler_id}, employers, on=clock.today())
    for row in running:
        if row.handler_id in tied:
            release(row, by=system("ties"), why=Release.TIED)


def _family_taken(case: Case) -> list[Case]:
    """The group of the case with all its members, locked, the group first as everywhere; nothing of a case that stands alone."""
    root: UUID | None = case.pk
    if not case.is_group:
        root = Case.objects.filter(pk=case.pk).values_list("group_id", flat=True).get()
    if root is None:
        return []
    group = Case.objects.locked(root)
    members = Case.objects.select_for_update(of=("self",)).filter(group=root).order_by("pk")
    return [group, *members]
