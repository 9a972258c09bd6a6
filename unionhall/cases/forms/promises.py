"""A service promise as it is typed in: within how many days a matter leaves a step."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.organisations.enums import Level
from unionhall.ui.widgets import DateInput, RadioTiles

from ..enums import DayUnit, Kind
from ..states import OPEN, State


class PromiseForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Within which step?"),
        choices=[(state.value, state.label) for state in State if state in OPEN],
        help_text=_("The days count from the day a matter comes to this step."),
    )
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=366)
    unit = forms.ChoiceField(label=_("Which days?"), choices=DayUnit.choices, widget=RadioTiles())
    kind = forms.ChoiceField(
        label=_("Only matters of a kind"), choices=[("", _("every kind")), *Kind.choices], required=False
    )
    level = forms.TypedChoiceField(
        label=_("Only bodies of a level"),
        choices=[("", _("every level")), *Level.choices],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("A promise that names kind or level goes before one that does not."),
    )
    since = forms.DateField(label=_("First day"), widget=DateInput())
    until = forms.DateField(label=_("Last day"), required=False, widget=DateInput())
    source = forms.CharField(
        label=_("Where is this promised?"),
        max_length=200,
        help_text=_("The text and its number; officers see it beside the clock."),
    )

    def clean_since(self) -> Any:
        """What was promised for days gone by is brought in by the operator, who lets all clocks be read anew."""
        since = self.cleaned_data["since"]
        if since < clock.today():
            raise forms.ValidationError(_("This day lies in the past."))
        return since
