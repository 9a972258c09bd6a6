"""A phone number, the code that proves it, and the name of somebody who is here for the first time."""

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core.identity import check_mobile
from unionhall.ui import widgets


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("On which number can we reach you?"),
        max_length=30,
        help_text=_("We text you a code to make sure that it is yours. The employer does not learn it."),
        widget=widgets.PhoneInput(),
        error_messages={"required": _("Write your mobile number.")},
    )

    def clean_phone(self) -> str:
        read = check_mobile(self.cleaned_data["phone"])
        if not read:
            raise forms.ValidationError(f"{read.reason} {read.next_step}")
        return read.number


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Which code did you get?"),
        max_length=12,
        widget=widgets.CodeInput(),
        error_messages={"required": _("Write the six digits of the text message.")},
    )

    def clean_code(self) -> str:
        return "".join(character for character in self.cleaned_data["code"] if character.isdigit())


class FullNameForm(forms.Form):
    full_name = forms.CharField(
        label=_("What is your name?"),
        max_length=60,
        help_text=_("As it stands on your identity card. You are asked this once."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
