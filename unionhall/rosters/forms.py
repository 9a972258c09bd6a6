"""What officers enter about lists of names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.ui.marked import MarkedForm

from . import access
from .enums import Elsewhere, Field
from .models import RosterImport
from .preparing import LIMITS


class BringForm(MarkedForm):
    """A list and the body it is for."""

    field_order = ["body", "file"]
    body = forms.CharField(
        label=_("For which body? (code or name)"), max_length=120,
        help_text=_("The union whose members these are, or a body above: then a column names the union of each row."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("The list (xlsx, xls or csv)"),
        help_text=_("Columns in any order; GBK or UTF-8. Nothing is written before you have seen what would change."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        own = access.bodies(actor).filter(pk__in=actor.organisation_ids()).order_by("level", "pk").first()
        if own is not None:
            self.fields["body"].initial = own.code

    def clean_body(self) -> Any:
        said = " ".join(self.cleaned_data["body"].split())
        mine = access.bodies(self.actor)
        found = list(mine.filter(code__iexact=said).order_by("pk")[:2]) or list(
            mine.filter(name=said).order_by("pk")[:2]
        )
        if len(found) != 1:
            raise forms.ValidationError(_("Among your bodies there is none with this code or name."))
        return found[0]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LIMITS.size:
            raise forms.ValidationError(_("The file is larger than 400 MB. Split it and send the parts one by one."))
        return file


class ColumnsForm(MarkedForm):
    """Which column holds what, as guessed, to be corrected."""

    def __init__(self, *args: Any, roster: RosterImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("no column")), *((head, head) for head in roster.heads)]
        for name in Field:
            self.fields[name.value] = forms.ChoiceField(
                label=name.label,
                choices=choices,
                required=name == Field.NAME,
                initial=roster.columns.get(name.value, ""),
            )
        self.fields["elsewhere"] = forms.ChoiceField(
            label=_("Somebody who is a member of another union below this body"),
            choices=Elsewhere.choices,
            initial=roster.elsewhere,
        )

    @property
    def columns(self) -> dict[str, str]:
        return {name.value: self.cleaned_data[name.value] for name in Field}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        used = [cleaned[name.value] for name in Field if cleaned.get(name.value)]
        if len(set(used)) < len(used):
            self.add_error(None, _("One column is named for two things."))
        return cleaned


class JoinForm(MarkedForm):
    """The row is the person on record."""

    take_name = forms.BooleanField(
        label=_("The name is written as in the list"),
        required=False,
        help_text=_("Otherwise the name on record stays."),
    )

    def __init__(self, *args: Any, names_differ: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not names_differ:
            del self.fields["take_name"]


class DecisionForm(MarkedForm):
    """A decision that needs no words."""
