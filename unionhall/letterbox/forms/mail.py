"""What officers enter about mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.cases.enums import Kind
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CountedTextarea


class TakeInForm(MarkedForm):
    """A held mail as an officer reads it."""

    name = forms.CharField(label=_("Who wrote it?"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("What is it about?"), choices=Kind.choices, initial=Kind.OTHER)
    employer_name = forms.CharField(label=_("Employer"), max_length=120, required=False)
    site = forms.CharField(label=_("Site or workplace"), max_length=60, required=False)
    account = forms.CharField(
        label=_("What happened, in the worker's words"),
        max_length=50_000,
        widget=CountedTextarea({"rows": 10}),
        error_messages={"required": _("A few words are enough, but we need some.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("name", "employer_name", "site"):
            cleaned[name] = " ".join((cleaned.get(name) or "").split())
        return cleaned


class ThrowAwayForm(MarkedForm):
    why = forms.CharField(
        label=_("Why is it thrown away?"),
        max_length=200,
        help_text=_("For instance: advertising. What the mail says is deleted; that it came is kept."),
        error_messages={"required": _("A few words are enough.")},
    )
