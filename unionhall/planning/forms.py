"""What officers enter about networks, demand, circles and plans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.places.enums import PointDatum
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import DateInput, FilesField, MoneyInput, PhotoInput, UnitInput

from .enums import CountedWhat, DoorHours, HostsFrom, Mode, Objective, Slot, Under, Weekday

Choices = Sequence[tuple[str, Any]]
MINUTES = (
    ("5", _("5 minutes")),
    ("10", _("10 minutes")),
    ("15", _("15 minutes")),
    ("20", _("20 minutes")),
    ("30", _("30 minutes")),
)
STRAIGHT = ("", _("no network: in a straight line"))
OF_THE_HOUR = _("the part the day and time lie in, where it is counted")
CAPACITY = _("How many one station can serve is reckoned only when as many as possible are to be reached.")
MOST_MINUTES, MOST_NEW, MOST_SECONDS = 60, 2_000, 900


def _files(accept: str, several: bool) -> FilesField:
    return FilesField(label=_("File"), widget=PhotoInput(several=several, accept=accept))


class BodyForm(MarkedForm):
    """What is kept or reckoned for a body."""

    body = forms.ChoiceField(label=_("For which body?"))

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined]
        if len(bodies) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.fields["body"].initial = bodies[0][0]


class _AsOf(forms.Form):
    as_of = forms.DateField(label=_("As of which day?"), widget=DateInput())

    def clean_as_of(self) -> Any:
        day = self.cleaned_data["as_of"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class NetworkForm(BodyForm, _AsOf):
    """A road network: its files, where they are from, and what may be done with them."""

    field_order = ["name", "body", "files", "mode", "read_as", "source", "licence", "as_of"]
    name = forms.CharField(label=_("Name of the network"), max_length=80)
    files = _files(".csv,.geojson,.json,.osm,.pbf", several=True)
    mode = forms.ChoiceField(label=_("How do people go?"), choices=Mode.choices)
    read_as = forms.ChoiceField(label=_("Coordinates in the file"), choices=PointDatum.choices)
    source = forms.CharField(label=_("Where is it from?"), max_length=200)
    licence = forms.CharField(
        label=_("Licence and attribution"),
        max_length=200,
        help_text=_("It stands under every picture, for example: © OpenStreetMap contributors, ODbL 1.0."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].help_text = _("OpenStreetMap (.osm, .osm.pbf), GeoJSON, or two CSV files together: nodes (id, lon, lat) and edges (from, to, and if known length_m, mode). Up to 400 MB.")  # fmt: skip


class ReplaceForm(MarkedForm, _AsOf):
    """Newer files of the same network."""

    field_order = ["files", "as_of"]
    files = _files(".csv,.geojson,.json,.osm,.pbf", several=True)


class LayerForm(BodyForm, _AsOf):
    """Points with numbers."""

    field_order = ["name", "body", "files", "counts", "read_as", "is_sure", "source", "as_of", "note"]
    name = forms.CharField(label=_("Name of the layer"), max_length=80)
    files = _files(".csv,.geojson,.json", several=False)
    counts = forms.ChoiceField(label=_("What do the numbers count?"), choices=CountedWhat.choices)
    read_as = forms.ChoiceField(label=_("Coordinates in the file"), choices=PointDatum.choices)
    is_sure = forms.BooleanField(
        label=_("I am sure of the coordinates, even if they look shifted"), required=False,
        help_text=_("Points are laid beside the known roads and stations. A file that fits better when read otherwise comes back, unless this is ticked."),
    )  # fmt: skip
    source = forms.CharField(label=_("Where is it from?"), max_length=200)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].help_text = _("CSV with the columns id, lon, lat, weight; or instead of weight the parts of the week, for example weekday_morning, weekend_night. A million rows are fine. Points with numbers, never persons. Up to 200 MB.")  # fmt: skip


class _Reckoned(BodyForm):
    """What circles and plans ask alike."""

    name = forms.CharField(label=_("Name of this reckoning"), max_length=80)
    demand = forms.ChoiceField(label=_("Whom do we count?"))
    network = forms.ChoiceField(label=_("Along which ways?"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Which kinds of station?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all kinds."),
    )  # fmt: skip
    hours = forms.ChoiceField(label=_("Which doors count?"), choices=DoorHours.choices)
    day = forms.DateField(
        label=_("On which date?"), required=False, widget=DateInput(),
        help_text=_("Leave it empty for an ordinary week. With a date, its season, public holiday and closures count."),
    )  # fmt: skip
    weekday = forms.TypedChoiceField(
        label=_("On which weekday?"), choices=Weekday.choices, coerce=int, initial=Weekday.TUESDAY.value
    )
    at = forms.TimeField(
        label=_("At what time?"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), initial="10:00"
    )
    slot = forms.ChoiceField(
        label=_("Which part of the week is counted?"), choices=[("", OF_THE_HOUR), *Slot.choices], required=False,
        help_text=_("Layers that count by part of the week have one of their own for each; others count “all the time”."),
    )  # fmt: skip
    speed = forms.FloatField(
        label=_("Speed"), initial=1.2, widget=UnitInput(_("metres a second")),
        validators=[MinValueValidator(0.3), MaxValueValidator(10)],
        help_text=_("1.2 on foot; about 4 by electric bicycle."),
    )  # fmt: skip
    detour = forms.FloatField(
        label=_("Detour on a straight line"), initial=1.0, required=False, widget=UnitInput(_("times")),
        validators=[MinValueValidator(1), MaxValueValidator(3)],
        help_text=_("Only without a network: 1.3 makes every way a third longer than it looks."),
    )  # fmt: skip

    def __init__(self, *args: Any, layers: Choices, networks: Choices, venue_kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["demand"].choices = list(layers)  # type: ignore[attr-defined]
        self.fields["network"].choices = [*networks, STRAIGHT]  # type: ignore[attr-defined]
        self.fields["network"].initial = networks[0][0] if networks else ""
        self.fields["kinds"].choices = list(venue_kinds)  # type: ignore[attr-defined]

    further: tuple[str, ...] = ()
    """Fields that most leave as they are; the page folds them away."""

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [one for one in self if one.name not in self.further]

    @property
    def further_fields(self) -> list[forms.BoundField]:
        return [one for one in self if one.name in self.further]

    @property
    def has_further_errors(self) -> bool:
        return any(name in self.errors for name in self.further)

    @property
    def facts(self) -> dict[str, Any]:
        """What was entered, as the action takes it; body, demand and network are fetched by the view."""
        said = {
            name: value
            for name, value in self.words.items()
            if name not in ("body", "demand", "network", "at", "hosts", "like")
        }
        at = self.cleaned_data["at"]
        said["minute"] = at.hour * 60 + at.minute
        said["detour"] = said.get("detour") or 1.0
        return said


class CirclesForm(_Reckoned):
    """Who reaches an open door within how many minutes?"""

    further = ("kinds", "slot", "speed", "detour", "rural_km")
    field_order = [
        "name",
        "body",
        "demand",
        "network",
        "hours",
        "weekday",
        "day",
        "at",
        "minutes",
        "kinds",
        "slot",
        "speed",
        "detour",
        "rural_km",
    ]
    minutes = forms.MultipleChoiceField(
        label=_("Within how many minutes?"),
        choices=MINUTES,
        initial=["5", "10", "15"],
        widget=forms.CheckboxSelectMultiple,
    )
    rural_km = forms.FloatField(
        label=_("Rural rule"), initial=10, widget=UnitInput(_("kilometres")), validators=[MinValueValidator(0.5), MaxValueValidator(50)],
        help_text=_("Reckoned beside the minutes: whoever lives within so many kilometres of a door."),
    )  # fmt: skip

    @property
    def facts(self) -> dict[str, Any]:
        said = super().facts
        said["minutes"] = [int(one) for one in said["minutes"]]
        return said


class PlanForm(_Reckoned):
    """Where should the next stations stand?"""

    further = ("kinds", "slot", "speed", "detour", "capacity", "seconds")
    field_order = [
        "name", "body", "objective", "under", "new", "budget", "demand", "network", "hosts_from", "hosts", "read_as", "is_sure", "minutes",
        "hours", "weekday", "day", "at", "kinds", "slot", "speed", "detour", "capacity", "seconds", "like",
    ]  # fmt: skip
    objective = forms.ChoiceField(
        label=_("What should they achieve?"),
        choices=Objective.choices,
        widget=forms.RadioSelect,
        initial=Objective.MCLP.value,
    )
    under = forms.ChoiceField(
        label=_("What limits it?"), choices=Under.choices, widget=forms.RadioSelect, initial=Under.COUNT.value
    )
    new = forms.IntegerField(
        label=_("How many new stations?"), required=False, min_value=1, max_value=MOST_NEW, initial=10,
        help_text=_("Where the number of stations is the limit."),
    )  # fmt: skip
    budget = forms.DecimalField(
        label=_("Budget"), required=False, min_value=1, max_digits=14, decimal_places=2, widget=MoneyInput(),
        help_text=_("Where the money is the limit; the list of hosts then has a column “cost”."),
    )  # fmt: skip
    hosts_from = forms.ChoiceField(
        label=_("Where could they stand?"),
        choices=HostsFrom.choices,
        widget=forms.RadioSelect,
        initial=HostsFrom.FILE.value,
    )
    hosts = FilesField(
        label=_("List of possible hosts"), required=False, widget=PhotoInput(several=False, accept=".csv,.geojson,.json"),
        help_text=_("CSV or GeoJSON with id, lon, lat, and if known name, cost, capacity. Up to 20 MB."),
    )  # fmt: skip
    read_as = forms.ChoiceField(label=_("Coordinates in that list"), choices=PointDatum.choices)
    is_sure = forms.BooleanField(
        label=_("I am sure of the coordinates, even if they look shifted"), required=False,
        help_text=_("The list is laid beside the known roads. One that fits better when read otherwise comes back, unless this is ticked."),
    )  # fmt: skip
    like = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=36)
    minutes = forms.IntegerField(label=_("Within how many minutes?"), initial=15, min_value=1, max_value=MOST_MINUTES)
    capacity = forms.IntegerField(
        label=_("How many can one station serve?"), required=False, min_value=1, max_value=10_000_000,
        help_text=_("Leave it empty where it does not matter."),
    )  # fmt: skip
    seconds = forms.IntegerField(
        label=_("Time for the proof"), initial=60, min_value=5, max_value=MOST_SECONDS, widget=UnitInput(_("seconds")),
        help_text=_("In the background; you may leave the page, stop it, or let it go on later."),
    )  # fmt: skip

    def __init__(self, *args: Any, has_hosts: str = "", **kwargs: Any) -> None:
        """`has_hosts`: the name of a plan whose list is taken where no other comes."""
        super().__init__(*args, **kwargs)
        self.has_hosts = has_hosts
        if has_hosts:
            self.fields["hosts"].help_text = format_lazy(
                _("Leave it empty to take the list of “{name}” again."), name=has_hosts
            )
        self.fields["name"].label = _("Name of the plan")
        self.fields["hours"].initial = DoorHours.ANY.value
        self.fields["hours"].label = _("Which stations that stand already count?")

    def clean_hosts(self) -> Any:
        return next(iter(self.cleaned_data["hosts"]), None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (
            cleaned.get("hosts_from") == HostsFrom.FILE
            and not (cleaned.get("hosts") or self.has_hosts)
            and "hosts" not in self.errors
        ):
            self.add_error("hosts", _("Choose the list of possible hosts."))
        if cleaned.get("objective") == Objective.LSCP:
            cleaned["under"] = Under.NOTHING.value
        elif cleaned.get("under") == Under.COUNT and not cleaned.get("new") and "new" not in self.errors:
            self.add_error("new", _("How many new stations?"))
        elif cleaned.get("under") == Under.BUDGET and not cleaned.get("budget") and "budget" not in self.errors:
            self.add_error("budget", _("How much money is there?"))
        elif cleaned.get("under") == Under.NOTHING:
            self.add_error("under", _("Without a limit every candidate would be chosen."))
        if cleaned.get("capacity") and cleaned.get("objective") not in (Objective.MCLP, None):
            self.add_error("capacity", CAPACITY)
        return cleaned


class ResumeForm(MarkedForm):
    """How much longer."""

    seconds = forms.IntegerField(
        label=_("Time for the proof"), initial=120, min_value=5, max_value=MOST_SECONDS, widget=UnitInput(_("seconds"))
    )


class ConfirmForm(MarkedForm):
    """A decision that needs no words."""


class CompareForm(forms.Form):
    """Two plans side by side."""

    one = forms.ChoiceField(label=_("Plan A"))
    other = forms.ChoiceField(label=_("Plan B"))

    def __init__(self, *args: Any, plans: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].choices = list(plans)  # type: ignore[attr-defined]
