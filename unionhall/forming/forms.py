"""What is entered about forming unions. Shape and clean input; nothing is saved here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.organisations import api as organisations
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CountedTextarea, DateInput, RadioTiles

from .enums import LEADERS, DayKind, DissolutionReason, FormationPaperKind, LimitedStep, Seat, UnionForm, UnionKind
from .rules import TERMS
from .states import FormationState

YEARS = [(str(n), _("%(n)s years") % {"n": n}) for n in TERMS]
FIELDS = {
    "leaders": Seat.CHAIR,
    "vice": Seat.VICE_CHAIR,
    "committee": Seat.MEMBER,
    "audit": Seat.AUDIT,
    "women": Seat.WOMEN,
}


class ListFilterForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("every state")), *FormationState.choices]
    )
    q = forms.CharField(label=_("Name"), required=False, max_length=40)


class ApplicationForm(MarkedForm):
    """Five facts; everything else is known or comes later."""

    kind = forms.ChoiceField(label=_("What do you want to form?"), choices=UnionKind.choices, widget=RadioTiles())
    employer_name = forms.CharField(
        label=_("At which employer?"), required=False, max_length=120,
        help_text=_("Its full name or its social credit code. Leave it empty for a joint union."),
    )  # fmt: skip
    place = forms.CharField(
        label=_("In which street or township?"), required=False, max_length=60,
        help_text=_("Not needed where the register knows the employer's place."),
    )  # fmt: skip
    workers = forms.IntegerField(label=_("About how many people work there?"), min_value=1, max_value=1_000_000)
    why = forms.CharField(
        label=_("Anything we should know?"), required=False, max_length=2000, widget=CountedTextarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said["employer"] = said["division"] = None
        name = said.get("employer_name") or ""
        if said.get("kind") == UnionKind.UNION:
            if not name:
                self.add_error("employer_name", _("Name the employer."))
            said["employer"] = organisations.employer_named(name) if name else None
        if said["employer"] is not None:
            said["division"] = said["employer"].division
        if said["division"] is None:
            self._find_place(said)
        return said

    def _find_place(self, said: dict[str, Any]) -> None:
        place = said.get("place") or ""
        if not place:
            if "place" not in self.errors:
                self.add_error("place", _("Write the street or township."))
            return
        said["division"] = organisations.place_named(place)
        if said["division"] is None:
            self.add_error(
                "place", _("We do not know this place, or there are several. Write its full name or its code.")
            )

    @property
    def facts(self) -> dict[str, Any]:
        """What the action asks for."""
        said = self.cleaned_data
        form = UnionForm.COMMITTEE
        who = said["employer"].name if said["employer"] else said["employer_name"] or said["division"].name
        ending = "工会委员会" if said["kind"] == UnionKind.UNION else "联合工会"
        return {
            "kind": said["kind"], "form": form, "name": f"{who}{ending}", "employer": said["employer"],
            "employer_name": said["employer_name"], "division": said["division"], "workers": said["workers"],
            "why": said["why"],
        }  # fmt: skip


class CorrectionForm(MarkedForm):
    name = forms.CharField(label=_("Name of the union"), max_length=120)
    workers = forms.IntegerField(label=_("About how many people work there?"), min_value=1, max_value=1_000_000)
    form = forms.ChoiceField(label=_("Led by"), choices=UnionForm.choices, widget=RadioTiles())
    why = forms.CharField(
        label=_("Anything we should know?"), required=False, max_length=2000, widget=CountedTextarea(attrs={"rows": 3})
    )


class PaperForm(MarkedForm):
    kind = forms.ChoiceField(label=_("What is it?"), choices=FormationPaperKind.choices)
    file = forms.FileField(label=_("File"))


class PaperSignatureForm(MarkedForm):
    name = forms.CharField(label=_("Name"), max_length=60)
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )


class WordsForm(MarkedForm):
    """A sentence that need not be written."""

    words = forms.CharField(
        label=_("Words to go with it"), required=False, max_length=1000, widget=CountedTextarea(attrs={"rows": 3})
    )


class ReasonForm(MarkedForm):
    """A sentence that has to be written."""

    reason = forms.CharField(label=_("Why?"), max_length=1000, widget=CountedTextarea(attrs={"rows": 3}))


class EmployerForm(MarkedForm):
    """Which employer of the register is meant."""

    employer = forms.ChoiceField(label=_("Which employer is it?"), widget=RadioTiles())

    def __init__(self, *args: Any, employers: list[Any], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["employer"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{one.name}{f'（{one.division.name}）' if one.division else ''}") for one in employers
        ]


class ElectionForm(MarkedForm):
    """Day, place, term and who stands for what, one name a line."""

    day = forms.DateField(label=_("Day of the vote"), widget=DateInput())
    place = forms.CharField(label=_("Place"), max_length=120)
    years = forms.ChoiceField(label=_("Term of office"), choices=YEARS, initial="3", widget=RadioTiles())
    leaders = forms.CharField(
        label=_("Who stands for chair?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One name a line. Where an organiser is elected: who stands for organiser."),
    )  # fmt: skip
    vice = forms.CharField(
        label=_("For vice-chair"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    committee = forms.CharField(
        label=_("For the committee"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    audit = forms.CharField(
        label=_("For the audit committee"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    women = forms.CharField(
        label=_("For women workers"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < clock.today():
            raise forms.ValidationError(_("This day has passed."))
        return day

    def facts(self, *, organiser: bool = False) -> dict[str, Any]:
        """What the action asks for."""
        said = self.cleaned_data
        candidates = [
            (name.strip(), str(Seat.ORGANISER if organiser and seat in LEADERS else seat))
            for field, seat in FIELDS.items()
            for name in said[field].splitlines()
            if name.strip()
        ]
        return {"day": said["day"], "place": said["place"], "years": int(said["years"]), "candidates": candidates}


class ResultForm(MarkedForm):
    """What was counted: ballots, and the votes of each candidate."""

    given_out = forms.IntegerField(label=_("Ballots given out"), min_value=0, max_value=1_000_000)
    returned = forms.IntegerField(label=_("Ballots that came back"), min_value=0, max_value=1_000_000)

    def __init__(self, *args: Any, candidates: list[Any], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.candidates = candidates
        for one in candidates:
            self.fields[f"votes_{one.place}"] = forms.IntegerField(
                label=_("%(name)s, %(seat)s: votes") % {"name": one.name, "seat": one.get_seat_display()},
                min_value=0,
                max_value=1_000_000,
            )

    @property
    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        votes = {one.place: said[f"votes_{one.place}"] for one in self.candidates}
        return {"given_out": said["given_out"], "returned": said["returned"], "votes": votes}


class TermForm(MarkedForm):
    number = forms.IntegerField(label=_("Which term is it?"), min_value=1, max_value=99, initial=1)
    since = forms.DateField(label=_("Began on"), widget=DateInput())
    years = forms.ChoiceField(label=_("Term of office"), choices=YEARS, initial="3", widget=RadioTiles())

    def clean_since(self) -> date:
        day: date = self.cleaned_data["since"]
        if day > clock.today():
            raise forms.ValidationError(_("This day lies in the future."))
        if day.year < 1950:
            raise forms.ValidationError(_("Write the year with four digits."))
        return day


class DissolutionForm(MarkedForm):
    why = forms.ChoiceField(label=_("Why?"), choices=DissolutionReason.choices, widget=RadioTiles())
    words = forms.CharField(label=_("In words"), max_length=2000, widget=CountedTextarea(attrs={"rows": 3}))
    members = forms.IntegerField(
        label=_("Members"), required=False, min_value=0, max_value=1_000_000,
        help_text=_("Only where the members decided it."),
    )  # fmt: skip
    in_favour = forms.IntegerField(label=_("Voted for it"), required=False, min_value=0, max_value=1_000_000)


class LimitForm(MarkedForm):
    """From which day on a body answers within how many days."""

    body = forms.ChoiceField(label=_("For which body, and all below it"))
    step = forms.ChoiceField(label=_("For what"), choices=LimitedStep.choices)
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=365)
    unit = forms.ChoiceField(label=_("Counted in"), choices=DayKind.choices, widget=RadioTiles())
    since = forms.DateField(label=_("In force from"), widget=DateInput())
    source = forms.CharField(label=_("Document and number"), max_length=200)

    def __init__(self, *args: Any, bodies: list[Any], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["body"].choices = [(str(one.pk), one.name) for one in bodies]  # type: ignore[attr-defined]
