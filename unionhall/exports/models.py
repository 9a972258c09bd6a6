"""What an export is, how long its file is kept, and which rules the database holds about both."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from .states import ExportState

FREE_ROWS = 100
"""Up to so many masked rows leave without a second person."""
APPROVED = [ExportState.MAKING, ExportState.READY]


class Export(models.Model):
    """One table somebody asked to take out: which rows, what for, who approved, until when the file may be fetched."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(_("number"), unique=True)
    state = models.CharField(_("state"), max_length=10, choices=ExportState, default=ExportState.ASKED)
    source = models.CharField(_("table"), max_length=40)
    asked = SealedTextField(_("filters"), help_text=_("As JSON; words of a search may name people."))
    words = SealedTextField(_("what is in it"))
    columns = models.JSONField(_("columns"), default=list)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    unmasked = models.BooleanField(_("names in full"), default=False)
    personal = models.BooleanField(_("rows about people"), default=True)
    needs_approval = models.BooleanField(_("needs a second person"), default=False)
    rows = models.PositiveIntegerField(_("rows"))
    row_keys = models.TextField(_("keys of the rows"), help_text=_("Packed; what is approved is what was found then."))
    secret = SealedTextField(_("key of its marks"))
    decoys = SealedTextField(_("marked rows"), help_text=_("The invented rows that stand in the file, as JSON."))
    marked_rows = models.PositiveIntegerField(_("number of marked rows"), default=0)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    post = models.CharField(_("post"), max_length=200, blank=True)
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    stored_as = models.CharField(_("where it lies"), max_length=200, blank=True)
    file_name = models.CharField(_("file"), max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("made_by")),
                name="nobody_approves_their_own_export",
                violation_error_message=_("Whoever asked for an export does not decide about it."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=APPROVED) | Q(needs_approval=False) | Q(decided_by__isnull=False),
                name="an_export_that_needs_it_is_approved",
                violation_error_message=_("A second person has not approved this export."),
            ),
            models.CheckConstraint(
                condition=Q(needs_approval=True) | Q(personal=False) | Q(unmasked=False, rows__lte=FREE_ROWS),
                name="many_rows_or_full_names_need_approval",
                violation_error_message=_("Many rows, or names in full, need a second person."),
            ),
            models.CheckConstraint(
                condition=Q(needs_approval=False) | ~Q(purpose=""),
                name="an_export_to_approve_has_a_purpose",
                violation_error_message=_("What is it for?"),
            ),
            models.CheckConstraint(
                condition=~Q(state=ExportState.REFUSED) | ~Q(reason=""),
                name="a_refused_export_has_a_reason",
                violation_error_message=_("A refusal has a reason."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ExportState.READY) | (Q(expires_at__isnull=False) & ~Q(stored_as="")),
                name="a_ready_export_has_a_file_and_an_end",
                violation_error_message=_("The file of this export is missing."),
            ),
        ]
        indexes = [
            models.Index(fields=["made_by", "-asked_at", "id"], name="export_by_maker"),
            models.Index(fields=["body", "-asked_at", "id"], name="export_by_body"),
            models.Index(fields=["expires_at"], condition=Q(state=ExportState.READY), name="export_ready_until"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("exports:export", args=[self.pk])


class ExportTerm(models.Model):
    """For how many hours a file may be fetched, from a day on. A later row holds from its day; none is ever changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hours = models.PositiveSmallIntegerField(_("hours"))
    since = models.DateField(_("since"), unique=True)
    set_at = models.DateTimeField(_("set at"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=24 * 14),
                name="an_export_is_kept_an_hour_to_two_weeks",
                violation_error_message=_("A file may be fetched for between one hour and two weeks."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.hours} h"
