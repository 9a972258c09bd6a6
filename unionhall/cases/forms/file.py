"""Forms for the moves of one case. Every one carries the version its reader saw."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.ui.widgets import CountedTextarea

from ..enums import Manner

TEXT_LENGTH = 2_000


class ActForm(forms.Form):
    """An act on a case: which version of the file its reader saw, and a mark by which a double click is known."""

    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1)
    once = forms.CharField(widget=forms.HiddenInput(), max_length=64, required=False)
    opened = forms.DateTimeField(widget=forms.HiddenInput(), required=False)

    @property
    def words(self) -> dict[str, Any]:
        """What the reader entered, without the marks of the form itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ActForm.base_fields}


class PlainActForm(ActForm):
    """Nothing to fill in: the act itself is the answer."""


def reason_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=TEXT_LENGTH, widget=CountedTextarea({"rows": 4})
    )


class RefusalForm(ActForm):
    """Why it is not ours, who is competent instead, and whether the worker agrees that the file is carried there."""

    reason = reason_field(_("Why is it not ours?"), _("The worker reads this."))
    body = forms.ModelChoiceField(
        label=_("Competent body"),
        queryset=None,
        required=False,
        help_text=_("A body in this list receives the file as soon as it accepts."),
    )
    competent_name = forms.CharField(
        label=_("Or its name, if it is not in the list"), required=False, max_length=120, strip=True
    )
    consent = forms.ChoiceField(label=_("Does the worker agree that the file goes there?"), required=False)

    def __init__(self, *args: Any, bodies: QuerySet[Any], consents: Iterable[tuple[str, Any]], **rest: Any):
        super().__init__(*args, **rest)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["consent"].choices = [("", _("Not asked; the file is carried to the competent body")), *consents]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("body") and not cleaned.get("competent_name") and "body" not in self.errors:
            self.add_error("body", _("Choose the competent body, or write its name below."))
        return cleaned


class FailureForm(ActForm):
    reason = reason_field(_("Why was no settlement reached?"), _("The worker reads this."))


class FilingForm(ActForm):
    """Support before the arbitration commission or in court."""

    reason = reason_field(_("Where and when was it filed, and for what?"), required=False)


class PerformanceForm(ActForm):
    reason = reason_field(
        _("How was it performed?"), _("For instance: paid by bank transfer on 3 June."), required=False
    )


class ClosureForm(ActForm):
    """How the matter ended."""

    reason = reason_field(_("What came of it?"), _("The worker reads this."))
    manner = forms.ChoiceField(
        label=_("How was it resolved?"),
        required=False,
        choices=[("", _("It was not resolved")), *Manner.choices],
        help_text=_("What is not resolved is not counted as resolved."),
    )


class WithdrawalForm(ActForm):
    reason = reason_field(_("How did the worker tell you?"), _("When, by which way, and why if they said so."))


class ReopeningForm(ActForm):
    reason = reason_field(_("Why is it taken up again?"), _("The worker reads this."))
