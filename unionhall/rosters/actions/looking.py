"""Somebody asks for one person by identity number; whoever is found can see who asked, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.core.sealed import lookup
from unionhall.people import api as people

from .. import access

if TYPE_CHECKING:
    from unionhall.people.models import Person


@transaction.atomic
def look_up(number: str, *, by: Actor, purpose: str) -> Person | None:
    """The person with this number among those one may see. A question that found nobody is in the trail as well."""
    access.may_list(by).or_refuse()
    found = people.visible_people(by).filter(identity_lookup=lookup(number, "identity")).first()
    audit.record("person.looked_up", found, by=by, purpose=purpose, found=found is not None)
    return found
