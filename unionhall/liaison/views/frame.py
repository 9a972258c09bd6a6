"""What the pages of liaison have in common: what is in scope, and where one stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.ui.parts import Choice

from .. import access
from ..models import ChainStation, LiaisonList, LiaisonSubject

GET_AND_POST = ["GET", "HEAD", "POST"]


def worker(request: HttpRequest) -> Actor:
    """The actor, if liaison exists for them; for everybody else there is nothing here."""
    actor = actor_of(request)
    if not access.may_see_liaison(actor):
        raise Http404
    return actor


def list_in_scope(request: HttpRequest, pk: UUID) -> LiaisonList:
    found = access.visible_lists(actor_of(request)).select_related("body", "kind", "station")
    return get_object_or_404(found, pk=pk)


def subject_in_scope(request: HttpRequest, pk: UUID) -> LiaisonSubject:
    found = access.visible_subjects(actor_of(request))
    return get_object_or_404(
        found.select_related("of_list__body", "of_list__kind", "of_list__station", "employer"), pk=pk
    )


def station_in_scope(request: HttpRequest, pk: UUID) -> ChainStation:
    return get_object_or_404(
        access.visible_stations(actor_of(request)).select_related("of_list__body", "of_list__kind"), pk=pk
    )


def station_of(found: LiaisonList) -> ChainStation | None:
    return getattr(found, "station", None)


def crumbs(found: LiaisonList | None = None) -> list[Choice]:
    trail = [Choice(_("Liaison"), reverse("liaison:lists"))]
    if found is None:
        return trail
    station = station_of(found)
    return [*trail, Choice(found.name, station.get_absolute_url() if station else found.get_absolute_url())]


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
