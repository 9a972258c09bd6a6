"""What findings and claims are, and which rules the database holds about them. What a worker earns is sealed."""

import json
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from .enums import Standing


class KeptFinding(models.Model):
    """A finding as it was reckoned: what was asked, the steps, the values used, the law of the event's day. Written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    complainant = models.ForeignKey(
        "cases.Complainant", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    calculator = models.CharField(_("calculator"), max_length=40)
    on = models.DateField(_("by the law of"))
    at = models.DateTimeField(_("kept at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("kept by"), max_length=60, blank=True)
    by_worker = models.BooleanField(_("kept by the worker"), default=False)
    content = SealedTextField(_("finding"))
    book = models.CharField(
        _("version of the book"), max_length=64, help_text=_("A hash of the values that were used.")
    )
    key = models.CharField(_("key of the request"), max_length=64, null=True, blank=True)
    standing = models.CharField(_("standing"), max_length=10, choices=Standing, default=Standing.IN_FORCE)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("replaced or set aside at"), null=True, blank=True)
    ended_by_name = models.CharField(_("replaced or set aside by"), max_length=60, blank=True)
    reason = SealedTextField(_("why it was replaced or set aside"), blank=True)
    differs_at = models.DateTimeField(_("found to come out differently at"), null=True, blank=True)
    would = SealedTextField(_("what would come out now"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "key"],
                name="a_finding_is_kept_once_for_a_key",
                violation_error_message=_("This finding is on the file already."),
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                name="a_finding_is_replaced_once",
                violation_error_message=_("Somebody replaced this finding at the same moment."),
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.IN_FORCE) ^ Q(ended_at__isnull=False),
                name="a_finding_in_force_has_no_end",
                violation_error_message=_("A finding that was replaced or set aside has the day on which it was."),
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
                name="a_finding_does_not_replace_itself",
                violation_error_message=_("A finding cannot replace itself."),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "standing", "at"], name="finding_by_case"),
            models.Index(fields=["complainant", "standing"], name="finding_by_worker"),
            models.Index(fields=["standing", "id"], name="finding_by_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.calculator} {str(self.pk)[-6:]}"

    def get_absolute_url(self) -> str:
        return reverse("claims:finding", args=[self.pk])

    @property
    def in_force(self) -> bool:
        return self.standing == Standing.IN_FORCE

    @cached_property
    def _content(self) -> dict[str, Any]:
        opened: dict[str, Any] = json.loads(self.content)
        return opened

    @property
    def finding(self) -> dict[str, Any]:
        """The finding as `lawbook.finding.Finding.as_dict` said it."""
        kept: dict[str, Any] = self._content["finding"]
        return kept

    @property
    def held(self) -> dict[str, Any]:
        """What the file knew when it was kept, by fact."""
        known: dict[str, Any] = self._content["held"]
        return known

    @property
    def would_be(self) -> dict[str, Any] | None:
        """What the nightly look noted: the result that would come out now, or why none would."""
        return json.loads(self.would) if self.would else None


class Claim(models.Model):
    """An item of a finding that is asked for. It follows when the finding is replaced; the old one stays, ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(KeptFinding, on_delete=models.PROTECT, related_name="claims")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    complainant = models.ForeignKey(
        "cases.Complainant", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    calculator = models.CharField(_("calculator"), max_length=40)
    item = models.CharField(_("item"), max_length=80)
    sealed_amount = SealedTextField(_("amount (yuan)"))
    articles = models.JSONField(_("articles"), default=list, help_text=_("What it rests on, in both languages."))
    provisional = models.BooleanField(_("rests on values nobody has verified"), default=False)
    at = models.DateTimeField(_("claimed at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("claimed by"), max_length=60, blank=True)
    ended_at = models.DateTimeField(_("dropped at"), null=True, blank=True)
    reason = SealedTextField(_("why it was dropped"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "item"],
                condition=Q(ended_at__isnull=True),
                name="an_item_is_claimed_once",
                violation_error_message=_("This is claimed already."),
            ),
        ]
        indexes = [models.Index(fields=["case", "ended_at"], name="claim_by_case")]

    def __str__(self) -> str:
        return f"{self.calculator} {self.item} {str(self.pk)[-6:]}"

    @property
    def amount(self) -> Decimal:
        return Decimal(self.sealed_amount)
