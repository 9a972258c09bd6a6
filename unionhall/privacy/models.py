"""What people asked for about their data, what must stay nevertheless, and what each night removed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from .states import ErasureState, ObjectionState


class Objection(models.Model):
    """A person objects to how a record about them was opened or used. Somebody else than whoever is objected to answers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    entry_id = models.UUIDField(_("entry of the trail"), null=True, blank=True)
    against = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = SealedTextField(_("what you object to"), of_person="person_id")
    made_at = models.DateTimeField(_("made at"))
    due_on = models.DateField(_("to be answered by"))
    state = models.CharField(_("state"), max_length=10, choices=ObjectionState, default=ObjectionState.OPEN)
    answer = SealedTextField(_("answer"), blank=True, of_person="person_id")
    answered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | Q(against__isnull=True) | ~Q(answered_by=models.F("against")),
                name="nobody_answers_an_objection_to_themselves",
                violation_error_message=_("This objection is about you; somebody else answers it."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["upheld", "dismissed"])
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="an_answered_objection_names_who_answered",
                violation_error_message=_("An answer names who gave it."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="objection_by_state"),
            models.Index(fields=["person", "-made_at"], name="objection_by_person"),
        ]

    def __str__(self) -> str:
        return f"objection {str(self.pk)[-6:]}"


class Erasure(models.Model):
    """A person asks to be erased. After some days, in which they may think again, it is done unless something is in the way."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    not_before = models.DateField(_("not before"))
    state = models.CharField(_("state"), max_length=10, choices=ErasureState, default=ErasureState.ASKED)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="asked"),
                name="one_open_erasure_for_each_person",
                violation_error_message=_("You have asked for this already."),
            )
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="erasure_by_state")]

    def __str__(self) -> str:
        return f"erasure {str(self.pk)[-6:]}"


class LegalHold(models.Model):
    """Something must stay until a day: retention and erasing pass it over. About one person, or about one record."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject_type = models.CharField(_("kind of record"), max_length=80, blank=True)
    subject_id = models.CharField(_("key of the record"), max_length=64, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    placed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(_("placed at"))
    until = models.DateField(_("until"))
    lifted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(subject_id=""),
                name="a_hold_is_about_somebody_or_something",
                violation_error_message=_("Name the person or the record."),
            )
        ]
        indexes = [
            models.Index(fields=["person"], name="hold_by_person"),
            models.Index(fields=["subject_type", "subject_id"], name="hold_by_record"),
        ]

    def __str__(self) -> str:
        return f"hold {str(self.pk)[-6:]}"


class RetentionRun(models.Model):
    """What one night did to one table: how many rows went, how many a hold kept, under which rule."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(_("at"))
    record = models.CharField(_("table"), max_length=80)
    days = models.PositiveIntegerField(_("kept for days"))
    done = models.PositiveIntegerField(_("deleted or emptied"))
    held = models.PositiveIntegerField(_("kept by a hold"))

    class Meta:
        indexes = [models.Index(fields=["at", "id"], name="retention_run_by_time")]

    def __str__(self) -> str:
        return f"{self.record} {self.at:%Y-%m-%d}"
