"""What applications, elections, terms and dissolutions are, and which rules the database holds about them."""

from datetime import date, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import LookupField, SealedTextField

from .enums import (
    DayKind,
    DissolutionReason,
    FormationPaperKind,
    LimitedStep,
    Seat,
    SignedBy,
    UnionForm,
    UnionKind,
)
from .rules import TERMS
from .states import OPEN, DissolutionState, ElectionState, FormationState


class Formation(models.Model):
    """An application of workers to form a union, from the first page to the registered body."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("what is formed"), max_length=12, choices=UnionKind, default=UnionKind.UNION)
    form = models.CharField(_("led by"), max_length=10, choices=UnionForm, default=UnionForm.COMMITTEE)
    name = models.CharField(_("name of the union"), max_length=120)
    employer = models.ForeignKey(
        "organisations.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    employer_name = models.CharField(_("employer as the applicant wrote it"), max_length=120, blank=True)
    division = models.ForeignKey("organisations.Division", on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    workers = models.PositiveIntegerField(_("how many work there"), null=True, blank=True)
    why = models.TextField(_("why"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=FormationState, default=FormationState.ASKED)
    entered_on = models.DateField(_("in this state since"))
    asked_at = models.DateTimeField(_("applied at"))
    sign_code = models.CharField(_("code of the link to sign"), max_length=16)
    opinion = models.TextField(_("what the body below wrote"), blank=True)
    body = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sign_code"],
                name="a_sign_code_is_used_once",
                violation_error_message=_("This code is in use."),
            ),
            models.UniqueConstraint(
                fields=["employer"],
                condition=Q(kind=UnionKind.UNION, state__in=[str(state) for state in OPEN]),
                name="one_union_is_formed_at_an_employer_at_a_time",
                violation_error_message=_("A union is being formed at this employer already."),
            ),
            models.CheckConstraint(
                condition=Q(kind=UnionKind.JOINT_UNION) | Q(employer__isnull=False) | ~Q(employer_name=""),
                name="the_union_of_an_employer_names_it",
                violation_error_message=_("Name the employer."),
            ),
            models.CheckConstraint(
                condition=Q(state=FormationState.REGISTERED) ^ Q(body__isnull=True),
                name="a_registered_union_is_a_body",
                violation_error_message=_("A registered union stands in the tree."),
            ),
        ]
        indexes = [
            models.Index(fields=["reviewer", "state", "-asked_at", "id"], name="formation_by_reviewer"),
            models.Index(fields=["applicant"], name="formation_by_applicant"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("forming:formation", args=[self.pk])


class FormationStep(models.Model):
    """Something happened to an application or an election; written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    formation = models.ForeignKey(Formation, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(_("what"), max_length=30)
    state = models.CharField(_("state after it"), max_length=12, choices=FormationState)
    words = models.TextField(_("words"), blank=True)
    at = models.DateTimeField(_("at"))
    by_name = models.CharField(_("by"), max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["formation", "at", "id"], name="formation_step_by_formation")]

    def __str__(self) -> str:
        return self.verb


class Signature(models.Model):
    """A worker who is willing to join. Read by the applicant and the bodies above; never by anybody at the employer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    formation = models.ForeignKey(Formation, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = SealedTextField(_("name"), of_person="person_id")
    phone = SealedTextField(_("phone"), blank=True, of_person="person_id")
    phone_lookup = LookupField(_("phone, keyed hash"), of="phone", purpose="phone", null=True, blank=True)
    signed_by = models.CharField(_("signed"), max_length=10, choices=SignedBy)
    signed_at = models.DateTimeField(_("signed at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["formation", "person"],
                name="nobody_signs_twice",
                violation_error_message=_("You have signed already."),
            ),
            models.UniqueConstraint(
                fields=["formation", "phone_lookup"],
                name="a_phone_signs_once",
                violation_error_message=_("Somebody with this phone has signed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"signature {str(self.pk)[-6:]}"


class FormationPaper(models.Model):
    """A paper of an application or of its election."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    formation = models.ForeignKey(Formation, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(_("kind"), max_length=12, choices=FormationPaperKind)
    stored = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))
    by_name = models.CharField(_("by"), max_length=60, blank=True)

    def __str__(self) -> str:
        return f"paper {str(self.pk)[-6:]}"


