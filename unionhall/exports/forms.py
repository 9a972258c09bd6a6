"""What is said when a table is to leave, and when somebody decides about it. Shape and clean input; nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CountedTextarea

from .states import ExportState


class ExportAskForm(MarkedForm):
    """What for; needed where a second person decides."""

    purpose = forms.CharField(
        label=_("What is it for?"), required=False, max_length=200,
        help_text=_("For instance: quarterly report to the city federation. It stands in the file and in the log."),
    )  # fmt: skip

    def __init__(self, *args: Any, needs_purpose: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["purpose"].required = needs_purpose


class ExportFilterForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=[("", _("every state")), *ExportState.choices], required=False)


class ExportApprovalForm(MarkedForm):
    """Nothing but the decision."""


class ExportRefusalForm(MarkedForm):
    reason = forms.CharField(
        label=_("Why?"), max_length=1000, widget=CountedTextarea({"rows": 3}),
        help_text=_("Whoever asked for it reads this."),
    )  # fmt: skip


class ExportWithdrawalForm(MarkedForm):
    """Nothing but the decision."""
