"""The reception day: when somebody of the union is there for whoever comes, and who has signed up."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from ..states import AppointmentState, DayState


class ReceptionDay(models.Model):
    """A day on which a body receives workers: where, who is there, in turns of so many minutes, sign-up until a moment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    minutes = models.PositiveSmallIntegerField(_("minutes for each"))
    place = models.CharField(_("where"), max_length=120)
    received_by = models.CharField(_("who receives"), max_length=60)
    signup_until = models.DateTimeField(_("sign up until"))
    state = models.CharField(_("state"), max_length=10, choices=DayState, default=DayState.PUBLISHED)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    why_cancelled = models.CharField(_("why it was cancelled"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "begins_at"],
                condition=Q(state="published"),
                name="a_body_receives_once_at_a_time",
                violation_error_message=_("There is a reception day of this body at this time already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")),
                name="a_reception_day_ends_after_it_begins",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(signup_until__lte=F("ends_at")),
                name="sign_up_closes_before_the_day_is_over",
                violation_error_message=_("Sign-up closes after the day is over."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=120),
                name="a_turn_has_sensible_minutes",
                violation_error_message=_("A turn takes from 5 to 120 minutes."),
            ),
        ]
        indexes = [
            models.Index(fields=["begins_at", "id"], name="reception_day_by_time"),
            models.Index(fields=["body", "begins_at"], name="reception_day_by_body"),
        ]

    def __str__(self) -> str:
        return f"reception day {str(self.pk)[-6:]}"

    @property
    def on(self) -> date:
        return timezone.localdate(self.begins_at)

    @property
    def hours(self) -> str:
        """From when to when, as “09:00–11:30”."""
        return f"{timezone.localtime(self.begins_at):%H:%M}–{timezone.localtime(self.ends_at):%H:%M}"

    @property
    def weekday(self) -> str:
        """The day of the week, in the reader's language."""
        return date_format(timezone.localtime(self.begins_at), "l")

    @property
    def is_over(self) -> bool:
        return self.ends_at <= clock.now()

    @property
    def is_open(self) -> bool:
        """Whether one can sign up now."""
        return self.state == DayState.PUBLISHED and clock.now() < self.signup_until

    def turns(self) -> list[datetime]:
        """The moments at which somebody can be received."""
        step, found, at = timedelta(minutes=self.minutes), [], self.begins_at
        while at + step <= self.ends_at:
            found.append(at)
            at += step
        return found


class Appointment(models.Model):
    """Somebody's turn on a reception day: who, what it is about in a few words, and whether they came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.ForeignKey(ReceptionDay, on_delete=models.PROTECT, related_name="appointments")
    at = models.DateTimeField(_("at"))
    walk_in = models.BooleanField(_("came without signing up"), default=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = SealedTextField(_("name"), of_person="person_id")
    phone = SealedTextField(_("phone"), blank=True, of_person="person_id")
    about = SealedTextField(_("what it is about"), blank=True, of_person="person_id")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=AppointmentState, default=AppointmentState.BOOKED)
    note = SealedTextField(_("what was said on the day"), blank=True, of_person="person_id")
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "at"],
                condition=Q(walk_in=False) & ~Q(state="cancelled"),
                name="a_turn_is_taken_once",
                violation_error_message=_("Somebody has just taken this time. Choose another one."),
            ),
            models.UniqueConstraint(
                fields=["day", "person"],
                condition=Q(state="booked", walk_in=False),
                name="a_person_has_one_turn_a_day",
                violation_error_message=_("You have a turn on this day already."),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "at"], name="appointment_by_person"),
            models.Index(fields=["state", "at"], name="appointment_by_state"),
            models.Index(fields=["case"], name="appointment_by_case"),
        ]

    def __str__(self) -> str:
        return f"appointment {str(self.pk)[-6:]}"
