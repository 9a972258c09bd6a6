"""What registers are, and which rules the database holds about them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.sealed import SealedTextField

from .enums import EntrySource, EntryStepKind, Sensitivity
from .states import EntryState


class RegisterKind(models.Model):
    """A kind of list a federation keeps: whom it holds, what for, on which legal basis, and how often it is looked at again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=60)
    sensitivity = models.CharField(
        _("class of sensitivity"), max_length=10, choices=Sensitivity, default=Sensitivity.SENSITIVE
    )
    purpose = models.CharField(_("what the list is for"), max_length=200)
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    uses = models.JSONField(_("what an entry may be opened for"), default=list)
    review_months = models.PositiveSmallIntegerField(
        _("looked at again after (months)"), validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    needs_consent = models.BooleanField(_("separate consent needed"), default=True)
    consent_text = models.TextField(_("words of the consent"), max_length=1000, blank=True)
    consent_version = models.CharField(_("version of these words"), max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="register_kind_code_is_used_once",
                violation_error_message=_("A kind of register with this code exists already."),
            ),
            models.CheckConstraint(
                condition=Q(needs_consent=False) | (~Q(consent_text="") & ~Q(consent_version="")),
                name="a_register_that_needs_consent_has_its_words",
                violation_error_message=_("Where consent is needed, write the words and their version."),
            ),
            models.CheckConstraint(
                condition=Q(review_months__gte=1, review_months__lte=60),
                name="a_register_is_looked_at_again",
                violation_error_message=_("An entry is looked at again after 1 to 60 months."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_sensitive(self) -> bool:
        return self.sensitivity == Sensitivity.SENSITIVE


class Register(models.Model):
    """The list of one kind that one body works with, from the day it was opened to the day it was closed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.ForeignKey(RegisterKind, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    responsible = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateField(_("from"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    reminded_on = models.DateField(_("last reminded on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "body"],
                condition=Q(closed_on__isnull=True),
                name="a_body_keeps_one_register_of_a_kind",
                violation_error_message=_("This body keeps this register already."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("since")),
                name="register_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]
        indexes = [models.Index(fields=["body", "kind"], name="register_by_body")]

    def __str__(self) -> str:
        return f"register {str(self.pk)[-6:]}"

    def get_absolute_url(self) -> str:
        return reverse("registers:register", args=[self.pk])


class RegisterEntry(models.Model):
    """A person on a register: why, how we learned it, when it is to be looked at again, and when and why it ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="entries")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=EntryState, default=EntryState.LISTED)
    place = models.CharField(_("village or community"), max_length=60, blank=True)
    reason = SealedTextField(_("why on the list"), of_person="person_id")
    source = models.CharField(_("how we learned it"), max_length=10, choices=EntrySource)
    consent = models.ForeignKey("people.Consent", on_delete=models.PROTECT, null=True, related_name="+")
    entered_on = models.DateField(_("entered on"))
    reviewed_on = models.DateField(_("looked at on"), null=True, blank=True)
    review_due_on = models.DateField(_("to be looked at by"))
    left_on = models.DateField(_("taken off on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "person"],
                condition=~Q(state=EntryState.LEFT),
                name="nobody_stands_on_a_register_twice",
                violation_error_message=_("This person stands on this list already."),
            ),
            models.CheckConstraint(
                condition=Q(state=EntryState.LEFT) ^ Q(left_on__isnull=True),
                name="who_left_a_register_has_a_day",
                violation_error_message=_("Say from which day the person is off the list."),
            ),
        ]
        indexes = [
            models.Index(fields=["register", "state", "review_due_on"], name="register_entry_by_due"),
            models.Index(fields=["person"], name="register_entry_by_person"),
        ]

    def __str__(self) -> str:
        return f"register entry {str(self.pk)[-6:]}"

    def get_absolute_url(self) -> str:
        return reverse("registers:entry", args=[self.pk])


class EntryStep(models.Model):
    """Something that happened to an entry; written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("by"), max_length=60, blank=True)
    kind = models.CharField(_("what"), max_length=10, choices=EntryStepKind)
    text = SealedTextField(_("words"), blank=True, of_person="entry__person_id")

    class Meta:
        indexes = [models.Index(fields=["entry", "at"], name="entry_step_by_entry")]

    def __str__(self) -> str:
        return f"entry step {str(self.pk)[-6:]}"
