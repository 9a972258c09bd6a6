"""A matter that came by telephone, on paper or with the worker themselves, entered by whoever received it."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.identity import check_mobile, check_uscc, normalise_uscc
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import Industry
from unionhall.ui.widgets import CountedTextarea, DateInput, FilesField, MoneyInput, PhoneInput, RadioTiles

from ..enums import IdentityLevel, Kind, Source

SOURCES = (Source.PHONE, Source.PAPER, Source.VISIT)
MOST_FILES = 20
NEW = "new"


class EntryForm(forms.Form):
    """The worker's own questions, on one page. What is known already is confirmed, not asked again."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    source = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(source.value, source.label) for source in SOURCES],
        widget=RadioTiles(icons={"phone": "phone", "paper": "file-text", "visit": "door-open"}),
    )
    received_on = forms.DateField(label=_("Received on"), widget=DateInput)
    identity_level = forms.ChoiceField(
        label=_("Who may learn the worker's name?"),
        choices=IdentityLevel.choices,
        initial=IdentityLevel.NAMED,
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(
        label=_("Worker's phone"), required=False, max_length=20, widget=PhoneInput({"autocomplete": "off"})
    )
    same_person = forms.ChoiceField(
        label=_("Is it this person?"),
        required=False,
        choices=[("yes", _("Yes, the same person")), ("no", _("No, somebody else uses this phone"))],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Worker's name"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("What is it about?"), choices=[("", _("choose")), *Kind.choices])
    account = forms.CharField(
        label=_("What happened, in the worker's words"), max_length=5000, widget=CountedTextarea({"rows": 7})
    )
    employer_name = forms.CharField(
        label=_("Employer"),
        required=False,
        max_length=120,
        help_text=_("Name, a part of it, or the unified social credit code."),
    )
    employer = forms.CharField(label=_("Which employer is meant?"), required=False, widget=forms.RadioSelect)
    division = forms.ModelChoiceField(
        label=_("Where"), required=False, queryset=None, help_text=_("Where the work is or was done.")
    )
    industry = forms.ChoiceField(
        label=_("Industry"), required=False, choices=[("", _("as the employer's")), *Industry.choices]
    )
    site = forms.CharField(
        label=_("Site or workplace"),
        required=False,
        max_length=60,
        help_text=_("As the worker calls it: a workshop, a building site, a delivery station."),
    )
    to_chair = forms.BooleanField(
        label=_("Written to the chair"),
        required=False,
        help_text=_("A letter to the chair, or said to the chair in person."),
    )
    happened_on = forms.DateField(label=_("Happened on"), required=False, widget=DateInput)
    amount = forms.DecimalField(
        label=_("Amount in dispute"),
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        widget=MoneyInput,
    )
    files = FilesField(
        label=_("Signed paper, photos, other evidence"),
        required=False,
        help_text=_("The scan of a signed letter belongs here."),
    )
    agreed = forms.BooleanField(
        label=_("The worker knows what we keep and why, and agrees (read out, or signed on paper)"), required=False
    )
    joins = forms.CharField(label=_("Does it belong to one of these?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, actor: Actor, **rest: Any) -> None:
        super().__init__(*args, **rest)
        division: Any = self.fields["division"]
        division.queryset = organisations.visible_divisions(actor)
        division.choices = [("", _("not known")), *organisations.places_around(actor.organisation_ids())]

    @staticmethod
    def first(source: str) -> dict[str, Any]:
        """What a fresh form holds."""
        return {
            "key": uuid4(),
            "source": source if source in SOURCES else Source.PHONE,
            "received_on": clock.today(),
            "identity_level": IdentityLevel.NAMED,
        }

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise ValidationError(_("This day lies in the future."))
        if day.year < 1990:
            raise ValidationError(_("This day cannot be right."))
        return day

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day and day > clock.today():
            raise ValidationError(_("This day lies in the future."))
        if day and day.year < 1950:
            raise ValidationError(_("This day cannot be right."))
        return day

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone and not (verdict := check_mobile(phone)):
            raise ValidationError(str(verdict))
        return phone

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_employer_name(self) -> str:
        return " ".join(self.cleaned_data["employer_name"].split())

    def clean_site(self) -> str:
        return " ".join(self.cleaned_data["site"].split())

    def clean_files(self) -> list[Any]:
        uploads: list[Any] = self.cleaned_data["files"]
        if len(uploads) > MOST_FILES:
            raise ValidationError(_("There can be no more than 20 files here."))
        return uploads

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("employer", "joins"):
            value = cleaned.get(name) or ""
            if value and value != NEW:
                try:
                    cleaned[name] = UUID(value)
                except ValueError:
                    self.add_error(name, _("Choose one of the list."))
        if (
            cleaned.get("happened_on")
            and cleaned.get("received_on")
            and cleaned["happened_on"] > cleaned["received_on"]
        ):
            self.add_error("happened_on", _("It cannot have happened after it was received."))
        if cleaned.get("identity_level") == IdentityLevel.ANONYMOUS:
            cleaned["name"] = cleaned["phone"] = ""
        elif not cleaned.get("agreed"):
            self.add_error("agreed", _("Read it out to the worker first, or have it signed."))
        return cleaned

    @property
    def received_at(self) -> datetime | None:
        """Noon of the day named; nothing for today, which is now."""
        day = self.cleaned_data["received_on"]
        return None if day == clock.today() else timezone.make_aware(datetime.combine(day, time(12)))


def as_code(text: str) -> str:
    """The credit code somebody typed instead of a name, or nothing."""
    code = normalise_uscc(text)
    return code if check_uscc(code) else ""
