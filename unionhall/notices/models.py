"""What a message is, and which rules the database holds about it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from .enums import Medium
from .states import MessageState


class Message(models.Model):
    """A few neutral words to one person, by the way they chose, and what became of them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    phone = SealedTextField(_("phone"), blank=True, of_person="person_id")
    template = models.CharField(_("template"), max_length=40)
    body = SealedTextField(_("words"), of_person="person_id")
    medium = models.CharField(_("way"), max_length=10, choices=Medium)
    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    about_type = models.CharField(_("kind of record it is about"), max_length=80, blank=True)
    about_id = models.CharField(_("record it is about"), max_length=64, blank=True)
    told_at = models.DateTimeField(_("written at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    failure = models.CharField(_("why it failed"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(medium=Medium.ONLINE),
                name="a_message_on_the_site_is_for_a_person",
                violation_error_message=_("A message on this site is for a person with an account."),
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENT) | Q(sent_at__isnull=False),
                name="a_sent_message_has_its_moment",
                violation_error_message=_("A message that was sent has the moment at which it was."),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-told_at", "id"], name="message_by_person"),
            models.Index(fields=["state", "told_at"], name="message_by_state"),
            models.Index(fields=["about_type", "about_id", "template"], name="message_by_subject"),
        ]

    def __str__(self) -> str:
        return f"message {str(self.pk)[-6:]}"
