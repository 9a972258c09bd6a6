"""What this module does when something happens: telling people, in words that say nothing to whoever reads over their shoulder."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import erasing
from unionhall.core.actor import system
from unionhall.core.saying import address
from unionhall.notices import api as notices
from unionhall.people import api as people
from unionhall.people.enums import Role

from . import access, actions, queries
from .actions.terms import BEFORE, step_today
from .events import FormationMoved
from .models import Formation, FormationPaper, FormationStep, Signature, Term
from .states import OPEN

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BY = system("messages about unions")
CLOCK = system("clock")


def tell_of_move(event: FormationMoved) -> None:
    """The applicant hears that there is something new, not what."""
    formation = Formation.objects.get(pk=event.formation_id)
    notices.tell(
        "news",
        by=BY,
        person_id=event.applicant_id,
        about=formation,
        link=address("/"),
    )


def remind_of_terms() -> int:
    """Chair and officers of the body above hear once for each step; how many terms were reminded of."""
    reminded = 0
    for term in queries.ending(access.visible_terms(CLOCK), within=max(BEFORE)).select_related("body").order_by("pk"):
        step = step_today(term)
        if step is not None and actions.remind(term, by=CLOCK, step=step) is not None:
            _tell(term)
            reminded += 1
    return reminded


def _tell(term: Term) -> None:
    bodies = [term.body_id, term.body.parent_id]
    posts = people.posts_on_duty().filter(
        organisation__in=[key for key in bodies if key], role__in=[Role.GRASSROOTS_CHAIR, Role.OFFICER]
    )
    for person_id in sorted(set(posts.values_list("person_id", flat=True))):
        notices.tell(
            "term", by=BY, person_id=person_id, about=term, day=term.until.isoformat(),
            link=address(reverse("forming:term", args=[term.body_id])),
        )  # fmt: skip


def obstacles(person_id: UUID) -> list[StrOrPromise]:
    """Others have signed to what somebody applied for; it comes to an end first."""
    return [
        format_lazy(_("You are applying to form a union: {name}. Withdraw the application first."), name=name)
        for name in Formation.objects.filter(applicant=person_id, state__in=OPEN).values_list("name", flat=True)
    ]


def forget(event: erasing.Erased) -> None:
    """A person is erased: a signature that may still be taken back is, and the applicant's name goes from what they did."""
    person = people.visible_people(BY).get(pk=event.person_id)
    for kind in (FormationStep, FormationPaper):
        rows = kind._base_manager.filter(formation__applicant=person, by_name=person.name[:60]).exclude(by_name="")
        rows.update(by_name=erasing.MARK)
    for signature in Signature.objects.filter(person=person, formation__state__in=OPEN).select_related("formation"):
        if not queries.live_election(formation=signature.formation):
            signature.delete()
    erasing.of("forming")(event)
