"""Rules by which a federation sends a matter elsewhere than the register would, or into somebody's hands."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.organisations.enums import Industry


class RoutingRule(models.Model):
    """One version of a rule: which matters of a body's area it is for, and to whom it sends them.

    The versions of a rule share their `line`. At most one of them is in force, and only that one has a place in the order of
    its owner. A rule is never changed and never deleted: it is followed by its next version, or ended.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.UUIDField(_("rule through its versions"), default=new_id, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    owner = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(_("place in the order"), null=True)
    name = models.CharField(_("name"), max_length=60)
    kinds = models.JSONField(_("kinds"), default=list)
    place = models.ForeignKey(
        "organisations.Division", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    industry = models.CharField(_("industry"), max_length=20, choices=Industry, blank=True)
    employers = models.ManyToManyField("organisations.Employer", related_name="+", blank=True)
    words = models.JSONField(_("words looked for"), default=list)
    to_chair = models.BooleanField(_("written to the chair"), default=False)
    weekdays = models.JSONField(_("weekdays"), default=list, help_text=_("1 is Monday, 7 is Sunday."))
    from_time = models.TimeField(_("from (time of day)"), null=True, blank=True)
    to_time = models.TimeField(_("to (time of day)"), null=True, blank=True)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"), null=True, blank=True)
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "version"],
                name="a_version_of_a_rule_is_written_once",
                violation_error_message=_("Somebody changed this rule at the same moment."),
            ),
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(ended_at__isnull=True),
                name="one_version_of_a_rule_is_in_force",
                violation_error_message=_("Somebody changed this rule at the same moment."),
            ),
            # Asked at the end of a transaction, so that rules can change places.
            models.UniqueConstraint(
                fields=["owner", "position"],
                deferrable=models.Deferrable.DEFERRED,
                name="a_place_in_the_order_holds_one_rule",
                violation_error_message=_("Another rule has this place in the order."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, position__isnull=False)
                | Q(ended_at__isnull=False, position__isnull=True),
                name="only_a_rule_in_force_has_a_place_in_the_order",
                violation_error_message=_("An ended rule has no place in the order."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="rule_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(from_time__isnull=True, to_time__isnull=True)
                | (
                    Q(from_time__isnull=False, to_time__isnull=False)
                    & (Q(from_time__lt=models.F("to_time")) | Q(from_time__gt=models.F("to_time")))
                ),
                name="a_time_of_day_has_two_ends",
                violation_error_message=_("Give both times, and two different ones."),
            ),
        ]

    def __str__(self) -> str:
        return f"rule {str(self.line)[-6:]} v{self.version}"
