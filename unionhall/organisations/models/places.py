"""What places are, which codes they had, and where their boundaries run."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id

from ..enums import Level


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


class DivisionCode(models.Model):
    """A code of a province, city or county as it was once given, its name then, and what became of it.

    An identity number keeps the code of the day it was given; the list of codes knows years, so a code counts from the first
    day of its first year to the last day of its last.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=6)
    name = models.CharField(_("name"), max_length=60)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    province = models.CharField(_("province"), max_length=60, blank=True)
    city = models.CharField(_("city"), max_length=60, blank=True)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    became = models.CharField(
        _("became"),
        max_length=200,
        blank=True,
        help_text=_("Codes it went over to, with “;” between them; a year in brackets means that only a part did."),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "since", "name"],
                name="division_code_is_told_once",
                violation_error_message=_("This code is known from this day already."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="division_code_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class DivisionBoundary(models.Model):
    """Where the boundary of a place runs, in WGS-84, simplified enough for a map of bodies."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    division = models.OneToOneField(Division, on_delete=models.PROTECT, related_name="+")
    geometry = models.JSONField(_("geometry"))
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    tolerance = models.FloatField(_("simplified to, in metres"))
    source = models.CharField(_("source"), max_length=200)
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(west__gte=-180, east__lte=180, south__gte=-90, north__lte=90)
                & Q(east__gt=F("west"), north__gt=F("south")),
                name="a_boundary_lies_on_the_earth",
                violation_error_message=_("This boundary does not lie on the earth."),
            )
        ]

    def __str__(self) -> str:
        return str(self.division_id)
