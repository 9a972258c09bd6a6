"""What people type about bodies, the places they answer for, and employers. Nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.identity import check_uscc, normalise_uscc
from unionhall.ui.widgets import DateInput

from . import queries
from .enums import AgencyKind, Industry, JointScope, Level, OrganisationKind

ANY = ("", _("any"))


class PlaceField(forms.CharField):
    """A place that is known already, by its name or its code."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        place = queries.place_named(text)
        if place is None:
            raise forms.ValidationError(
                _("No place, or more than one, is called this. Write its code, or enter the place first.")
            )
        return place


class BodyField(forms.CharField):
    """An open body, by its name, short name or code."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        body = queries.body_named(text)
        if body is None:
            raise forms.ValidationError(_("No body is called this. Copy its full name or its code."))
        return body


class EmployerField(forms.CharField):
    """An employer, by its exact name or credit code."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        employer = queries.employer_named(text)
        if employer is None:
            raise forms.ValidationError(_("No employer, or more than one, is called this. The credit code is exact."))
        return employer


class DayField(forms.DateField):
    """A day in the time the register knows: nobody means the year 202."""

    widget = DateInput

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not queries.EARLIEST <= day <= clock.today() + queries.FARTHEST:
            raise forms.ValidationError(_("This day is too far away. Is the year right?"))
        return day


def place_field() -> PlaceField:
    return PlaceField(
        label=_("Place"),
        required=False,
        max_length=60,
        help_text=_(
            "Name or code, for example 东城县 or 330102. A place that is not known yet is entered under “Places”."
        ),
    )


