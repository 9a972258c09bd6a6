"""What people type on the sign-in pages, about themselves and about posts. Nothing is saved here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.identity import check_mobile
from unionhall.organisations import api as organisations
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CodeInput, DateInput, PhoneInput, RadioTiles

from . import queries
from .enums import Channel, MandateBasis, MandateKind, Role, TieKind

SECRET = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none", "data-no-draft": ""}


def clean_phone(text: str) -> str:
    """The one spelling of a mobile number, or a sentence about what is wrong with it."""
    reading = check_mobile(text)
    if not reading:
        raise forms.ValidationError(str(reading))
    return reading.number


class PhoneForm(forms.Form):
    phone = forms.CharField(label=_("Your mobile number"), max_length=20, widget=PhoneInput())
    next = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput())

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])


class CodeForm(forms.Form):
    code = forms.CharField(label=_("The six digits from the text"), max_length=12, widget=CodeInput())

    def clean_code(self) -> str:
        digits = "".join(char for char in self.cleaned_data["code"] if char.isdigit())
        if len(digits) != 6:
            raise forms.ValidationError(_("The code has six digits."))
        return "".join(str(int(digit)) for digit in digits)


class PasswordSignInForm(forms.Form):
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        widget=forms.TextInput({**SECRET, "autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    next = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput())


class SecondFactorForm(forms.Form):
    code = forms.CharField(
        label=_("Code from your authenticator, or a recovery code"), max_length=20, widget=CodeInput()
    )


class EnrolmentForm(forms.Form):
    code = forms.CharField(label=_("The six digits your authenticator shows now"), max_length=12, widget=CodeInput())


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least ten characters, not only digits. A short sentence is good."),
    )
    again = forms.CharField(
        label=_("The same once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same."))
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    present = forms.CharField(
        label=_("Present password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    field_order = ["present", "password", "again"]


class DetailsForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("As it stands on your identity card."),
    )
    channel = forms.ChoiceField(label=_("How may we reach you?"), choices=Channel.choices, widget=RadioTiles())
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=RadioTiles())
    next = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput())


class UntilForm(MarkedForm):
    """A last day that may be left out, and does not lie in the past."""

    until = forms.DateField(label=_("Last day"), required=False, widget=DateInput())

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until is not None and until < clock.today():
            raise forms.ValidationError(_("This day lies in the past."))
        return until


class MandateForm(UntilForm):
    name = forms.CharField(label=_("Their name"), max_length=60)
    phone = forms.CharField(
        label=_("Their mobile number"), max_length=20, widget=PhoneInput({"autocomplete": "off"}),
        help_text=_("Whoever holds this phone may act for you. Check each digit."),
    )  # fmt: skip
    field_order = ["name", "phone", "until"]

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])


class RecordMandateForm(MandateForm):
    worker_name = forms.CharField(label=_("The worker's name"), max_length=60)
    worker_phone = forms.CharField(
        label=_("The worker's mobile number"), max_length=20, widget=PhoneInput({"autocomplete": "off"})
    )
    phone = forms.CharField(
        label=_("Their mobile number"),
        max_length=20,
        widget=PhoneInput({"autocomplete": "off"}),
        help_text=_("Whoever holds this phone may act for the worker. Check each digit."),
    )
    kind = forms.ChoiceField(label=_("Who acts for the worker"), choices=MandateKind.choices, widget=RadioTiles())
    basis = forms.ChoiceField(
        label=_("How the worker gave it"),
        choices=[(basis.value, basis.label) for basis in MandateBasis if basis != MandateBasis.ONLINE],
        widget=RadioTiles(),
    )
    field_order = ["worker_name", "worker_phone", "basis", "kind", "name", "phone", "until"]

    def clean_worker_phone(self) -> str:
        return clean_phone(self.cleaned_data["worker_phone"])


SCOPES = [("read", _("read only")), ("write", _("read and write"))]


class TokenForm(MarkedForm):
    name = forms.CharField(label=_("What is it for?"), max_length=60, help_text=_("For example: monthly table"))
    scopes = forms.ChoiceField(label=_("What may it do?"), choices=SCOPES, initial="read", widget=RadioTiles())
    until = forms.DateField(label=_("Last day"), widget=DateInput(), help_text=_("A year from today at most."))

    def clean_scopes(self) -> list[str]:
        return ["read", "write"] if self.cleaned_data["scopes"] == "write" else ["read"]

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if not clock.today() <= until <= clock.today() + timedelta(days=365):
            raise forms.ValidationError(_("Choose a day from today to a year from today."))
        return until


class ProgramForm(MarkedForm):
    post = forms.ChoiceField(label=_("Under which post does it act?"))
    name = forms.CharField(label=_("What is it for?"), max_length=60)
    scopes = forms.ChoiceField(label=_("What may it do?"), choices=SCOPES, initial="read", widget=RadioTiles())

    def __init__(self, *args: Any, posts: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = {str(post.pk): post for post in posts}
        self.fields["post"].choices = [  # type: ignore[attr-defined]
            (str(post.pk), f"{post.organisation} · {post.get_role_display()} · {post.person.name}") for post in posts
        ]

    def clean_post(self) -> Any:
        return self.posts[self.cleaned_data["post"]]

    clean_scopes = TokenForm.clean_scopes


class ReasonForm(MarkedForm):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Kept in the audit trail. No names or numbers of others, please."),
    )


class AppointmentForm(ReasonForm, UntilForm):
    name = forms.CharField(label=_("Name"), max_length=60)
    phone = forms.CharField(label=_("Mobile number"), max_length=20, widget=PhoneInput({"autocomplete": "off"}))
    organisation = forms.CharField(
        label=_("Body"), max_length=120, help_text=_("Its full name, its short name or its code.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    since = forms.DateField(label=_("First day"), widget=DateInput())
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        required=False,
        help_text=_("For whoever has none yet. They get a text with a link to set their own password."),
    )
    field_order = ["name", "phone", "organisation", "role", "since", "until", "username", "reason"]

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean_organisation(self) -> Any:
        body = organisations.body_named(self.cleaned_data["organisation"])
        if body is None:
            raise forms.ValidationError(_("No body is called this. Copy its full name or its code."))
        return body


class InvitationForm(ReasonForm):
    username = forms.CharField(label=_("Sign-in name"), max_length=60)
    field_order = ["username", "reason"]


class TieForm(ReasonForm):
    employer = forms.CharField(label=_("Employer"), max_length=120, help_text=_("Full name, or credit code."))
    kind = forms.ChoiceField(label=_("Why not neutral?"), choices=TieKind.choices)
    field_order = ["employer", "kind", "reason"]

    def clean_employer(self) -> Any:
        employer = organisations.employer_named(self.cleaned_data["employer"])
        if employer is None:
            raise forms.ValidationError(_("No employer, or more than one, is called this. The credit code is exact."))
        return employer


class PostFilterForm(forms.Form):
    body = forms.CharField(label=_("Body"), required=False, max_length=120)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("every role")), *Role.choices])
    ended = forms.BooleanField(label=_("with those that ended"), required=False)


class TrailFilterForm(forms.Form):
    since = forms.DateField(label=_("First day"), required=False, widget=DateInput())
    until = forms.DateField(label=_("Last day"), required=False, widget=DateInput())
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    person = forms.CharField(
        label=_("By whom"), required=False, max_length=60, help_text=_("Full name, or sign-in name.")
    )
    body = forms.CharField(label=_("Body"), required=False, max_length=120)
    actor = forms.UUIDField(label=_("Key of the person acting"), required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = [
            (topic.title, sorted(((verb, str(words)) for verb, words in topic.verbs.items()), key=lambda act: act[1]))
            for topic in audit.topics()
        ]
        self.fields["verb"].choices = [("", _("every act")), *acts]  # type: ignore[attr-defined]

    def clean_person(self) -> Any:
        """The keys of everybody called this; nothing when nobody was named."""
        text = self.cleaned_data["person"].strip()
        if not text:
            return None
        found = queries.people_called(text)
        if not found:
            raise forms.ValidationError(_("Nobody is called this."))
        return found

    def clean_body(self) -> Any:
        text = self.cleaned_data["body"].strip()
        if not text:
            return None
        body = organisations.body_named(text)
        if body is None:
            raise forms.ValidationError(_("No body is called this. Copy its full name or its code."))
        return body
