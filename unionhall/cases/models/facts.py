"""Append-only facts of a case: what happened, when, by whom. Nothing here is edited; the case holds the latest."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from ..enums import Audience, DayUnit, Manner, Release, SessionKind, Stage
from ..states import State
from .case import Case


class Fact(models.Model):
    """A row that is written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=60, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {str(self.pk)[-6:]}"


class StatusFact(Fact):
    """A move of the case from one state to another."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="statuses")
    verb = models.CharField(_("verb"), max_length=20)
    from_state = models.CharField(_("from"), max_length=20, choices=State, blank=True)
    to_state = models.CharField(_("to"), max_length=20, choices=State)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "at"], name="status_by_case"),
            models.Index(fields=["verb", "at"], name="status_by_verb"),
        ]


class AssignmentFact(Fact):
    """Somebody was put in charge of the case, or nobody any more."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    handler = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    handler_name = models.CharField(_("handler"), max_length=60, blank=True)
    why = models.CharField(_("why in nobody's hands"), max_length=20, choices=Release, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="assignment_by_case")]


class RoutingFact(Fact):
    """The case was sent to a body, and why."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="routings")
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    why = models.JSONField(_("why"), default=list, help_text=_("Reason codes with their values, shown as sentences."))
    rule = models.ForeignKey(
        "cases.RoutingRule", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["case", "at"], name="routing_by_case"),
            models.Index(fields=["rule", "at"], name="routing_by_rule", condition=models.Q(rule__isnull=False)),
        ]


class Suspension(Fact):
    """The clock stands still from `at`, until `ended_at`."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.TextField(_("reason"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(ended_at__isnull=True),
                name="a_clock_is_stopped_once",
                violation_error_message=_("The clock of this case is stopped already."),
            )
        ]


class ExtensionFact(Fact):
    """More days for the present step, with a reason."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="extensions")
    state = models.CharField(_("state extended"), max_length=20, choices=State)
    days = models.PositiveSmallIntegerField(_("days"))
    unit = models.CharField(_("unit"), max_length=10, choices=DayUnit)
    reason = models.TextField(_("reason"))

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="extension_by_case")]


class Note(Fact):
    """Words on the file, for those named as its audience."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    audience = models.CharField(_("audience"), max_length=10, choices=Audience)
    transfer = models.ForeignKey(
        "cases.Transfer", on_delete=models.PROTECT, null=True, blank=True, related_name="notes"
    )
    text = SealedTextField(_("text"))

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="note_by_case")]


class Session(Fact):
    """A consultation, negotiation, mediation session, call or visit, with what came of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind)
    held_at = models.DateTimeField(_("held at"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    outcome = SealedTextField(_("what came of it"), blank=True)
    shared_with_worker = models.BooleanField(_("shared with the worker"), default=True)

    class Meta:
        indexes = [models.Index(fields=["case", "held_at"], name="session_by_case")]


class Attendance(models.Model):
    """Who was at a session, and who was called but did not come."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    who = SealedTextField(_("who"))
    part = models.CharField(_("part"), max_length=40, blank=True)
    present = models.BooleanField(_("present"), default=True)

    def __str__(self) -> str:
        return f"attendance {str(self.pk)[-6:]}"


class Resolution(Fact):
    """The matter was resolved, at which stage and how (mechanism R1). One in force per case; a reopening voids it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="resolutions")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    manner = models.CharField(_("manner"), max_length=20, choices=Manner)
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(voided_at__isnull=True),
                name="a_case_is_resolved_once",
                violation_error_message=_("This case is resolved already."),
            )
        ]
