"""What is entered about registers. Shape and clean input; nothing is saved here."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core.identity import check_identity_number, check_mobile
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CheckTiles, CountedTextarea, PhoneInput, SensitiveInput

from .enums import ConsentWay, EntrySource, Sensitivity, Use
from .models import RegisterKind

SHOW = (
    ("", _("on the list")),
    ("due", _("to be looked at again")),
    ("contested", _("the person objects")),
    ("left", _("taken off")),
)


class EntryFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Name, phone or identity number"),
        required=False,
        max_length=60,
        help_text=_("The whole name or the whole number."),
    )
    show = forms.ChoiceField(label=_("Show"), choices=SHOW, required=False)


class KindForm(MarkedForm):
    """A kind of register: what for, on which basis, how sensitive, with which consent."""

    code = forms.SlugField(label=_("Code"), max_length=30, help_text=_("Short, in small letters: bedridden, riders"))
    name = forms.CharField(label=_("Name of the list"), max_length=60)
    sensitivity = forms.ChoiceField(label=_("Class of sensitivity"), choices=Sensitivity.choices)
    purpose = forms.CharField(label=_("What is the list for?"), max_length=200)
    legal_basis = forms.CharField(
        label=_("On which legal basis?"), max_length=200, help_text=_("The law or document, with its article.")
    )
    uses = forms.MultipleChoiceField(
        label=_("What may an entry be opened for?"), choices=Use.choices, widget=CheckTiles()
    )
    review_months = forms.IntegerField(label=_("Looked at again after how many months?"), min_value=1, max_value=60)
    needs_consent = forms.BooleanField(label=_("The person's separate consent is needed"), required=False)
    consent_text = forms.CharField(
        label=_("Words of the consent"), required=False, max_length=1000, widget=CountedTextarea(attrs={"rows": 4})
    )
    consent_version = forms.CharField(label=_("Version of these words"), required=False, max_length=20)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("needs_consent"):
            for name in ("consent_text", "consent_version"):
                if not said.get(name):
                    self.add_error(name, _("Where consent is needed, write the words and their version."))
        return said


class OpeningForm(MarkedForm):
    """Which kind of register a body works with from now on."""

    kind = forms.ChoiceField(label=_("Which list?"))
    body = forms.ChoiceField(label=_("For which body?"))

    def __init__(self, *args: Any, kinds: Iterable[RegisterKind], bodies: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["kind"].choices = [(str(kind.pk), kind.name) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]


class ResponsibleForm(MarkedForm):
    responsible = forms.ChoiceField(label=_("Who is responsible?"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["responsible"].choices = [("", _("nobody yet")), *people]  # type: ignore[attr-defined]


class EntryForm(MarkedForm):
    """A person to be put on a list."""

    name = forms.CharField(label=_("Name"), max_length=60)
    identity_number = forms.CharField(
        label=_("Identity number"), required=False, max_length=24, widget=SensitiveInput()
    )
    phone = forms.CharField(label=_("Mobile phone"), required=False, max_length=20, widget=PhoneInput())
    place = forms.CharField(label=_("Village or community"), required=False, max_length=60)
    reason = forms.CharField(label=_("Why on this list?"), max_length=500, widget=CountedTextarea(attrs={"rows": 3}))
    source = forms.ChoiceField(label=_("How do we know?"), choices=EntrySource.choices)
    consent_through = forms.ChoiceField(label=_("How did the person agree?"), required=False)

    def __init__(self, *args: Any, kind: RegisterKind, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field: Any = self.fields["consent_through"]
        field.choices = [("", _("no consent was given")), *ConsentWay.choices]
        if kind.needs_consent:
            field.help_text = kind.consent_text
        else:
            del self.fields["consent_through"]

    def clean_identity_number(self) -> str:
        number = self.cleaned_data["identity_number"].strip()
        if number and not (reading := check_identity_number(number)):
            raise forms.ValidationError(str(reading))
        return number

    def clean_phone(self) -> str:
        number = self.cleaned_data["phone"].strip()
        if number and not (reading := check_mobile(number)):
            raise forms.ValidationError(str(reading))
        return number


class ListForm(MarkedForm):
    table = forms.FileField(
        label=_("The spreadsheet"),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"}),
        help_text=_(
            "Excel or CSV with the columns 姓名, 原因, and 身份证号 or 手机号; 村（社区） and 同意方式 where there are any."
        ),
    )


class PurposeForm(forms.Form):
    """What an entry is opened for."""

    purpose = forms.ChoiceField(label=_("What do you open it for?"))

    def __init__(self, *args: Any, uses: Iterable[str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["purpose"].choices = [(use, Use(use).label) for use in uses if use in Use.values]  # type: ignore[attr-defined]


class WordsForm(MarkedForm):
    text = forms.CharField(label=_("In your words"), max_length=1000, widget=CountedTextarea(attrs={"rows": 4}))


class ConfirmForm(MarkedForm):
    """Nothing to enter: only the mark."""
