"""The ledger: an entry is one amount that leaves one account and reaches another, so no journal can be out of balance."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id
from unionhall.core.models import AppendOnlyModel

from ..enums import CHART, DEBIT_SIDE, JournalKind, Nature


class Account(models.Model):
    """One account of a body's ledger. Balance and number of its last line move with each entry, under its lock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("code"), max_length=10)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature)
    balance = models.DecimalField(
        _("balance"), max_digits=14, decimal_places=2, default=0, help_text=_("Debits less credits.")
    )
    last_line = models.PositiveBigIntegerField(_("last line"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="a_body_has_each_account_once",
                violation_error_message=_("This body has this account already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("funds:account", args=[self.pk])

    @property
    def title(self) -> str:
        """The name of the account in the reader's language."""
        return str(CHART[self.code][1]) if self.code in CHART else self.code

    @property
    def shown_balance(self) -> object:
        """The balance with the sign people expect: what is owed or came in reads positive."""
        return self.balance if self.nature in DEBIT_SIDE else -self.balance


class Journal(AppendOnlyModel):
    """One thing that happened to the money of a body, posted once. It is never changed; a reversal puts it right."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=20)
    kind = models.CharField(_("kind"), max_length=10, choices=JournalKind)
    words = models.CharField(_("what happened"), max_length=200)
    happened_on = models.DateField(_("on"))
    total = models.DecimalField(_("sum"), max_digits=14, decimal_places=2)
    lines = models.PositiveSmallIntegerField(_("lines"))
    key = models.CharField(_("idempotency key"), max_length=200)
    content = models.BinaryField(_("hash of the content"), max_length=32)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by_journal"
    )
    posted_at = models.DateTimeField(_("posted at"))
    posted_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text=_("Nobody where the system posted it."),
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key"],
                name="a_key_posts_one_journal",
                violation_error_message=_("This was posted already."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "number"],
                name="a_journal_number_is_used_once",
                violation_error_message=_("There is a journal with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(total__gt=0) & Q(lines__gt=0),
                name="a_journal_moves_something",
                violation_error_message=_("A journal moves an amount above zero."),
            ),
            models.CheckConstraint(
                condition=Q(kind=JournalKind.REVERSAL) ^ Q(reverses__isnull=True),
                name="a_reversal_names_its_journal",
                violation_error_message=_("A reversal names the journal it reverses."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-posted_at", "id"], name="journal_by_body")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("funds:journal", args=[self.pk])


class Entry(AppendOnlyModel):
    """One amount from the account that is credited to the account that is debited, with where it stands on both."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="entries")
    line = models.PositiveSmallIntegerField(_("line"))
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    debit_line = models.PositiveBigIntegerField(_("line of the debited account"))
    credit_line = models.PositiveBigIntegerField(_("line of the credited account"))
    debit_after = models.DecimalField(_("balance of the debited account after it"), max_digits=14, decimal_places=2)
    credit_after = models.DecimalField(_("balance of the credited account after it"), max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["journal", "line"],
                name="a_line_of_a_journal_stands_once",
                violation_error_message=_("This line stands in the journal already."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="an_entry_moves_something",
                violation_error_message=_("The amount is above zero."),
            ),
            models.CheckConstraint(
                condition=~Q(debit=F("credit")),
                name="an_entry_has_two_sides",
                violation_error_message=_("An entry goes from one account to another."),
            ),
            models.UniqueConstraint(
                fields=["debit", "debit_line"],
                name="a_line_of_a_debited_account_stands_once",
                violation_error_message=_("This line of the account is taken."),
            ),
            models.UniqueConstraint(
                fields=["credit", "credit_line"],
                name="a_line_of_a_credited_account_stands_once",
                violation_error_message=_("This line of the account is taken."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}"


class LedgerCheck(models.Model):
    """What the nightly check of the ledger found."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(_("at"))
    journals = models.PositiveBigIntegerField(_("journals"))
    faults = models.JSONField(_("faults"), default=list)

    class Meta:
        indexes = [models.Index(fields=["-at", "id"], name="ledger_check_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
