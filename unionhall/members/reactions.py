"""What follows here when something happens elsewhere."""

from django.utils.translation import gettext_lazy as _

from unionhall.core import erasing
from unionhall.core.actor import system
from unionhall.organisations import api as organisations
from unionhall.organisations.events import BodiesMerged, ChangeWeighed
from unionhall.people.api import books, memberships_today

from . import actions, queries
from .models import Removal
from .states import RemovalState

REGISTRAR = system("merging of unions")
ERASER = system("erasing")


def follow_merger(event: BodiesMerged) -> None:
    """The members of a union that became part of another go along, from the same day."""
    into = organisations.visible_organisations(REGISTRAR).filter(pk=event.into_id).first()
    if into is not None:
        books.move_all(event.body_id, into, by=REGISTRAR, on=event.on)


def count_members(event: ChangeWeighed) -> None:
    """How many members would go along with a merger."""
    if event.into_id is not None:
        event.follows(_("members who go along"), memberships_today().filter(organisation=event.body_id).count())


def forget(event: erasing.Erased) -> None:
    """A person is erased: nobody waits for them any more, and what they asked and said goes."""
    waiting = queries.waiting_of(event.person_id)
    if waiting is not None:
        actions.withdraw(waiting, by=ERASER)
    for removal in Removal.objects.filter(membership__person=event.person_id, state=RemovalState.PROPOSED):
        actions.drop(removal, by=ERASER, tell=False)
    erasing.of("members")(event)
