"""What a worker writes: the questions of an intake, words and papers later on, the answer at the end."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.ui import widgets
from unionhall.ui.marked import MarkedForm

from ..enums import IdentityLevel, Kind, Solved
from ..plain import KIND_LABELS

ACCOUNT_LENGTH = 5_000
SITE_LENGTH = 60
MESSAGE_LENGTH = 2_000
EARLIEST = date(1970, 1, 1)
NOT_SURE = "unsure"
NO_MATCH = "none"

KIND_HINTS = {
    Kind.WAGES: _("Not paid, paid too little or too late, overtime without pay"),
    Kind.CONTRACT: _("No written contract, or its terms are not kept"),
    Kind.DISMISSAL: _("Told to leave, forced to resign, no compensation"),
    Kind.INJURY: _("Hurt at work or on the way there, ill from work"),
    Kind.SOCIAL_INSURANCE: _("Pension, medical, injury or unemployment insurance not paid"),
    Kind.HOURS_LEAVE: _("Too many hours, no days off, no annual or sick leave"),
    Kind.WOMEN: _("Pregnancy, maternity leave, nursing, harassment"),
    Kind.SAFETY: _("Dangerous machines, dust, heat, no protection"),
    Kind.PLATFORM: _("Delivery, driving and other work through an app"),
    Kind.LIVING: _("Food in the canteen, the dormitory, the bus to work, places to rest"),
    Kind.OTHER: _("Anything else about your work"),
}
KIND_ICONS = {
    Kind.WAGES: "wallet",
    Kind.CONTRACT: "file-pen-line",
    Kind.DISMISSAL: "door-open",
    Kind.INJURY: "bandage",
    Kind.SOCIAL_INSURANCE: "umbrella",
    Kind.HOURS_LEAVE: "calendar-clock",
    Kind.WOMEN: "heart-handshake",
    Kind.SAFETY: "hard-hat",
    Kind.PLATFORM: "bike",
    Kind.LIVING: "utensils",
    Kind.OTHER: "message-circle",
}


class ForWhomForm(forms.Form):
    """Shown only to those who hold a mandate."""

    for_whom = forms.ChoiceField(label=_("For whom is this?"), widget=widgets.RadioTiles())

    def __init__(self, *args: Any, people: Iterable[tuple[str, Any]] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["for_whom"].choices = list(people)  # type: ignore[attr-defined]


class AccountForm(forms.Form):
    account = forms.CharField(
        label=_("What happened?"),
        max_length=ACCOUNT_LENGTH,
        help_text=_("In your own words, as you would tell a colleague. What happened, since when, who said what."),
        widget=widgets.CountedTextarea(attrs={"rows": 8}),
        error_messages={"required": _("A few words are enough, but we need some.")},
    )


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it mostly about?"),
        choices=[(kind.value, KIND_LABELS[kind]) for kind in Kind],
        widget=widgets.RadioTiles(
            hints={kind.value: KIND_HINTS[kind] for kind in Kind},
            icons={kind.value: KIND_ICONS[kind] for kind in Kind},
        ),
        error_messages={"required": _("Choose the one that fits best. If none does, choose “Something else”.")},
    )


class EmployerForm(forms.Form):
    """The employer as the worker writes it; matches are offered, never forced."""

    employer_name = forms.CharField(
        label=_("Who do you work for?"),
        max_length=120,
        required=False,
        help_text=_("The name on the contract, the pay slip or the gate. If you only know part of it, write that."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    site = forms.CharField(
        label=_("Which site or workplace?"),
        max_length=SITE_LENGTH,
        required=False,
        help_text=_("For instance a workshop, a building site, a shop or a delivery station. You may leave it out."),
    )


class EmployerChoiceForm(forms.Form):
    employer = forms.ChoiceField(label=_("Is it one of these?"), widget=widgets.RadioTiles())
    employer_name = forms.CharField(max_length=120, required=False, widget=forms.HiddenInput())
    site = forms.CharField(max_length=SITE_LENGTH, required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, employers: Iterable[Any] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        found = list(employers)
        self.fields["employer"].choices = [  # type: ignore[attr-defined]
            *((str(employer.pk), employer.name) for employer in found),
            (NO_MATCH, _("None of these")),
        ]
        places = {str(e.pk): e.division.name for e in found if e.division}
        self.fields["employer"].widget.hints = {**places, NO_MATCH: _("We keep what you wrote.")}


class CountyForm(forms.Form):
    county = forms.ChoiceField(
        label=_("Where do you work?"),
        help_text=_("So that the union nearest to you takes it up."),
        widget=widgets.RadioTiles(),
        error_messages={"required": _("Choose the place. If you are not sure, say so.")},
    )

    def __init__(self, *args: Any, places: Iterable[Any] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["county"].choices = _places(places)  # type: ignore[attr-defined]


class TownshipForm(forms.Form):
    township = forms.ChoiceField(
        label=_("In which township or street?"),
        widget=widgets.RadioTiles(),
        error_messages={"required": _("Choose the place. If you are not sure, say so.")},
    )

    def __init__(self, *args: Any, places: Iterable[Any] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["township"].choices = _places(places)  # type: ignore[attr-defined]


def _places(places: Iterable[Any]) -> list[tuple[str, Any]]:
    return [*((str(place.pk), place.name) for place in places), (NOT_SURE, _("I am not sure"))]


class WhenForm(forms.Form):
    """When it happened and how much is at stake; both may be left out."""

    happened_on = forms.DateField(
        label=_("Since when, or on which day?"),
        required=False,
        help_text=_("About when is enough. It matters because some rights end after a year."),
        widget=widgets.DateInput(),
        error_messages={"invalid": _("This day does not exist. Write it like 2026-06-12, or leave it out.")},
    )
    amount = forms.CharField(
        label=_("How much is it about?"),
        required=False,
        max_length=40,
        help_text=_("About how much is enough, such as 8600 or 1.2万."),
        widget=widgets.MoneyInput(),
    )

    def clean_happened_on(self) -> date | None:
        day = self.cleaned_data["happened_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("This day lies in the future. On which day did it happen?"))
        if day and day < EARLIEST:
            raise forms.ValidationError(_("This is too long ago. Check the year."))
        return day

    def clean_amount(self) -> Decimal | None:
        return amount_of(self.cleaned_data["amount"])


def amount_of(text: str) -> Decimal | None:
    """Yuan from how people write them: “8,600 元”, “￥8600”, “1.2万”, full-width digits."""
    text = re.sub(r"[\s,，¥￥元块圆整]", "", unicodedata.normalize("NFKC", text))
    if not text:
        return None
    number, factor = (text[:-1], 10_000) if text.endswith("万") else (text, 1)
    if not re.fullmatch(r"\d{1,12}(\.\d{1,6})?", number):
        raise forms.ValidationError(_("Write the amount as a number, such as 8600. If you are not sure, leave it out."))
    try:
        amount = (Decimal(number) * factor).quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise forms.ValidationError(_("Write the amount as a number, such as 8600.")) from error
    if amount >= Decimal(10) ** 12:
        raise forms.ValidationError(_("This amount is too large. Check the digits."))
    return amount


class PapersForm(forms.Form):
    files = widgets.FilesField(
        label=_("Do you have photos or papers?"),
        required=False,
        help_text=_("Contract, pay slip, time sheet, chat, a photo of the place. You can also add them later."),
    )


class IdentityForm(forms.Form):
    identity = forms.ChoiceField(
        label=_("Who may learn your name?"),
        choices=[
            (IdentityLevel.NAMED, _("The union, and the employer where it is needed")),
            (IdentityLevel.HIDDEN, _("Only the union, not the employer")),
            (IdentityLevel.ANONYMOUS, _("Nobody at all")),
        ],
        widget=widgets.RadioTiles(
            hints={
                IdentityLevel.NAMED: _("Needed to get wages paid or to go to arbitration. The quickest way."),
                IdentityLevel.HIDDEN: _("We do not tell the employer who wrote to us. You can change this later."),
                IdentityLevel.ANONYMOUS: _(
                    "You get a code and look up the answer with it. We cannot call you, and cannot claim money for you."
                ),
            },
            icons={
                IdentityLevel.NAMED: "user-round-check",
                IdentityLevel.HIDDEN: "eye-off",
                IdentityLevel.ANONYMOUS: "venetian-mask",
            },
        ),
        error_messages={"required": _("Choose one. You can change your mind before sending.")},
    )


class CheckForm(forms.Form):
    agree = forms.BooleanField(
        label=_("The union may use what I wrote here, only to handle this matter."),
        error_messages={"required": _("Without this we may not read what you wrote. Tick it if you agree.")},
    )
    together = forms.BooleanField(
        label=_("If colleagues have the same problem, please look at it together."),
        required=False,
        help_text=_("Nobody learns from us who else wrote, and whether anybody did."),
    )


class MessageForm(MarkedForm):
    text = forms.CharField(
        label=_("What would you like to say?"),
        max_length=MESSAGE_LENGTH,
        widget=widgets.CountedTextarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words first.")},
    )


class EvidenceForm(MarkedForm):
    files = widgets.FilesField(
        label=_("Add photos or papers"),
        help_text=_("A photo of the contract or of the pay slip is enough."),
        error_messages={"required": _("Choose a file or take a photo first.")},
    )
    label = forms.CharField(label=_("What do they show?"), max_length=120, required=False)


class ReasonForm(MarkedForm):
    """A reason one may leave out, with the version of the file that was seen."""

    reason = forms.CharField(
        label=_("Why? One sentence is enough."),
        max_length=500,
        required=False,
        widget=widgets.CountedTextarea(attrs={"rows": 3}),
    )
    expected = forms.IntegerField(widget=forms.HiddenInput(), required=False)


class NeededReasonForm(ReasonForm):
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["reason"].required = True
        self.fields["reason"].label = _("What is not solved?")
        self.fields["reason"].error_messages["required"] = _("A sentence is enough, but we need one.")


class ReceiptForm(forms.Form):
    code = forms.CharField(
        label=_("Your receipt code"),
        max_length=40,
        help_text=_("Twelve letters and digits. Spaces do not matter."),
        widget=widgets.SensitiveInput(attrs={"autocapitalize": "characters"}),
        error_messages={"required": _("Write the code you were given.")},
    )

    def clean_code(self) -> str:
        text = unicodedata.normalize("NFKC", str(self.cleaned_data["code"])).upper()
        return re.sub(r"[^0-9A-Z]", "", text)


class FeedbackForm(forms.Form):
    solved = forms.ChoiceField(
        label=_("Is it solved?"),
        choices=[
            (Solved.SOLVED, _("Yes, solved")),
            (Solved.PARTLY, _("Partly")),
            (Solved.NOT_SOLVED, _("No, not solved")),
        ],
        widget=widgets.RadioTiles(
            icons={Solved.SOLVED: "circle-check", Solved.PARTLY: "circle-dot-dashed", Solved.NOT_SOLVED: "circle-x"},
            hints={Solved.NOT_SOLVED: _("We take it up again at once.")},
        ),
        error_messages={"required": _("Choose one of the three.")},
    )
    satisfied = forms.ChoiceField(
        label=_("Are you satisfied with how we helped?"),
        choices=[("yes", _("Satisfied")), ("no", _("Not satisfied"))],
        required=False,
        widget=widgets.RadioTiles(icons={"yes": "smile", "no": "frown"}),
    )
    comment = forms.CharField(
        label=_("Anything else you want to say?"),
        max_length=1_000,
        required=False,
        widget=widgets.CountedTextarea(attrs={"rows": 3}),
    )
