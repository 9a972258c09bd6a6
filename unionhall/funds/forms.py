"""What is entered about money. Shape and clean input; nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import SYSTEM
from unionhall.organisations import api as organisations
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CountedTextarea, DateInput, MoneyInput, PhoneInput, RadioTiles, SensitiveInput

from .enums import CHART, FileKind, PayeeKind, Purpose
from .states import DueState, PaymentState

BASES = [("upward", _("what was passed upward")), ("whole", _("the whole 2 %"))]


def yuan(label: Any, **rest: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=12, decimal_places=2, min_value=0, widget=MoneyInput(), localize=False, **rest
    )


def account_choices() -> list[tuple[str, Any]]:
    return [(code, f"{code} {title}") for code, (_nature, title) in CHART.items()]


class BudgetForm(MarkedForm):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    title = forms.CharField(label=_("Line"), max_length=80, help_text=_("For example: summer gifts for couriers."))
    amount = yuan(_("Amount"))


class PostingForm(MarkedForm):
    """One entry by hand."""

    happened_on = forms.DateField(label=_("On"), widget=DateInput(), initial=clock.today)
    words = forms.CharField(label=_("What happened?"), max_length=200)
    debit = forms.ChoiceField(label=_("To the account"), help_text=_("It is debited."))
    credit = forms.ChoiceField(label=_("From the account"), help_text=_("It is credited."))
    amount = yuan(_("Amount"))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name in ("debit", "credit"):
            self.fields[name].choices = account_choices()  # type: ignore[attr-defined]


class ReasonForm(MarkedForm):
    reason = forms.CharField(label=_("Why?"), max_length=300, widget=CountedTextarea(attrs={"rows": 2}))


class DecisionForm(MarkedForm):
    """Yes or no by a second person."""

    answer = forms.ChoiceField(
        label=_("Your decision"), choices=[("yes", _("Approve")), ("no", _("Reject"))], widget=RadioTiles()
    )
    reason = forms.CharField(
        label=_("Note"), required=False, max_length=300, widget=CountedTextarea(attrs={"rows": 2}),
        help_text=_("Needed where you reject."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("answer") == "no" and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why it is rejected."))
        return cleaned


class EmployerField(forms.CharField):
    """An employer by its credit code or its name as the register has it."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(
            label=rest.pop("label", _("Employer")), max_length=120,
            help_text=rest.pop("help_text", _("Its name as in the register, or its unified social credit code.")), **rest,
        )  # fmt: skip

    def clean(self, value: Any) -> Any:
        said = super().clean(value).strip()
        if not said:
            return None
        found = list(organisations.visible_employers(SYSTEM).filter(uscc=said.upper()).order_by("pk")[:2])
        found = found or list(organisations.visible_employers(SYSTEM).filter(name=said).order_by("pk")[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("Several employers have this name; write the credit code.")
                if found
                else _("The register knows no such employer."), code="employer",
            )  # fmt: skip
        return found[0]


class DuesFilterForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=[("", _("every state")), *DueState.choices], required=False)
    month = forms.DateField(label=_("Month"), required=False, widget=DateInput(), help_text=_("Any day of it."))


class BillForm(MarkedForm):
    employer = EmployerField()
    month = forms.DateField(label=_("Month"), widget=DateInput(), help_text=_("Any day of it."))
    wages = yuan(_("Total wages of all staff in the month"))
    upper_pct = forms.DecimalField(
        label=_("Share passed upward, in percent"), required=False, min_value=0, max_value=100, max_digits=5,
        decimal_places=2, help_text=_("Leave it empty for the share the law book holds."),
    )  # fmt: skip


class PaidForm(MarkedForm):
    paid_on = forms.DateField(label=_("When did it come?"), widget=DateInput(), initial=clock.today)


class RefundForm(MarkedForm):
    employer = EmployerField()
    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2100)
    basis = forms.ChoiceField(
        label=_("Which amount does the local line look at?"), choices=BASES, initial="upward", widget=RadioTiles()
    )


class PaymentsFilterForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=[("", _("every state")), *PaymentState.choices], required=False)


class PaymentForm(MarkedForm):
    budget = forms.ChoiceField(label=_("From the budget line"))
    payee = forms.ChoiceField(label=_("To"))
    amount = yuan(_("Amount"))
    period = forms.CharField(
        label=_("Period or voucher"), max_length=40,
        help_text=_("For example 2026-05 or the number of the invoice. Nobody is paid twice for the same."),
    )  # fmt: skip
    words = forms.CharField(label=_("What for"), max_length=200)

    def __init__(self, *args: Any, budgets: list[tuple[str, str]], payees: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["budget"].choices = budgets  # type: ignore[attr-defined]
        self.fields["payee"].choices = payees  # type: ignore[attr-defined]


class _BankAccountForm(MarkedForm):
    bank = forms.CharField(label=_("Bank and branch"), max_length=120)
    number = forms.CharField(label=_("Account number"), max_length=40, widget=SensitiveInput())


class PayeeForm(_BankAccountForm):
    field_order = ["kind", "employer", "title", "bank", "number", "phone"]
    kind = forms.ChoiceField(label=_("Who is paid?"), choices=PayeeKind.choices)
    employer = EmployerField(required=False, help_text=_("Only for an employer: its name or credit code."))
    title = forms.CharField(label=_("Name on the bank account"), max_length=120)
    phone = forms.CharField(
        label=_("Telephone for notices"), required=False, max_length=30, widget=PhoneInput(),
        help_text=_("A text goes there when the bank account changes."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_employer = cleaned.get("kind") == PayeeKind.EMPLOYER
        if "employer" not in self.errors and is_employer != bool(cleaned.get("employer")):
            self.add_error("employer", _("Name the employer here, and only where the payee is one."))
        return cleaned


class AccountForm(_BankAccountForm):
    """Another bank account."""


class BatchForm(MarkedForm):
    payments = forms.MultipleChoiceField(
        label=_("Approved payments"), widget=forms.CheckboxSelectMultiple(), help_text=_("They leave as one file.")
    )

    def __init__(self, *args: Any, payments: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["payments"].choices = payments  # type: ignore[attr-defined]
        if not payments:
            del self.fields["payments"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "payments" not in self.fields:
            raise forms.ValidationError(_("No approved payment waits."))
        return said


class ExportForm(MarkedForm):
    kind = forms.ChoiceField(
        label=_("Which kind of file does the bank take?"), choices=FileKind.choices, widget=RadioTiles(),
        help_text=_("Chosen once: the file is never made in another kind."),
    )  # fmt: skip


class StatementForm(MarkedForm):
    file = forms.FileField(
        label=_("Statement of the bank (xlsx or csv)"),
        help_text=_(
            "Its first row names the columns: 记账日期, 金额 (or 借方金额 and 贷方金额), 摘要, 对方户名, 流水号."
        ),
    )


class NoteForm(MarkedForm):
    note = forms.CharField(label=_("What is this movement?"), max_length=300, widget=CountedTextarea(attrs={"rows": 2}))
