"""Who is told of an application or a removal? Neutral words; the page behind the link says the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.urls import reverse

from unionhall.core import saying
from unionhall.core.actor import system
from unionhall.notices import api as notices
from unionhall.people import api as people
from unionhall.people.enums import Role

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

BY = system("membership")


def tell_member(person_id: UUID, about: models.Model) -> None:
    """There is something new on one's own page."""
    if not saying.is_past():
        notices.tell("news", by=BY, person_id=person_id, about=about, link=saying.address(reverse("members:mine")))


def tell_keepers(organisation: Organisation, about: models.Model, link: str, *, template: str = "arrived") -> None:
    """The chair of a union; where none may keep its books, the officers of the nearest body above who may."""
    if saying.is_past():
        return
    for person_id in keepers_of(organisation):
        notices.tell(template, by=BY, person_id=person_id, about=about, link=saying.address(link))


def keepers_of(organisation: Organisation) -> list[UUID]:
    """Those at the nearest body who keep the books of this union."""
    body: Organisation | None = organisation
    role = Role.GRASSROOTS_CHAIR
    while body is not None:
        found = [
            person.pk
            for person in people.people_with_posts(body.pk, role, Role.OFFICER)
            if people.may_keep_members(people.actor_of_person(person), organisation)
        ]
        if found:
            return found
        body = body.parent
    return []
