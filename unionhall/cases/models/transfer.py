"""Moving a case to another body, or asking another body for a service while the case stays."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from ..enums import StepKind, TransferKind, TransferPurpose
from ..states import TransferState
from .case import Case
from .facts import Fact


class Transfer(models.Model):
    """An offer of a case, or of a task in it, to another body: consent, reply clock, answer, outcome."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    kind = models.CharField(_("kind"), max_length=10, choices=TransferKind)
    purpose = models.CharField(_("purpose"), max_length=20, choices=TransferPurpose)
    from_body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    to_body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=TransferState, default=TransferState.OFFERED)
    number = models.CharField(_("our number"), max_length=40)
    their_number = models.CharField(_("their number"), max_length=60, blank=True)
    summary = SealedTextField(_("what is passed on"))
    names_worker = models.BooleanField(_("the worker's name is passed on"), default=False)
    consent = models.ForeignKey("people.Consent", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    override_reason = models.TextField(_("why without consent"), blank=True)
    offered_at = models.DateTimeField(_("offered at"))
    offered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    reply_due_on = models.DateField(_("answer due on"))
    reply_provisional = models.BooleanField(_("answer day is provisional"), default=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    answer = models.TextField(_("answer or reason"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_body=models.F("to_body")),
                name="a_transfer_goes_to_another_body",
                violation_error_message=_("Choose another body than the one that holds the case."),
            ),
            models.CheckConstraint(
                condition=Q(consent__isnull=False) | ~Q(override_reason=""),
                name="a_transfer_has_consent_or_a_reason",
                violation_error_message=_("Record the worker's consent, or why it is passed on without it."),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(kind=TransferKind.TRANSFER, state=TransferState.OFFERED),
                name="a_case_is_offered_to_one_body_at_a_time",
                violation_error_message=_("This case is offered to a body already. Revoke that offer first."),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "offered_at"], name="transfer_by_case"),
            models.Index(fields=["to_body", "state", "reply_due_on", "id"], name="transfer_by_receiver"),
            models.Index(fields=["from_body", "state", "reply_due_on", "id"], name="transfer_by_sender"),
            models.Index(fields=["state", "reply_due_on"], name="transfer_by_reply_day"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("cases:transfer", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return self.state in (TransferState.OFFERED, TransferState.ACCEPTED)


class TransferStep(Fact):
    """A dated step of the cooperation: letter, joint study, hearing, court date, outcome, message."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("kind"), max_length=12, choices=StepKind)
    on = models.DateField(_("on"))
    text = SealedTextField(_("text"), blank=True)
    by_agency = models.BooleanField(_("from the agency"), default=False)

    class Meta:
        indexes = [models.Index(fields=["transfer", "on"], name="step_by_transfer")]


class ConsentRequest(Fact):
    """We ask the worker whether their matter may go to another body, and why; the worker says yes or no."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consent_requests")
    to_body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=20, choices=TransferPurpose)
    why = models.TextField(_("why"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    agreed = models.BooleanField(_("the worker agrees"), null=True)
    consent = models.ForeignKey("people.Consent", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, agreed__isnull=True)
                | Q(answered_at__isnull=False, agreed__isnull=False),
                name="an_answered_request_has_an_answer",
                violation_error_message=_("An answer is yes or no."),
            ),
            models.UniqueConstraint(
                fields=["case", "to_body", "purpose"],
                condition=Q(answered_at__isnull=True),
                name="a_worker_is_asked_once_at_a_time",
                violation_error_message=_("The worker has been asked this already and has not answered yet."),
            ),
        ]
        indexes = [models.Index(fields=["case", "at"], name="consent_request_by_case")]
