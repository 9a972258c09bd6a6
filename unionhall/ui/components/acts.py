"""Acts: links and buttons, the disabled ones saying why, copying, printing, asking twice, unmasking."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from unionhall.core.ids import short_code
from unionhall.ui.components.marks import icon as draw

register = template.Library()


@register.simple_tag
def button(
    label: Any, kind: str = "", icon: str = "", name: str = "", value: str = "", type: str = "submit", form: str = ""
) -> SafeString:
    """`{% button _("Send") kind="primary" icon="send" %}`; kinds: "" (outlined), primary (one a page), quiet, danger."""
    extra = format_html(' name="{}" value="{}"', name, value) if name else SafeString("")
    belongs = format_html(' form="{}"', form) if form else SafeString("")
    return format_html(
        '<button class="button" type="{}" data-kind="{}"{}{}>{}<span>{}</span></button>',
        type,
        kind,
        extra,
        belongs,
        _mark(icon),
        label,
    )


@register.simple_tag
def link_button(label: Any, url: str, kind: str = "", icon: str = "", download: bool = False) -> SafeString:
    """`{% link_button _("Open") url kind="primary" %}`: a link that looks like an act."""
    loads = mark_safe(" download") if download else SafeString("")
    return format_html(
        '<a class="button" href="{}" data-kind="{}"{}>{}<span>{}</span></a>', url, kind, loads, _mark(icon), label
    )


@register.inclusion_tag("ui/components/verdict_button.html", takes_context=True)
def verdict_button(
    context: Context, verdict: Any, label: Any, url: str, kind: str = "", icon: str = "", method: str = "get"
) -> dict[str, Any]:
    """`{% verdict_button may_settle _("Record settlement") url %}`: a link (or with method="post" a form) when the verdict
    is yes; otherwise a button that cannot be used and says why, and what to do next."""
    return {
        "verdict": verdict,
        "allowed": bool(verdict),
        "label": label,
        "url": url,
        "kind": kind,
        "icon": icon,
        "method": method,
        "why_id": f"why-{short_code(8)}",
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("ui/components/post_button.html", takes_context=True)
def post_button(
    context: Context,
    label: Any,
    url: str,
    kind: str = "",
    icon: str = "",
    name: str = "",
    value: str = "",
    confirm: Any = "",
) -> dict[str, Any]:
    """`{% post_button _("Take up") url icon="hand" %}`: one button, one post."""
    return {
        "label": label,
        "url": url,
        "kind": kind,
        "icon": icon,
        "name": name,
        "value": value,
        "confirm": confirm,
        "csrf_token": context.get("csrf_token", ""),
    }


@register.simple_tag
def copy_button(text: str, label: Any) -> SafeString:
    """`{% copy_button case.number _("Copy the number") %}`; hidden where there is no script to do it."""
    return format_html(
        '<button class="button" type="button" data-kind="quiet" data-copy="{}" hidden>{}<span>{}</span></button>',
        text,
        draw("copy"),
        label,
    )


@register.inclusion_tag("ui/components/print_button.html")
def print_button(label: Any = "") -> dict[str, Any]:
    """`{% print_button %}`; hidden where there is no script to do it."""
    return {"label": label}


@register.inclusion_tag("ui/components/unmask.html", takes_context=True)
def unmask(context: Context, label: Any, masked: str, url: str, purposes: Any, name: str = "") -> dict[str, Any]:
    """`{% unmask _("Phone") "138****1234" url purposes %}`: the masked value, and a form that shows it for a stated purpose.

    `purposes` are (value, label) pairs; the form posts `purpose`, and `field=name` when a name is given.
    """
    return {
        "label": label,
        "masked": masked,
        "url": url,
        "purposes": purposes,
        "name": name,
        "id": f"unmask-{short_code(8)}",
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("ui/components/language_switch.html", takes_context=True)
def language_switch(context: Context) -> dict[str, Any]:
    """`{% language_switch %}`: the other language, by post, back to this page."""
    return {"ui": context["ui"], "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("ui/components/elder_switch.html", takes_context=True)
def elder_switch(context: Context) -> dict[str, Any]:
    """`{% elder_switch %}`: larger type and targets, in three sizes, kept in a cookie."""
    return {"ui": context["ui"], "csrf_token": context.get("csrf_token", "")}


def _mark(name: str) -> SafeString:
    return draw(name) if name else SafeString("")
