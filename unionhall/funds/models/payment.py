"""Payments and the batches in which they leave for the bank."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id

from ..enums import FileKind, Scheme
from ..states import BatchState, PaymentState


class Batch(models.Model):
    """Payments that leave together as one file. The file is made once: its hash is kept, and no other is ever made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=24)
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.PREPARED)
    total = models.DecimalField(_("sum"), max_digits=14, decimal_places=2)
    count = models.PositiveIntegerField(_("payments"))
    prepared_at = models.DateTimeField(_("prepared at"))
    prepared_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    exported_at = models.DateTimeField(_("file made at"), null=True, blank=True)
    file_kind = models.CharField(_("kind of file"), max_length=4, choices=FileKind, blank=True)
    file_hash = models.CharField(_("hash of the file"), max_length=64, blank=True, help_text="SHA-256")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"],
                name="a_batch_number_is_used_once",
                violation_error_message=_("There is a batch with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[BatchState.PREPARED, BatchState.CANCELLED])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("prepared_by"))),
                name="two_people_decide_about_a_batch",
                violation_error_message=_("Whoever prepared a batch does not approve it."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[BatchState.EXPORTED, BatchState.SETTLED]) ^ Q(file_hash=""),
                name="a_batch_with_the_bank_has_one_file",
                violation_error_message=_("A batch given to the bank has its file's hash, and no other has one."),
            ),
            models.UniqueConstraint(
                fields=["file_hash"],
                condition=~Q(file_hash=""),
                name="a_bank_file_belongs_to_one_batch",
                violation_error_message=_("This very file was made for another batch."),
            ),
            models.CheckConstraint(
                condition=Q(total__gt=0) & Q(count__gt=0),
                name="a_batch_pays_something",
                violation_error_message=_("A batch holds at least one payment."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-prepared_at", "id"], name="batch_by_body")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("funds:batch", args=[self.pk])


class Payment(models.Model):
    """An amount for a payee by a scheme and for a period: once, whoever asks and however often."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=24)
    scheme = models.CharField(_("scheme"), max_length=20, choices=Scheme)
    period = models.CharField(_("period or voucher"), max_length=40)
    payee = models.ForeignKey("funds.Payee", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=PaymentState, default=PaymentState.REQUESTED)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    words = models.CharField(_("what for"), max_length=200)
    budget = models.ForeignKey("funds.Budget", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    finding = models.JSONField(_("how it was reckoned"), null=True, blank=True)
    requested_at = models.DateTimeField(_("requested at"))
    requested_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="payments")
    account = models.ForeignKey("funds.PayeeAccount", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    account_usable_from = models.DateTimeField(_("its bank account usable from"), null=True, blank=True)
    enclosed_at = models.DateTimeField(_("put into the batch at"), null=True, blank=True)
    journal = models.OneToOneField("funds.Journal", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "period", "payee"],
                condition=~Q(state__in=[PaymentState.REJECTED, PaymentState.RETURNED]),
                name="nobody_is_paid_twice",
                violation_error_message=_("This payee is paid by this scheme for this period already."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="a_payment_number_is_used_once",
                violation_error_message=_("There is a payment with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="a_payment_is_above_zero",
                violation_error_message=_("The amount is above zero."),
            ),
            models.CheckConstraint(
                condition=(Q(scheme=Scheme.SMALL_REFUND) & Q(budget__isnull=True) & Q(finding__isnull=False))
                | (~Q(scheme=Scheme.SMALL_REFUND) & Q(budget__isnull=False)),
                name="a_payment_has_its_ground",
                violation_error_message=_("A refund has its reckoning, any other payment its budget line."),
            ),
            models.CheckConstraint(
                condition=Q(state=PaymentState.REQUESTED)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("requested_by"))),
                name="two_people_decide_about_a_payment",
                violation_error_message=_("Whoever requested a payment does not decide about it."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PaymentState.ENCLOSED, PaymentState.SENT, PaymentState.PAID])
                | (
                    Q(batch__isnull=False)
                    & Q(account__isnull=False)
                    & Q(enclosed_at__isnull=False)
                    & Q(account_usable_from__isnull=False)
                    & Q(account_usable_from__lte=F("enclosed_at"))
                ),
                name="no_payment_leaves_for_a_fresh_bank_account",
                violation_error_message=_("The bank account of the payee is still in its 72 hours."),
            ),
            models.CheckConstraint(
                condition=Q(state=PaymentState.PAID) ^ Q(journal__isnull=True),
                name="a_payment_made_is_posted",
                violation_error_message=_("A payment made has its journal, and no other has one."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-requested_at", "id"], name="payment_by_body"),
            models.Index(fields=["organisation", "state"], name="payment_by_state"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("funds:payment", args=[self.pk])
