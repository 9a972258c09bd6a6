"""Closed vocabularies about money, apart from states."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Nature(models.TextChoices):
    """On which side an account usually stands: what the body has, owes, gets and spends."""

    ASSET = "asset", _("what we have")
    LIABILITY = "liability", _("what we owe")
    INCOME = "income", _("what came in for us")
    EXPENSE = "expense", _("what we spent")


DEBIT_SIDE = (Nature.ASSET, Nature.EXPENSE)


class Purpose(models.TextChoices):
    """What a budget line is for."""

    RELIEF = "relief", _("relief and condolence")
    RIGHTS = "rights", _("protecting rights")
    ACTIVITIES = "activities", _("activities for workers")
    TRAINING = "training", _("training")
    ADMINISTRATION = "administration", _("administration")
    CAPITAL = "capital", _("buildings and equipment")


class Scheme(models.TextChoices):
    """By which scheme somebody is paid: a refund to a small payer, or the purpose of a budget line."""

    SMALL_REFUND = "small_refund", _("refund to a small payer")
    RELIEF = "relief", _("relief and condolence")
    RIGHTS = "rights", _("protecting rights")
    ACTIVITIES = "activities", _("activities for workers")
    TRAINING = "training", _("training")
    ADMINISTRATION = "administration", _("administration")
    CAPITAL = "capital", _("buildings and equipment")


class PayeeKind(models.TextChoices):
    EMPLOYER = "employer", _("employer")
    UNION = "union", _("union body")
    PERSON = "person", _("person")
    SUPPLIER = "supplier", _("supplier")


class JournalKind(models.TextChoices):
    """What a journal writes down."""

    MANUAL = "manual", _("written by hand")
    DUE = "due", _("union fee paid")
    PAYMENT = "payment", _("payment made")
    REVERSAL = "reversal", _("reversal")


class FileKind(models.TextChoices):
    CSV = "csv", _("text table (CSV)")
    XLSX = "xlsx", _("Excel")


class Match(models.TextChoices):
    """How a line of the bank's statement stands to what we know."""

    MATCHED = "matched", _("matched")
    NO_REFERENCE = "no_reference", _("no such reference")
    OTHER_AMOUNT = "other_amount", _("another amount")
    OTHER_NAME = "other_name", _("another name")
    OTHER_STATE = "other_state", _("not expected in this state")
    ALREADY = "already", _("matched before")
    SET_ASIDE = "set_aside", _("set aside with a note")


CHART: "dict[str, tuple[str, StrOrPromise]]" = {
    "1001": (Nature.ASSET, _("Bank")),
    "2101": (Nature.LIABILITY, _("Share of the grassroots unions")),
    "2102": (Nature.LIABILITY, _("Share to be passed upward")),
    "3001": (Nature.LIABILITY, _("Opening balance")),
    "4001": (Nature.INCOME, _("Union fee kept")),
    "4009": (Nature.INCOME, _("Other income")),
    "5001": (Nature.EXPENSE, _("Relief and condolence")),
    "5002": (Nature.EXPENSE, _("Protecting rights")),
    "5003": (Nature.EXPENSE, _("Activities for workers")),
    "5004": (Nature.EXPENSE, _("Training")),
    "5005": (Nature.EXPENSE, _("Administration")),
    "5006": (Nature.EXPENSE, _("Buildings and equipment")),
}  # fmt: skip
"""The accounts of every body by code: their nature and name. An account is opened when something is first written on it."""

BANK, GRASSROOTS, UPWARD, OPENING, KEPT = "1001", "2101", "2102", "3001", "4001"
PAID_FROM: dict[str, str] = {
    Scheme.SMALL_REFUND: UPWARD,
    Scheme.RELIEF: "5001",
    Scheme.RIGHTS: "5002",
    Scheme.ACTIVITIES: "5003",
    Scheme.TRAINING: "5004",
    Scheme.ADMINISTRATION: "5005",
    Scheme.CAPITAL: "5006",
}  # fmt: skip
"""Which account a scheme is paid from."""
