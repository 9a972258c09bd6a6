"""Forms of transfers and referrals: the sender's offer and consent, the receiver's answers and steps."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.verdict import Verdict
from unionhall.ui.widgets import CountedTextarea, DateInput, FilesField

from ..enums import StepKind, TransferKind, TransferPurpose
from .file import ActForm, reason_field
from .file_work import GreyingRadioSelect

OVERRIDE = "override"


class OfferForm(ActForm):
    """To whom, for what, with which words and files, and by what consent."""

    body = forms.ModelChoiceField(label=_("To which body?"), queryset=None)
    kind = forms.ChoiceField(
        label=_("In which way?"),
        choices=[
            (TransferKind.REFERRAL, _("Referral: they help, the matter stays with us")),
            (TransferKind.TRANSFER, _("Transfer: the matter becomes theirs when they accept")),
        ],
        widget=forms.RadioSelect,
        initial=TransferKind.REFERRAL,
    )
    purpose = forms.ChoiceField(label=_("What is asked of them?"), choices=TransferPurpose.choices)
    summary = forms.CharField(
        label=_("What is passed on"),
        max_length=4_000,
        widget=CountedTextarea({"rows": 7}),
        help_text=_("Filled in from the facts of the file. They read these words and nothing else of it."),
    )
    asked = forms.CharField(
        label=_("What is asked of them, in a few words"),
        max_length=1_000,
        widget=CountedTextarea({"rows": 3}),
        help_text=_("Filled in from the file; put it as you would say it. It is passed on below the facts."),
    )
    shared = forms.MultipleChoiceField(label=_("Files passed on"), required=False, widget=forms.CheckboxSelectMultiple)
    names_worker = forms.BooleanField(label=_("The worker's name is passed on"), required=False)
    consent = forms.ChoiceField(label=_("What does the worker say?"))
    override_reason = reason_field(
        _("Why without consent?"), _("Only an officer of the body; the worker reads this."), required=False
    )
    reply_days = forms.IntegerField(
        label=_("Answer asked for within (working days)"), min_value=1, max_value=60, initial=10
    )

    def __init__(
        self,
        *args: Any,
        bodies: QuerySet[Any],
        files: Iterable[tuple[str, str]],
        consents: Iterable[tuple[str, Any]],
        may_override: Verdict,
        **rest: Any,
    ):
        super().__init__(*args, **rest)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["shared"].choices = list(files)  # type: ignore[attr-defined]
        if not self.fields["shared"].choices:  # type: ignore[attr-defined]
            del self.fields["shared"]
        label = _("No consent: an officer passes it on with a reason")
        self.fields["consent"].widget = GreyingRadioSelect(() if may_override else (OVERRIDE,))
        override = (OVERRIDE, label if may_override else f"{label} — {may_override}")
        self.fields["consent"].choices = [*consents, override]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        body = cleaned.get("body")
        if body is not None and body.is_agency and cleaned.get("kind") == TransferKind.TRANSFER:
            self.add_error("kind", _("An agency is asked for a service; the matter stays with us. Choose “referral”."))
        if cleaned.get("consent") == OVERRIDE and not cleaned.get("override_reason", "").strip():
            self.add_error("override_reason", _("Without consent a reason is needed."))
        if cleaned.get("consent") == OVERRIDE and cleaned.get("names_worker"):
            self.add_error("names_worker", _("The name is passed on only with the worker's consent."))
        return cleaned


class ConsentRequestForm(ActForm):
    """What the worker is asked, on their own page."""

    body = forms.ModelChoiceField(label=_("Which body would it go to?"), queryset=None)
    purpose = forms.ChoiceField(label=_("For what?"), choices=TransferPurpose.choices)
    why = reason_field(_("Why should it go there?"), _("The worker reads this and answers yes or no."))

    def __init__(self, *args: Any, bodies: QuerySet[Any], **rest: Any):
        super().__init__(*args, **rest)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class AcceptForm(ActForm):
    their_number = forms.CharField(label=_("Your own number for it"), max_length=60, required=False)
    answer = reason_field(_("A word to the sender"), required=False)


class DeclineForm(ActForm):
    answer = reason_field(_("Why is it declined?"), _("Name who is competent, if you know."))


class RevokeForm(ActForm):
    answer = reason_field(_("Why is it taken back?"), required=False)


class ReturnForm(ActForm):
    answer = reason_field(_("Why is it returned?"), _("Write what stands in the way."))


class OutcomeForm(ActForm):
    answer = reason_field(_("What came of it?"), _("With this the transfer ends."))


class StepForm(ActForm):
    """A dated step: letter, joint study, hearing, court date, message; with a paper if there is one."""

    kind = forms.ChoiceField(
        label=_("What step?"), choices=[choice for choice in StepKind.choices if choice[0] != StepKind.OUTCOME]
    )
    on = forms.DateField(
        label=_("On which day?"), widget=DateInput(), initial=clock.today, help_text=_("A court date may lie ahead.")
    )
    text = forms.CharField(label=_("Words"), required=False, max_length=4_000, widget=CountedTextarea({"rows": 4}))
    files = FilesField(label=_("Paper"), required=False)


class LinkForm(ActForm):
    days = forms.IntegerField(label=_("Valid for how many days?"), min_value=1, max_value=60, initial=15)


class ReplyForm(forms.Form):
    """The answer of a body without an account; what can be answered depends on how far it is."""

    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    their_number = forms.CharField(label=_("Your own number for it"), max_length=60, required=False)
    on = forms.DateField(
        label=_("Day (of the letter, hearing or court)"), required=False, widget=DateInput(), initial=clock.today
    )
    words = forms.CharField(label=_("Words"), required=False, max_length=4_000, widget=CountedTextarea({"rows": 6}))
    files = FilesField(label=_("Paper"), required=False)

    def __init__(self, *args: Any, answers: Iterable[tuple[str, Any]], **rest: Any):
        super().__init__(*args, **rest)
        self.fields["answer"].choices = list(answers)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needs_words = ("decline", "outcome", "return", StepKind.MESSAGE)
        if cleaned.get("answer") in needs_words and not cleaned.get("words", "").strip():
            self.add_error("words", _("A few words are needed with this answer."))
        return cleaned

    @property
    def day(self) -> Any:
        return self.cleaned_data.get("on") or clock.today()
