"""What officers enter about limits. Shape and clean input; nothing is saved here."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.lawbook.facts import Day, Fact
from unionhall.ui.law import in_language
from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CountedTextarea, DateInput

from .enums import EventKind, Show

Choices = Iterable[tuple[str, Any]]
ANSWERS = [("yes", _("yes")), ("no", _("no"))]


class ListForm(forms.Form):
    """Which limits the list shows."""

    show = forms.ChoiceField(label=_("Which"), choices=Show.choices, required=False)
    mine = forms.BooleanField(label=_("only what I handle"), required=False)


class ReasonForm(MarkedForm):
    reason = forms.CharField(label=_("Why?"), max_length=1000, widget=CountedTextarea(attrs={"rows": 3}))


class FactForm(MarkedForm):
    """One day or answer of a calendar, in the words of the book."""

    value: Any
    evidence = forms.CharField(
        label=_("What shows it?"),
        required=False,
        max_length=1000,
        widget=CountedTextarea(attrs={"rows": 2}),
        help_text=_("A proof of service, a receipt, a message. Only those who work on the matter read it."),
    )
    reason = forms.CharField(
        label=_("Why is it put right?"), required=False, max_length=1000, widget=CountedTextarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, fact: Fact, corrects: bool = False, **rest: Any) -> None:
        super().__init__(*args, **rest)
        kept = {"label": in_language(fact.ask), "help_text": in_language(fact.help)}
        value: forms.Field = (
            forms.DateField(widget=DateInput(), **kept)
            if isinstance(fact.kind, Day)
            else forms.ChoiceField(choices=ANSWERS, widget=forms.RadioSelect, **kept)
        )
        self.fields["value"] = value
        if not corrects:
            del self.fields["reason"]
        self.order_fields(["value", "evidence", "reason"])


class ProposalsForm(MarkedForm):
    chosen = forms.MultipleChoiceField(
        label=_("The file knows"),
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, proposals: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["chosen"].choices = list(proposals)  # type: ignore[attr-defined]


class EventForm(MarkedForm):
    """What interrupted a limit, or the time in which nobody could act."""

    target = forms.ChoiceField(label=_("Which limit?"))
    kind = forms.ChoiceField(label=_("What happened?"), choices=EventKind.choices)
    day = forms.DateField(label=_("On which day, or from which?"), widget=DateInput())
    until = forms.DateField(
        label=_("Until which day?"),
        required=False,
        widget=DateInput(),
        help_text=_("Only where nobody could act for a while. Leave it empty while that lasts."),
    )
    evidence = forms.CharField(
        label=_("What shows it?"),
        max_length=1000,
        widget=CountedTextarea(attrs={"rows": 3}),
        help_text=_(
            "Messages, recordings, a registered letter, the receipt of a complaint: without proof it may not count."
        ),
    )

    def __init__(self, *args: Any, targets: Choices, kinds: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["target"].choices = list(targets)  # type: ignore[attr-defined]
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]


class EndForm(MarkedForm):
    until = forms.DateField(
        label=_("Which was the last day?"), widget=DateInput(), help_text=_("It counts as blocked itself.")
    )
