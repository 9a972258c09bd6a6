"""Group cases: gather, join, split, add workers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Conflict, Refused, no
from unionhall.people import api as people

from .. import access
from ..enums import IdentityLevel, PartyRole
from ..models import Case, Complainant, Party
from ._shared import log_routing, log_status, taken, touch, wind
from .intake import number_for, title_for

MAX_WORKERS_AT_ONCE = 2_000


@transaction.atomic
def gather(cases: Sequence[Case], *, by: Actor) -> Case:
    """Make a group of two or more running cases at one body. Each keeps its own number, clock and complainant."""
    if len(cases) < 2:
        raise Refused(no(_("A group has at least two cases."), _("Choose another case as well."), "too_few"))
    members = list(
        Case.objects.select_for_update(of=("self",)).filter(pk__in=[case.pk for case in cases]).order_by("pk")
    )
    for case in members:
        access.may_gather(by, case).or_refuse()
    first = members[0]
    if any(case.body_id != first.body_id for case in members):
        raise Refused(no(_("The cases lie at different bodies."), _("Bring them to one body first."), "bodies"))
    group = _new_group(first, by=by)
    for case in members:
        case.group = group
        touch(case, "group")
        audit.record("case.gathered", case, by=by, group=str(group.pk))
    _sum_up(group)
    return group


def _new_group(first: Case, *, by: Actor) -> Case:
    words = str(_("Group case; the accounts stand in its cases."))
    title = title_for(first.kind, first.employer_name)
    group = _case_like(first, by=by, title=title, account=words, is_group=True)
    audit.record("case.group_made", group, by=by)
    return group


@transaction.atomic
def split(case: Case, *, by: Actor) -> Case:
    """Take one case out of its group; it goes on alone."""
    # The group before its members, as in join.
    group = Case.objects.select_for_update(of=("self",)).filter(pk__in=[case.group_id] if case.group_id else []).first()
    case = taken(case)
    access.may_split(by, case).or_refuse()
    if group is None or case.group_id != group.pk:
        raise Conflict(no(_("This case was put elsewhere meanwhile."), _("Look at the file again."), "moved"))
    case.group = None
    touch(case, "group")
    audit.record("case.split_off", case, by=by, group=str(group.pk))
    _sum_up(group)
    return case


@transaction.atomic
def add_workers(group: Case, *, by: Actor, workers: Sequence[Mapping[str, Any]], account: str = "") -> list[Case]:
    """Make one case in the group for each worker: name, phone, amount. A person already in the group is left as they are.

    `workers`: mappings with `name` (required), `phone`, `amount` (Decimal).
    """
    group = taken(group)
    access.may_add_workers(by, group).or_refuse()
    if len(workers) > MAX_WORKERS_AT_ONCE:
        raise Refused(no(_("At most 2,000 workers are added at once."), _("Add them in several parts."), "too_many"))
    known = set(Complainant.objects.filter(case__group=group, person__isnull=False).values_list("person_id", flat=True))
    made: list[Case] = []
    for worker in workers:
        person = people.enter(by=by, name=str(worker["name"]), phone=str(worker.get("phone") or ""))
        if person.pk in known:
            continue
        known.add(person.pk)
        made.append(_member(group, by=by, person=person, amount=worker.get("amount"), account=account))
    _sum_up(group)
    audit.record("case.workers_added", group, by=by, workers=len(made))
    return made


def _member(group: Case, *, by: Actor, person: Any, amount: Decimal | None, account: str) -> Case:
    facts = {"account": account.strip() or group.account, "amount": amount, "happened_on": group.happened_on}
    case = _case_like(group, by=by, title=group.title, group=group, **facts)
    Complainant(
        case=case,
        person=person,
        identity_level=IdentityLevel.NAMED,
        name=person.name,
        phone=person.phone,
        amount=amount,
        joined_at=case.entered_at,
    ).save(force_insert=True)
    audit.record("case.received", case, by=by, source=case.source, kind=case.kind, body=str(case.body_id))
    return case


def _case_like(other: Case, *, by: Actor, **facts: Any) -> Case:
    """A case just received beside another: against the same employer, at the same body, in the same hands."""
    now = clock.now()
    case = Case(
        number=number_for(other.body, clock.today().year),
        kind=other.kind,
        source=other.source,
        employer_id=other.employer_id,
        employer_name=other.employer_name,
        division_id=other.division_id,
        industry=other.industry,
        body=other.body,
        **other.body.ancestors_by_column,
        handler_id=other.handler_id,
        received_at=now,
        entered_at=now,
        **facts,
    )
    case.save(force_insert=True)
    if case.employer_name:
        Party(
            case=case,
            role=PartyRole.EMPLOYER,
            name=case.employer_name,
            employer_id=case.employer_id,
            added_at=now,
            added_by_id=by.person_id,
        ).save(force_insert=True)
    log_status(case, "receive", came_from="", by=by)
    log_routing(case, case.body, [], by=by)
    wind(case)
    return case


def _sum_up(group: Case) -> None:
    """The group's amount is the sum of its members'."""
    amounts = Case.objects.filter(group=group, amount__isnull=False).order_by("pk").values_list("amount", flat=True)
    group.amount = sum((amount for amount in amounts if amount is not None), Decimal(0)) if amounts else None
    touch(group, "amount")


@transaction.atomic
def join(case: Case, *, by: Actor, group: Case) -> Case:
    """Put a case that stands alone into a group that exists, at the same body."""
    group = taken(group)
    case = taken(case)
    access.may_add_workers(by, group).or_refuse()
    access.may_gather(by, case).or_refuse()
    if case.body_id != group.body_id:
        raise Refused(no(_("The cases lie at different bodies."), _("Bring them to one body first."), "bodies"))
    case.group = group
    touch(case, "group")
    audit.record("case.gathered", case, by=by, group=str(group.pk))
    _sum_up(group)
    return case
