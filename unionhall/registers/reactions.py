"""What follows here when something happens elsewhere; the pairs stand in unionhall/wiring.py."""

from unionhall.core import erasing
from unionhall.core.actor import system
from unionhall.people.events import ConsentWithdrawn

from . import actions, queries
from .models import RegisterEntry
from .states import STANDING

BY = system("registers")


def follow_withdrawal(event: ConsentWithdrawn) -> None:
    """A person took a consent back: where the entry rested on it, they are off the list at once."""
    for entry in queries.resting_on(event.consent_id):
        actions.end_with_consent(entry, by=BY)


def forget(event: erasing.Erased) -> None:
    """A person is erased: they are off every list, and why they stood there is gone."""
    for entry in RegisterEntry.objects.filter(person=event.person_id, state__in=STANDING):
        actions.end_with_erasing(entry, by=BY)
    erasing.of("registers")(event)