class Election(models.Model):
    """The vote for a committee: the first one of a formation, or one of a body that stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    formation = models.ForeignKey(Formation, on_delete=models.PROTECT, null=True, blank=True, related_name="elections")
    body = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=10, choices=ElectionState, default=ElectionState.CALLED)
    entered_on = models.DateField(_("in this state since"))
    day = models.DateField(_("day of the vote"))
    place = models.CharField(_("place"), max_length=120)
    years = models.PositiveSmallIntegerField(_("term of office in years"), choices=[(n, str(n)) for n in TERMS])
    roll = models.PositiveIntegerField(
        _("how many are to come"),
        help_text=_("Fixed when the election was called: all who had signed, or all members."),
    )
    given_out = models.PositiveIntegerField(_("ballots given out"), null=True, blank=True)
    returned = models.PositiveIntegerField(_("ballots that came back"), null=True, blank=True)
    called_at = models.DateTimeField(_("called at"))
    called_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(formation__isnull=True) ^ Q(body__isnull=True),
                name="an_election_is_of_a_formation_or_of_a_body",
                violation_error_message=_("An election belongs to a union that is formed, or to one that stands."),
            ),
            models.UniqueConstraint(
                fields=["formation"],
                condition=Q(state__in=[ElectionState.CALLED, ElectionState.HELD]),
                name="one_election_of_a_formation_at_a_time",
                violation_error_message=_("An election is called already."),
            ),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(state__in=[ElectionState.CALLED, ElectionState.HELD]),
                name="one_election_of_a_body_at_a_time",
                violation_error_message=_("An election is called already."),
            ),
            models.CheckConstraint(
                condition=Q(returned__isnull=True) | Q(returned__lte=F("given_out"), given_out__lte=F("roll")),
                name="no_more_ballots_come_back_than_were_given_out",
                violation_error_message=_(
                    "No more ballots come back than were given out, and no more are given out than people are to come."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=ElectionState.APPROVED)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("recorded_by"))),
                name="whoever_recorded_a_result_does_not_approve_it",
                violation_error_message=_("Whoever recorded the result does not approve it."),
            ),
        ]
        indexes = [models.Index(fields=["body", "-called_at"], name="election_by_body")]

    def __str__(self) -> str:
        return f"election {str(self.pk)[-6:]}"


class Candidate(models.Model):
    """Somebody who stands for a seat, and how many voted for them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="candidates")
    name = models.CharField(_("name"), max_length=60)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.CharField(_("stands for"), max_length=12, choices=Seat)
    place = models.PositiveSmallIntegerField(_("place on the ballot"))
    votes = models.PositiveIntegerField(_("votes"), null=True, blank=True)
    elected = models.BooleanField(_("elected"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["election", "place"],
                name="a_place_on_the_ballot_is_taken_once",
                violation_error_message=_("Two candidates stand in the same place."),
            )
        ]

    def __str__(self) -> str:
        return f"candidate {str(self.pk)[-6:]}"


class Term(models.Model):
    """A term of office of a union's committee, from the day its election was approved."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("term"), validators=[MinValueValidator(1), MaxValueValidator(99)])
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    election = models.OneToOneField(Election, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reminded_for = models.DateField(_("reminded for the day"), null=True, blank=True)
    reminded_step = models.SmallIntegerField(_("reminded so many days before"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(ended_on__isnull=True),
                name="a_body_has_one_term_at_a_time",
                violation_error_message=_("The last term has not ended."),
            ),
            models.UniqueConstraint(
                fields=["body", "number"],
                name="a_term_is_counted_once",
                violation_error_message=_("This term is recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")),
                name="a_term_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]
        indexes = [models.Index(fields=["until", "id"], name="term_by_end", condition=Q(ended_on__isnull=True))]

    def __str__(self) -> str:
        return f"term {self.number}"

    def is_over(self, on: date) -> bool:
        return self.until < on

    def ends_within(self, days: int, on: date) -> bool:
        return self.until <= on + timedelta(days=days)


class Dissolution(models.Model):
    """An application to dissolve a union; the body above decides."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("why"), max_length=16, choices=DissolutionReason)
    words = models.TextField(_("in words"))
    members = models.PositiveIntegerField(_("members"), null=True, blank=True)
    in_favour = models.PositiveIntegerField(_("voted for it"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=DissolutionState, default=DissolutionState.ASKED)
    asked_at = models.DateTimeField(_("applied at"))
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(state=DissolutionState.ASKED),
                name="a_dissolution_is_applied_for_once",
                violation_error_message=_("The dissolution is applied for already."),
            ),
            models.CheckConstraint(
                condition=~Q(state=DissolutionState.DONE)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
                name="whoever_asks_for_a_dissolution_does_not_decide_it",
                violation_error_message=_("Whoever applied for it does not decide it."),
            ),
            models.CheckConstraint(
                condition=~Q(why=DissolutionReason.MEMBERS_DECIDED)
                | Q(members__isnull=False, in_favour__isnull=False, in_favour__lte=F("members")),
                name="what_members_decided_is_counted",
                violation_error_message=_("Say how many members there are, and how many voted for it."),
            ),
        ]

    def __str__(self) -> str:
        return f"dissolution {str(self.pk)[-6:]}"


class StepLimit(models.Model):
    """Within how many days a body, and all below it without a rule of their own, answers; dated, with its source."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    step = models.CharField(_("step"), max_length=12, choices=LimitedStep)
    days = models.PositiveSmallIntegerField(_("days"), validators=[MinValueValidator(1), MaxValueValidator(365)])
    unit = models.CharField(_("counted in"), max_length=10, choices=DayKind, default=DayKind.WORKING)
    since = models.DateField(_("in force from"))
    source = models.CharField(_("document and number"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "step", "since"],
                name="a_limit_of_a_step_begins_once",
                violation_error_message=_("There is a limit from this day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.days}"
