"""What people fill in to join, to move and to keep members. Nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.identity import check_identity_number, check_mobile
from unionhall.organisations.enums import Industry
from unionhall.people.enums import RetainedWhy, Standing
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CodeInput, CountedTextarea, DateInput, PhoneInput, RadioTiles, SensitiveInput

from .enums import Platform


class JoinForm(MarkedForm):
    """The five facts, less those we hold."""

    for_whom = forms.ChoiceField(label=_("For whom is this?"), required=False, widget=RadioTiles())
    name = forms.CharField(
        label=_("What is your name?"), max_length=60, help_text=_("As it stands on the identity card.")
    )
    identity_number = forms.CharField(
        label=_("Your identity number"),
        max_length=30,
        widget=SensitiveInput(),
        help_text=_("Birthday and sex follow from it, so we do not ask. It is kept sealed."),
    )
    phone = forms.CharField(
        label=_("On which number can we reach you?"),
        max_length=30,
        widget=PhoneInput(),
        help_text=_("We text you a code to make sure that it is yours. The employer does not learn it."),
    )
    employer = forms.CharField(
        label=_("For whom do you work?"), max_length=120, help_text=_("The name of the employer or the platform.")
    )
    consented = forms.BooleanField(
        label=_("I want to be a member, and agree that the union keeps these facts for my membership"),
        error_messages={"required": _("Without your consent we may not keep this.")},
    )

    def __init__(self, *args: Any, asked: list[str], people: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name in ("name", "identity_number", "phone", "employer"):
            if name not in asked:
                del self.fields[name]
        if len(people) > 1:
            self.fields["for_whom"].choices = people  # type: ignore[attr-defined]
            self.fields["for_whom"].required = True
        else:
            del self.fields["for_whom"]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_identity_number(self) -> str:
        read = check_identity_number(self.cleaned_data["identity_number"])
        if not read:
            raise forms.ValidationError(str(read))
        return read.number

    def clean_phone(self) -> str:
        read = check_mobile(self.cleaned_data["phone"])
        if not read:
            raise forms.ValidationError(str(read))
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


class FindForm(forms.Form):
    """Where somebody works and at what, to suggest a home union."""

    place = forms.ChoiceField(label=_("Where do you work?"), required=False)
    industry = forms.ChoiceField(
        label=_("In which trade?"), required=False, choices=[("", _("any")), *Industry.choices]
    )
    platform = forms.ChoiceField(
        label=_("Over a platform?"), required=False, choices=[("", _("no")), *Platform.choices]
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["place"].choices = [("", _("anywhere")), *places]  # type: ignore[attr-defined]


class RetainForm(MarkedForm):
    why = forms.ChoiceField(label=_("Why do you not work just now?"), choices=RetainedWhy.choices)
    since = forms.DateField(label=_("Since when?"), widget=DateInput())

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if since > clock.today():
            raise forms.ValidationError(_("This day is still to come."))
        return since


class DeathForm(MarkedForm):
    on = forms.DateField(label=_("On which day?"), widget=DateInput())


class WordsForm(MarkedForm):
    """What the member has to say about a proposed removal."""

    words = forms.CharField(
        label=_("What do you have to say?"),
        max_length=4_000,
        widget=CountedTextarea({"rows": 5}),
        error_messages={"required": _("Write a few words first.")},
    )


class RefusalForm(MarkedForm):
    why = forms.CharField(
        label=_("Why not?"),
        max_length=300,
        help_text=_("The person reads this. Say what they can do."),
        error_messages={"required": _("Say why.")},
    )


class RemovalForm(MarkedForm):
    reason = forms.CharField(
        label=_("Why should they be removed?"),
        max_length=500,
        widget=CountedTextarea({"rows": 3}),
        help_text=_("The member reads this and may answer for fifteen days; then a second person decides."),
        error_messages={"required": _("Say why.")},
    )


class DoorForm(MarkedForm):
    open = forms.BooleanField(label=_("The link takes applications"), required=False)
    at_once = forms.BooleanField(label=_("Whoever applies is a member at once, without a review"), required=False)
    asks_employer = forms.BooleanField(label=_("We need to know the employer"), required=False)


class MembersFilter(forms.Form):
    union = forms.ChoiceField(label=_("Union"), required=False)
    standing = forms.ChoiceField(
        label=_("Standing"), required=False, choices=[("", _("all")), *Standing.choices, ("ended", _("ended"))]
    )
    q = forms.CharField(label=_("Whole name"), required=False, max_length=60)

    def __init__(self, *args: Any, unions: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["union"].choices = [("", _("all")), *unions]  # type: ignore[attr-defined]


class HomeForm(MarkedForm):
    union = forms.ChoiceField(label=_("Home union"))
    place = forms.ChoiceField(label=_("Place"), required=False)
    industry = forms.ChoiceField(label=_("Trade"), required=False, choices=[("", _("any")), *Industry.choices])
    platform = forms.ChoiceField(label=_("Platform"), required=False, choices=[("", _("any")), *Platform.choices])
    since = forms.DateField(label=_("From"), widget=DateInput())

    def __init__(self, *args: Any, unions: list[tuple[str, str]], places: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["union"].choices = unions  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", _("anywhere")), *places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(name) for name in ("place", "industry", "platform")):
            self.add_error("place", _("Name a place, a trade or a platform."))
        return cleaned
