"""What the pages of places have in common: what is in scope, where one stands, what a line of a list says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from unionhall.core import clock, ratelimit
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of, address_of
from unionhall.organisations import api as organisations
from unionhall.ui.parts import Choice

from .. import access, queries
from ..models import Venue
from ..states import ReportState, ShortfallState

GET_AND_POST = ["GET", "HEAD", "POST"]


def keeper(request: HttpRequest) -> Actor:
    """The actor, if places are kept at their desk; for everybody else there is nothing here."""
    actor = actor_of(request)
    if not access.may_see_desk(actor):
        raise Http404
    return actor


def venue_in_scope(request: HttpRequest, pk: UUID) -> Venue:
    return get_object_or_404(queries.with_names(access.kept_venues(actor_of(request))), pk=pk)


def tended(request: HttpRequest, pk: UUID) -> Venue:
    """A place one looks after, at a desk or as its keeper."""
    return get_object_or_404(queries.with_names(access.tended_venues(actor_of(request))), pk=pk)


def from_here(actor: Actor, venue: Venue) -> tuple[tuple[Any, ...], list[Choice]]:
    """Where one came from and goes back to: the file of the place, or for its keeper the page of the places they look after."""
    if access.may_see_desk(actor) and access.kept_venues(actor).filter(pk=venue.pk).exists():
        return ("places:venue", venue.pk), crumbs(venue)
    return ("places:kept",), [Choice(_("Places I look after"), reverse("places:kept"))]


def crumbs(venue: Venue | None = None) -> list[Choice]:
    trail = [Choice(_("Stations and other places"), reverse("places:venues"))]
    return trail if venue is None else [*trail, Choice(venue.name, venue.get_absolute_url())]


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def tabs(request: HttpRequest, current: str) -> list[Choice]:
    """The pages of the desk of places, with what waits on each."""
    waiting = _waiting(actor_of(request))
    pages = (
        ("venues", _("All places"), None),
        ("reports", _("Reports from the doors"), waiting["reports"]),
        ("shortfalls", _("Standards and shortfalls"), waiting["overdue"]),
        ("pairs", _("Entered twice?"), waiting["pairs"]),
        ("lists_brought", _("Lists brought in"), None),
        ("settings", _("Checklist and numbers"), None),
    )
    return [Choice(label, reverse(f"places:{name}"), name == current, count or None) for name, label, count in pages]


def _waiting(actor: Actor) -> dict[str, int]:
    """What waits at this desk."""
    late = access.visible_shortfalls(actor).filter(state=ShortfallState.OPEN, due_on__lt=clock.today())
    return {
        "reports": access.visible_reports(actor).filter(state=ReportState.WAITING).count(),
        "overdue": late.count(),
        "pairs": queries.pairs_to_decide(access.visible_pairs(actor)).count(),
    }


def bodies_to_choose(actor: Actor) -> list[tuple[str, str]]:
    """The bodies for which somebody may enter places, as a tree."""
    return organisations.as_tree(access.bodies_to_enter_at(actor), depth=3)


def first_tap(request: HttpRequest, venue: Venue, what: str) -> bool:
    """Whether this is the first tap of its kind at this door from one address in ten minutes: the same tap again counts once.

    Sixty taps an hour from one address are enough for a shared line; more are refused. The address is a key for the limits and
    kept nowhere.
    """
    where = address_of(request)
    ratelimit.limit("places.taps", where, times=60, seconds=3600).or_refuse()
    return bool(ratelimit.limit(f"places.{what}", f"{where}:{venue.pk}", times=1, seconds=600))
