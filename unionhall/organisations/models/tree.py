"""How the tree stood on any day, what is to change in it, and what crosses it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id

from ..enums import ChangeKind, Industry
from .bodies import Organisation
from .employers import Employer


class TreeChange(models.Model):
    """A move, merger or closure of a body on a day: carried out, waiting for its day, or withdrawn."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=ChangeKind)
    target = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField(_("on"))
    reason = models.CharField(_("why"), max_length=300)
    asked_at = models.DateTimeField(_("entered at"))
    asked_by = models.UUIDField(_("entered by"), null=True, blank=True)
    done_at = models.DateTimeField(_("carried out at"), null=True, blank=True)
    with_it = models.PositiveIntegerField(_("bodies that went with it"), default=0)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    held_up = models.CharField(_("what stood in its way on the day"), max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
                name="one_change_of_a_body_waits",
                violation_error_message=_("Another change of this body waits for its day already."),
            ),
            models.CheckConstraint(
                condition=(Q(kind=ChangeKind.CLOSE) & Q(target__isnull=True))
                | (~Q(kind=ChangeKind.CLOSE) & Q(target__isnull=False) & ~Q(target=F("organisation"))),
                name="a_change_leads_somewhere_unless_it_closes",
                violation_error_message=_("A body moves below, or is merged into, another one."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "on"], name="tree_change_of_body"),
            models.Index(
                fields=["on"],
                name="tree_change_waiting",
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.organisation_id} {self.on}"

    @property
    def waits(self) -> bool:
        return self.done_at is None and self.withdrawn_at is None


class Position(models.Model):
    """Where a body stood in the tree, and what it was called, from one day to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    change = models.ForeignKey(TreeChange, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at_national = models.UUIDField(null=True, editable=False)
    at_province = models.UUIDField(null=True, editable=False)
    at_city = models.UUIDField(null=True, editable=False)
    at_county = models.UUIDField(null=True, editable=False)
    at_township = models.UUIDField(null=True, editable=False)
    at_union = models.UUIDField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(until__isnull=True),
                name="a_body_stands_in_one_place",
                violation_error_message=_("A body stands in one place at a time."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "since"],
                name="a_body_changes_place_once_a_day",
                violation_error_message=_("This body changed its place on this day already."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="position_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "since"], name="position_by_parent"),
            models.Index(fields=["at_national", "since", "until"], name="position_in_nation"),
            models.Index(fields=["at_province", "since", "until"], name="position_in_province"),
            models.Index(fields=["at_city", "since", "until"], name="position_in_city"),
            models.Index(fields=["at_county", "since", "until"], name="position_in_county"),
            models.Index(fields=["at_township", "since", "until"], name="position_in_township"),
            models.Index(fields=["at_union", "since", "until"], name="position_in_union"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.since}"


class Affiliation(models.Model):
    """A body belongs to an industrial union, across the tree, from one day to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    industrial = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(until__isnull=True),
                name="a_body_belongs_to_one_industrial_union",
                violation_error_message=_("A body belongs to one industrial union at a time."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="affiliation_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(organisation=F("industrial")),
                name="a_body_is_not_affiliated_to_itself",
                violation_error_message=_("A body does not belong to itself."),
            ),
        ]
        indexes = [models.Index(fields=["industrial", "since"], name="affiliation_by_union")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.industrial_id}"


class JointUnit(models.Model):
    """A unit whose workers a joint union covers: a stall, a shop, a small firm; known to the register as an employer or not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    industry = models.CharField(_("industry"), max_length=20, choices=Industry, blank=True)
    spot = models.CharField(_("number or place in it"), max_length=60, blank=True)
    workers = models.PositiveIntegerField(_("workers"), null=True, blank=True)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "spot"],
                condition=Q(until__isnull=True),
                name="a_unit_is_in_a_joint_union_once",
                violation_error_message=_("This unit is in the joint union already."),
            ),
            models.UniqueConstraint(
                fields=["employer"],
                condition=Q(until__isnull=True, employer__isnull=False),
                name="an_employer_is_in_one_joint_union",
                violation_error_message=_("This employer is in a joint union already."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="joint_unit_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "name", "id"], name="joint_unit_by_name")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.since}"
