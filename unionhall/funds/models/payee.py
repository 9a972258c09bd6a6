"""Who is paid, and on which bank account. A new account waits three days and for a second person."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import LookupField, SealedTextField

from ..enums import PayeeKind
from ..states import PayeeAccountState

COOLING = timedelta(hours=72)


class Payee(models.Model):
    """Somebody a body pays. An employer is a payee once in the whole federation, so that no scheme pays it twice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=PayeeKind)
    title = models.CharField(_("name on the bank account"), max_length=120)
    employer = models.ForeignKey(
        "organisations.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    phone = SealedTextField(_("telephone for notices"), blank=True, default="")
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer"],
                name="an_employer_is_one_payee",
                violation_error_message=_("This employer is a payee already."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "title"],
                name="a_payee_of_a_body_stands_once",
                violation_error_message=_("This body has a payee of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(kind=PayeeKind.EMPLOYER) ^ Q(employer__isnull=True),
                name="a_payee_that_is_an_employer_names_it",
                violation_error_message=_("Say which employer it is."),
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class PayeeAccount(models.Model):
    """A bank account of a payee, as somebody entered it. The number is sealed; the last confirmed one counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="accounts")
    bank = models.CharField(_("bank and branch"), max_length=120)
    number = SealedTextField(_("account number"))
    number_lookup = LookupField(of="number", purpose="bank_account", null=True)
    state = models.CharField(_("state"), max_length=10, choices=PayeeAccountState, default=PayeeAccountState.WAITING)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    usable_from = models.DateTimeField(_("usable from"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(usable_from__gte=F("entered_at") + COOLING),
                name="a_bank_account_waits_three_days",
                violation_error_message=_("A new bank account waits 72 hours."),
            ),
            models.CheckConstraint(
                condition=Q(state=PayeeAccountState.WAITING)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("entered_by"))),
                name="two_people_decide_about_a_bank_account",
                violation_error_message=_("Whoever entered a bank account does not confirm it."),
            ),
            models.UniqueConstraint(
                fields=["payee"],
                condition=Q(state=PayeeAccountState.WAITING),
                name="one_bank_account_waits_at_a_time",
                violation_error_message=_("Another bank account of this payee waits already."),
            ),
        ]
        indexes = [models.Index(fields=["payee", "-entered_at", "id"], name="payee_account_by_time")]

    def __str__(self) -> str:
        return str(self.state)

    @property
    def masked(self) -> str:
        """The number with only its last four digits."""
        return mask_account(self.number)


def mask_account(number: str) -> str:
    """**** 4567"""
    digits = number.replace(" ", "")
    return f"**** {digits[-4:]}" if len(digits) >= 8 else "****"
