"""Tables of the desk: sort links, choosing rows, filters, pages by key."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from unionhall.ui.parts import Column

register = template.Library()

PAGE_KEY = "after"


@register.simple_block_tag(takes_context=True)
def data_table(
    context: Context,
    content: SafeString,
    caption: Any,
    columns: Sequence[Column],
    bulk: bool = False,
    empty: Any = "",
    dense: bool = True,
) -> SafeString:
    """`{% data_table caption=… columns=columns %}<tr>…</tr>{% enddata_table %}`.

    Each row's first data cell should be `<th scope="row">`. With `bulk=True` every row starts with `{% choose row.pk name %}`.
    Without rows, the `empty` sentence stands in the table's place.
    """
    return render_to_string(
        "ui/components/data_table.html",
        {
            "content": content,
            "rows": bool(content.strip()),
            "caption": caption,
            "heads": [_head(context["request"], column) for column in columns],
            "bulk": bulk,
            "empty": empty or _("Nothing here."),
            "dense": dense,
        },
    )


@register.simple_tag
def choose(value: Any, label: Any, name: str = "chosen", form: str = "") -> SafeString:
    """`{% choose case.pk case.number %}`: the cell with the row's check box."""
    belongs = format_html(' form="{}"', form) if form else SafeString("")
    return format_html(
        '<td class="choose"><label class="choose-target"><input type="checkbox" name="{}" value="{}"{} data-choose>'
        '<span class="visually-hidden">{}</span></label></td>',
        name,
        value,
        belongs,
        _("Choose %(what)s") % {"what": label},
    )


@register.simple_block_tag(takes_context=True)
def filter_bar(
    context: Context, content: SafeString, label: Any = "", active: Any = (), export: str = "", keep: str = ""
) -> SafeString:
    """`{% filter_bar active=chips %}{% field form.state %}…{% endfilter_bar %}`: a form by GET that sends itself when changed.

    `active` are `Choice`s whose URL takes that filter away; `export` is the download of what is seen;
    `keep` names query keys to carry along, separated by spaces.
    """
    request: HttpRequest = context["request"]
    kept = [(key, value) for key in ["sort", *keep.split()] for value in request.GET.getlist(key)]
    return render_to_string(
        "ui/components/filter_bar.html",
        {
            "content": content,
            "label": label or _("Filters"),
            "active": active,
            "export": export,
            "kept": kept,
            "path": request.path,
        },
    )


@register.inclusion_tag("ui/components/pager.html", takes_context=True)
def pager(context: Context, page: Any, total: Any = "") -> dict[str, Any]:
    """`{% pager page %}`: a core.paging Page, by its cursors; the rest of the query stays. `total` is words, when known."""
    request = context["request"]
    return {
        "back": _with(request, **{PAGE_KEY: page.prev_cursor}) if page.prev_cursor else "",
        "on": _with(request, **{PAGE_KEY: page.next_cursor}) if page.next_cursor else "",
        "first": _with(request, **{PAGE_KEY: ""}) if page.prev_cursor else "",
        "total": total,
    }


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """`<a href="{% query_with state="open" %}">`: this page's address with some keys changed, from its first page."""
    return _with(context["request"], **{PAGE_KEY: "", **changes})


def _head(request: HttpRequest, column: Column) -> dict[str, Any]:
    now = request.GET.get("sort", "")
    up, down = column.sort, f"-{column.sort}"
    order = {"": "", up: "ascending", down: "descending"}.get(now, "") if column.sort else ""
    turned = down if now == up else up
    return {
        "column": column,
        "order": order,
        "url": _with(request, sort=turned, **{PAGE_KEY: ""}) if column.sort else "",
    }


def _with(request: HttpRequest, **changes: Any) -> str:
    query = request.GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"{request.path}?{query.urlencode()}" if query else request.path
