"""What proposals and their values are, and which rules the database holds about them."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.lawbook.dated import Dated, Key

from .enums import Act, ProposalKind, ReadAs, Standing
from .states import ProposalState


class ValueProposal(models.Model):
    """Values somebody read in a document; a second person approves or rejects them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=ProposalKind)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.PROPOSED)
    document = models.CharField(_("document and number"), max_length=200)
    url = models.URLField(_("address"), max_length=500, blank=True)
    passage = models.TextField(_("passage"), blank=True, help_text=_("What the document says, word for word."))
    note = models.TextField(_("note"), blank=True)
    read_as = models.CharField(_("what was read"), max_length=2, choices=ReadAs, default=ReadAs.TEXT)
    compared_on = models.DateField(_("compared on"))
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(
        _("version of the book"), null=True, blank=True, help_text=_("The one its approval made.")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[ProposalState.APPROVED, ProposalState.REJECTED])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="two_people_decide_about_a_value",
                violation_error_message=_("Whoever proposed a value does not decide about it."),
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.APPROVED) ^ Q(version__isnull=True),
                name="an_approval_makes_a_version",
                violation_error_message=_("An approved proposal names the version of the book it made."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.REJECTED) | ~Q(reason=""),
                name="a_rejected_proposal_has_a_reason",
                violation_error_message=_("A rejection has a reason."),
            ),
        ]
        indexes = [models.Index(fields=["state", "-proposed_at", "id"], name="value_proposal_by_state")]

    def __str__(self) -> str:
        return self.document

    def get_absolute_url(self) -> str:
        return reverse("parameters:proposal", args=[self.pk])


class ProposedValue(models.Model):
    """One value of a proposal: what is to hold for a place and tier from a day, or is taken back. Written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    proposal = models.ForeignKey(ValueProposal, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    act = models.CharField(_("act"), max_length=8, choices=Act, default=Act.PUT)
    table = models.CharField(_("table"), max_length=80)
    region = models.CharField(_("place"), max_length=60)
    tier = models.PositiveSmallIntegerField(_("tier"), default=1)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=80, blank=True)
    since = models.DateField(_("in force from"), null=True, blank=True)
    seen_in_force_on = models.DateField(_("seen in force on"), null=True, blank=True)
    complete_until = models.DateField(_("known to hold until"), null=True, blank=True)
    document = models.CharField(_("document and number"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    standing = models.CharField(
        _("how it stood"), max_length=12, choices=Standing, help_text=_("To the book, when it was proposed.")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(act=Act.WITHDRAW) | Q(value__isnull=False),
                name="a_value_that_holds_is_said",
                violation_error_message=_("The value is missing."),
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=False) | Q(seen_in_force_on__isnull=False),
                name="a_value_has_a_day",
                violation_error_message=_("A day is missing: the first one, or one on which it was seen in force."),
            ),
            models.UniqueConstraint(
                fields=["proposal", "number"],
                name="a_row_of_a_proposal_stands_once",
                violation_error_message=_("This row stands in the proposal already."),
            ),
        ]
        indexes = [models.Index(fields=["table", "region", "tier"], name="proposed_value_by_place")]

    def __str__(self) -> str:
        return f"{self.table} {self.region} {self.tier}"

    @property
    def begins(self) -> date:
        """The first day on which it is known to be in force."""
        return self.since or self.seen_in_force_on or date.max

    @property
    def key(self) -> Key:
        """What it is the value of."""
        return self.table, self.region, self.tier, self.begins

    def as_dated(self) -> Dated:
        """As the book holds it. The proposal is read already."""
        assert self.value is not None
        return Dated(
            table=self.table,
            region=self.region,
            tier=self.tier,
            value=self.value.normalize() if self.value % 1 else self.value.quantize(1),
            unit=self.unit,
            since=self.since,
            seen_in_force_on=self.seen_in_force_on,
            source=self.document or self.proposal.document,
            confidence=self.proposal.read_as,
            checked_on=self.proposal.compared_on,
            complete_until=self.complete_until,
            note=self.note,
            document=self.document or self.proposal.document,
        )


class BookVersion(models.Model):
    """Which version of the book is in force; the one row moves with each approval, so that every process reads it anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=10, default="main")
    number = models.PositiveIntegerField(_("number"), default=0)
    stamp = models.UUIDField(_("stamp"), default=new_id, help_text=_("Never the same twice, whatever is rolled back."))
    moved_at = models.DateTimeField(_("moved at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="there_is_one_version_of_the_book",
                violation_error_message=_("There is one version of the book at a time."),
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number}"
