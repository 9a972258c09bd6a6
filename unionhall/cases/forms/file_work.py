"""Forms for the daily work on one case: who handles it, notes, files, sessions, parties, the clock, call-backs."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.verdict import Verdict
from unionhall.organisations.enums import Industry
from unionhall.ui.widgets import CountedTextarea, DateInput, DateTimeInput, FilesField, MoneyInput

from ..enums import Audience, CallbackOutcome, DayUnit, Kind, PartyRole, Purpose, SessionKind
from .file import TEXT_LENGTH, ActForm, reason_field

MONEY = {"max_digits": 12, "decimal_places": 2, "min_value": 0}
MOST_PEOPLE = 40
OWN_AUDIENCES = [(Audience.INTERNAL, _("Only those who handle it")), (Audience.WORKER, _("The worker as well"))]


class GreyingRadioSelect(forms.RadioSelect):
    """A choice of one in which some cannot be chosen; the label says why."""

    def __init__(self, barred: Iterable[str] = (), **rest: Any):
        super().__init__(**rest)
        self.barred = frozenset(barred)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.barred:
            option["attrs"]["disabled"] = True
        return option


class AssignmentForm(ActForm):
    """Who takes charge: those on duty at the body, the ones with a tie greyed."""

    handler = forms.ChoiceField(label=_("Who takes charge?"))

    def __init__(self, *args: Any, people: list[tuple[UUID, str, Verdict]], **rest: Any):
        super().__init__(*args, **rest)
        field = self.fields["handler"]
        field.widget = GreyingRadioSelect([str(pk) for pk, _name, verdict in people if not verdict])
        field.choices = [(str(pk), name if verdict else f"{name} — {verdict}") for pk, name, verdict in people]  # type: ignore[attr-defined]


class ReroutingForm(ActForm):
    body = forms.ModelChoiceField(label=_("To which body?"), queryset=None)
    reason = reason_field(_("Why is it sent there?"), _("This stands on the file, and the worker reads it."))

    def __init__(self, *args: Any, bodies: QuerySet[Any], **rest: Any):
        super().__init__(*args, **rest)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class CorrectionForm(ActForm):
    """The facts that a list is sorted and a matter is routed by; never the worker's own words."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=Kind.choices)
    employer_name = forms.CharField(
        label=_("Employer"),
        max_length=120,
        required=False,
        help_text=_("A name or code that is in the register is matched by itself."),
    )
    site = forms.CharField(label=_("Site or workplace"), max_length=60, required=False)
    industry = forms.ChoiceField(
        label=_("Industry"), required=False, choices=[("", _("not stated")), *Industry.choices]
    )
    amount = forms.DecimalField(label=_("Amount in dispute"), required=False, widget=MoneyInput(), **MONEY)
    happened_on = forms.DateField(label=_("Day it happened"), required=False, widget=DateInput())

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("This day lies in the future."))
        return day


class NoteForm(ActForm):
    text = forms.CharField(label=_("Note"), max_length=4_000, widget=CountedTextarea({"rows": 5}))
    audience = forms.ChoiceField(
        label=_("Who may read it?"), choices=OWN_AUDIENCES, widget=forms.RadioSelect, initial=Audience.INTERNAL
    )


class FileForm(ActForm):
    files = FilesField(label=_("Files"))
    label = forms.CharField(label=_("What do they show?"), max_length=120, required=False)
    audience = forms.ChoiceField(
        label=_("Who may open them?"), choices=OWN_AUDIENCES, widget=forms.RadioSelect, initial=Audience.WORKER
    )


class AttendanceForm(forms.Form):
    """Somebody who was there or was called: one the file knows, to be ticked, or a name to be written."""

    known = forms.BooleanField(required=False, widget=forms.HiddenInput())
    who = forms.CharField(label=_("Who"), max_length=120, required=False)
    part = forms.CharField(label=_("In what part"), max_length=40, required=False)
    present = forms.BooleanField(label=_("was there"), required=False)
    absent = forms.BooleanField(label=_("called, did not come"), required=False)

    @property
    def name_known(self) -> str:
        """The name that the file knows; nothing in a row that is to be written."""
        return str(self["who"].value() or "") if self["known"].value() in (True, "True", "on") else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("present") and cleaned.get("absent"):
            self.add_error("absent", _("Either was there, or did not come."))
        return cleaned


class AttendanceRows(forms.BaseFormSet):
    """Those the file knows, then blank rows. Who is neither ticked nor written is left out."""

    def people(self) -> Iterator[tuple[str, str, bool]]:
        for row in self.forms:
            said = row.cleaned_data
            if said.get("who") and (not said.get("known") or said.get("present") or said.get("absent")):
                yield said["who"], said.get("part", ""), not said.get("absent")


Attendances = forms.formset_factory(
    AttendanceForm, formset=AttendanceRows, extra=1, max_num=MOST_PEOPLE, absolute_max=MOST_PEOPLE, validate_max=True
)


