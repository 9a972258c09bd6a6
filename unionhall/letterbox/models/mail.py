"""E-mail: a correspondence about a case, what came, what went, and what is held for an officer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import LookupField, SealedTextField

from ..enums import HeldReason, Outcome, Writing
from ..states import HeldState, SendingState


class MailThread(models.Model):
    """One correspondence with one address about one case. The address stands nowhere else, and in no list."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    complainant = models.ForeignKey("cases.Complainant", on_delete=models.PROTECT, related_name="+")
    address = SealedTextField(_("address of the sender"))
    address_lookup = LookupField(_("address, keyed hash"), of="address", purpose="mail")
    begun_at = models.DateTimeField(_("begun at"))
    continues = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["case", "begun_at"], name="mail_thread_by_case"),
            models.Index(fields=["address_lookup"], name="mail_thread_by_address"),
        ]

    def __str__(self) -> str:
        return f"mail thread {str(self.pk)[-6:]}"


class IncomingMail(models.Model):
    """A mail that came in, known again by the keyed hash of its Message-ID: whatever comes twice is taken once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message_id = SealedTextField(_("Message-ID"))
    message_lookup = LookupField(_("Message-ID, keyed hash"), of="message_id", purpose="mail")
    received_at = models.DateTimeField(_("received at"))
    outcome = models.CharField(_("what became of it"), max_length=12, choices=Outcome)
    thread = models.ForeignKey(MailThread, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message_lookup"],
                name="a_mail_is_taken_in_once",
                violation_error_message=_("This mail was taken in before."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.HELD) | Q(thread__isnull=False),
                name="a_mail_taken_in_belongs_to_a_thread",
                violation_error_message=_("A mail that was taken in belongs to a correspondence."),
            ),
        ]
        indexes = [models.Index(fields=["thread", "received_at"], name="incoming_mail_by_thread")]

    def __str__(self) -> str:
        return f"mail {str(self.pk)[-6:]}"


class OutgoingMail(models.Model):
    """A mail of ours to the address of a correspondence: why, in which words, and whether it left."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(MailThread, on_delete=models.PROTECT, related_name="+")
    writing = models.CharField(_("why"), max_length=10, choices=Writing)
    note = models.ForeignKey("cases.Note", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = SealedTextField(_("words"))
    message_id = SealedTextField(_("Message-ID"))
    message_lookup = LookupField(_("Message-ID, keyed hash"), of="message_id", purpose="mail")
    state = models.CharField(_("state"), max_length=8, choices=SendingState, default=SendingState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    failure = models.CharField(_("why it failed"), max_length=200, blank=True)
    written_at = models.DateTimeField(_("written at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message_lookup"],
                name="a_mail_of_ours_has_its_own_id",
                violation_error_message=_("This mail was written before."),
            ),
            models.UniqueConstraint(
                fields=["thread"],
                condition=Q(writing=Writing.ACKNOWLEDGEMENT),
                name="a_thread_is_acknowledged_once",
                violation_error_message=_("This correspondence was acknowledged already."),
            ),
            models.UniqueConstraint(
                fields=["thread", "note"],
                name="words_are_mailed_once",
                violation_error_message=_("These words were mailed already."),
            ),
            models.CheckConstraint(
                condition=~Q(state=SendingState.SENT) | Q(sent_at__isnull=False),
                name="a_sent_mail_has_its_moment",
                violation_error_message=_("A mail that was sent has the moment at which it was."),
            ),
        ]
        indexes = [models.Index(fields=["thread", "written_at"], name="outgoing_mail_by_thread")]

    def __str__(self) -> str:
        return f"mail of ours {str(self.pk)[-6:]}"


class HeldMail(models.Model):
    """A mail that was not taken in by itself, whole and sealed, until an officer takes it in or throws it away."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incoming = models.OneToOneField(IncomingMail, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why it is held"), max_length=20, choices=HeldReason)
    raw = SealedTextField(_("the mail as it came, base64"))
    size = models.PositiveIntegerField(_("bytes"))
    whole = models.BooleanField(_("kept whole"), default=True)
    held_at = models.DateTimeField(_("held since"))
    state = models.CharField(_("state"), max_length=12, choices=HeldState, default=HeldState.HELD)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = SealedTextField(_("why it was thrown away"), blank=True)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=HeldState.HELD) | Q(settled_at__isnull=False),
                name="a_settled_mail_has_its_moment",
                violation_error_message=_("What was taken in or thrown away has its moment."),
            ),
            models.CheckConstraint(
                condition=~Q(state=HeldState.TAKEN_IN) | Q(case__isnull=False),
                name="a_mail_taken_in_has_its_case",
                violation_error_message=_("A mail that was taken in has its case."),
            ),
        ]
        indexes = [models.Index(fields=["state", "-held_at", "id"], name="held_mail_by_state")]

    def __str__(self) -> str:
        return f"held mail {str(self.pk)[-6:]}"