class BodyDetailsForm(forms.Form):
    """What may be corrected of a body at any time."""

    name = forms.CharField(label=_("Full name"), max_length=120)
    short_name = forms.CharField(label=_("Short name"), max_length=40, help_text=_("As it is said; shown in lists."))
    code = forms.CharField(label=_("Code"), max_length=40, help_text=_("Your own; each body has another one."))
    receives_cases = forms.BooleanField(label=_("Receives matters of workers"), required=False)
    case_prefix = forms.CharField(
        label=_("Prefix of case numbers"),
        max_length=12,
        required=False,
        help_text=_("For example 东工, as in 东工2026-00001."),
    )
    division = place_field()
    phone = forms.CharField(label=_("Public phone"), max_length=30, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("receives_cases") and not cleaned.get("case_prefix"):
            self.add_error("case_prefix", _("A body that receives cases needs a prefix for its case numbers."))
        return cleaned


class FoundingForm(BodyDetailsForm):
    """A new body and where it stands."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    level = forms.TypedChoiceField(label=_("Level"), choices=Level.choices, coerce=int)
    agency_kind = forms.ChoiceField(
        label=_("Kind of agency"), choices=[("", _("not an agency")), *AgencyKind.choices], required=False
    )
    parent = BodyField(
        label=_("Body above"), max_length=120, required=False, help_text=_("Its name or code. Agencies have none.")
    )
    joint_of = forms.ChoiceField(
        label=_("Joint union of"),
        choices=[("", _("not a joint union")), *JointScope.choices],
        required=False,
        help_text=_("What its units have in common; their workers join it directly."),
    )
    founded_on = DayField(
        label=_("Founded on"), required=False, help_text=_("Empty: as far back as the register goes.")
    )
    industry = forms.ChoiceField(label=_("Industry"), choices=[ANY, *Industry.choices], required=False)
    employer = EmployerField(
        label=_("At which employer"),
        max_length=120,
        required=False,
        help_text=_("Only for the union of one employer: whoever holds a post there never sees matters against it."),
    )
    answers = forms.BooleanField(
        label=_("Answers for its place from today"),
        required=False,
        initial=True,
        help_text=_("New matters of this place then arrive here. Only where the body receives matters."),
    )
    field_order = [
        "name", "short_name", "code", "kind", "level", "parent", "founded_on", "agency_kind", "joint_of", "receives_cases", "case_prefix",
        "division", "answers", "industry", "employer", "phone", "address",
    ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        agency = cleaned.get("kind") == OrganisationKind.AGENCY
        if agency and not cleaned.get("agency_kind"):
            self.add_error("agency_kind", _("Say which kind of agency this is."))
        if not agency and cleaned.get("agency_kind"):
            self.add_error("agency_kind", _("Only a partner agency has a kind of agency."))
        if cleaned.get("joint_of") and cleaned.get("kind") != OrganisationKind.JOINT_UNION:
            self.add_error("joint_of", _("Only a joint union is the union of a market, a street or an industry."))
        if agency and cleaned.get("parent"):
            self.add_error("parent", _("A partner agency stands outside the tree."))
        if not agency and "parent" in cleaned and cleaned["parent"] is None:
            self.add_error("parent", _("Name the body above."))
        return cleaned


class WhyForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Kept in the audit trail. No names or numbers of others, please."),
    )


class MoveForm(WhyForm):
    parent = BodyField(label=_("Body above"), max_length=120, help_text=_("Its full name, its short name or its code."))
    on = DayField(
        label=_("From which day"),
        required=False,
        help_text=_("Empty: today. A day to come waits until then; a day gone by puts the history right."),
    )
    field_order = ["parent", "on", "reason"]


class MergingForm(WhyForm):
    into = BodyField(
        label=_("Into which body"), max_length=120, help_text=_("Its full name, its short name or its code.")
    )
    on = DayField(
        label=_("From which day"),
        required=False,
        help_text=_("Empty: today. The day before is the last one of this body."),
    )
    field_order = ["into", "on", "reason"]


class BodyClosingForm(WhyForm):
    on = DayField(label=_("Last day"), help_text=_("A day to come waits until then."))
    field_order = ["on", "reason"]


class AffiliationForm(forms.Form):
    industrial = BodyField(label=_("Industrial union"), max_length=120, help_text=_("Its name or its code."))
    since = DayField(label=_("First day"))


class UnitForm(forms.Form):
    """One unit of a joint union."""

    name = forms.CharField(label=_("Name of the unit"), max_length=120)
    spot = forms.CharField(label=_("Number or place in it"), max_length=60, required=False)
    employer = EmployerField(
        label=_("Employer in the register"),
        max_length=120,
        required=False,
        help_text=_("Its credit code, if it has one."),
    )
    industry = forms.ChoiceField(label=_("Industry"), choices=[ANY, *Industry.choices], required=False)
    workers = forms.IntegerField(label=_("Workers"), min_value=0, max_value=1_000_000, required=False)


class TreeForm(forms.Form):
    """Which day, and below which body."""

    on = DayField(label=_("On which day"), required=False)
    under = forms.UUIDField(required=False, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    code = forms.RegexField(
        r"^\s*[0-9]{6}\s*$",
        label=_("Code"),
        help_text=_("Six digits, as at the beginning of an identity number."),
        error_messages={"invalid": _("A code has six digits.")},
    )
    on = DayField(label=_("On which day"), required=False, help_text=_("The day of birth, or today."))


class ClosingForm(WhyForm):
    on = forms.DateField(label=_("Last day"), widget=DateInput())
    field_order = ["on", "reason"]

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > clock.today():
            raise forms.ValidationError(_("This day lies in the future."))
        return self.cleaned_data["on"]


class ResponsibilityForm(forms.Form):
    """A place, and if need be one industry in it."""

    division = PlaceField(label=_("Place"), max_length=60, help_text=_("Name or code."))
    industry = forms.ChoiceField(label=_("Industry"), choices=[ANY, *Industry.choices], required=False)
    since = forms.DateField(label=_("First day"), widget=DateInput())


class PlaceForm(forms.Form):
    """A place that is not known yet."""

    code = forms.RegexField(
        r"^[0-9]{6}([0-9]{3})?([0-9]{3})?$",
        label=_("Code"),
        help_text=_("Six digits down to the county, nine down to the township or street (GB/T 2260)."),
        error_messages={"invalid": _("A code has 6, 9 or 12 digits.")},
    )
    name = forms.CharField(label=_("Full name"), max_length=60)
    level = forms.TypedChoiceField(
        label=_("Level"), choices=[choice for choice in Level.choices if choice[0] != Level.UNION], coerce=int
    )


class EmployerForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=120, help_text=_("As on the business licence."))
    uscc = forms.CharField(label=_("Unified social credit code"), max_length=30, required=False)
    division = place_field()
    industry = forms.ChoiceField(label=_("Industry"), choices=Industry.choices, initial=Industry.OTHER)
    is_platform = forms.BooleanField(label=_("Platform enterprise"), required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    head_office = EmployerField(
        label=_("Branch of"),
        max_length=120,
        required=False,
        help_text=_("The head office, by its name or credit code."),
    )

    def clean_uscc(self) -> str:
        code = normalise_uscc(self.cleaned_data["uscc"])
        if code and not (reading := check_uscc(code)):
            raise forms.ValidationError(str(reading))
        return code


class BodyFilterForm(forms.Form):
    q = forms.CharField(label=_("Name or code"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *OrganisationKind.choices])
    closed = forms.BooleanField(label=_("with those that are closed"), required=False)


class EmployerFilterForm(forms.Form):
    q = forms.CharField(label=_("Name or code"), required=False, max_length=60)
    closed = forms.BooleanField(label=_("with those that are closed"), required=False)


class PlaceFilterForm(forms.Form):
    q = forms.CharField(label=_("Name or code"), required=False, max_length=60)
