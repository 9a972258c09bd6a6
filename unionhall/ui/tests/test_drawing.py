"""Controls drawn in Python are, but for blanks between tags, the ones Django's templates draw to the letter."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from unionhall.ui.drawing import Renderer
from unionhall.ui.widgets import (
    CountedTextarea,
    DateInput,
    MoneyInput,
    PhoneInput,
    SensitiveInput,
    ShortInput,
    UnitInput,
)

BLANKS = re.compile(r">\s+<(?=/?(?:opt|sel))")
NASTY = "<b>\"quoted\" & 'said'</b>"

WIDGETS = {
    "text": (forms.TextInput(attrs={"maxlength": 20, "required": True, "autofocus": False}), NASTY),
    "nothing": (forms.TextInput(), None),
    "number": (forms.NumberInput(attrs={"step": "0.01"}), 12.5),
    "date": (DateInput(), "2026-02-31"),
    "money": (MoneyInput(), "1,200"),
    "phone": (PhoneInput(), "138"),
    "unit": (UnitInput("months"), "12"),
    "short": (ShortInput(), "2024.3.1"),
    "sensitive": (SensitiveInput(), ""),
    "password": (forms.PasswordInput(), "x"),
    "hidden": (forms.HiddenInput(), 7),
    "checkbox": (forms.CheckboxInput(), True),
    "unchecked": (forms.CheckboxInput(attrs={"data-x": NASTY}), False),
    "text area": (CountedTextarea(), f"\n{NASTY}"),
    "empty area": (forms.Textarea(), ""),
    "select": (forms.Select(choices=[("", _("any")), (1, NASTY), (2, mark_safe("<i>safe</i>"))]), 1),
    "groups": (forms.Select(choices=[(NASTY, [("a", "A"), ("b", "B")]), ("c", "C")]), "b"),
    "several": (forms.SelectMultiple(choices=[("a", "A"), ("b", "B")]), ["a", "b"]),
    "yes or no": (forms.NullBooleanSelect(), None),
    "radios": (forms.RadioSelect(choices=[("a", NASTY)]), "a"),
}


@pytest.mark.parametrize("name", WIDGETS)
def test_each_control_is_the_same_to_the_letter(name: str) -> None:
    widget, value = WIDGETS[name]
    attributes = {"id": "id_x", "class": "control", "aria-label": NASTY}
    ours = widget.render("field", value, attributes, renderer=Renderer())
    theirs = widget.render("field", value, attributes, renderer=DjangoTemplates())
    assert BLANKS.sub("><", ours) == BLANKS.sub("><", theirs)
