"""What stands on the pages of other modules: the address of a panel, or nothing where there would be nothing in it."""

from typing import Any

from django.urls import reverse

from unionhall.core.actor import Actor

from . import access


def liaison_of_employer(actor: Actor, employer: Any) -> str:
    """Who answers for an employer, on its page."""
    there = access.visible_subjects(actor).filter(employer=employer, ended_on__isnull=True).exists()
    return reverse("liaison:of_employer", args=[employer.pk]) if there else ""
