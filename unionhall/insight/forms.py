"""Which period does the reader ask for?"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.ui.widgets import DateInput

from . import periods
from .periods import Period


class PeriodForm(forms.Form):
    """A named period, or two days."""

    period = forms.ChoiceField(label=_("Period"), choices=periods.CHOICES, required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DateInput)
    until = forms.DateField(label=_("Until"), required=False, widget=DateInput)

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Choosing “from … until …” without days begins with the usual ones, to be changed."""
        given = {name: data.get(name, "") for name in ("period", "since", "until")}
        given["period"] = given["period"] or periods.DEFAULT
        if given["period"] == periods.CUSTOM and not given["since"] and not given["until"]:
            usual = periods.period()
            given |= {"since": f"{usual.since}", "until": f"{usual.until}"}
        super().__init__(given)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if cleaned.get("period") != periods.CUSTOM:
            return cleaned
        for name, day in (("since", since), ("until", until)):
            if day is None and name not in self.errors:
                self.add_error(name, _("Give the first and the last day."))
            elif day is not None and not 1990 <= day.year <= clock.today().year + 1:
                self.add_error(name, _("This day cannot be right."))
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first."))
        return cleaned

    @property
    def chosen(self) -> Period:
        """The period asked for; the usual one while the form has mistakes."""
        if not self.is_valid():
            return periods.period()
        said = self.cleaned_data
        return periods.period(said["period"] or periods.DEFAULT, said["since"], said["until"])
