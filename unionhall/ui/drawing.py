"""How are plain form controls drawn? In Python, as Django's own templates would (less the blanks between tags), at a tenth of their time.

A worklist's filters hold some 130 options, and every one of them would be an included template of its own. Controls this
renderer does not know, and everything else a form draws, go to Django's templates as ever.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

FOLDER = "django/forms/widgets/"
INPUTS = frozenset(
    f"{FOLDER}{name}.html"
    for name in (
        "input",
        "text",
        "number",
        "email",
        "url",
        "password",
        "hidden",
        "date",
        "datetime",
        "time",
        "checkbox",
    )
)
SELECT = f"{FOLDER}select.html"
TEXTAREA = f"{FOLDER}textarea.html"


class Renderer(DjangoTemplates):
    """Draws inputs, selects and text areas itself, the rest by template."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        widget = context.get("widget", {})
        if template_name in INPUTS:
            drawn = _input(widget)
        elif template_name == SELECT:
            drawn = _select(widget)
        elif template_name == TEXTAREA:
            drawn = _textarea(widget)
        else:
            return super().render(template_name, context, request)
        return mark_safe(drawn)  # noqa: S308 - every value in it has gone through `_said`


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    held = "" if value is None else f' value="{_said(value)}"'
    return f'<input type="{_said(widget["type"])}" name="{_said(widget["name"])}"{held}{_attributes(widget["attrs"])}>'


def _textarea(widget: Mapping[str, Any]) -> str:
    # The line break after the tag is not part of the text: browsers drop it, and keep one the text begins with.
    words = "" if not widget["value"] else _said(widget["value"])
    return f'<textarea name="{_said(widget["name"])}"{_attributes(widget["attrs"])}>\n{words}</textarea>'


def _select(widget: Mapping[str, Any]) -> str:
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    return f'<select name="{_said(widget["name"])}"{_attributes(widget["attrs"])}>{groups}</select>'


def _group(name: Any, options: Iterable[Mapping[str, Any]]) -> str:
    drawn = "".join(
        f'<option value="{_said(option["value"])}"{_attributes(option["attrs"])}>{_said(option["label"])}</option>'
        for option in options
    )
    return f'<optgroup label="{_said(name)}">{drawn}</optgroup>' if name else drawn


def _attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(
        f" {_said(name)}" if value is True else f' {_said(name)}="{_said(value)}"'
        for name, value in attributes.items()
        if value is not False
    )


def _said(value: Any) -> str:
    return str(conditional_escape(value if isinstance(value, str) else str(value)))
