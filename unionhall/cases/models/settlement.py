"""What the parties agreed, whether it was performed, and what the worker says afterwards."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from ..enums import CallbackOutcome, Manner, Solved
from .case import Case
from .facts import Fact


class Settlement(Fact):
    """What the parties signed: terms, amount, the lawful deduction if there is one. A later one replaces it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="settlements")
    manner = models.CharField(_("manner"), max_length=20, choices=Manner)
    terms = SealedTextField(_("terms"))
    amount = models.DecimalField(_("amount to be paid (yuan)"), max_digits=14, decimal_places=2)
    signed_on = models.DateField(_("signed on"))
    deduction = models.JSONField(
        _("deduction"), null=True, blank=True, help_text=_("The law book's finding on wage deductions, as computed.")
    )
    document = models.ForeignKey("cases.CaseFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(replaced_at__isnull=True),
                name="one_settlement_is_in_force",
                violation_error_message=_("This case has a settlement in force."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=Decimal(0)),
                name="settlement_amount_is_not_negative",
                violation_error_message=_("An amount cannot be below zero."),
            ),
        ]


class Instalment(models.Model):
    """A sum to be paid by a day under a settlement."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="instalments")
    position = models.PositiveSmallIntegerField(_("number"))
    due_on = models.DateField(_("due on"))
    amount = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["settlement", "position"],
                name="an_instalment_is_numbered_once",
                violation_error_message=_("Two instalments have the same number."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=Decimal(0)),
                name="an_instalment_pays_something",
                violation_error_message=_("An instalment pays more than nothing."),
            ),
        ]

    def __str__(self) -> str:
        return f"instalment {self.position}"


class Callback(models.Model):
    """A call to the worker to learn whether the settlement, or one instalment of it, was performed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="callbacks")
    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("due on"))
    planned_at = models.DateTimeField(_("planned at"))
    done_at = models.DateTimeField(_("made at"), null=True, blank=True)
    done_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=12, choices=CallbackOutcome, blank=True, default="")
    paid = models.DecimalField(_("paid so far (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True)
    note = SealedTextField(_("note"), blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "due_on"], name="callback_by_case"),
            models.Index(
                fields=["due_on", "case"],
                name="callback_to_be_made",
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"call-back {self.due_on}"


class Feedback(models.Model):
    """The worker's answer, by a one-time link, to whether the matter was solved."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="feedbacks")
    solved = models.CharField(_("solved"), max_length=12, choices=Solved)
    satisfied = models.BooleanField(_("satisfied with the union's help"), null=True)
    comment = SealedTextField(_("comment"), blank=True)
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        indexes = [models.Index(fields=["case", "given_at"], name="feedback_by_case")]

    def __str__(self) -> str:
        return f"feedback {self.solved}"
