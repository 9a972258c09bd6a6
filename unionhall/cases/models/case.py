"""The case itself, the people it is for, and the other parties."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import LookupField, SealedTextField
from unionhall.organisations.enums import Industry

from ..enums import IdentityLevel, Kind, PartyRole, Source
from ..states import ENDED, State
from .characters import Characters

# The due day of a case that waits for nothing. A real day, so that "nearest clock first" is one index without NULLs.
FAR = date(9999, 12, 31)

_ENDED = [str(state) for state in ENDED]


class CaseQuerySet(models.QuerySet["Case"]):
    def locked(self, pk: UUID) -> "Case":
        return self.select_for_update(of=("self",)).get(pk=pk)

    def open(self) -> "CaseQuerySet":
        return self.exclude(state__in=_ENDED)

    def single_or_group(self) -> "CaseQuerySet":
        """Rows of a worklist: single cases and group cases, without the members of a group."""
        return self.filter(group__isnull=True)

    def overdue(self, on: date) -> "CaseQuerySet":
        return self.filter(due_on__lt=on)


class Case(models.Model):
    """A matter between workers and an employer, from the first word to the call-back. It names no worker."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(_("case number"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=120)
    account = SealedTextField(_("what happened"))
    source = models.CharField(_("source"), max_length=10, choices=Source)
    source_key = models.CharField(_("key at the source"), max_length=64, null=True, blank=True)
    employer = models.ForeignKey(
        "organisations.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    employer_name = models.CharField(_("employer as written"), max_length=120, blank=True)
    division = models.ForeignKey(
        "organisations.Division", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    industry = models.CharField(_("industry"), max_length=20, choices=Industry, blank=True)
    site = models.CharField(_("place of work as written"), max_length=60, blank=True)
    to_chair = models.BooleanField(_("written to the chair"), default=False)
    happened_on = models.DateField(_("happened on"), null=True, blank=True)
    amount = models.DecimalField(
        _("amount in dispute (yuan)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    at_national = models.UUIDField(null=True, editable=False)
    at_province = models.UUIDField(null=True, editable=False)
    at_city = models.UUIDField(null=True, editable=False)
    at_county = models.UUIDField(null=True, editable=False)
    at_township = models.UUIDField(null=True, editable=False)
    at_union = models.UUIDField(null=True, editable=False)
    handler = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.RECEIVED)
    received_at = models.DateTimeField(_("received at"))
    entered_at = models.DateTimeField(_("entered at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    due_on = models.DateField(_("next step by"), default=FAR)
    due_provisional = models.BooleanField(_("next step is provisional"), default=False)
    paused = models.BooleanField(_("clock stopped"), default=False)
    group = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_group = models.BooleanField(_("group case"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="case_number_is_given_once",
                violation_error_message=_("This case number is taken."),
            ),
            models.UniqueConstraint(
                fields=["source_key"],
                name="case_source_is_entered_once",
                violation_error_message=_("This message was entered before."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="case_amount_is_not_negative",
                violation_error_message=_("An amount cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(is_group=False) | Q(group__isnull=True),
                name="a_group_case_belongs_to_no_group",
                violation_error_message=_("A group case cannot be a member of another group."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[str(State.CLOSED)]) | Q(closed_at__isnull=False),
                name="a_closed_case_has_its_day",
                violation_error_message=_("A closed case needs the day on which it was closed."),
            ),
        ]
        indexes = [
            *(
                # With the group beside it, the numbers on the tabs are counted without touching the table.
                models.Index(
                    fields=[column, "due_on", "id"],
                    name=f"case_due_{column}",
                    condition=~Q(state__in=_ENDED),
                    include=["group"],
                )
                for column in ("at_national", "at_province", "at_city", "at_county", "at_township", "at_union")
            ),
            *(
                models.Index(fields=[column, "-received_at", "id"], name=f"case_new_{column}")
                for column in ("at_province", "at_city", "at_county", "at_township", "at_union")
            ),
            models.Index(fields=["at_city", "state", "due_on", "id"], name="case_state_at_city", include=["group"]),
            models.Index(fields=["at_county", "state", "due_on", "id"], name="case_state_at_county", include=["group"]),
            models.Index(fields=["at_city", "kind", "due_on", "id"], name="case_kind_at_city"),
            models.Index(fields=["at_county", "kind", "due_on", "id"], name="case_kind_at_county"),
            models.Index(fields=["body", "due_on", "id"], name="case_by_body"),
            models.Index(fields=["handler", "due_on", "id"], name="case_by_handler"),
            models.Index(fields=["employer", "kind", "-received_at"], name="case_by_employer"),
            models.Index(fields=["employer_name", "kind"], name="case_by_employer_name"),
            models.Index(fields=["group", "id"], name="case_by_group"),
            models.Index(fields=["state", "due_on", "id"], name="case_by_state"),
            models.Index(fields=["due_on", "id"], name="case_to_chair", condition=Q(to_chair=True)),
            GinIndex(Characters("employer_name"), name="case_employer_characters"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.pk])

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED

    @property
    def has_clock(self) -> bool:
        return self.due_on != FAR


class Complainant(models.Model):
    """A worker for whom a case is held. Stands apart from the case, so that a case can be read without its people."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="complainants")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    identity_level = models.CharField(_("identity"), max_length=10, choices=IdentityLevel)
    name = SealedTextField(_("name"), blank=True, of_person="person_id")
    phone = SealedTextField(_("phone"), blank=True, of_person="person_id")
    phone_lookup = LookupField(_("phone, keyed hash"), of="phone", purpose="phone", null=True, blank=True)
    receipt_lookup = LookupField(_("receipt code, keyed hash"), null=True, blank=True)
    amount = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True)
    joined_at = models.DateTimeField(_("joined at"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(identity_level=IdentityLevel.ANONYMOUS) | Q(person__isnull=True),
                name="an_anonymous_complainant_is_nobody",
                violation_error_message=_("An anonymous matter holds no person."),
            ),
            models.UniqueConstraint(
                fields=["case", "person"],
                name="a_person_complains_once_in_a_case",
                violation_error_message=_("This person is in the case already."),
            ),
            models.UniqueConstraint(
                fields=["receipt_lookup"],
                name="a_receipt_code_is_given_once",
                violation_error_message=_("This receipt code is taken."),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "case"], name="complainant_by_person"),
            models.Index(fields=["phone_lookup"], name="complainant_by_phone"),
        ]

    def __str__(self) -> str:
        return f"complainant {str(self.pk)[-6:]}"


class Party(models.Model):
    """Anybody else with a part in a case: the employer, a dispatch firm, a platform, an insurer, a lawyer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(_("role"), max_length=20, choices=PartyRole)
    name = models.CharField(_("name"), max_length=120)
    employer = models.ForeignKey(
        "organisations.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact = SealedTextField(_("contact"), blank=True)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "role"], name="party_by_case"),
            models.Index(fields=["employer", "case"], name="party_by_employer"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {str(self.case_id)[-6:]}"
