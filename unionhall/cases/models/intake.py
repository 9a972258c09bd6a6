"""What surrounds cases: drafts, service promises, saved views, bulk acts, sources of letters."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField
from unionhall.organisations.enums import Level

from ..enums import DayUnit, Kind
from ..states import State


class IntakeDraft(models.Model):
    """An intake somebody has begun; found again by the key in their browser or by who they are."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_hash = models.BinaryField(_("keyed hash of the key"), unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    answers = SealedTextField(_("answers"), of_person="person_id")
    saved_at = models.DateTimeField(_("saved at"))
    files = models.ManyToManyField("core.StoredFile", related_name="+", blank=True)

    class Meta:
        indexes = [models.Index(fields=["saved_at"], name="intake_draft_by_age")]

    def __str__(self) -> str:
        return f"draft {str(self.pk)[-6:]}"


class ServicePromise(models.Model):
    """Within how many days a case of a kind, at a level, leaves a state; dated, with its source."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days"))
    unit = models.CharField(_("unit"), max_length=10, choices=DayUnit)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state", "kind", "level", "since"],
                nulls_distinct=False,
                name="a_promise_is_made_once",
                violation_error_message=_("This promise exists already."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="promise_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.days} {self.unit}"


class SavedView(models.Model):
    """A worklist's filters under a name, for the person who saved them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(_("filters"), max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"],
                name="a_saved_view_has_its_own_name",
                violation_error_message=_("You have a view with this name already."),
            )
        ]

    def __str__(self) -> str:
        return f"view {str(self.pk)[-6:]}"


class BulkAct(models.Model):
    """One act applied to many cases: what was asked, on how many, and the report of those that could not take it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    verb = models.CharField(_("act"), max_length=20)
    arguments = SealedTextField(_("with"), blank=True)
    group = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    case_ids = models.JSONField(_("cases"), default=list)
    position = models.PositiveIntegerField(_("done so far"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    refused = models.JSONField(_("not done, with reasons"), default=list)

    def __str__(self) -> str:
        return f"{self.verb} × {len(self.case_ids)}"


class LetterSource(models.Model):
    """A spreadsheet source of old letters and the columns it uses, remembered for the next file."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=60, unique=True)
    columns = models.JSONField(_("columns"), default=dict)
    saved_at = models.DateTimeField(_("saved at"))

    def __str__(self) -> str:
        return self.name
