"""Union fees: what an employer owes for a month, as the law book reckoned it, and whether it was paid."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id

from ..states import DueState


class Due(models.Model):
    """The union fee of one employer for one month, billed by the body that collects it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey("organisations.Employer", on_delete=models.PROTECT, related_name="+")
    period = models.DateField(_("month"), help_text=_("Its first day."))
    number = models.CharField(_("number of the bill"), max_length=24)
    state = models.CharField(_("state"), max_length=10, choices=DueState, default=DueState.BILLED)
    wages = models.DecimalField(_("total wages"), max_digits=14, decimal_places=2)
    total = models.DecimalField(_("fee"), max_digits=14, decimal_places=2)
    upward = models.DecimalField(_("passed upward"), max_digits=14, decimal_places=2)
    kept = models.DecimalField(_("stays with the grassroots union"), max_digits=14, decimal_places=2)
    finding = models.JSONField(_("how it was reckoned"))
    billed_at = models.DateTimeField(_("billed at"))
    billed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    journal = models.OneToOneField("funds.Journal", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "period"],
                condition=~Q(state=DueState.CANCELLED),
                name="an_employer_is_billed_once_a_month",
                violation_error_message=_("This employer has a bill for this month already."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="a_bill_number_is_used_once",
                violation_error_message=_("There is a bill with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(total=F("upward") + F("kept")) & Q(upward__gte=0) & Q(kept__gte=0) & Q(total__gt=0),
                name="the_shares_of_a_fee_are_the_fee",
                violation_error_message=_("The shares add up to the fee."),
            ),
            models.CheckConstraint(
                condition=Q(period__day=1),
                name="the_month_of_a_fee_is_its_first_day",
                violation_error_message=_("A month is written as its first day."),
            ),
            models.CheckConstraint(
                condition=Q(state=DueState.PAID) ^ Q(journal__isnull=True),
                name="a_paid_fee_is_posted",
                violation_error_message=_("A paid fee has its journal, and no other has one."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-period", "id"], name="due_by_body")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("funds:due", args=[self.pk])
