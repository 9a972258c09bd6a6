"""What stands on the pages of other modules."""

from typing import Any

from django.urls import reverse

from unionhall.core.actor import Actor

from . import access


def on_the_map(actor: Actor, _record: Any) -> str:
    """Circles and proposed sites, to be laid on the officer's map of places."""
    return reverse("planning:on_the_map") if access.may_see(actor) else ""
