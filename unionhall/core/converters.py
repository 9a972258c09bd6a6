"""Parts of an address that are names: `path("stations/<named:code>/", …)`, and `{named:code}` in an API."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import StringConverter


class Named(StringConverter):
    """Any text of one part of an address; what the database cannot even be asked for is no name."""

    regex = r"[^/\x00]+"


def register() -> None:
    """Make the names known; the app does when it is ready, before any address is read."""
    register_converter(Named, "named")
