"""What union bodies and agencies are, for which places they answer, and which rules the database holds about them."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id

from ..enums import LEVEL_COLUMN, AgencyKind, Industry, JointScope, Level, OrganisationKind
from .places import Division


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def union_bodies(self) -> "OrganisationQuerySet":
        return self.exclude(kind=OrganisationKind.AGENCY)

    def agencies(self) -> "OrganisationQuerySet":
        return self.filter(kind=OrganisationKind.AGENCY)

    def under(self, organisation: "Organisation") -> "OrganisationQuerySet":
        """The body itself and all below it: one equality on one indexed column."""
        return self.filter(**{LEVEL_COLUMN[organisation.level]: organisation.pk})


class Organisation(models.Model):
    """A union body of the federation's tree, or an agency that works with it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40)
    code = models.CharField(_("code"), max_length=40)
    case_prefix = models.CharField(_("prefix of case numbers"), max_length=12, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    agency_kind = models.CharField(_("kind of agency"), max_length=20, choices=AgencyKind, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    industry = models.CharField(_("industry"), max_length=20, choices=Industry, blank=True)
    joint_of = models.CharField(
        _("joint union of"),
        max_length=20,
        choices=JointScope,
        blank=True,
        help_text=_("What the units of a joint union have in common; their workers join it directly."),
    )
    employer = models.ForeignKey(
        "Employer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The employer at which a grassroots union stands; whoever holds a post there is tied to it."),
    )
    receives_cases = models.BooleanField(_("receives cases"), default=False)
    phone = models.CharField(_("public phone"), max_length=30, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The body it was merged into; its code leads there."),
    )
    at_national = models.UUIDField(null=True, editable=False)
    at_province = models.UUIDField(null=True, editable=False)
    at_city = models.UUIDField(null=True, editable=False)
    at_county = models.UUIDField(null=True, editable=False)
    at_township = models.UUIDField(null=True, editable=False)
    at_union = models.UUIDField(null=True, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="organisation_code_is_used_once",
                violation_error_message=_("A body with this code exists already."),
            ),
            models.CheckConstraint(
                condition=(Q(kind=OrganisationKind.AGENCY) & ~Q(agency_kind=""))
                | (~Q(kind=OrganisationKind.AGENCY) & Q(agency_kind="")),
                name="only_an_agency_has_a_kind_of_agency",
                violation_error_message=_("Say which kind of agency this is."),
            ),
            models.CheckConstraint(
                condition=Q(receives_cases=False) | ~Q(case_prefix=""),
                name="a_body_that_receives_cases_has_a_case_prefix",
                violation_error_message=_("A body that receives cases needs a prefix for its case numbers."),
            ),
            models.CheckConstraint(
                condition=Q(joint_of="") | Q(kind=OrganisationKind.JOINT_UNION),
                name="only_a_joint_union_is_one_of_something",
                violation_error_message=_("Only a joint union is the union of a market, a street or an industry."),
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(closed_on__isnull=False),
                name="a_body_with_a_successor_is_closed",
                violation_error_message=_("A body that was merged into another is closed."),
            ),
        ]
        indexes = [
            models.Index(fields=["at_national", "level", "code", "id"], name="organisation_in_nation"),
            models.Index(fields=["at_province", "level", "code", "id"], name="organisation_in_province"),
            models.Index(fields=["at_city", "level", "code", "id"], name="organisation_in_city"),
            models.Index(fields=["at_county", "level", "code", "id"], name="organisation_in_county"),
            models.Index(fields=["at_township", "level", "code", "id"], name="organisation_in_township"),
            models.Index(fields=["at_union", "level", "code", "id"], name="organisation_in_union"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_agency(self) -> bool:
        return self.kind == OrganisationKind.AGENCY

    @property
    def ancestors_by_column(self) -> dict[str, UUID | None]:
        """The ancestor columns, to be copied onto rows that belong to this body."""
        return {column: getattr(self, column) for column in LEVEL_COLUMN.values()}


class Responsibility(models.Model):
    """Which body answers for a place, an industry in it, or both, from one day to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    industry = models.CharField(_("industry"), max_length=20, choices=Industry, blank=True)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="responsibility_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            )
        ]
        indexes = [models.Index(fields=["division", "industry"], name="responsibility_by_place")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.division_id} {self.industry}"
