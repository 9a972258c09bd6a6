"""What is said when a table is to leave, and when somebody decides about it. Shape and clean input; nothing is saved here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.ui.marked import MarkedForm
from unionhall.ui.widgets import CountedTextarea

from .states import ExportState


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
