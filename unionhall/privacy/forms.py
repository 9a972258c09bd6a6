"""What people write about their data, and what those who answer for it write. Nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CountedTextarea, DateInput, RadioTiles

HELD_KINDS = [("person", _("a person")), ("record", _("one record"))]


class ObjectionForm(MarkedForm):
    text = forms.CharField(
        label=_("What do you object to?"), max_length=2000, widget=CountedTextarea({"rows": 5}),
        help_text=_("In your own words. Whoever you object to does not answer it, and does not see it."),
    )  # fmt: skip


class ErasureForm(MarkedForm):
    sure = forms.BooleanField(label=_("I have understood that there is no way back"))


class AnswerForm(MarkedForm):
    right = forms.ChoiceField(
        label=_("What did you find?"), widget=RadioTiles(),
        choices=[("yes", _("The objection is right")), ("no", _("The objection is not right"))],
    )  # fmt: skip
    text = forms.CharField(
        label=_("What do you answer?"), max_length=2000, widget=CountedTextarea({"rows": 5}),
        help_text=_("The person reads this word for word: what you found, and what follows from it."),
    )  # fmt: skip


class HoldForm(MarkedForm):
    kind = forms.ChoiceField(label=_("What must stay?"), choices=HELD_KINDS, widget=RadioTiles(), initial="person")
    key = forms.UUIDField(
        label=_("Its key"), help_text=_("As it stands in the audit trail or in the address of the file.")
    )
    reason = forms.CharField(
        label=_("Why?"), max_length=300, help_text=_("For instance the number of the court's order.")
    )
    until = forms.DateField(label=_("Until which day?"), widget=DateInput())

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until < clock.today():
            raise forms.ValidationError(_("This day lies in the past."))
        return until


class LiftForm(MarkedForm):
    pass


class ExposedForm(forms.Form):
    account = forms.CharField(
        label=_("Whose account?"), required=False, max_length=60, help_text=_("Full name, or sign-in name.")
    )
    person = forms.UUIDField(label=_("Or: which person was read? (key)"), required=False)
    since = forms.DateField(label=_("First day"), required=False, widget=DateInput())
    until = forms.DateField(label=_("Last day"), required=False, widget=DateInput())

    def clean_account(self) -> Any:
        from unionhall.people import api as people

        text = self.cleaned_data["account"].strip()
        if not text:
            return []
        found = people.naming.people_called(text)
        if not found:
            raise forms.ValidationError(_("Nobody is called this."))
        return found
