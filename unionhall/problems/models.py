"""What shared problems are, and which rules the database holds about them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from .enums import Joined, StepKind
from .states import ProblemState

PEOPLE, SITES, DAYS = 5, 2, 90


class SharedProblem(models.Model):
    """Something several people at several sites raise. It belongs to the lowest body above all its letters."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    state = models.CharField(_("state"), max_length=12, choices=ProblemState, default=ProblemState.PROPOSED)
    words = models.JSONField(_("words they share"), default=list)
    sayings = models.JSONField(
        _("what several say"), default=list, help_text=_("Each with the number of people who wrote it.")
    )
    spread = models.JSONField(
        _("how it spreads"),
        default=dict,
        help_text=_("People by site, employer, kind and month, small counts put together."),
    )
    letters = models.PositiveIntegerField(_("letters"), default=0)
    people = models.PositiveIntegerField(_("people"), default=0)
    sites = models.PositiveIntegerField(_("sites"), default=0)
    found_at = models.DateTimeField(_("found at"))
    counted_at = models.DateTimeField(_("counted at"))
    opened_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("work begins on"), null=True, blank=True)
    due_on = models.DateField(_("to be solved by"), null=True, blank=True)
    aim = models.TextField(_("what is to be reached"), blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ProblemState.MERGED) ^ Q(merged_into__isnull=True),
                name="a_merged_problem_names_the_other",
                violation_error_message=_(
                    "A merged problem names the one it was merged into, and only a merged one does."
                ),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="a_problem_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]
        indexes = [
            models.Index(fields=["body", "state", "-found_at"], name="problem_by_body"),
            models.Index(fields=["state", "-found_at", "id"], name="problem_by_state"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("problems:problem", args=[self.pk])


class Voice(models.Model):
    """A letter's part in a problem, until it is taken out. A letter speaks in one problem at a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey(SharedProblem, on_delete=models.PROTECT, related_name="voices")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    joined = models.CharField(_("how it came"), max_length=8, choices=Joined)
    since = models.DateTimeField(_("since"))
    left_at = models.DateTimeField(_("taken out at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(left_at__isnull=True),
                name="a_letter_speaks_in_one_problem",
                violation_error_message=_("This letter belongs to another problem already."),
            )
        ]
        indexes = [models.Index(fields=["problem", "left_at"], name="voice_by_problem")]

    def __str__(self) -> str:
        return f"voice {str(self.pk)[-6:]}"


class ProblemStep(models.Model):
    """Something that was done about a problem; written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey(SharedProblem, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=StepKind)
    text = SealedTextField(_("words"), blank=True)
    on = models.DateField(_("in force from"), null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["problem", "at"], name="problem_step_by_problem")]

    def __str__(self) -> str:
        return f"step {str(self.pk)[-6:]}"


class ProblemAnswer(models.Model):
    """One answer to all writers of a problem who had none yet: its words, and how many letters it reached."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    problem = models.ForeignKey(SharedProblem, on_delete=models.PROTECT, related_name="answers")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=60, blank=True)
    text = models.TextField(_("answer"))
    letters = models.PositiveIntegerField(_("letters"), default=0)
    not_reached = models.PositiveIntegerField(_("letters it could not be put on"), default=0)

    class Meta:
        indexes = [models.Index(fields=["problem", "at"], name="problem_answer_by_problem")]

    def __str__(self) -> str:
        return f"answer {str(self.pk)[-6:]}"


class Watch(models.Model):
    """From how many people at how many sites a body, and all below it without a rule of their own, speak of a shared problem."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.OneToOneField("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField(
        _("people"), default=PEOPLE, validators=[MinValueValidator(3), MaxValueValidator(1000)]
    )
    sites = models.PositiveSmallIntegerField(
        _("sites"), default=SITES, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    days = models.PositiveSmallIntegerField(
        _("days looked back"), default=DAYS, validators=[MinValueValidator(7), MaxValueValidator(366)]
    )
    set_at = models.DateTimeField(_("set at"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gte=3),
                name="a_shared_problem_needs_three_people",
                violation_error_message=_("A problem of fewer than three people is no shared one."),
            )
        ]

    def __str__(self) -> str:
        return f"watch {str(self.pk)[-6:]}"
