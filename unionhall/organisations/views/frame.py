"""For whom do the pages of the register exist?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of

from .. import access
from ..models import Organisation


def steward(request: HttpRequest) -> Actor:
    """These pages exist only for those who keep the register."""
    actor = actor_of(request)
    if not access.may_keep_register(actor):
        raise Http404
    return actor


def body_in_scope(request: HttpRequest, pk: UUID) -> Organisation:
    """A body whose entry one keeps in order; for everybody else it is not there."""
    found = access.steerable_organisations(steward(request))
    return get_object_or_404(found.select_related("parent", "division", "employer", "successor"), pk=pk)


def page_of_body(found: Organisation) -> tuple[Any, ...]:
    """Where one stands again after an act on a body."""
    return ("organisations:body", found.pk)
