"""What the pages of registers have in common: what is in scope, and where one stands."""

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
from ..models import Register, RegisterEntry

GET_AND_POST = ["GET", "HEAD", "POST"]


def keeper(request: HttpRequest) -> Actor:
    """The actor, if registers exist for them; for everybody else there is nothing here."""
    actor = actor_of(request)
    if not access.may_see_registers(actor):
        raise Http404
    return actor


def register_in_scope(request: HttpRequest, pk: UUID) -> Register:
    found = access.visible_registers(actor_of(request)).select_related("kind", "body", "responsible")
    return get_object_or_404(found, pk=pk)


def entry_in_scope(request: HttpRequest, pk: UUID) -> RegisterEntry:
    found = access.visible_entries(actor_of(request))
    return get_object_or_404(found.select_related("person", "consent", "register__kind", "register__body"), pk=pk)


def crumbs(register: Register | None = None) -> list[Choice]:
    trail = [Choice(_("Registers of people"), reverse("registers:registers"))]
    if register is None:
        return trail
    return [*trail, Choice(f"{register.kind.name} · {register.body.short_name}", register.get_absolute_url())]


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
