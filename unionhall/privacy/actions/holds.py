"""Something must stay: placing and lifting a legal hold."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no

from .. import access
from ..models import LegalHold


@transaction.atomic
def place(
    *, by: Actor, reason: str, until: date, person_id: UUID | None = None, subject_type: str = "", subject_id: str = ""
) -> LegalHold:
    """Hold a person's data, or one record, until a day; retention and erasing pass it over."""
    access.may_hold(by).or_refuse()
    if person_id is None and not subject_id:
        raise Refused(no(_("Name the person or the record."), _("Copy the key from the trail or the file.")))
    if len(reason.strip()) < 2:
        raise Refused(no(_("A reason is missing."), _("Write in a few words why; it is kept in the audit trail.")))
    if until < clock.today():
        raise Refused(no(_("This day lies in the past."), _("Choose a later one.")))
    assert by.person_id is not None
    hold = LegalHold(
        person_id=person_id, subject_type=subject_type if subject_id else "", subject_id=subject_id,
        reason=reason.strip()[:300], placed_by_id=by.person_id, placed_at=clock.now(), until=until,
    )  # fmt: skip
    hold.save(force_insert=True)
    audit.record("hold.placed", hold, by=by, until=until)
    return hold


@transaction.atomic
def lift(hold: LegalHold, *, by: Actor) -> LegalHold:
    """Lift a hold before its day."""
    hold = LegalHold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    access.may_lift(by, hold).or_refuse()
    hold.lifted_by_id, hold.lifted_at = by.person_id, clock.now()
    hold.save(update_fields=["lifted_by", "lifted_at"])
    audit.record("hold.lifted", hold, by=by)
    return hold
