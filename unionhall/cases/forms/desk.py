"""What an officer asks of the worklist: filters in the address, acts on many, exports, handing over."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.people.enums import HANDLERS
from unionhall.ui.parts import Choice
from unionhall.ui.widgets import DateInput
from unionhall.ui.words import date_words

from .. import access, queries
from ..enums import Kind, Source
from ..states import ENDED, State

LEVELS_SHOWN = 2
"""A body is chosen among those this many levels below one's own; a deeper one by first choosing the one above it."""

CLOCKS = [("overdue", _("overdue")), ("soon", _("due soon")), ("paused", _("clock stopped"))]
WAITING = [("transfer", _("another body's answer")), ("callback", _("a call-back due by today"))]
SORTS = ("due", "-due", "received", "-received")


class WorklistForm(forms.Form):
    """The filters of a worklist. An unknown value is an error, never a wider list."""

    clock = forms.ChoiceField(label=_("Next step"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    handler = forms.CharField(label=_("Handler"), required=False, max_length=36, widget=forms.Select)
    body = forms.ModelChoiceField(label=_("Body"), required=False, queryset=None)
    waiting = forms.ChoiceField(label=_("Waits for"), required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)
    number = forms.CharField(
        label=_("Case number"), required=False, max_length=40, help_text=_("Whole, or only its last part")
    )
    employer = forms.CharField(label=_("Employer"), required=False, max_length=60, min_length=2)
    unidentified = forms.BooleanField(label=_("employer not identified yet"), required=False)
    to_chair = forms.BooleanField(label=_("written to the chair"), required=False)
    urgent = forms.BooleanField(label=_("urgent"), required=False)
    received_from = forms.DateField(label=_("Received from"), required=False, widget=DateInput)
    received_until = forms.DateField(label=_("Received until"), required=False, widget=DateInput)
    ended = forms.BooleanField(label=_("also ended matters"), required=False)
    members = forms.BooleanField(label=_("also members of groups"), required=False)
    sort = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=[("", ""), *((s, s) for s in SORTS)])

    def __init__(self, data: Mapping[str, Any], *, actor: Actor) -> None:
        super().__init__(data)
        self.actor = actor
        choices: dict[str, Iterable[tuple[Any, Any]]] = {
            "clock": CLOCKS, "state": State.choices, "kind": Kind.choices, "source": Source.choices, "waiting": WAITING,
        }  # fmt: skip
        for name, among in choices.items():
            self._offer(name, among)
        self._offer("handler", [("mine", _("my own")), ("none", _("nobody yet")), *self._colleagues()])
        body: Any = self.fields["body"]
        body.queryset = access.overseen_bodies(actor)
        body.choices = [("", _("any")), *self.bodies]
        if len(self.bodies) < 2:
            del self.fields["body"]

    def _offer(self, name: str, among: Iterable[tuple[Any, Any]]) -> None:
        options = [("", _("any")), *among]
        field: Any = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = options
        else:
            field.widget.choices = options

    def _colleagues(self) -> list[tuple[str, str]]:
        bodies = self.actor.organisation_ids(*HANDLERS)
        found = {str(person): name for _body, person, name in people.on_duty_at(bodies)} if bodies else {}
        found.pop(str(self.actor.person_id), None)
        return sorted(found.items(), key=lambda pair: pair[1])

    @cached_property
    def bodies(self) -> list[tuple[str, str]]:
        """The bodies below one, each under the one above it."""
        return organisations.as_tree(access.overseen_bodies(self.actor), depth=LEVELS_SHOWN)

    def clean_handler(self) -> str:
        value: str = self.cleaned_data["handler"]
        if value in ("", "mine", "none"):
            return value
        try:
            return str(UUID(value))
        except ValueError:
            raise ValidationError(_("Choose one of the list.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("received_from"), cleaned.get("received_until")
        for name, day in (("received_from", first), ("received_until", last)):
            if day and not 1990 <= day.year <= 2100:
                self.add_error(name, _("This day cannot be right."))
        if first and last and first > last:
            self.add_error("received_until", _("The last day lies before the first."))
        return cleaned

    @property
    def filters(self) -> dict[str, Any]:
        """What `queries.worklist` understands."""
        found = {name: value for name, value in self.cleaned_data.items() if value and name not in ("body", "sort")}
        if found.get("handler") == "mine":
            found["handler"] = self.actor.person_id
        if body := self.cleaned_data.get("body"):
            found["under"] = body
        if number := found.pop("number", ""):
            prefixes = access.overseen_bodies(self.actor).exclude(case_prefix="").values_list("case_prefix", flat=True)
            found["numbers"] = queries.likely_numbers(number, prefixes.order_by("case_prefix"))
        return found

    @property
    def order(self) -> tuple[str, str]:
        """By the nearest clock. Ended matters have none, so a list with them goes by the day they came."""
        if self.cleaned_data.get("ended") or self.cleaned_data.get("state") in ENDED:
            return ("received_at", "-id") if self.cleaned_data.get("sort") == "received" else ("-received_at", "id")
        match self.cleaned_data.get("sort"):
            case "-due":
                return ("-due_on", "-id")
            case "received":
                return ("received_at", "-id")
            case "-received":
                return ("-received_at", "id")
        return ("due_on", "id")

    def query(self, **without: Any) -> str:
        """The filters as the address writes them: the same list, the same address."""
        given = {name: self._written(name) for name in self.fields if name not in without}
        return urlencode({name: value for name, value in given.items() if value})

    def _written(self, name: str) -> str:
        value = self.cleaned_data.get(name)
        if value is True:
            return "on"
        return str(getattr(value, "pk", value) or "")

    def chips(self, url: str) -> list[Choice]:
        """Each filter in words, with the address of the list without it."""
        chips = []
        for name in self.fields:
            if name != "sort" and self._written(name):
                chips.append(Choice(self._said(name), f"{url}?{self.query(**{name: ''})}"))
        return chips

    def words(self) -> str:
        """All filters in one line, for a sheet or a page head."""
        return str(_(", ")).join(str(chip.label) for chip in self.chips("")) or str(_("all open matters"))

    def _said(self, name: str) -> str:
        value, field = self.cleaned_data[name], self.fields[name]
        if value is True:
            return str(field.label)
        if name == "handler":
            said = dict(field.widget.choices).get(value) or self._handler_name(value)
        elif isinstance(field, forms.ModelChoiceField):
            said = value.short_name
        elif isinstance(field, forms.ChoiceField):
            said = dict(field.choices)[value]
        else:
            said = date_words(value) if isinstance(field, forms.DateField) else value
        return _("%(filter)s: %(value)s") % {"filter": field.label, "value": said}

    def _handler_name(self, person_id: str) -> str:
        """The name stands on rows one sees anyway; of anybody else it is not told."""
        seen = access.desk_cases(self.actor).filter(handler__pk=person_id).order_by("due_on", "pk")
        return seen.values_list("handler__name", flat=True).first() or str(_("somebody else"))


ACTS = [("assign", _("Assign")), ("accept", _("Accept")), ("gather", _("Gather into a group case"))]


class BulkForm(forms.Form):
    """One act for the rows ticked, or for all that the filters find."""

    act = forms.ChoiceField(choices=ACTS)
    handler = forms.UUIDField(required=False)
    everything = forms.BooleanField(required=False)
    query = forms.CharField(required=False, max_length=1000)

    def __init__(self, data: QueryDict, *, actor: Actor) -> None:
        super().__init__(data)
        self.actor, self.chosen_words = actor, data.getlist("chosen")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            cleaned["chosen"] = list(dict.fromkeys(UUID(word) for word in self.chosen_words[:1000]))
        except ValueError:
            raise ValidationError(_("Some of what was chosen is no case. Open the list again.")) from None
        if not cleaned["chosen"] and not cleaned.get("everything"):
            raise ValidationError(_("No case is chosen. Tick the rows first."))
        if cleaned.get("act") == "gather" and cleaned.get("everything"):
            raise ValidationError(_("A group is gathered from rows that were ticked one by one."))
        if cleaned.get("act") == "assign":
            cleaned["person"] = cleaned.get("handler") and people.person_on_duty(cleaned["handler"])
            if not cleaned["person"]:
                raise ValidationError(_("Say to whom they are assigned."))
        return cleaned


class ExportForm(forms.Form):
    """What leaves, with whose names, and what for."""

    purpose = forms.CharField(
        label=_("What is it for?"),
        required=False,
        max_length=200,
        help_text=_("For instance: quarterly report to the city federation. It is kept in the log."),
    )
    names = forms.ChoiceField(
        label=_("Names of workers"),
        choices=[("masked", _("first character only")), ("full", _("in full"))],
        widget=forms.RadioSelect,
        initial="masked",
        help_text=_("In full only for matters of your own body, and for a stated purpose. Phones are never in full."),
    )

    def __init__(self, *args: Any, needs_purpose: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.needs_purpose = needs_purpose
        self.fields["purpose"].required = needs_purpose

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        purpose = (cleaned.get("purpose") or "").strip()
        if cleaned.get("names") == "full" and not purpose and "purpose" not in self.errors:
            self.add_error("purpose", _("Names in full need a purpose."))
        return cleaned


class SavedViewForm(forms.Form):
    """A name for the present filters."""

    name = forms.CharField(label=_("Name of this view"), max_length=40)
    query = forms.CharField(required=False, max_length=500)


class HandOverForm(forms.Form):
    """Open matters of one handler, or of nobody, put into another's hands."""

    source = forms.CharField(max_length=36)
    body = forms.UUIDField()
    to = forms.UUIDField(required=False)
    only = forms.ChoiceField(
        required=False, choices=[("", _("all open")), ("overdue", _("only overdue")), ("soon", _("only due soon"))]
    )

    def clean_source(self) -> str:
        value: str = self.cleaned_data["source"]
        if value == "none":
            return value
        try:
            return str(UUID(value))
        except ValueError:
            raise ValidationError(_("Choose one of the list.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["person"] = cleaned.get("to") and people.person_on_duty(cleaned["to"])
        if not cleaned["person"]:
            raise ValidationError(_("Say to whom they are assigned."))
        if str(cleaned["to"]) == cleaned.get("source"):
            raise ValidationError(_("They are in these hands already."))
        return cleaned
