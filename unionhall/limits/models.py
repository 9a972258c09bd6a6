"""What is known of the limits of a case, and which rules the database holds about it. Words about evidence are sealed."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from .enums import CalendarKind, EventKind, Origin

FAR = date(9999, 12, 31)
"""The day to act by of a limit that cannot be counted yet. A real day, so that "soonest first" is one index without NULLs."""


class LimitFact(models.Model):
    """A day, or a yes or no, from which limits are reckoned. Put right by another one; the old one stays, ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    calendar = models.CharField(_("calendar"), max_length=12, choices=CalendarKind)
    name = models.CharField(_("fact"), max_length=60)
    value = models.CharField(_("value"), max_length=20)
    origin = models.CharField(_("where it comes from"), max_length=10, choices=Origin)
    evidence = SealedTextField(_("what shows it"), blank=True)
    at = models.DateTimeField(_("entered at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("entered by"), max_length=60, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("put right or taken back at"), null=True, blank=True)
    ended_by_name = models.CharField(_("put right or taken back by"), max_length=60, blank=True)
    reason = SealedTextField(_("why it was put right or taken back"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "calendar", "name"],
                condition=Q(ended_at__isnull=True),
                name="a_fact_of_a_limit_has_one_value",
                violation_error_message=_("Somebody entered this at the same moment."),
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                name="a_fact_of_a_limit_is_put_right_once",
                violation_error_message=_("Somebody put this right at the same moment."),
            ),
        ]
        indexes = [models.Index(fields=["case", "ended_at"], name="limit_fact_by_case")]

    def __str__(self) -> str:
        return f"{self.calendar} {self.name} {str(self.pk)[-6:]}"


class LimitEvent(models.Model):
    """What interrupted a limit, or the time for which one was suspended, with what shows it. Put right by another one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    calendar = models.CharField(_("calendar"), max_length=12, choices=CalendarKind)
    target = models.CharField(_("limit"), max_length=40)
    kind = models.CharField(_("what happened"), max_length=20, choices=EventKind)
    day = models.DateField(_("on, or from"))
    until = models.DateField(_("until"), null=True, blank=True)
    evidence = SealedTextField(_("what shows it"))
    at = models.DateTimeField(_("entered at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("entered by"), max_length=60, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("put right or taken back at"), null=True, blank=True)
    ended_by_name = models.CharField(_("put right or taken back by"), max_length=60, blank=True)
    reason = SealedTextField(_("why it was put right or taken back"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("day"), kind=EventKind.SUSPENSION),
                name="a_suspension_ends_after_it_began",
                violation_error_message=_("Only a suspension has an end, and not before it began."),
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                name="an_event_of_a_limit_is_put_right_once",
                violation_error_message=_("Somebody put this right at the same moment."),
            ),
        ]
        indexes = [models.Index(fields=["case", "ended_at"], name="limit_event_by_case")]

    def __str__(self) -> str:
        return f"{self.kind} {str(self.pk)[-6:]}"


class RunningLimit(models.Model):
    """A copy of one limit as it was reckoned, so that lists, reminders and calendars need not reckon all cases."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    calendar = models.CharField(_("calendar"), max_length=12, choices=CalendarKind)
    name = models.CharField(_("limit"), max_length=40)
    words = models.JSONField(_("what is to be done"), help_text=_("In both languages."))
    who = models.CharField(_("who acts"), max_length=20)
    starts_on = models.DateField(_("runs from"))
    raw = models.DateField(_("to act by"), null=True, blank=True)
    effective = models.DateField(_("moved by holidays"), null=True, blank=True)
    act_by = models.DateField(_("order of lists"), default=FAR)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    paused = models.BooleanField(_("stands still"), default=False)
    opens = models.BooleanField(_("is no day to act by"), default=False)
    stopped = models.BooleanField(_("not pursued"), default=False)
    reckoned_at = models.DateTimeField(_("reckoned at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "calendar", "name"],
                name="a_limit_runs_once_in_a_case",
                violation_error_message=_("This limit stands on the case already."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["act_by", "id"],
                name="limit_by_day",
                condition=Q(done_on__isnull=True, opens=False, stopped=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar} {self.name} {str(self.pk)[-6:]}"


class Reminder(models.Model):
    """That somebody was reminded of a limit: once for each day it ends on, each step before it, and each person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    calendar = models.CharField(_("calendar"), max_length=12, choices=CalendarKind)
    name = models.CharField(_("limit"), max_length=40)
    raw = models.DateField(_("to act by"))
    step = models.SmallIntegerField(_("so many days before"))
    addressee = models.UUIDField(_("person, or worker of the case"))
    at = models.DateTimeField(_("reminded at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "calendar", "name", "raw", "step", "addressee"],
                name="somebody_is_reminded_once",
                violation_error_message=_("This reminder was given already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.raw} {self.step}"


class CalendarFeed(models.Model):
    """A person's secret calendar link: case numbers and limits, nothing else. The link itself is not kept (core/tokens.py)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("made at"))
    until = models.DateTimeField(_("valid until"))
    closed_at = models.DateTimeField(_("link closed at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(closed_at__isnull=True),
                name="a_person_has_one_calendar_link",
                violation_error_message=_("You have a calendar link already."),
            ),
        ]

    def __str__(self) -> str:
        return f"calendar {str(self.pk)[-6:]}"
