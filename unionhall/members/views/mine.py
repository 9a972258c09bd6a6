"""One's own membership: where it stands, the card, keeping it, leaving, being heard; and checking a card as anybody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of, public
from unionhall.core.saying import address
from unionhall.core.sealed import mask_name
from unionhall.people import api as people
from unionhall.ui.parts import Choice
from unionhall.ui.responses import DONE, offline_script, page, redirect_after_post, submitted

from .. import access, actions, cards, queries
from ..forms import RetainForm, WordsForm
from ..models import Removal
from ..pictures import square

if TYPE_CHECKING:
    from unionhall.people.models import Membership

OFFLINE_SCRIPT = Path(__file__).resolve().parent.parent / "check-card-offline.js"


@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Where my membership stands, or that of somebody I act for."""
    return _mine(request, RetainForm(), WordsForm())


def _mine(request: HttpRequest, retain: RetainForm, words: WordsForm, *, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    person_id = _whom(actor, request)
    membership = people.membership_of(person_id)
    person = people.visible_people(actor).get(pk=person_id)
    waiting = queries.waiting_of(person_id)
    latest = queries.latest_of(person_id)
    goes_on = membership is not None and membership.until is None
    context = {
        "own": person_id == actor.person_id,
        "person": person,
        "others": people.visible_people(actor)
        .filter(pk__in=actor.self_and_mandates)
        .exclude(pk=person_id)
        .order_by("name", "pk"),
        "membership": membership,
        "goes_on": goes_on,
        "waiting": waiting,
        "refused": latest if latest and latest.state == "refused" else None,
        "removal": queries.open_removal(membership) if membership else None,
        "history": queries.history_of(person_id),
        "retain_form": retain,
        "words_form": words,
        "query": "" if person_id == actor.person_id else f"?for={person_id}",
        "trail": [Choice(_("Home"), "/"), Choice(_("My membership"))],
    }
    return page(request, "members/mine.html", context, status=status)


@require_safe
@never_cache
def card(request: HttpRequest) -> HttpResponse:
    """The card: name masked, union, standing, and the square that anybody can check."""
    actor = actor_of(request)
    person_id = _whom(actor, request)
    membership = people.membership_of(person_id)
    if membership is None or not access.may_show_card(actor, membership):
        raise Http404
    person = people.visible_people(actor).get(pk=person_id)
    membership.person = person
    token = cards.issue(membership)
    shown = request.GET.get("name") == "shown"
    context = {
        "membership": membership,
        "name": person.name if shown else mask_name(person.name),
        "shown": shown,
        "square": square(f"{address(reverse('members:check'))}#{token}"),
        "reading": cards.check(token),
        "query": "" if person_id == actor.person_id else f"for={person_id}",
    }
    return page(request, "members/card.html", context)


@require_POST
def withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one's application back."""
    row = get_object_or_404(access.own_applications(actor_of(request)), pk=pk)
    actions.withdraw(row, by=actor_of(request))
    return _back(request, row.person_id, _("Taken back."))


@require_POST
def own_retention(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep the membership while there is no work."""
    membership = _own(request, pk)
    form = RetainForm(request.POST)
    status, _kept = submitted(request, form, lambda said: actions.retain(membership, by=actor_of(request), **said))
    if status == DONE:
        return _back(request, membership.person_id, _("Your membership is kept. Nothing else changes."))
    return _mine(request, form, WordsForm(), status=status)


@require_POST
def own_resumption(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Back at work."""
    membership = _own(request, pk)
    actions.resume(membership, by=actor_of(request))
    return _back(request, membership.person_id, _("Your membership goes on. Welcome back."))


@require_POST
def leaving(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave the union."""
    membership = _own(request, pk)
    actions.leave(membership, by=actor_of(request))
    return _back(request, membership.person_id, _("You have left the union. You can join again at any time."))


@require_POST
def hearing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the member says about a proposal to remove them."""
    actor = actor_of(request)
    found: Removal = get_object_or_404(access.own_removals(actor).select_related("membership"), pk=pk)
    form = WordsForm(request.POST)
    status, _said = submitted(request, form, lambda said: actions.be_heard(found, by=actor, **said))
    if status == DONE:
        return _back(request, found.membership.person_id, _("It stands beside the proposal now."))
    return _mine(request, RetainForm(), form, status=status)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Is this card good? The page checks by itself, without a connection; where a browser cannot, the server does."""
    asked = request.method == "POST"
    token = request.POST.get("token", "")[: cards.LONGEST + 500]
    reading = cards.check(token) if asked else None
    context = {"reading": reading, "keys": json.dumps(cards.public_keys()), "status": 200}
    return page(request, "members/check.html", context, status=422 if asked and not reading else 200)


@public
@require_safe
def check_offline(request: HttpRequest) -> HttpResponse:
    """What opens the page that checks cards where there is no connection."""
    return offline_script(OFFLINE_SCRIPT)


def _whom(actor: Actor, request: HttpRequest) -> UUID:
    """Oneself, or ?for= somebody whose mandate one has."""
    asked = request.GET.get("for", "")
    if not asked:
        if actor.person_id is None or actor.for_body:
            raise Http404
        return actor.person_id
    found = next((person_id for person_id in actor.self_and_mandates if str(person_id) == asked), None)
    if found is None:
        raise Http404
    return found


def _own(request: HttpRequest, pk: UUID) -> Membership:
    return get_object_or_404(people.own_memberships(actor_of(request)), pk=pk)


def _back(request: HttpRequest, person_id: UUID, message: str) -> HttpResponse:
    query = "" if person_id == actor_of(request).person_id else f"?for={person_id}"
    return redirect_after_post(request, reverse("members:mine") + query, message=message)
