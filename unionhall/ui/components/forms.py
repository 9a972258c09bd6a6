"""Forms: label above, hint under it, error below; a summary on top that links to each field."""

from typing import Any

from django import template
from django.forms import BoundField, Form, HiddenInput
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    ClearableFileInput,
    RadioSelect,
    Select,
    SelectMultiple,
    Textarea,
)
from django.utils.translation import gettext_noop

register = template.Library()

KINDER_WORDS = (
    # Django's own sentences, said again in our catalogue in the words of a colleague.
    gettext_noop("This field is required."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid date/time."),
    gettext_noop("Enter a valid value."),
    gettext_noop("Enter a list of values."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("No file was submitted. Check the encoding type on the form."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("Null characters are not allowed."),
)


@register.inclusion_tag("ui/components/field.html")
def field(
    bound: BoundField, hint: Any = "", label: Any = "", autofocus: bool = False, big_label: bool = False
) -> dict[str, Any]:
    """`{% field form.amount %}`: the whole field. `big_label=True` makes its label the page's question."""
    widget = bound.field.widget
    shape = _shape_of(widget)
    hint = hint or bound.help_text
    return {
        "bound": bound,
        "shape": shape,
        "label": label or bound.label,
        "big_label": big_label,
        "hint": hint,
        "hint_id": f"{bound.auto_id}-hint",
        "error_id": f"{bound.auto_id}-error",
        "control": ""
        if shape in ("tiles", "choices")
        else bound.as_widget(attrs=_attributes(bound, shape, hint, autofocus)),
        "options": _options(bound) if shape in ("tiles", "choices") else [],
        "described_by": _described_by(bound, hint),
        "limit": getattr(bound.field, "max_length", None),
        "unit": getattr(widget, "unit", ""),
        "camera": shape == "files" and "image/" in str(widget.attrs.get("accept", "")),
        "several": bool(getattr(widget, "several", False)),
    }


@register.inclusion_tag("ui/components/form_errors.html")
def form_errors(form: Form) -> dict[str, Any]:
    """`{% form_errors form %}`: what is wrong, on top, each line leading to its field. Nothing when all is well."""
    lines = [{"words": words, "target": ""} for words in form.non_field_errors()]
    for bound in form:
        target = f"{bound.auto_id}_0" if _shape_of(bound.field.widget) in ("tiles", "choices") else bound.auto_id
        lines += [{"words": words, "label": str(bound.label).rstrip("?？"), "target": target} for words in bound.errors]
    return {"lines": [{"label": "", **line} for line in lines]}


@register.inclusion_tag("ui/components/form_body.html")
def form_body(form: Form) -> dict[str, Any]:
    """`{% form_body form %}`: the summary and every field in order. The <form>, its token and its button stay yours."""
    return {"form": form}


@register.inclusion_tag("ui/components/stepper.html")
def stepper(current: int, total: int, label: Any = "", back: str = "") -> dict[str, Any]:
    """`{% stepper 2 6 _("What happened") back=url %}`: "Question 2 of 6", a bar, and the way back."""
    return {"current": current, "total": total, "label": label, "back": back}


def _shape_of(widget: Any) -> str:
    if isinstance(widget, HiddenInput) or widget.is_hidden:
        return "hidden"
    if hasattr(widget, "shape"):
        return str(widget.shape)
    for kind, shape in (
        (RadioSelect, "choices"),
        (CheckboxSelectMultiple, "choices"),
        (CheckboxInput, "check"),
        (ClearableFileInput, "files"),
        (SelectMultiple, "select"),
        (Select, "select"),
        (Textarea, "counted"),
    ):
        if isinstance(widget, kind):
            return shape
    return "text"


def _attributes(bound: BoundField, shape: str, hint: Any, autofocus: bool) -> dict[str, Any]:
    attributes: dict[str, Any] = {"class": f"control control-{shape}"}
    if described := _described_by(bound, hint):
        attributes["aria-describedby"] = described
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if autofocus:
        attributes["autofocus"] = True
    limit = getattr(bound.field, "max_length", None)
    if shape == "counted" and limit:
        # The browser's own maxlength cuts a pasted letter silently; we count and let the server answer.
        attributes["maxlength"] = False
        attributes["data-counter"] = str(limit)
    return attributes


def _described_by(bound: BoundField, hint: Any) -> str:
    ids = [f"{bound.auto_id}-hint"] if hint else []
    return " ".join([*ids, f"{bound.auto_id}-error"] if bound.errors else ids)


def _options(bound: BoundField) -> list[dict[str, Any]]:
    widget = bound.field.widget
    hints, icons = getattr(widget, "hints", {}), getattr(widget, "icons", {})
    return [
        {
            "control": option.tag(),
            "id": option.id_for_label,
            "label": option.choice_label,
            "hint": hints.get(str(option.data["value"]), ""),
            "icon": icons.get(str(option.data["value"]), ""),
        }
        for option in bound
        if not str(option.data["label"]).startswith("---------")
    ]
