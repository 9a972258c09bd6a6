"""What stands on the pages of other modules: the address of a panel, or nothing where there would be nothing in it."""

from typing import Any

from django.urls import reverse

from unionhall.core.actor import Actor

from . import access


def entries_of_person(actor: Actor, person: Any) -> str:
    """The registers a person stands on, on their own page."""
    return reverse("registers:own") if access.own_entries(actor).filter(person=person).exists() else ""
