"""A map on a page, and the key to its signs."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from unionhall.ui.maps import Map

register = template.Library()


@register.simple_tag
def map_box(map: Map, in_page: bool = False) -> SafeString:
    """`{% map_box map %}`: the map itself; `in_page=True` where fingers scroll the page and two of them move the map."""
    return render_to_string("ui/components/map.html", {"map": map, "in_page": in_page})


@register.inclusion_tag("ui/components/map_head.html")
def map_head() -> dict[str, Any]:
    """`{% block styles %}{% map_head %}{% endblock %}`: the style sheets and the script of a page with a map."""
    return {}
