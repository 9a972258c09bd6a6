"""Mandates to act for a worker, and consents to one purpose each."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor, system
from unionhall.core.events import announce
from unionhall.core.ratelimit import limit
from unionhall.core.verdict import Refused, no

from .. import access
from ..enums import MandateBasis
from ..events import ConsentWithdrawn, MandateAnswered, MandateGiven
from ..models import Consent, Mandate, Person
from .persons import enter

DOOR = system("mandates")
ANSWER_WITHIN = timedelta(days=14)


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
    called: str = "",
) -> Mandate:
    """Let another person act for a worker, on a recorded basis and until a day if one is named.

    The other must accept within two weeks before it counts; a paper that both signed is accepted when it is recorded.

    `called` is the agent's name as the giver wrote it: the giver is shown that, never the name on record.
    """
    access.may_give_mandate(by, principal, agent).or_refuse()
    signed = basis == MandateBasis.PAPER
    today, instant = clock.today(), clock.now()
    mandate = Mandate(
        principal=principal,
        agent=agent,
        agent_called=called,
        kind=kind,
        basis=basis,
        since=since or today,
        until=until,
        answer_by=None if signed else today + ANSWER_WITHIN,
        accepted_at=instant if signed else None,
        recorded_by_id=by.person_id,
        recorded_at=instant,
    )
    if until is not None and until < mandate.since:
        raise Refused(no(_("The last day lies before the first."), _("Choose a later day.")))
    mandate.save(force_insert=True)
    audit.record(
        "mandate.given", mandate, by=by, kind=kind, basis=basis, principal=str(principal.pk), agent=str(agent.pk)
    )
    announce(MandateGiven(mandate.pk, principal_id=principal.pk, agent_id=agent.pk, waits=not signed))
    return mandate


@transaction.atomic
def accept_mandate(mandate: Mandate, *, by: Actor) -> Mandate:
    """Take on to act for a worker. From now on the matters are open to the one who accepted."""
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    access.may_accept_mandate(by, mandate).or_refuse()
    mandate.accepted_at = clock.now()
    mandate.save(update_fields=["accepted_at"])
    audit.record("mandate.accepted", mandate, by=by, principal=str(mandate.principal_id))
    announce(MandateAnswered(mandate.pk, mandate.principal_id, mandate.agent_id, accepted=True))
    return mandate


@transaction.atomic
def decline_mandate(mandate: Mandate, *, by: Actor) -> Mandate:
    """Say no, without a reason. The worker sees that it was declined and may ask somebody else."""
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    access.may_decline_mandate(by, mandate).or_refuse()
    mandate.declined_at = clock.now()
    mandate.save(update_fields=["declined_at"])
    audit.record("mandate.declined", mandate, by=by, principal=str(mandate.principal_id))
    announce(MandateAnswered(mandate.pk, mandate.principal_id, mandate.agent_id, accepted=False))
    return mandate


@transaction.atomic
def trust(
    principal: Person, *, by: Actor, phone: str, name: str, kind: str, basis: str, until: date | None = None
) -> Mandate:
    """Give a mandate to whoever holds a phone. Whether we know them already is told by nothing."""
    if by.person_id == principal.pk:
        limit("mandates given", str(principal.pk), times=10, seconds=24 * 3600).or_refuse()
    agent = enter(by=DOOR, name=name, phone=phone)
    return give_mandate(principal, by=by, agent=agent, kind=kind, basis=basis, until=until, called=name)


@transaction.atomic
def record_mandate(
    *,
    by: Actor,
    worker_phone: str,
    worker_name: str,
    phone: str,
    name: str,
    kind: str,
    basis: str,
    until: date | None = None,
) -> Mandate:
    """Record a mandate that a worker gave on paper, by telephone or in person. Name and phone of the worker must fit."""
    access.may_enter(by).or_refuse()
    limit("mandate by officer", str(by.person_id), times=30, seconds=3600).or_refuse()
    worker = enter(by=by, name=worker_name, phone=worker_phone)
    if not _same_name(worker.name, worker_name):
        raise Refused(
            no(
                _("Name and phone of the worker do not fit together."),
                _("Check both with the worker; nothing was recorded."),
                "name_and_phone",
            )
        )
    return trust(worker, by=by, phone=phone, name=name, kind=kind, basis=basis, until=until)


def _same_name(held: str, given: str) -> bool:
    """Whether a name is the one on record; a record that only holds a masked phone has no name yet."""
    return "*" in held or "".join(held.split()) == "".join(given.split())


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
        announce(ConsentWithdrawn(row.pk, row.person_id, row.purpose))
    return row
