"""What employers are, and which rules the database holds about them."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id

from ..enums import Industry
from ..names import Core
from .places import Division


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
            ),
            models.CheckConstraint(
                condition=Q(head_office__isnull=True) | ~Q(head_office=models.F("id")),
                name="an_employer_is_not_its_own_branch",
                violation_error_message=_("An employer is not a branch of itself."),
            ),
        ]
        indexes = [
            models.Index(fields=["name"], name="employer_by_name", opclasses=["varchar_pattern_ops"]),
            # A name written almost right is found by its beginning or by its end, where the other half is wrong.
            models.Index(Core("name"), name="employer_by_core"),
            models.Index(Reverse(Core("name")), name="employer_by_core_end"),
        ]

    def __str__(self) -> str:
        return self.name
