"""What the chair and the owner of a problem enter. Shape and clean input; nothing is saved here."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CountedTextarea, DateInput

from .models import DAYS, PEOPLE, SITES
from .states import ProblemState

Choices = Iterable[tuple[str, Any]]


class ProblemFilterForm(forms.Form):
    """A list of problems in one state."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("every state")), *ProblemState.choices], required=False)


class _VersionedForm(MarkedForm):
    expected = forms.IntegerField(widget=forms.HiddenInput(), required=False)


class AcceptanceForm(_VersionedForm):
    title = forms.CharField(
        label=_("What is the problem called?"),
        max_length=120,
        help_text=_("In words everybody understands; no names of people."),
    )


class _ReasonedForm(_VersionedForm):
    words = forms.CharField(label=_("Why?"), max_length=1000, widget=CountedTextarea(attrs={"rows": 3}))


class DismissalForm(_ReasonedForm):
    words = forms.CharField(
        label=_("Why is it no shared problem?"),
        max_length=1000,
        widget=CountedTextarea(attrs={"rows": 3}),
        help_text=_("The letters stay with those who handle them and are not proposed together again."),
    )


class ReopeningForm(_ReasonedForm):
    words = forms.CharField(
        label=_("Why is it taken up again?"), max_length=1000, widget=CountedTextarea(attrs={"rows": 3})
    )


class ClosingForm(_ReasonedForm):
    words = forms.CharField(label=_("What came of it?"), max_length=2000, widget=CountedTextarea(attrs={"rows": 4}))


class MergingForm(_VersionedForm):
    into = forms.ChoiceField(label=_("Into which problem?"))

    def __init__(self, *args: Any, problems: Choices = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["into"].choices = [("", _("choose")), *problems]  # type: ignore[attr-defined]


class SplittingForm(_VersionedForm):
    title = forms.CharField(label=_("What is the other problem called?"), max_length=120)
    letters = forms.MultipleChoiceField(
        label=_("Which letters speak of it?"),
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Where the letters fall into parts by their words, the smaller part is ticked."),
        error_messages={"required": _("Choose at least one letter.")},
    )

    def __init__(self, *args: Any, letters: Choices = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["letters"].choices = list(letters)  # type: ignore[attr-defined]


class PlanForm(_VersionedForm):
    owner = forms.ChoiceField(label=_("Who is responsible?"), required=False)
    starts_on = forms.DateField(label=_("Work begins on"), required=False, widget=DateInput())
    due_on = forms.DateField(label=_("To be solved by"), required=False, widget=DateInput())
    aim = forms.CharField(
        label=_("What is to be reached?"), required=False, max_length=2000, widget=CountedTextarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, people: Choices = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["owner"].choices = [("", _("nobody yet")), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        begins, due = cleaned.get("starts_on"), cleaned.get("due_on")
        if begins and due and due < begins:
            self.add_error("due_on", _("The last day lies before the first."))
        return cleaned


class NoteForm(MarkedForm):
    text = forms.CharField(
        label=_("What was done or heard?"), max_length=4000, widget=CountedTextarea(attrs={"rows": 4})
    )


class PolicyForm(MarkedForm):
    text = forms.CharField(
        label=_("What is different now?"),
        max_length=4000,
        widget=CountedTextarea(attrs={"rows": 4}),
        help_text=_("The rule, the plan or the practice that was changed."),
    )
    on = forms.DateField(label=_("In force from"), required=False, widget=DateInput())


class AnswerForm(_VersionedForm):
    text = forms.CharField(
        label=_("Your answer to everybody who wrote"),
        max_length=4000,
        widget=CountedTextarea(attrs={"rows": 8}),
        help_text=_(
            "It stands on every letter's page and names nobody. Each writer hears of it by the way they chose."
        ),
    )


class WatchForm(forms.Form):
    people = forms.IntegerField(label=_("At least so many people"), min_value=3, max_value=1000, initial=PEOPLE)
    sites = forms.IntegerField(label=_("At least at so many sites"), min_value=1, max_value=100, initial=SITES)
    days = forms.IntegerField(label=_("Within so many days"), min_value=7, max_value=366, initial=DAYS)
