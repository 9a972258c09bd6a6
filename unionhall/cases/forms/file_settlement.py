"""Forms of a settlement: what was signed, instalments, and the reckoning where wages were withheld against damage."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.lawbook.contents import calculators
from unionhall.lawbook.finding import Finding
from unionhall.parameters.api import current_book
from unionhall.ui.widgets import CountedTextarea, DateInput, MoneyInput

from ..enums import Manner
from .file import ActForm
from .file_work import MONEY

INSTALMENT_ROWS = 3
MONTH_ROWS = 3
MAX_ROWS = 36
SETTLING = [choice for choice in Manner.choices if choice[0] != Manner.ADVICE]


class InstalmentForm(forms.Form):
    """A sum and the day by which it is paid; an empty line is no instalment."""

    due_on = forms.DateField(label=_("Due on"), required=False, widget=DateInput())
    amount = forms.DecimalField(
        label=_("Amount"),
        required=False,
        widget=MoneyInput(),
        max_digits=12,
        decimal_places=2,
        min_value=Decimal("0.01"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, other in (("due_on", "amount"), ("amount", "due_on")):
            if cleaned.get(other) is not None and cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("Day and amount belong together."))
        return cleaned


class MonthForm(forms.Form):
    """A month's wage and what was deducted from it; an empty line is no month."""

    wage = forms.DecimalField(label=_("Wage of the month"), required=False, widget=MoneyInput(), **MONEY)
    deducted = forms.DecimalField(label=_("Deducted"), required=False, widget=MoneyInput(), **MONEY)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("deducted") is not None and cleaned.get("wage") is None and "wage" not in self.errors:
            self.add_error("wage", _("The wage of this month is missing."))
        return cleaned


Instalments = forms.formset_factory(
    InstalmentForm, extra=INSTALMENT_ROWS, max_num=MAX_ROWS, absolute_max=MAX_ROWS + 1, validate_max=True
)
Months = forms.formset_factory(
    MonthForm, extra=MONTH_ROWS, max_num=MAX_ROWS, absolute_max=MAX_ROWS + 1, validate_max=True
)


def regions() -> list[tuple[str, Any]]:
    """Region and tier in one choice: “江西|3”."""
    choices: list[tuple[str, Any]] = [("", _("Not in the list: I enter it below"))]
    held = current_book().tables["minimum_wage.monthly"]
    for region in held.regions():
        tiers = held.tiers(region)
        choices += [(f"{region}|{tier}", f"{region} · {tier}" if len(tiers) > 1 else region) for tier in tiers]
    return choices


class DeductionForm(forms.Form):
    """Wages were withheld against damage: the loss, the place and day, and the months."""

    on = forms.DateField(
        label=_("Day it was withheld"),
        required=False,
        widget=DateInput(),
        help_text=_("The law of this day is applied."),
    )
    loss = forms.DecimalField(label=_("Damage the employer claims"), required=False, widget=MoneyInput(), **MONEY)
    place = forms.ChoiceField(
        label=_("Place and tier of the minimum wage"),
        required=False,
        help_text=_("The local notice says which district is in which tier."),
    )
    least = forms.DecimalField(
        label=_("Or the minimum wage from the local notice"), required=False, widget=MoneyInput(), **MONEY
    )
    least_source = forms.CharField(label=_("Which notice?"), required=False, max_length=120)
    is_fine = forms.BooleanField(label=_("It was a fine, not damage"), required=False)

    def __init__(self, data: Any = None, **rest: Any):
        super().__init__(data, prefix="deduction", **rest)
        self.fields["place"].choices = regions()  # type: ignore[attr-defined]
        self.months = Months(data, prefix="months")

    def is_valid(self) -> bool:
        return super().is_valid() & self.months.is_valid()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("least") is not None and not cleaned.get("least_source") and "least_source" not in self.errors:
            self.add_error("least_source", _("Name the notice, so that others can read it again."))
        if cleaned.get("on") and cleaned["on"] > clock.today():
            self.add_error("on", _("This day lies in the future."))
        return cleaned

    def finding(self) -> Finding | None:
        """The law book's answer, once loss, day, place and a month are there; nothing while they are not."""
        said = self.cleaned_data
        months = [
            {"wage": row.cleaned_data["wage"], "deducted": row.cleaned_data.get("deducted")}
            for row in self.months.forms
            if row.cleaned_data.get("wage") is not None
        ]
        on: date | None = said.get("on")
        if not months or on is None or (said.get("loss") is None and not said.get("is_fine")):
            return None
        region, _bar, tier = said.get("place", "").partition("|")
        if not region and said.get("least") is None:
            return None
        return calculators()["deduction"].find(
            {
                "on": on,
                "loss": said.get("loss") or Decimal(0),
                "months": months,
                "region": region,
                "tier": int(tier or 1),
                "min_wage": said.get("least"),
                "min_wage_source": said.get("least_source", ""),
                "is_fine": said["is_fine"],
            },
            book=current_book(),
            today=clock.today(),
        )


class SettlementForm(ActForm):
    """What both sides signed."""

    manner = forms.ChoiceField(label=_("How was it reached?"), choices=SETTLING)
    terms = forms.CharField(label=_("What was agreed?"), max_length=4_000, widget=CountedTextarea({"rows": 5}))
    amount = forms.DecimalField(label=_("Amount the employer pays"), widget=MoneyInput(), **MONEY)
    signed_on = forms.DateField(label=_("Signed on"), widget=DateInput())
    withheld = forms.BooleanField(label=_("Wages were withheld against damage"), required=False)

    def __init__(self, data: Any = None, *args: Any, **rest: Any):
        super().__init__(data, *args, **rest)
        initial = rest.get("initial") or {}
        self.instalments = Instalments(data, prefix="instalments")
        self.deduction = DeductionForm(data, initial=initial.get("deduction"))
        self.rows = (self.instalments, self.deduction.months)
        self.found: Finding | None = None

    def is_valid(self) -> bool:
        fine = super().is_valid()
        if self.is_bound and not self.instalments.is_valid():
            self.add_error(None, _("Something is wrong with the instalments; it is marked below."))
        if self.is_bound and self.data.get("withheld") and not self.deduction.is_valid():
            self.add_error(None, _("Something is wrong with the withheld wages; it is marked below."))
        return fine and not self.errors

    def hush(self) -> None:
        """Say nothing about what is not filled in yet."""
        self._errors = ErrorDict()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("signed_on") and cleaned["signed_on"] > clock.today():
            self.add_error("signed_on", _("This day lies in the future."))
        if cleaned.get("withheld") and self.deduction.is_valid():
            self.found = self.deduction.finding()
            if self.found is None:
                self.add_error("withheld", _("Day, damage, place and at least one month are needed to reckon."))
            elif self.found.needs:
                self.add_error("withheld", _("The minimum wage is missing. Enter it from the local notice."))
        return cleaned

    def plan(self) -> Iterator[tuple[date, Decimal]]:
        """The instalments that were entered, by day."""
        rows = [row.cleaned_data for row in self.instalments.forms if row.cleaned_data.get("amount") is not None]
        for row in sorted(rows, key=lambda row: row["due_on"]):
            yield row["due_on"], row["amount"]
