"""What doors, applications, home unions and removals are, and which rules the database holds about them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField
from unionhall.organisations.enums import Industry

from .enums import Platform, Way
from .states import ApplicationState, RemovalState


class Door(models.Model):
    """How one union takes people in. A union without a door of its own asks for no employer and reviews everybody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.OneToOneField("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    open = models.BooleanField(_("takes applications over the link"), default=True)
    at_once = models.BooleanField(_("accepts at once, without a review"), default=False)
    asks_employer = models.BooleanField(_("asks for the employer"), default=False)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"door {str(self.organisation_id)[-6:]}"


class Application(models.Model):
    """A wish to join a union, or to move to it from another, until the union has answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    origin = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The union they move from; empty for somebody who joins."),
    )
    state = models.CharField(_("state"), max_length=10, choices=ApplicationState, default=ApplicationState.WAITING)
    way = models.CharField(_("came in"), max_length=10, choices=Way, default=Way.SELF)
    employer = models.ForeignKey(
        "organisations.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    employer_name = models.CharField(_("employer as written"), max_length=120, blank=True)
    claimed_identity = SealedTextField(
        _("identity number that stands beside somebody else"),
        blank=True,
        default="",
        of_person="person_id",
        help_text=_("Kept apart until a human has compared the card."),
    )
    applied_at = models.DateTimeField(_("applied at"))
    applied_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    answer_due_on = models.DateField(_("answer due on"))
    due_provisional = models.BooleanField(_("day is provisional"), default=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("reason"), max_length=300, blank=True)
    raised_at = models.DateTimeField(_("told to the body above at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state=ApplicationState.WAITING),
                name="nobody_applies_twice_at_once",
                violation_error_message=_("One application of this person waits already."),
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.WAITING) ^ Q(decided_at__isnull=False),
                name="a_settled_application_says_when",
                violation_error_message=_("Say when it was decided."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.REFUSED) | ~Q(why=""),
                name="whoever_is_not_accepted_is_told_why",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                condition=Q(origin__isnull=True) | ~Q(origin=models.F("organisation")),
                name="nobody_moves_to_the_union_they_are_in",
                violation_error_message=_("They are a member of this union already."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "answer_due_on"], name="application_by_union"),
            models.Index(fields=["state", "answer_due_on"], name="application_by_clock"),
        ]

    def __str__(self) -> str:
        return f"application {str(self.pk)[-6:]}"

    def get_absolute_url(self) -> str:
        return reverse("members:application", args=[self.pk])

    @property
    def is_late(self) -> bool:
        return self.state == ApplicationState.WAITING and self.answer_due_on < clock.today()


class HomeRule(models.Model):
    """Which union is home, from one day to another, to people without an employer's union: by place, trade or platform."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    division = models.ForeignKey(
        "organisations.Division", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    industry = models.CharField(_("industry"), max_length=20, choices=Industry, blank=True)
    platform = models.CharField(_("work over a platform"), max_length=10, choices=Platform, blank=True)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="home_rule_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(division__isnull=False) | ~Q(industry="") | ~Q(platform=""),
                name="a_home_rule_says_for_whom",
                violation_error_message=_("Say for which place, trade or platform."),
            ),
            models.UniqueConstraint(
                fields=["division", "industry", "platform"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="one_home_for_the_same_people",
                violation_error_message=_("These people have a home union already. End that rule first."),
            ),
        ]

    def __str__(self) -> str:
        return f"home {str(self.pk)[-6:]}"


class Removal(models.Model):
    """A proposal to remove a member: a reason, time to be heard, and a second person who decides."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    membership = models.ForeignKey("people.Membership", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=RemovalState, default=RemovalState.PROPOSED)
    reason = models.CharField(_("reason"), max_length=500)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    heard_until = models.DateField(_("may be heard until"))
    words = SealedTextField(_("what the member says"), blank=True, default="", of_person="membership__person_id")
    heard_at = models.DateTimeField(_("heard at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(state=RemovalState.PROPOSED),
                name="a_removal_is_proposed_once",
                violation_error_message=_("A removal of this member is proposed already."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RemovalState.DECIDED)
                | Q(decided_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(decided_by=models.F("proposed_by")),
                name="a_removal_is_decided_by_a_second_person",
                violation_error_message=_("Whoever proposed it does not decide it."),
            ),
        ]

    def __str__(self) -> str:
        return f"removal {str(self.pk)[-6:]}"
