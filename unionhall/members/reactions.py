"""What follows here when something happens elsewhere."""

from unionhall.core.actor import system
from unionhall.organisations import api as organisations
from unionhall.organisations.events import BodiesMerged
from unionhall.people.api import books

REGISTRAR = system("merging of unions")


def follow_merger(event: BodiesMerged) -> None:
    """The members of a union that became part of another go along, from the same day."""
    into = organisations.visible_organisations(REGISTRAR).filter(pk=event.into_id).first()
    if into is not None:
        books.move_all(event.body_id, into, by=REGISTRAR, on=event.on)
