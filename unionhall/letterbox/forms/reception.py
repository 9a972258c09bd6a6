"""What workers and officers enter about reception days."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from unionhall.cases.enums import IdentityLevel, Kind
from unionhall.core import clock
from unionhall.core.identity import check_mobile
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CodeInput, CountedTextarea, DateInput, PhoneInput, RadioTiles

ABOUT_LENGTH = 200


class TimeInput(forms.TimeInput):
    input_type = "time"
    shape = "date"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class SignUpForm(MarkedForm):
    """A turn, what it is about, and whose it is. Whoever is not signed in leaves a name and a number."""

    at = forms.ChoiceField(
        label=_("Which time suits you?"),
        widget=RadioTiles(),
        error_messages={
            "required": _("Choose a time."),
            "invalid_choice": _("Somebody has just taken this time. Choose another one."),
        },
    )
    for_whom = forms.ChoiceField(label=_("For whom is this?"), required=False, widget=RadioTiles())
    about = forms.CharField(
        label=_("What is it about, in a few words?"),
        max_length=ABOUT_LENGTH,
        required=False,
        help_text=_("So that whoever receives you can prepare. You may leave it out."),
    )
    case = forms.ChoiceField(label=_("Is it about a running matter of yours?"), required=False)
    name = forms.CharField(label=_("What is your name?"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("On which number can we reach you?"),
        max_length=30,
        required=False,
        help_text=_("We text you a code to make sure that it is yours. The employer does not learn it."),
        widget=PhoneInput(),
    )

    def __init__(
        self,
        *args: Any,
        turns: Iterable[datetime],
        people: list[tuple[str, str]],
        cases: list[tuple[str, str]],
        signed_in: bool,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.signed_in = signed_in
        at: Any = self.fields["at"]
        at.choices = [(turn.isoformat(), f"{timezone.localtime(turn):%H:%M}") for turn in turns]
        if len(people) > 1:
            self.fields["for_whom"].choices = people  # type: ignore[attr-defined]
            self.fields["for_whom"].required = True
        else:
            del self.fields["for_whom"]
        if cases:
            self.fields["case"].choices = [("", _("No, it is something else")), *cases]  # type: ignore[attr-defined]
        else:
            del self.fields["case"]
        if signed_in:
            del self.fields["name"], self.fields["phone"]
        else:
            self.fields["name"].required = self.fields["phone"].required = True
            self.fields["name"].error_messages["required"] = _("Write your name.")
            self.fields["phone"].error_messages["required"] = _("Write your mobile number.")

    def clean_at(self) -> datetime:
        found = parse_datetime(self.cleaned_data["at"])
        assert found is not None
        return found

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_phone(self) -> str:
        read = check_mobile(self.cleaned_data["phone"])
        if not read:
            raise forms.ValidationError(f"{read.reason} {read.next_step}")
        return read.number


class CodeForm(forms.Form):
    """The code that was sent to the number."""

    code = forms.CharField(
        label=_("Which code did you get?"),
        max_length=12,
        widget=CodeInput(),
        error_messages={"required": _("Write the six digits of the text message.")},
    )

    def clean_code(self) -> str:
        return "".join(char for char in self.cleaned_data["code"] if char.isdigit())


class DayForm(MarkedForm):
    """A reception day as it is announced."""

    body = forms.ChoiceField(label=_("Which body receives?"))
    on = forms.DateField(label=_("Which day?"), widget=DateInput())
    begins = forms.TimeField(label=_("From"), widget=TimeInput())
    ends = forms.TimeField(label=_("Until"), widget=TimeInput())
    minutes = forms.IntegerField(label=_("Minutes for each"), min_value=5, max_value=120, initial=20)
    place = forms.CharField(label=_("Where?"), max_length=120)
    received_by = forms.CharField(
        label=_("Who receives?"), max_length=60, help_text=_("For instance: chair Wang Min. It is public.")
    )
    until_on = forms.DateField(
        label=_("Sign up until the end of"),
        widget=DateInput(),
        required=False,
        help_text=_("Left out: until the evening before."),
    )

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["body"].choices = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        on, begins, ends = cleaned.get("on"), cleaned.get("begins"), cleaned.get("ends")
        if on and on < clock.today():
            self.add_error("on", _("This day is over. Choose a day to come."))
        elif on and on > clock.today() + timedelta(days=400):
            self.add_error("on", _("This day cannot be right."))
        if begins and ends and ends <= begins:
            self.add_error("ends", _("It ends before it begins."))
        if on and cleaned.get("until_on") and cleaned["until_on"] > on:
            self.add_error("until_on", _("Sign-up closes after the day is over."))
        if on and begins and ends and not self.errors:
            cleaned["begins_at"] = _moment(on, begins)
            cleaned["ends_at"] = _moment(on, ends)
            until = cleaned.get("until_on") or on - timedelta(days=1)
            last = _moment(until + timedelta(days=1), datetime.min.time())
            cleaned["signup_until"] = min(last, cleaned["begins_at"]) if until < on else cleaned["begins_at"]
        return cleaned


def _moment(day: Any, at: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


class CallOffForm(MarkedForm):
    why = forms.CharField(
        label=_("Why does it not take place?"),
        max_length=200,
        error_messages={"required": _("A few words are enough.")},
        help_text=_("It stands on the public page. Whoever has signed up gets a text."),
    )


class WalkInForm(MarkedForm):
    name = forms.CharField(label=_("Name, or how they want to be called"), max_length=60)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False, widget=PhoneInput({"autocomplete": "off"}))
    about = forms.CharField(label=_("What it is about, in a few words"), max_length=ABOUT_LENGTH, required=False)

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone and not (verdict := check_mobile(phone)):
            raise forms.ValidationError(str(verdict))
        return phone


class OutcomeForm(MarkedForm):
    """Whether they came, and what was said."""

    came = forms.ChoiceField(choices=[("yes", _("Came")), ("no", _("Did not come"))])
    note = forms.CharField(label=_("What was said, in short"), max_length=4_000, required=False)


class MakeCaseForm(MarkedForm):
    """The officer's entry fields in short; who and when is known already."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=Kind.choices)
    account = forms.CharField(
        label=_("What happened, in the worker's words"),
        max_length=5_000,
        widget=CountedTextarea({"rows": 7}),
        error_messages={"required": _("A few words are enough, but we need some.")},
    )
    employer_name = forms.CharField(label=_("Employer"), max_length=120, required=False)
    site = forms.CharField(label=_("Site or workplace"), max_length=60, required=False)
    identity_level = forms.ChoiceField(
        label=_("Who may learn the worker's name?"),
        choices=IdentityLevel.choices,
        initial=IdentityLevel.HIDDEN,
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(
        label=_("The worker knows what we keep and why, and agrees (read out, or signed on paper)"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("employer_name", "site"):
            cleaned[name] = " ".join((cleaned.get(name) or "").split())
        agreed = cleaned.pop("agreed", False)
        if cleaned.get("identity_level") != IdentityLevel.ANONYMOUS and not agreed:
            self.add_error("agreed", _("Read it out to the worker first, or have it signed."))
        return cleaned


class AdditionForm(MarkedForm):
    text = forms.CharField(
        label=_("What was said"),
        max_length=4_000,
        widget=CountedTextarea({"rows": 5}),
        error_messages={"required": _("Write a few words first.")},
    )
