"""What surveys, their rolls and their answers are, and which rules the database holds about them."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField
from unionhall.organisations.enums import Industry

from .enums import Cut, Kind
from .states import State

if TYPE_CHECKING:
    from datetime import date


class Survey(models.Model):
    """Some questions of one union body to some of its people, and the days on which they may be answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    lead = models.TextField(_("what it is for"), max_length=2000, blank=True)
    anonymous = models.BooleanField(_("anonymous"), default=False)
    cut = models.CharField(_("results are cut"), max_length=10, choices=Cut, default=Cut.NONE, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.CharField(_("what it belongs to"), max_length=80, blank=True)
    drafted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField(_("drafted at"))
    opens_on = models.DateField(_("opened on"), null=True, blank=True)
    closes_on = models.DateField(_("last day for answers"))
    closed_at = models.DateTimeField(_("closed for answers at"), null=True, blank=True)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=(State.OPEN, State.CLOSED)) | Q(opens_on__isnull=False),
                name="a_survey_that_was_opened_has_its_first_day",
                violation_error_message=_("A survey that was opened has the day on which it was."),
            ),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True) | Q(closes_on__gte=models.F("opens_on")),
                name="a_survey_closes_after_it_opens",
                violation_error_message=_("The last day for answers lies before the opening."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | Q(closed_at__isnull=False),
                name="a_closed_survey_has_its_moment",
                violation_error_message=_("A survey that was closed has the moment at which it was."),
            ),
        ]
        indexes = [
            models.Index(fields=["body", "-drafted_at", "id"], name="survey_by_body"),
            models.Index(fields=["state", "closes_on"], name="survey_by_state"),
            models.Index(fields=["purpose"], name="survey_by_purpose", condition=~Q(purpose="")),
        ]

    def __str__(self) -> str:
        return self.title

    def is_over(self, on: "date") -> bool:
        """Whether the last day for answers has passed."""
        return self.closes_on < on


class Question(models.Model):
    """One question of a survey."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField(_("place among the questions"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.CharField(_("question"), max_length=300)
    options = models.JSONField(_("options"), default=list, blank=True)
    required = models.BooleanField(_("must be answered"), default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=(Kind.ONE, Kind.MANY)) | Q(options=[]),
                name="only_a_choice_has_options",
                violation_error_message=_("Only a question with a choice has options."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=(Kind.ONE, Kind.MANY)) | ~Q(options=[]),
                name="a_choice_has_options",
                violation_error_message=_("A question with a choice needs its options."),
            ),
        ]
        indexes = [models.Index(fields=["survey", "place"], name="question_by_place")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_choice(self) -> bool:
        return self.kind in (Kind.ONE, Kind.MANY)

    def is_the_same_as(self, other: "Question") -> bool:
        """Asked in the same words with the same options, so that the answers may stand side by side."""
        return (self.kind, self.text, self.options) == (other.kind, other.text, other.options)


class Target(models.Model):
    """One limit of whom a survey asks: a body, an employer, an industry, or one person by name. It names exactly one of them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="targets")
    body = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    employer = models.ForeignKey(
        "organisations.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    industry = models.CharField(_("industry"), max_length=20, choices=Industry, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(body__isnull=False, employer__isnull=True, person__isnull=True, industry="")
                    | Q(body__isnull=True, employer__isnull=False, person__isnull=True, industry="")
                    | Q(body__isnull=True, employer__isnull=True, person__isnull=False, industry="")
                    | (Q(body__isnull=True, employer__isnull=True, person__isnull=True) & ~Q(industry=""))
                ),
                name="a_target_names_one_thing",
                violation_error_message=_("Name a body, an employer, an industry or a person: one of them."),
            ),
            models.UniqueConstraint(
                fields=["survey", "body", "employer", "person", "industry"],
                nulls_distinct=False,
                name="a_target_is_named_once",
                violation_error_message=_("This is named already."),
            ),
        ]
        indexes = [models.Index(fields=["employer", "survey"], name="target_by_employer")]

    def __str__(self) -> str:
        return f"target {str(self.pk)[-6:]}"


class Invitation(models.Model):
    """One line of a survey's roll: this person is asked. It says whether they answered, never when and never what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    group = models.CharField(_("group by which results are cut"), max_length=40, blank=True)
    answered = models.BooleanField(_("answered"), default=False)
    told = models.BooleanField(_("told"), default=False)
    reminded = models.BooleanField(_("reminded"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person"],
                name="a_person_is_asked_once",
                violation_error_message=_("This person is on the roll already."),
            )
        ]
        indexes = [
            models.Index(fields=["person", "survey"], name="invitation_by_person"),
            models.Index(fields=["survey", "answered"], name="invitation_by_answered"),
        ]

    def __str__(self) -> str:
        return f"invitation {str(self.pk)[-6:]}"


class Answer(models.Model):
    """What one person answered, sealed. Of an anonymous survey it carries neither person nor time, and its key is drawn anew
    again and again, so that it stands in no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    said = SealedTextField(_("what was said"), of_person="person_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person"],
                name="a_person_answers_once",
                violation_error_message=_("This person has answered already."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True, given_at__isnull=True)
                | Q(person__isnull=False, given_at__isnull=False),
                name="an_anonymous_answer_has_neither_person_nor_time",
                violation_error_message=_("An anonymous answer carries neither a person nor a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"answer {str(self.pk)[-6:]}"
