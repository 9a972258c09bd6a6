"""A routing rule as it is typed in: which matters, when, and to whom."""

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN, Industry
from unionhall.people import api as people
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CheckTiles, DateInput

from ..enums import Kind
from ..models import RoutingRule
from ..routing import Draft, draft_of

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

WEEKDAYS = [
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
]
LONGEST_LIST = 10_000
DEPTH = 3


class TimeInput(forms.TimeInput):
    """The device's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class RuleForm(MarkedForm):
    """Conditions that are left out ask nothing; of those named, all must hold."""

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    name = forms.CharField(
        label=_("Name of the rule"), max_length=60, help_text=_("Stands on the file of each matter it sends.")
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"), choices=Kind.choices, required=False, widget=CheckTiles(), help_text=_("One of these.")
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=60,
        required=False,
        help_text=_("Name or code; all places inside it count too."),
    )
    industry = forms.ChoiceField(label=_("Industry"), choices=[("", _("any")), *Industry.choices], required=False)
    employers = forms.CharField(
        label=_("Employers"),
        max_length=LONGEST_LIST,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One of these, each on a line of its own: full name or credit code, as in the register."),
    )
    words = forms.CharField(
        label=_("Words"),
        max_length=LONGEST_LIST,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "One of these stands in what the worker wrote. Between them a comma or a new line; 2 to 40 characters each."
        ),
    )
    to_chair = forms.BooleanField(label=_("Only what is written to the chair"), required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"), choices=WEEKDAYS, coerce=int, required=False, widget=CheckTiles()
    )
    from_time = forms.TimeField(label=_("From (time of day)"), required=False, widget=TimeInput())
    to_time = forms.TimeField(
        label=_("To (time of day)"),
        required=False,
        widget=TimeInput(),
        help_text=_("Beijing time. From 22:00 to 06:00 is a night, and belongs to the weekday on which it begins."),
    )
    body = forms.ChoiceField(label=_("Goes to"))
    person = forms.CharField(
        label=_("Into the hands of"),
        max_length=60,
        required=False,
        help_text=_("The name of somebody on duty at that body. Left out, those in charge there decide."),
    )
    since = forms.DateField(label=_("First day"), widget=DateInput())
    until = forms.DateField(label=_("Last day"), required=False, widget=DateInput())

    def __init__(self, *args: Any, owner: "Organisation", actor: Actor, **rest: Any) -> None:
        super().__init__(*args, **rest)
        above = [key for key in owner.ancestors_by_column.values() if key]
        around = Q(pk__in=above) | Q(**{LEVEL_COLUMN[owner.level]: owner.pk})
        self.bodies = organisations.visible_organisations(actor).filter(around, receives_cases=True, agency_kind="")
        body: Any = self.fields["body"]
        body.choices = [("", _("choose")), *organisations.as_tree(self.bodies, depth=DEPTH + len(above))]

    @staticmethod
    def first(rule: RoutingRule | None = None) -> dict[str, Any]:
        """What a fresh form holds: nothing, or the rule that is to be changed."""
        if rule is None:
            return {"since": clock.today()}
        plain = (
            "version",
            "name",
            "kinds",
            "industry",
            "to_chair",
            "weekdays",
            "from_time",
            "to_time",
            "since",
            "until",
        )
        return {
            **{name: getattr(rule, name) for name in plain},
            "place": rule.place.code if rule.place else "",
            "employers": "\n".join(e.uscc or e.name for e in rule.employers.order_by("name", "pk")),
            "words": "\n".join(rule.words),
            "body": str(rule.body_id),
            "person": rule.person.name if rule.person else "",
        }

    def clean_place(self) -> Any:
        text = self.cleaned_data["place"].strip()
        place = organisations.place_named(text) if text else None
        if text and place is None:
            raise forms.ValidationError(_("No place, or more than one, is called this. Write its code."))
        return place

    def clean_employers(self) -> list[Any]:
        found = []
        for line in _parts(self.cleaned_data["employers"], r"[\r\n]+")[:60]:
            employer = organisations.employer_named(line[:120])
            if employer is None:
                raise forms.ValidationError(
                    format_lazy(_("“{name}”: no employer, or more than one, is called this."), name=line[:40])
                )
            found.append(employer)
        return list(dict.fromkeys(found))

    def clean_words(self) -> list[str]:
        return _parts(self.cleaned_data["words"], r"[\r\n,，、;；]+")

    def clean_body(self) -> Any:
        return self.bodies.get(pk=self.cleaned_data["body"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        name, body = (cleaned.get("person") or "").strip(), cleaned.get("body")
        cleaned["person"] = None
        if name and body:
            found = list(people.people_with_posts(body.pk).filter(name=name)[:2])
            if len(found) == 1:
                cleaned["person"] = found[0]
            else:
                self.add_error("person", _("Nobody on duty at that body, or more than one, is called this."))
        return cleaned

    @property
    def draft(self) -> Draft:
        """What was typed in, as one value."""
        return draft_of({name: value for name, value in self.cleaned_data.items() if name not in ("once", "version")})


def _parts(text: str, between: str) -> list[str]:
    return [part.strip() for part in re.split(between, text) if part.strip()]
