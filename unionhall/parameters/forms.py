"""What is entered about values of the law. Shape and clean input; nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CountedTextarea, DateInput, RadioTiles

from .enums import Outcome, ReadAs
from .states import ProposalState

PASTED = "地区\t档\t月最低工资\t小时最低工资\t执行日期\n江西\t一\t2,100\t21\t2026年7月1日"


class ValuesFilterForm(forms.Form):
    """Which table, which place, which day."""

    q = forms.CharField(label=_("Place"), required=False, max_length=40)
    table = forms.ChoiceField(label=_("Table"), required=False)
    on = forms.DateField(label=_("In force on"), required=False, widget=DateInput())

    def __init__(self, data: Any = None, *, tables: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["table"].choices = tables  # type: ignore[attr-defined]


class DueFilterForm(forms.Form):
    """Which table and place."""

    q = forms.CharField(label=_("Place"), required=False, max_length=40)
    table = forms.ChoiceField(label=_("Table"), required=False)

    def __init__(self, data: Any = None, *, tables: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["table"].choices = [("", _("every table")), *tables]  # type: ignore[attr-defined]


class ProposalFilterForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("every state")), *ProposalState.choices], required=False
    )


class _SourceForm(MarkedForm):
    """In which document it stands, and what was read on which day."""

    document = forms.CharField(
        label=_("Document and number"),
        max_length=200,
        help_text=_("As on the notice, for example 赣人社发〔2026〕5号."),
    )
    url = forms.URLField(
        label=_("Address of the document"), required=False, max_length=500, assume_scheme="https",
        help_text=_("Where the second person can read it."),
    )  # fmt: skip
    passage = forms.CharField(
        label=_("What it says, word for word"), required=False, max_length=4000,
        widget=CountedTextarea(attrs={"rows": 3}), help_text=_("Needed where there is no address."),
    )  # fmt: skip
    read_as = forms.ChoiceField(label=_("What did you read?"), choices=ReadAs.choices, widget=RadioTiles())
    compared_on = forms.DateField(label=_("On which day did you read it?"), widget=DateInput(), initial=clock.today)
    note = forms.CharField(
        label=_("Note for the second person"), required=False, max_length=2000,
        widget=CountedTextarea(attrs={"rows": 2}),
        help_text=_("Needed where it contradicts what the book holds."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("url") and not cleaned.get("passage") and "url" not in self.errors:
            self.add_error("url", _("Give the address, or write down what the document says."))
        day = cleaned.get("compared_on")
        if day and day > clock.today():
            self.add_error("compared_on", _("This day lies in the future."))
        return cleaned

    @property
    def source(self) -> dict[str, Any]:
        """What an action asks about the source."""
        names = ("document", "url", "passage", "read_as", "compared_on", "note")
        return {name: self.cleaned_data[name] for name in names}


class NoticeForm(_SourceForm):
    """A new notice: its values as a table, and the document."""

    field_order = ["table", "rows", "since", "document", "url", "passage", "read_as", "compared_on", "note"]
    table = forms.FileField(
        label=_("The table (xlsx or csv)"), required=False,
        help_text=_("Its first row names the columns: 地区, 档, 月最低工资, 小时最低工资, 执行日期, 文号, 网址. Other columns are not read."),
    )  # fmt: skip
    rows = forms.CharField(
        label=_("Or paste it here"), required=False, max_length=200_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "placeholder": PASTED}),
    )  # fmt: skip
    since = forms.DateField(
        label=_("In force from"),
        required=False,
        widget=DateInput(),
        help_text=_("For rows that name no day of their own."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("table") and not (cleaned.get("rows") or "").strip() and "table" not in self.errors:
            self.add_error("rows", _("Choose a file or paste the table."))
        return cleaned

    def ask_only_for_rows(self) -> None:
        """To look at the difference nothing but the rows is needed; what is still missing is said when it is proposed."""
        for name in set(self.errors) - {"table", "rows", "since", "__all__"}:
            del self.errors[name]


class SingleForm(_SourceForm):
    """One value of any table."""

    field_order = ["table", "region", "tier", "value", "since", "until", "document", "url", "passage", "read_as", "compared_on", "note"]  # fmt: skip
    table = forms.ChoiceField(label=_("Table"))
    region = forms.CharField(
        label=_("Place"), max_length=60, help_text=_("As the table names it, for example 江西 or 广东-深圳.")
    )
    tier = forms.IntegerField(label=_("Tier"), min_value=1, max_value=99, initial=1)
    value = forms.DecimalField(label=_("Value"), max_digits=11, decimal_places=4, min_value=0)
    since = forms.DateField(label=_("In force from"), widget=DateInput())
    until = forms.DateField(label=_("Known to hold until"), required=False, widget=DateInput())

    def __init__(self, *args: Any, tables: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["table"].choices = tables  # type: ignore[attr-defined]


class ComparisonForm(_SourceForm):
    """One value beside its source, today."""

    field_order = ["outcome", "value", "since", "until", "document", "url", "passage", "read_as", "compared_on", "note"]
    outcome = forms.ChoiceField(label=_("What does the source say?"), choices=Outcome.choices, widget=RadioTiles())
    value = forms.DecimalField(
        label=_("The value it says"), required=False, max_digits=11, decimal_places=4, min_value=0,
        help_text=_("Only where it is another one."),
    )  # fmt: skip
    since = forms.DateField(
        label=_("Its first day"), required=False, widget=DateInput(), help_text=_("Only where it is another one.")
    )
    until = forms.DateField(
        label=_("Known to hold until"), required=False, widget=DateInput(),
        help_text=_("Leave it empty if it holds until further notice."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        outcome = cleaned.get("outcome")
        if outcome == Outcome.VALUE and cleaned.get("value") is None and "value" not in self.errors:
            self.add_error("value", _("Write the value the source says."))
        if outcome == Outcome.DAY and cleaned.get("since") is None and "since" not in self.errors:
            self.add_error("since", _("Write the day the source says."))
        return cleaned


class _VersionedForm(MarkedForm):
    expected = forms.IntegerField(widget=forms.HiddenInput(), required=False)


class ApprovalForm(_VersionedForm):
    note = forms.CharField(label=_("Note"), required=False, max_length=1000, widget=CountedTextarea(attrs={"rows": 2}))
    compared = forms.BooleanField(label=_("I read the source myself, and it says the same"))


class RejectionForm(MarkedForm):
    reason = forms.CharField(label=_("Why is it rejected?"), max_length=1000, widget=CountedTextarea(attrs={"rows": 3}))


class WithdrawalForm(MarkedForm):
    reason = forms.CharField(
        label=_("Why?"), required=False, max_length=1000, widget=CountedTextarea(attrs={"rows": 2})
    )
