"""What another page fills into an intake. It is looked over before it is sent, so what does not fit is left out."""

from typing import Any

from django import forms

from ..enums import Kind
from .worker import ACCOUNT_LENGTH, WhenForm

ENCLOSED_LENGTH = 8_000


class BegunForm(WhenForm):
    account = forms.CharField(max_length=ACCOUNT_LENGTH, required=False, widget=forms.HiddenInput())
    enclosed = forms.CharField(max_length=ENCLOSED_LENGTH, required=False)
    kind = forms.ChoiceField(choices=Kind.choices, required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for field in self.fields.values():
            field.widget = forms.HiddenInput()

    def filled_in(self) -> dict[str, str]:
        """The answers as a draft keeps them."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value not in (None, "")}
