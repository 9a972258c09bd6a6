"""What this module does when something happens: telling people, in words that say nothing to whoever reads over their shoulder."""

from __future__ import annotations

from django.urls import reverse

from unionhall.core.actor import system
from unionhall.core.saying import address
from unionhall.notices import api as notices
from unionhall.people import api as people
from unionhall.people.enums import Role

from . import access, actions, queries
from .actions.terms import BEFORE, step_today
from .events import FormationMoved
from .models import Formation, Term

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
