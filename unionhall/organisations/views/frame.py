"""For whom do the pages of the register exist?"""

from __future__ import annotations

from django.http import Http404, HttpRequest

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of

from .. import access


def steward(request: HttpRequest) -> Actor:
    """These pages exist only for those who keep the register."""
    actor = actor_of(request)
    if not access.may_keep_register(actor):
        raise Http404
    return actor
