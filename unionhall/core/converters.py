"""Parts of an address that are names: `path("stations/<named:code>/", …)`, and `{named:code}` in an API."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import StringConverter, get_converters


class Named(StringConverter):
    """Any text of one part of an address; what the database cannot even be asked for is no name."""

    regex = r"[^/\x00]+"


def register() -> None:
    """Make the names known, once: the app does whenever it is ready, and a test may set up apps a second time."""
    if "named" not in get_converters():
        register_converter(Named, "named")
