"""Over which days are choices counted?"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock

PERIODS = [("90", _("last 90 days")), ("30", _("last 30 days")), ("365", _("last 12 months"))]


class PeriodForm(forms.Form):
    """A period that ends today; the usual one unless another is named."""

    period = forms.ChoiceField(label=_("Period"), choices=PERIODS, required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__({"period": data.get("period") or PERIODS[0][0]})

    @property
    def days(self) -> int:
        """How many, today included."""
        return int(self.cleaned_data["period"]) if self.is_valid() else int(PERIODS[0][0])

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """From midnight of the first day to the midnight after today, in China's time."""
        today, zone = clock.today(), timezone.get_default_timezone()
        first, after = today - timedelta(days=self.days - 1), today + timedelta(days=1)
        return datetime.combine(first, time(), zone), datetime.combine(after, time(), zone)
