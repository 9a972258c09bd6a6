"""What union bodies, employers, agencies and places are, and which rules the database holds about them."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id

from .enums import LEVEL_COLUMN, AgencyKind, Industry, Level, OrganisationKind
from .names import Core


class Division(models.Model):
    """An administrative place: province, city, county, township or street, by its code (GB/T 2260)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=12)
    name = models.CharField(_("name"), max_length=60)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="division_code_is_used_once",
                violation_error_message=_("A place with this code exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


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
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    at_national = models.UUIDField(null=True, editable=False, db_index=True)
    at_province = models.UUIDField(null=True, editable=False, db_index=True)
    at_city = models.UUIDField(null=True, editable=False, db_index=True)
    at_county = models.UUIDField(null=True, editable=False, db_index=True)
    at_township = models.UUIDField(null=True, editable=False, db_index=True)
    at_union = models.UUIDField(null=True, editable=False, db_index=True)

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


class Employer(models.Model):
    """A unit that employs workers, known by its unified social credit code where it is known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=120)
    uscc = models.CharField(_("unified social credit code"), max_length=18, null=True, blank=True)
    division = models.ForeignKey(Division, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    industry = models.CharField(_("industry"), max_length=20, choices=Industry, default=Industry.OTHER)
    is_platform = models.BooleanField(_("platform enterprise"), default=False)
    head_office = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(_("address"), max_length=200, blank=True)
    closed_on = models.DateField(
        _("closed on"),
        null=True,
        blank=True,
        help_text=_("Struck off or moved away. Matters may still name it: wages are owed all the same."),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"],
                name="employer_uscc_is_used_once",
                violation_error_message=_("An employer with this unified social credit code exists already."),
            )
        ]
        indexes = [
            models.Index(fields=["name"], name="employer_by_name", opclasses=["varchar_pattern_ops"]),
            # A name written almost right is found by its beginning or by its end, where the other half is wrong.
            models.Index(Core("name"), name="employer_by_core"),
            models.Index(Reverse(Core("name")), name="employer_by_core_end"),
        ]

    def __str__(self) -> str:
        return self.name


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
