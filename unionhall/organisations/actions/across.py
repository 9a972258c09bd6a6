"""What crosses the tree: belonging to an industrial union, and the units of a joint union."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

from .. import access, queries
from ..enums import OrganisationKind
from ..models import Affiliation, Employer, JointUnit, Organisation
from ._shared import DAY


@transaction.atomic
def affiliate(body: Organisation, *, by: Actor, industrial: Organisation, since: date | None = None) -> Affiliation:
    """From a day on a body belongs to an industrial union; where it stands in the tree stays as it is. It leaves the one it
    belonged to until then."""
    body = Organisation.objects.select_for_update(of=("self",)).get(pk=body.pk)
    access.may_affiliate(by, body).or_refuse()
    since = since or clock.today()
    if industrial.kind != OrganisationKind.INDUSTRIAL_UNION or industrial.closed_on is not None:
        raise Refused(no(_("This is no industrial union, or it is closed."), _("Choose another one."), "kind"))
    if industrial.pk == body.pk or body.pk in _above(industrial, since):
        raise Refused(no(_("A body does not belong to itself."), _("Choose another one."), "itself"))
    if since > clock.today():
        raise Refused(no(_("This day lies in the future."), _("Enter it on that day."), "day"))
    former = Affiliation.objects.select_for_update(of=("self",)).filter(organisation=body, until__isnull=True).first()
    if former is not None:
        if former.industrial_id == industrial.pk:
            return former
        if former.since >= since:
            raise Refused(
                no(_("It belongs to another one since that day, or a later one."), _("Choose a later day."), "day")
            )
        former.until = since - DAY
        former.save(update_fields=["until"])
    row = Affiliation(organisation=body, industrial=industrial, since=since)
    row.save(force_insert=True)
    audit.record("organisation.affiliated", body, by=by, industrial=str(industrial.pk), on=since)
    return row


@transaction.atomic
def disaffiliate(affiliation: Affiliation, *, by: Actor) -> Affiliation:
    """Today is the last day on which the body belongs to the industrial union."""
    row = Affiliation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=affiliation.pk)
    access.may_disaffiliate(by, row).or_refuse()
    if row.until is None:
        row.until = max(clock.today(), row.since)
        row.save(update_fields=["until"])
        audit.record("organisation.disaffiliated", row.organisation, by=by, industrial=str(row.industrial_id))
    return row


@transaction.atomic
def cover(
    body: Organisation,
    *,
    by: Actor,
    name: str,
    employer: Employer | None = None,
    since: date | None = None,
    **facts: Any,
) -> JointUnit:
    """Enter a unit of a joint union: a stall, a shop, a small firm. The same name at the same spot is the same unit."""
    access.may_cover(by, body).or_refuse()
    name, spot = " ".join(name.split()), " ".join(str(facts.pop("spot", "")).split())
    known = JointUnit.objects.filter(organisation=body, name=name, spot=spot, until__isnull=True).first()
    if known is not None:
        return known
    if employer is not None and JointUnit.objects.filter(employer=employer, until__isnull=True).exists():
        raise Refused(no(_("This employer is in a joint union already."), _("End it there first."), "employer_taken"))
    unit = JointUnit(organisation=body, name=name, spot=spot, employer=employer, since=since or clock.today(), **facts)
    unit.save(force_insert=True)
    audit.record("joint_unit.entered", unit, by=by)
    return unit


@transaction.atomic
def uncover(unit: JointUnit, *, by: Actor) -> JointUnit:
    """Today is the unit's last day in the joint union. Its workers stay members until they go themselves."""
    unit = JointUnit.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=unit.pk)
    access.may_uncover(by, unit).or_refuse()
    if unit.until is None:
        unit.until = max(clock.today(), unit.since)
        unit.save(update_fields=["until"])
        audit.record("joint_unit.ended", unit, by=by)
    return unit


def _above(body: Organisation, on: date) -> set[Any]:
    """The industrial unions above one, across the tree."""
    found: set[Any] = set()
    here: Organisation | None = body
    while here is not None and (here := queries.industrial_above(here, on)) is not None and here.pk not in found:
        found.add(here.pk)
    return found
