"""What is typed into the pages of surveys: a draft, a question, an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import Industry
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CheckTiles, CountedTextarea, DateInput, RadioTiles

from .enums import SCALE, Cut, Kind
from .models import Question
from .said import LONGEST_WORDS
from .states import State

MOST_EMPLOYERS = 50


class Steps(RadioTiles):
    """The numbers of a scale, side by side."""

    is_steps = True


class SurveyForm(MarkedForm):
    """The words of a survey, until when, and whom it asks."""

    body = forms.ChoiceField(label=_("Who asks?"))
    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("People see it first; a short question does well.")
    )
    lead = forms.CharField(
        label=_("What it is for, and what comes of it"),
        required=False,
        max_length=2000,
        widget=CountedTextarea({"rows": 4}),
    )
    anonymous = forms.TypedChoiceField(
        label=_("Named or anonymous?"),
        choices=[("yes", _("Anonymous")), ("no", _("Named"))],
        coerce=lambda value: value == "yes",
        widget=RadioTiles(
            hints={
                "yes": _("Nobody can see which answer is whose. It cannot be changed; results come after the closing."),
                "no": _(
                    "The answer is kept with the name and may be changed until the closing. Results show numbers only."
                ),
            }
        ),
    )
    closes_on = forms.DateField(label=_("Last day for answers"), widget=DateInput())
    cut = forms.ChoiceField(
        label=_("How are the results cut?"),
        choices=Cut.choices,
        required=False,
        help_text=_("From what the union holds; nobody is asked for it. Small groups stay hidden."),
    )
    bodies = forms.MultipleChoiceField(
        label=_("Only below these bodies"),
        required=False,
        help_text=_("Nothing chosen: everybody below the body that asks."),
    )
    industries = forms.MultipleChoiceField(
        label=_("Only in these industries"), choices=Industry.choices, required=False, widget=CheckTiles()
    )
    employers = forms.CharField(
        label=_("Only at these employers"),
        required=False,
        max_length=8000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One on each line: the full name, or the unified social credit code."),
    )

    def __init__(
        self, *args: Any, asking: Sequence[tuple[str, str]], below: Sequence[tuple[str, str]], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        for name, choices in (("body", asking), ("bodies", below)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)
        self.fields["bodies"].widget.attrs["size"] = str(min(max(len(below), 2), 8))
        if len(asking) == 1:
            self.fields["body"].initial = asking[0][0]

    def clean_closes_on(self) -> Any:
        day = self.cleaned_data["closes_on"]
        if day < clock.today():
            raise forms.ValidationError(_("This day lies in the past."))
        if (day - clock.today()).days > 366:
            raise forms.ValidationError(_("A survey is open for a year at most."))
        return day

    def clean_employers(self) -> list[Any]:
        lines = [line.strip() for line in self.cleaned_data["employers"].splitlines() if line.strip()]
        if len(lines) > MOST_EMPLOYERS:
            raise forms.ValidationError(_("Name at most fifty employers."))
        found = {line: organisations.employer_named(line) for line in lines}
        if missing := [line for line, employer in found.items() if employer is None]:
            raise forms.ValidationError(_("Not in the register: %(names)s") % {"names": "、".join(missing[:5])})
        return list(found.values())


class QuestionForm(MarkedForm):
    """One question."""

    text = forms.CharField(label=_("Question"), max_length=300, widget=forms.Textarea({"rows": 2}))
    kind = forms.ChoiceField(
        label=_("How is it answered?"),
        choices=Kind.choices,
        widget=RadioTiles(
            hints={
                Kind.ONE: _("one of the options below"),
                Kind.MANY: _("any of the options below"),
                Kind.SCALE: _("1 not at all, 5 very much"),
                Kind.WORDS: _("numbers of people are taken out"),
            }
        ),
    )
    options = forms.CharField(
        label=_("Options"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("One on each line; only for a choice."),
    )
    required = forms.BooleanField(label=_("must be answered"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        choice = cleaned.get("kind") in (Kind.ONE, Kind.MANY)
        cleaned["options"] = (cleaned.get("options") or "").splitlines() if choice else []
        return cleaned


class FilterForm(forms.Form):
    """What narrows the list."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *State.choices], required=False)
    q = forms.CharField(label=_("Title"), max_length=60, required=False)


class AnswerForm(MarkedForm):
    """The questions of a survey as fields, under the keys of their questions."""

    def __init__(
        self, *args: Any, questions: Iterable[Question], given: dict[str, Any] | None = None, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        for number, question in enumerate(questions, start=1):
            field = _field(question)
            field.label = f"{number}. {question.text}"
            field.initial = (given or {}).get(str(question.pk))
            field.required = question.required
            field.error_messages["required"] = _("This question is not answered yet.")
            self.fields[str(question.pk)] = field


def _field(question: Question) -> forms.Field:
    options = [(str(place), str(option)) for place, option in enumerate(question.options)]
    if question.kind == Kind.ONE:
        return forms.ChoiceField(choices=options, widget=RadioTiles())
    if question.kind == Kind.MANY:
        return forms.MultipleChoiceField(choices=options, widget=CheckTiles(), help_text=_("You may choose several."))
    if question.kind == Kind.SCALE:
        steps = [(str(step), str(step)) for step in SCALE]
        return forms.ChoiceField(choices=steps, widget=Steps(), help_text=_("1 is “not at all”, 5 is “very much”."))
    return forms.CharField(
        max_length=LONGEST_WORDS,
        widget=CountedTextarea({"rows": 4, "data-no-draft": ""}),
        help_text=_("Please name nobody. Telephone and identity numbers are taken out."),
    )
