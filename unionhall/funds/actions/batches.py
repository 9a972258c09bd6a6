"""Batches: approved payments that leave together, seen by a second person, as one file that is made once."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.numbering import next_number
from unionhall.core.verdict import Conflict, Refused, no

from .. import access, bankfile
from ..models import Batch, Payment
from ..states import BATCH, PAYMENT, BatchState, PaymentState
from ._shared import decided, kept, needs, person_of, refusal, taken

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

MOST = 2000


@transaction.atomic
def prepare(organisation: Organisation, payment_ids: Iterable[UUID], *, by: Actor) -> Batch:
    """Put approved payments into a batch, each with the bank account that counts now and is past its 72 hours."""
    access.may_prepare(by, organisation).or_refuse()
    wanted = set(payment_ids)
    if len(wanted) > MOST:
        raise Refused(no(_("A batch holds at most 2,000 payments."), _("Make several."), "too_many"))
    rows = Payment.objects.select_for_update(of=("self",)).filter(pk__in=wanted, organisation=organisation)
    payments = list(rows.select_related("payee").order_by("number"))
    if not payments or len(payments) < len(wanted):
        raise Refused(no(_("Choose approved payments of this body."), _("Look at the list again."), "empty"))
    number = next_number(str(organisation.pk), "batch", clock.today().year)
    batch = kept(
        Batch(
            organisation=organisation, number=f"PC{clock.today().year}-{number:04d}", count=len(payments),
            total=sum((payment.amount for payment in payments), Decimal(0)), prepared_at=clock.now(),
            prepared_by_id=person_of(by),
        )
    )  # fmt: skip
    if access.visible_payments(by).filter(pk__in=wanted).count() < len(wanted):
        raise Refused(no(_("One of the payments is not yours to see."), _("A colleague prepares it."), "tied"))
    for payment in payments:
        account, verdict = access.account_to_pay(payment.payee)
        verdict.or_refuse()
        assert account is not None
        PAYMENT.move(payment, "enclose")
        payment.batch, payment.account, payment.enclosed_at = batch, account, clock.now()
        payment.account_usable_from = account.usable_from
        payment.save(update_fields=["state", "batch", "account", "enclosed_at", "account_usable_from"])
    audit.record(
        "batch.prepared", batch, by=by, organisation_id=organisation.pk, payments=len(payments), total=str(batch.total)
    )
    return batch


@transaction.atomic
def approve_batch(batch: Batch, *, by: Actor, reason: str = "") -> Batch:
    """A second person has seen every payment of it."""
    batch = taken(batch)
    access.may_approve_batch(by, batch).or_refuse()
    BATCH.move(batch, "approve_batch", by)
    batch.save(update_fields=["state", *decided(batch, by, reason[:300])])
    audit.record("batch.approved", batch, by=by, organisation_id=batch.organisation_id)
    return batch


@transaction.atomic
def cancel_batch(batch: Batch, *, by: Actor, reason: str) -> Batch:
    """Its payments go back to the approved ones."""
    batch = taken(batch)
    access.may_cancel_batch(by, batch).or_refuse()
    batch.reason = needs(reason, _("Why is it cancelled?"), _("A sentence is enough; it stays readable."))
    BATCH.move(batch, "cancel_batch", by)
    batch.save(update_fields=["state", "reason"])
    for payment in batch.payments.select_for_update(of=("self",)).order_by("number"):
        PAYMENT.move(payment, "release")
        payment.batch = payment.account = payment.enclosed_at = payment.account_usable_from = None
        payment.save(update_fields=["state", "batch", "account", "enclosed_at", "account_usable_from"])
    audit.record("batch.cancelled", batch, by=by, organisation_id=batch.organisation_id)
    return batch


@transaction.atomic
def export_batch(batch: Batch, *, by: Actor, kind: str) -> Batch:
    """Make the file for the bank, once. Its hash is kept; whoever takes it again gets the very same bytes."""
    batch = taken(batch)
    if batch.file_hash and batch.file_kind != kind:
        raise Conflict(
            no(_("The file of this batch was made already, in another kind."), _("Take that one."), "other_file")
        )
    access.may_export_batch(by, batch).or_refuse()
    payments = list(batch.payments.select_for_update(of=("self",)).select_related("payee").order_by("number"))
    for payment in payments:
        account, verdict = access.account_to_pay(payment.payee)
        verdict.or_refuse()
        if account is None or account.pk != payment.account_id:
            raise Refused(
                no(
                    _("The bank account of a payee changed since the batch was approved."),
                    _("Cancel the batch and prepare it again."),
                    "account_changed",
                )
            )
    BATCH.move(batch, "export_batch", by)
    batch.file_kind, batch.exported_at = kind, clock.now()
    batch.file_hash = bankfile.digest(bankfile.render(batch, kind))
    try:
        with transaction.atomic():
            batch.save(update_fields=["state", "file_kind", "exported_at", "file_hash"])
    except IntegrityError as error:
        raise refusal(batch, error) from None
    for payment in payments:
        PAYMENT.move(payment, "send")
        payment.save(update_fields=["state"])
    audit.record(
        "batch.exported", batch, by=by, organisation_id=batch.organisation_id, sha256=batch.file_hash, kind=kind
    )
    return batch


def file_of(batch: Batch) -> bytes:
    """The bytes of the file that was made; refused where they would be others."""
    content = bankfile.render(batch, batch.file_kind)
    if bankfile.digest(content) != batch.file_hash:
        raise Conflict(
            no(
                _("The file would not be the one that was made."),
                _("Nothing was handed out. Tell the system administrator."),
                "other_hash",
            )
        )
    return content


def finish_if_settled(batch: Batch | None, *, by: Actor) -> None:
    """With its last payment settled or returned a batch is done."""
    if batch is None or Payment.objects.filter(batch=batch, state=PaymentState.SENT).exists():
        return
    batch = taken(batch)
    if batch.state == BatchState.EXPORTED:
        BATCH.move(batch, "finish")
        batch.save(update_fields=["state"])
        audit.record("batch.settled", batch, by=by, organisation_id=batch.organisation_id)
