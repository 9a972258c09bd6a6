"""What follows here when something happens elsewhere; the pairs stand in unionhall/wiring.py."""

from unionhall.cases import api as cases
from unionhall.cases.events import CaseMoved
from unionhall.core.actor import system
from unionhall.people.events import PostEnded

from . import actions, queries
from .models import Blockage, Charge, StationPost

BY = system("liaison")
RESOLVED = ("performed", "closed")
"""States of a case in which what was asked for is done."""


def leave_behind(event: PostEnded) -> None:
    """A post ended: whoever serves no longer answers for nothing here, and what they answered for stands without anybody."""
    charges = Charge.objects.filter(person=event.person_id, until__isnull=True).select_related("subject__of_list")
    for charge in charges.order_by("pk"):
        if not queries.serves(charge.subject.of_list, event.person_id):
            actions.leave_behind(charge, by=BY)
    for post in StationPost.objects.filter(person=event.person_id, until__isnull=True).select_related(
        "station__of_list"
    ):
        if not queries.serves(post.station.of_list, event.person_id):
            actions.end_station_post(post, by=BY)


def follow_case(event: CaseMoved) -> None:
    """The case of a blockage moved: resolved clears it, withdrawn or refused drops it, reopened brings it back."""
    blockage = Blockage.objects.filter(case=event.case_id).first()
    if blockage is None:
        return
    if event.to_state in RESOLVED:
        actions.follow_case(blockage, "clear", by=BY)
    elif event.to_state in cases.ENDED:
        actions.follow_case(blockage, "drop", by=BY)
    else:
        actions.follow_case(blockage, "raise_again", by=BY)