class SessionForm(ActForm):
    """A consultation, negotiation, mediation session, call or visit, with who came."""

    kind = forms.ChoiceField(label=_("What was it?"), choices=SessionKind.choices)
    held_at = forms.DateTimeField(label=_("When?"), widget=DateTimeInput())
    place = forms.CharField(label=_("Where?"), max_length=120, required=False)
    outcome = forms.CharField(
        label=_("What came of it?"), max_length=4_000, required=False, widget=CountedTextarea({"rows": 4})
    )
    shared_with_worker = forms.BooleanField(label=_("The worker may read this"), required=False, initial=True)

    def __init__(self, data: Any = None, *args: Any, known: Iterable[tuple[str, str]] = (), **rest: Any):
        super().__init__(data, *args, **rest)
        rows = [{"known": True, "who": who[:120], "part": part[:40]} for who, part in known][: MOST_PEOPLE - 1]
        self.rows: Any = Attendances(data, prefix="people", initial=rows)

    @staticmethod
    def with_one_more(data: Any) -> Any:
        """What was entered so far, and one more blank row under it."""
        said = data.copy()
        count = said.get("people-TOTAL_FORMS", "")
        said["people-TOTAL_FORMS"] = (
            str(min(int(count) + 1, MOST_PEOPLE)) if count.isascii() and count.isdigit() else "1"
        )
        return said

    def hush(self) -> None:
        """Say nothing about what is not filled in yet."""
        self._errors = ErrorDict()

    def is_valid(self) -> bool:
        return super().is_valid() & self.rows.is_valid()

    def clean_held_at(self) -> Any:
        held_at = self.cleaned_data["held_at"]
        if held_at > clock.now() + timedelta(days=366) or held_at.year < 2000:
            raise forms.ValidationError(_("This day cannot be right. Check it."))
        return held_at


class SuspensionForm(ActForm):
    reason = reason_field(_("Why does the clock stop?"), _("What is awaited, and from whom. The worker reads this."))


class ExtensionForm(ActForm):
    days = forms.IntegerField(label=_("How many more days?"), min_value=1, max_value=90)
    unit = forms.ChoiceField(
        label=_("Counted in"), choices=DayUnit.choices, widget=forms.RadioSelect, initial=DayUnit.WORKING
    )
    reason = reason_field(_("Why is more time needed?"), _("The worker reads this."))


class PartyForm(ActForm):
    role = forms.ChoiceField(label=_("In what part?"), choices=PartyRole.choices)
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("An employer's name or code that is in the register is matched by itself."),
    )
    contact = forms.CharField(label=_("Contact"), max_length=120, required=False)


class CallbackForm(ActForm):
    """What the worker said on the telephone."""

    outcome = forms.ChoiceField(
        label=_("What did the worker say?"),
        choices=[choice for choice in CallbackOutcome.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    paid = forms.DecimalField(label=_("Paid so far"), required=False, widget=MoneyInput(), **MONEY)
    note = forms.CharField(label=_("Note"), required=False, max_length=TEXT_LENGTH, widget=CountedTextarea({"rows": 3}))


class GatheringForm(ActForm):
    """Which other matters join this one in a group."""

    cases = forms.MultipleChoiceField(label=_("Matters"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, candidates: Iterable[tuple[str, str]], **rest: Any):
        super().__init__(*args, **rest)
        self.fields["cases"].choices = list(candidates)  # type: ignore[attr-defined]


class EmployerForm(ActForm):
    """Which employer of the register is meant."""

    employer = forms.UUIDField(widget=forms.HiddenInput())


class ChoiceForm(ActForm):
    """Which of the suggestions is taken: "kind:wages"; "kind:" is none of these."""

    choice = forms.RegexField(r"^(kind|body|urgency|same):[0-9a-z_-]{0,40}$", max_length=50)

    @property
    def chosen(self) -> tuple[str, str]:
        """What it is about, and the value."""
        about, _colon, value = self.cleaned_data["choice"].partition(":")
        return about, value


class OpeningForm(forms.Form):
    """Why somebody opens a file outside their usual work."""

    reason = forms.CharField(
        label=_("Why do you open this file?"), min_length=2, max_length=300,
        help_text=_("The worker and the supervisor read this."),
    )  # fmt: skip


class ShowPhoneForm(forms.Form):
    """Whose number, and what for."""

    field = forms.UUIDField(widget=forms.HiddenInput())
    purpose = forms.ChoiceField(
        label=_("What do you need it for?"),
        choices=[
            (Purpose.CALL_BACK, _("To call the worker about this matter")),
            (Purpose.VERIFY, _("To make sure who it is")),
            (Purpose.APPOINTMENT, _("To arrange a session")),
            (Purpose.URGENT, _("Somebody is in danger")),
        ],
    )
