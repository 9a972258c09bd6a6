"""What is entered about places. Shape and clean input; nothing is saved here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core.verdict import Refused
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CheckTiles, CountedTextarea, DateInput, PhoneInput, PhotoInput, RadioTiles

from . import opening, position, queries
from .enums import Access, Answer, Located, PointDatum, RuleKind, Standard, VenueKind
from .models import Venue
from .states import VenueState

SHOW = (
    ("", _("all")),
    ("reported", _("reports wait")),
    ("short", _("shortfalls run")),
    ("uninspected", _("never inspected")),
    ("no_hours", _("hours not known")),
    ("hidden", _("not shown to the public")),
)
ANY = ("", _("all"))


def _choices(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    field: Any = form.fields[name]
    field.choices = list(choices)


class VenueFilterForm(forms.Form):
    q = forms.CharField(label=_("Name, address or code"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=[ANY, *VenueKind.choices], required=False)
    host_kind = forms.ChoiceField(label=_("Host"), required=False)
    equipment = forms.ChoiceField(label=_("With"), required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("in use or planned")), *VenueState.choices], required=False
    )
    show = forms.ChoiceField(label=_("Show"), choices=SHOW, required=False)
    body = forms.UUIDField(required=False, widget=forms.HiddenInput())
    division = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choices(self, "host_kind", [ANY, *((one.code, one.label) for one in queries.host_kinds())])
        _choices(self, "equipment", [ANY, *((one.code, one.label) for one in queries.equipment())])

    def clean_q(self) -> str:
        return str(self.cleaned_data["q"]).replace("\0", "")

    def asked(self) -> dict[str, Any]:
        """The filters that are set, as plain values."""
        said = self.cleaned_data if self.is_valid() else {}
        return {name: str(value) for name, value in said.items() if value}


class PositionField(forms.CharField):
    """A longitude and a latitude in one box, as one copies them from a map; whichever comes first is told by its size."""

    def __init__(self, **rest: Any) -> None:
        rest.setdefault("help_text", _("Two numbers as a map shows them, for instance 120.7012, 28.0034."))
        super().__init__(max_length=60, **rest)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        numbers = re.findall(r"-?\d{1,3}(?:\.\d{1,12})?", text)
        if len(numbers) != 2:
            raise forms.ValidationError(_("Write two numbers: longitude and latitude."))
        one, other = float(numbers[0]), float(numbers[1])
        return (other, one) if abs(one) < 60 < abs(other) else (one, other)


class DatumMixin(forms.Form):
    """Cleans `position` with its `datum` into WGS-84."""

    def placed(self, said: dict[str, Any]) -> dict[str, Any]:
        point = said.pop("position", None)
        datum = said.pop("datum", "") or PointDatum.WGS84
        if point is not None:
            lon, lat = position.to_wgs84(point[0], point[1], datum)
            said["lon"], said["lat"] = float(lon), float(lat)
        return said

    def check_position(self, said: dict[str, Any]) -> None:
        if said.get("position") is not None:
            lon, lat = position.to_wgs84(
                said["position"][0], said["position"][1], said.get("datum") or PointDatum.WGS84
            )
            verdict = position.may_stand(float(lon), float(lat))
            if not verdict:
                self.add_error("position", f"{verdict.reason} {verdict.next_step}")


def _hours(text: str) -> Any:
    try:
        return opening.parsed(text)
    except Refused as refusal:
        raise forms.ValidationError(str(refusal)) from None


class FactsForm(MarkedForm):
    """What is known of a place."""

    name = forms.CharField(label=_("Name of the place"), max_length=120, help_text=_("As it stands at the door."))
    kind = forms.ChoiceField(label=_("Kind"), choices=VenueKind.choices)
    host_kind = forms.ChoiceField(label=_("In what kind of house?"), required=False)
    host_words = forms.CharField(label=_("Whose house is it?"), required=False, max_length=120)
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    how_to_find = forms.CharField(
        label=_("How does one find the door?"),
        required=False,
        max_length=200,
        help_text=_("For instance: left of the main entrance."),
    )
    public_phone = forms.CharField(
        label=_("Telephone at the place"), required=False, max_length=30, widget=PhoneInput()
    )
    hours = forms.CharField(
        label=_("When is it open?"), required=False, max_length=500,
        help_text=_("As one writes it at the door: 08:00-20:00; Mo-Fr 08:30-17:30; 24 hours. Leave it empty when nobody knows."),
    )  # fmt: skip
    equipment = forms.MultipleChoiceField(label=_("What is inside?"), required=False, widget=CheckTiles())
    capacity = forms.IntegerField(label=_("Seats"), required=False, min_value=0, max_value=5000)
    access = forms.ChoiceField(label=_("How does one get in?"), choices=Access.choices)
    self_service = forms.BooleanField(label=_("Nobody is there: one serves oneself"), required=False)
    uses_counted = forms.BooleanField(
        label=_("Count use by scans of the code"),
        required=False,
        help_text=_("A number a day, nobody's name. Otherwise the page says “not counted”."),
    )
    hidden = forms.BooleanField(label=_("Do not show it to the public"), required=False)

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choices(self, "host_kind", [("", _("not stated")), *((one.code, one.label) for one in queries.host_kinds())])
        _choices(self, "equipment", [(one.code, one.label) for one in queries.equipment()])

    def clean_hours(self) -> Any:
        return _hours(self.cleaned_data["hours"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "host_kind" in said:
            kind = said.pop("host_kind")
            said["host_kind"] = next((one for one in queries.host_kinds() if one.code == kind), None)
        return said

    @staticmethod
    def of(venue: Venue) -> dict[str, Any]:
        """What is held, for the boxes: nobody types it again."""
        names = ("name", "kind", "host_words", "address", "how_to_find", "public_phone", "equipment", "capacity", "access",
                 "self_service", "uses_counted", "hidden")  # fmt: skip
        return {
            **{name: getattr(venue, name) for name in names},
            "host_kind": venue.host_kind_id or "",
            "hours": opening.week_in_words(venue.hours),
        }


class VenueForm(FactsForm, DatumMixin):
    """A new place."""

    operator = forms.ChoiceField(label=_("Which body runs it?"))
    position = PositionField(label=_("Position"))
    datum = forms.ChoiceField(
        label=_("From which map are the numbers?"), choices=PointDatum.choices,
        help_text=_("Amap and Tencent use GCJ-02, Baidu BD-09. We convert."),
    )  # fmt: skip
    located = forms.ChoiceField(label=_("How exactly do we know?"), choices=Located.choices)
    opened_on = forms.DateField(
        label=_("Open since"),
        required=False,
        widget=DateInput(),
        help_text=_("Leave it empty when it is only planned."),
    )
    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=40,
        help_text=_("Leave it empty and one is made. It stands on the poster."),
    )

    field_order = (
        "name",
        "operator",
        "kind",
        "position",
        "datum",
        "located",
        "address",
        "how_to_find",
        "host_kind",
        "host_words",
        "hours",
    )

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choices(self, "operator", bodies)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        self.check_position(said)
        return said


class MoveForm(MarkedForm, DatumMixin):
    position = PositionField(label=_("New position"))
    datum = forms.ChoiceField(label=_("From which map are the numbers?"), choices=PointDatum.choices)
    address = forms.CharField(label=_("New address"), required=False, max_length=200)
    on = forms.DateField(label=_("Since when?"), widget=DateInput())
    text = forms.CharField(label=_("In your words"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self.check_position(said)
        return said


class DayForm(MarkedForm):
    on = forms.DateField(label=_("Since when?"), widget=DateInput())
    text = forms.CharField(label=_("In your words"), required=False, max_length=300)


class PauseForm(DayForm):
    until = forms.DateField(label=_("Until about when?"), required=False, widget=DateInput())
    field_order = ("on", "until", "text")


class KeeperForm(MarkedForm):
    """Who looks after a place."""

    name = forms.CharField(label=_("Name"), required=False, max_length=60)
    phone = forms.CharField(
        label=_("Mobile phone"), required=False, max_length=20, widget=PhoneInput(),
        help_text=_("With it they hear of reports and answer them themselves. It is shown to nobody."),
    )  # fmt: skip


class HoursForm(MarkedForm):
    """When a door is open."""

    hours = forms.CharField(
        label=_("When is it open?"), required=False, max_length=500, widget=CountedTextarea(attrs={"rows": 3}),
        help_text=_(
            "One part after another, with semicolons: Mo-Fr 08:30-17:30; Sa 09:00-12:00. Seasons: May 1-Sep 30 07:30-21:00. "
            "Holidays: PH off, or PH 10:00-16:00. Past midnight: 22:00-06:00. Day and night: 24 hours."
        ),
    )  # fmt: skip

    def clean_hours(self) -> Any:
        return _hours(" ".join(self.cleaned_data["hours"].split()))


class ClosureForm(MarkedForm):
    """Days on which a door is closed."""

    first = forms.DateField(label=_("Closed from"), widget=DateInput())
    last = forms.DateField(
        label=_("Until, that day too"), required=False, widget=DateInput(), help_text=_("Empty: that one day.")
    )
    reason = forms.CharField(label=_("Why?"), required=False, max_length=40, help_text=_("Everybody can read it."))


class PhotoForm(MarkedForm):
    photo = forms.FileField(label=_("Photo"), widget=PhotoInput(several=False, accept="image/*"))
    caption = forms.CharField(label=_("What does it show?"), required=False, max_length=100)


class AnswerForm(MarkedForm):
    answer = forms.ChoiceField(label=_("What is true?"), choices=Answer.choices, widget=RadioTiles())
    words = forms.CharField(
        label=_("In your words"), required=False, max_length=200, help_text=_("Everybody can read it.")
    )


class WordsForm(MarkedForm):
    text = forms.CharField(label=_("What was done?"), max_length=300, widget=CountedTextarea(attrs={"rows": 3}))


class ConfirmForm(MarkedForm):
    """Nothing to enter: only the mark."""


class ImportForm(MarkedForm):
    """A list of places."""

    table = forms.FileField(
        label=_("The file with the places"), widget=forms.FileInput({"accept": ".xlsx,.xls,.csv,.geojson,.json"}),
        help_text=_("Excel, CSV or GeoJSON. Columns such as 编号, 名称, 地址, 经度, 纬度, 开放时间, 设施 are known by their names."),
    )  # fmt: skip
    body = forms.ChoiceField(label=_("Which body runs these places?"))
    kind = forms.ChoiceField(label=_("Kind, where the list names none"), choices=VenueKind.choices)
    datum = forms.ChoiceField(
        label=_("Coordinates in"),
        required=False,
        choices=[("", _("as the columns say; else WGS-84")), *PointDatum.choices],
    )
    prefix = forms.RegexField(
        r"^[\w.\-]{0,20}$", label=_("Put in front of codes"), required=False, max_length=20,
        help_text=_("For instance RJ-, when the list counts 1, 2, 3 and others might too."),
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choices(self, "body", bodies)


class RuleForm(MarkedForm):
    what = forms.ChoiceField(label=_("Which number?"), choices=RuleKind.choices)
    body = forms.ChoiceField(label=_("For the places of which body, and those below?"))
    value = forms.IntegerField(label=_("Days"), min_value=1, max_value=3650)
    since = forms.DateField(label=_("From"), widget=DateInput())
    source = forms.CharField(
        label=_("Where is it written?"), max_length=200, help_text=_("The document and its number.")
    )

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choices(self, "body", bodies)


class ItemForm(MarkedForm):
    standard = forms.ChoiceField(label=_("Belongs to which standard?"), choices=Standard.choices)
    name = forms.CharField(label=_("What is looked at?"), max_length=200)
    name_en = forms.CharField(label=_("The same in English"), required=False, max_length=200)
    body = forms.ChoiceField(label=_("For which places?"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Only for these kinds"), choices=VenueKind.choices, required=False, widget=CheckTiles(),
        help_text=_("None ticked: for all kinds."),
    )  # fmt: skip
    points = forms.IntegerField(label=_("Points"), min_value=1, max_value=100, initial=4)
    is_grave = forms.BooleanField(label=_("A grave shortfall when missing"), required=False)
    source = forms.CharField(
        label=_("Where is it written?"), max_length=200, help_text=_("The document and its number.")
    )
    code = forms.SlugField(label=_("Code"), max_length=40, help_text=_("Short, in small letters: facilities-umbrella"))

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choices(self, "body", bodies)


class EndForm(MarkedForm):
    on = forms.DateField(label=_("Last day"), widget=DateInput())


class WordForm(MarkedForm):
    kind = forms.ChoiceField(
        label=_("What is added?"), choices=[("equipment", _("equipment")), ("host", _("kind of host"))]
    )
    name = forms.CharField(label=_("What is it called?"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), required=False, max_length=60)
    code = forms.SlugField(label=_("Code"), max_length=30)
    aliases = forms.CharField(
        label=_("Other words for it in lists"), required=False, max_length=200, help_text=_("With commas between them.")
    )
    is_need = forms.BooleanField(label=_("Workers look for it"), required=False)
    source = forms.CharField(label=_("Where is it written?"), max_length=200)


class InspectionForm(MarkedForm):
    """The checklist of one place; its questions are the items that count for it on the day."""

    draft = forms.UUIDField(widget=forms.HiddenInput())
    on = forms.DateField(label=_("Inspected on"), widget=DateInput())
    words = forms.CharField(
        label=_("Anything else?"), required=False, max_length=1000, widget=CountedTextarea(attrs={"rows": 3})
    )
