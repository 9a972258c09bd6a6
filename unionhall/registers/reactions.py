"""What follows here when something happens elsewhere; the pairs stand in unionhall/wiring.py."""

from unionhall.core.actor import system
from unionhall.people.events import ConsentWithdrawn

from . import actions, queries

BY = system("registers")


def follow_withdrawal(event: ConsentWithdrawn) -> None:
    """A person took a consent back: where the entry rested on it, they are off the list at once."""
    for entry in queries.resting_on(event.consent_id):
        actions.end_with_consent(entry, by=BY)
