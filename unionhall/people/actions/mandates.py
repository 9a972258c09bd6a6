"""Mandates to act for a worker, and consents to one purpose each."""

from datetime import date
from uuid import UUID

from django.db import transaction

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.events import announce

from .. import access
from ..events import MandateGiven
from ..models import Consent, Mandate, Person


@transaction.atomic
def give_mandate(
    principal: Person,
    *,
    by: Actor,
    agent: Person,
    kind: str,
    basis: str,
    since: date | None = None,
    until: date | None = None,
) -> Mandate:
    """Let another person act for a worker, on a recorded basis and until a day if one is named."""
    access.may_give_mandate(by, principal).or_refuse()
    mandate = Mandate(
        principal=principal,
        agent=agent,
        kind=kind,
        basis=basis,
        since=since or clock.today(),
        until=until,
        recorded_by_id=by.person_id,
        recorded_at=clock.now(),
    )
    mandate.save(force_insert=True)
    audit.record("mandate.given", mandate, by=by, kind=kind, basis=basis)
    announce(MandateGiven(principal_id=principal.pk, agent_id=agent.pk))
    return mandate


@transaction.atomic
def revoke_mandate(mandate: Mandate, *, by: Actor) -> Mandate:
    """End a mandate at once; what was done under it stands."""
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    access.may_revoke_mandate(by, mandate).or_refuse()
    if mandate.revoked_at is None:
        mandate.revoked_at = clock.now()
        mandate.save(update_fields=["revoked_at"])
        audit.record("mandate.revoked", mandate, by=by)
    return mandate


@transaction.atomic
def consent(
    person_id: UUID,
    *,
    by: Actor,
    purpose: str,
    subject: str = "",
    text_version: str,
    through: str,
    separate: bool = True,
) -> Consent:
    """Record consent to one purpose, in the version of the words that were shown or read out."""
    access.may_consent(by, person_id).or_refuse()
    row = Consent(
        person_id=person_id,
        purpose=purpose,
        subject=subject,
        text_version=text_version,
        separate=separate,
        given_at=clock.now(),
        given_through=through,
        recorded_by_id=by.person_id,
    )
    row.save(force_insert=True)
    audit.record("consent.given", row, by=by, purpose_of_consent=purpose, through=through)
    return row


@transaction.atomic
def withdraw_consent(row: Consent, *, by: Actor) -> Consent:
    """Take a consent back, as easily as it was given."""
    row = Consent.objects.select_for_update(of=("self",)).get(pk=row.pk)
    access.may_consent(by, row.person_id).or_refuse()
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        audit.record("consent.withdrawn", row, by=by, purpose_of_consent=row.purpose)
    return row
