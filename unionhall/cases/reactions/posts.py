"""A post has ended: what its holder handled there goes back to those nobody handles."""

from unionhall.core.actor import system
from unionhall.people.events import PostEnded

from .. import actions, queries
from ..enums import Release

BY = system("posts")


def release_cases(event: PostEnded) -> None:
    """The running cases of that body are taken out of the hands of somebody who works on matters there no longer."""
    for case in queries.left_behind().filter(handler=event.person_id, body=event.organisation_id):
        actions.release(case, by=BY, why=Release.POST_ENDED)
