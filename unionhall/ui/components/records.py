"""What stands on a file's page: facts, timeline, list of files."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from unionhall.ui.components.words import when
from unionhall.ui.parts import Fact, FileLine, Happening

register = template.Library()


@register.inclusion_tag("ui/components/facts.html")
def facts(rows: Sequence[Fact]) -> dict[str, Any]:
    """`{% facts rows %}`: `Fact`s as a definition list."""
    return {"rows": rows}


@register.simple_tag
def fact(label: Any, value: Any = "", hint: Any = "") -> SafeString:
    """`<dl class="facts">{% fact _("Employer") case.employer.name %}</dl>`: one line, for lists written by hand."""
    said = when(value) if isinstance(value, date) else value
    if value in ("", None):
        said = format_html('<span class="unsaid">{}</span>', _("not stated"))
    under = format_html('<span class="fact-hint">{}</span>', hint) if hint else SafeString("")
    return format_html("<div><dt>{}</dt><dd>{}{}</dd></div>", label, said, under)


@register.inclusion_tag("ui/components/timeline.html")
def timeline(happenings: Sequence[Happening], label: Any = "") -> dict[str, Any]:
    """`{% timeline happenings %}`: `Happening`s, newest or oldest first as given."""
    return {"happenings": happenings, "label": label or _("What happened so far")}


@register.inclusion_tag("ui/components/file_list.html", takes_context=True)
def file_list(context: Any, files: Sequence[FileLine], empty: Any = "") -> dict[str, Any]:
    """`{% file_list lines %}`: `FileLine`s with size, date and a way to take them out where that is allowed."""
    return {"files": files, "empty": empty or _("No files yet"), "csrf_token": context.get("csrf_token", "")}
