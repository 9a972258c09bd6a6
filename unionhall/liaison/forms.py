"""What is entered about liaison. Shape and clean input; nothing is saved here."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.cases.enums import Kind
from unionhall.core import clock
from unionhall.core.identity import check_mobile
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CheckTiles, CountedTextarea, DateInput, PhoneInput

from .enums import ContactKind, Refers, StationRole
from .models import SubjectKind

SHOW = (
    ("", _("everything")),
    ("overdue", _("overdue")),
    ("soon", _("due within a week")),
    ("without", _("with nobody who answers for it")),
)
Choices = list[tuple[str, str]]


class SubjectFilterForm(forms.Form):
    q = forms.CharField(label=_("Name"), required=False, max_length=60)
    show = forms.ChoiceField(label=_("Show"), choices=SHOW, required=False)


class SubjectKindForm(MarkedForm):
    code = forms.SlugField(label=_("Code"), max_length=30)
    name = forms.CharField(label=_("What is it called?"), max_length=60, help_text=_("Enterprise, village, station …"))
    refers = forms.ChoiceField(label=_("What is it found by?"), choices=Refers.choices)


class _IntervalForm(MarkedForm):
    days = forms.IntegerField(label=_("In touch at least every how many days?"), min_value=1, max_value=366)
    source = forms.CharField(label=_("Which document says so?"), max_length=200)


class ListForm(_IntervalForm):
    """A new list, or a station with its list."""

    body = forms.ChoiceField(label=_("For which body?"))
    kind = forms.ChoiceField(label=_("What stands on it?"))
    name = forms.CharField(label=_("Name"), max_length=80)
    field_order = ("body", "kind", "name", "days", "source")

    def __init__(self, *args: Any, bodies: Choices, kinds: Iterable[SubjectKind], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(str(kind.pk), kind.name) for kind in kinds]  # type: ignore[attr-defined]


class StationForm(ListForm):
    park = forms.CharField(label=_("Park"), max_length=80)
    workers = forms.IntegerField(label=_("Workers in the park"), required=False, min_value=0, max_value=10_000_000)
    field_order = ("body", "kind", "name", "park", "workers", "days", "source")


class IntervalForm(_IntervalForm):
    since = forms.DateField(label=_("From"), widget=DateInput(), initial=clock.today)


class SubjectForm(MarkedForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    link = forms.IntegerField(label=_("Place in the chain"), required=False, min_value=1, max_value=999)
    part = forms.CharField(label=_("What does it make or do?"), required=False, max_length=60)

    def __init__(self, *args: Any, kind: SubjectKind, chain: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not chain:
            del self.fields["link"], self.fields["part"]
        self.fields["name"].help_text = {
            Refers.EMPLOYER: _("Full name or unified social credit code, as the register has it."),
            Refers.PLACE: _("Name or code of the place, as the register has it."),
        }.get(Refers(kind.refers), "")


class HandOverForm(MarkedForm):
    """Many subjects at once into one person's hands."""

    subjects = forms.MultipleChoiceField(label=_("Which?"), widget=CheckTiles())
    to = forms.ChoiceField(label=_("Who answers for them from now on?"))

    def __init__(self, *args: Any, subjects: Choices, people: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["subjects"].choices = subjects  # type: ignore[attr-defined]
        self.fields["to"].choices = people  # type: ignore[attr-defined]


class ContactForm(MarkedForm):
    on = forms.DateField(label=_("On which day?"), widget=DateInput(), initial=clock.today)
    kind = forms.ChoiceField(label=_("How?"), choices=ContactKind.choices)
    text = forms.CharField(
        label=_("A few words"), required=False, max_length=500, widget=CountedTextarea(attrs={"rows": 3})
    )


class StaffForm(MarkedForm):
    role = forms.ChoiceField(label=_("Role"), choices=StationRole.choices, initial=StationRole.RESIDENT)
    person = forms.ChoiceField(label=_("Who?"))

    def __init__(self, *args: Any, people: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class BlockageForm(MarkedForm):
    """What stops an enterprise, and who there raised it."""

    title = forms.CharField(label=_("What is blocked?"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind of matter"), choices=Kind.choices, initial=Kind.OTHER)
    account = forms.CharField(
        label=_("What happened, and what is needed?"), max_length=2000, widget=CountedTextarea(attrs={"rows": 4})
    )
    name = forms.CharField(label=_("Who raised it at the enterprise?"), max_length=60)
    phone = forms.CharField(label=_("Mobile phone"), required=False, max_length=20, widget=PhoneInput())

    def clean_phone(self) -> str:
        number = self.cleaned_data["phone"].strip()
        if number and not (reading := check_mobile(number)):
            raise forms.ValidationError(str(reading))
        return number


class ConfirmForm(MarkedForm):
    """Nothing to enter: only the mark."""
