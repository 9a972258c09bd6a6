"""What follows here when something happens elsewhere. The pairs are listed in unionhall/wiring.py."""

from django.urls import reverse

from unionhall.core.actor import system
from unionhall.core.saying import address
from unionhall.people.events import MandateGiven

from . import actions

BY = system("mandates")


def tell_of_mandate(event: MandateGiven) -> None:
    """Whoever is asked to act for somebody learns of it, and where to say yes or no."""
    if event.waits:
        link = address(reverse("people:mandates"))
        actions.tell("mandate", by=BY, person_id=event.agent_id, link=link)
