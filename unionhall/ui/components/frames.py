"""Frames around other things: card, notice, tiles, panel, print header, breadcrumbs, tabs."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from unionhall.core.ids import short_code
from unionhall.ui.parts import Choice, Figure, Tile

register = template.Library()

NOTICE_ICONS = {"info": "info", "good": "circle-check", "warning": "triangle-alert", "error": "circle-alert"}


@register.simple_block_tag
def card(
    content: SafeString, title: Any = "", icon: str = "", level: int = 2, id: str = "", tone: str = ""
) -> SafeString:
    """`{% card title=_("Facts") %}…{% endcard %}`; `tone="sunk"` for what is only for reference."""
    return render_to_string(
        "ui/components/card.html",
        {"content": content, "title": title, "icon": icon, "level": level, "id": id, "tone": tone},
    )


@register.simple_block_tag
def notice(content: SafeString, kind: str = "info", title: Any = "") -> SafeString:
    """`{% notice kind="warning" title=_("Two things are missing") %}…{% endnotice %}`; kinds: info, good, warning, error."""
    return render_to_string(
        "ui/components/notice.html", {"content": content, "kind": kind, "title": title, "icon": NOTICE_ICONS[kind]}
    )


@register.simple_block_tag
def actions(content: SafeString, stuck: bool = False) -> SafeString:
    """`{% actions %}{% button … %}{% endactions %}`: the row of acts; `stuck=True` keeps it at hand on a phone."""
    return render_to_string("ui/components/actions.html", {"content": content, "stuck": stuck})


@register.simple_block_tag
def blank_state(content: SafeString, title: Any, icon: str = "inbox") -> SafeString:
    """`{% blank_state _("Nothing waits for you") %}what to do{% endblank_state %}`."""
    return render_to_string("ui/components/blank_state.html", {"content": content, "title": title, "icon": icon})


@register.inclusion_tag("ui/components/tiles.html")
def tiles(tiles: Sequence[Tile]) -> dict[str, Any]:
    """`{% tiles home_tiles %}`: at most nine `Tile`s."""
    return {"tiles": tiles}


@register.inclusion_tag("ui/components/panel.html")
def panel(url: str, title: Any, id: str = "") -> dict[str, Any]:
    """`{% panel url _("Disputes of this person") %}`: fetched by HTMX from its owner; a plain link without scripts."""
    return {"url": url, "title": title, "id": id or f"panel-{short_code(8)}"}


@register.inclusion_tag("ui/components/print_header.html", takes_context=True)
def print_header(context: Context, title: Any, number: str = "", organisation: str = "") -> dict[str, Any]:
    """`{% print_header title number=case.number organisation=name %}`: only on paper."""
    actor = context.get("actor")
    return {"title": title, "number": number, "organisation": organisation, "printed_by": actor.name if actor else ""}


@register.inclusion_tag("ui/components/crumbs.html")
def crumbs(trail: Sequence[Choice]) -> dict[str, Any]:
    """`{% crumbs trail %}`: `Choice`s from the top; the last one is this page."""
    return {"trail": trail}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(choices: Sequence[Choice], label: Any) -> dict[str, Any]:
    """`{% tabs choices _("Views") %}`: `Choice`s, each a page of its own; the current one says so."""
    return {"choices": choices, "label": label}


@register.inclusion_tag("ui/components/figure.html")
def figure(figure: Figure, level: int = 3) -> dict[str, Any]:
    """`{% figure resolved level=2 %}`: a `Figure` with its fraction, its definition and its date."""
    return {"figure": figure, "level": level}
