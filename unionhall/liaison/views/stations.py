"""A station on a supply chain: opening it, its page with the chain, who serves there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.cases import api as cases
from unionhall.core import clock
from unionhall.organisations import api as organisations
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import page

from .. import access, actions, queries
from ..forms import ConfirmForm, StaffForm, StationForm
from ..models import ChainStation
from ..states import BlockageState
from .frame import GET_AND_POST, crumbs, posted, station_in_scope, worker


@require_http_methods(GET_AND_POST)
def station_new(request: HttpRequest) -> HttpResponse:
    """Opening a station; whoever opens it names its people and enterprises next."""
    actor = worker(request)
    access.may_keep_somewhere(actor).or_refuse()
    bodies, kinds = access.bodies_to_keep_at(actor), {str(kind.pk): kind for kind in queries.kinds()}
    form = StationForm(posted(request), bodies=organisations.as_tree(bodies, depth=3), kinds=kinds.values())

    def act(said: dict[str, Any]) -> ChainStation:
        body = bodies.filter(pk=said.pop("body")).first()
        if body is None:
            raise Http404
        return actions.open_station(body, by=actor, **{**said, "kind": kinds[said["kind"]]})

    return ask(
        request,
        form,
        act=act,
        title=_("A new chain liaison station"),
        lead=_("One park, one chain of enterprises, a chief and resident officers."),
        button=_("Open it"),
        done=_("The station is open. Name its chief and its enterprises."),
        back=("liaison:lists",),
        onward="liaison:station",
        crumbs=crumbs(),
    )


@require_safe
def station(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Chief and residents, the chain in its order, what is blocked and what was cleared."""
    actor, found = worker(request), station_in_scope(request, pk)
    subjects = access.visible_subjects(actor).filter(of_list=found.of_list_id)
    blockages = list(queries.blockages_of(found, subjects)[:100])
    open_to = set(
        cases.visible_cases(actor)
        .filter(pk__in=[one.case_id for one in blockages])
        .order_by()
        .values_list("pk", flat=True)
    )
    context = {
        "station": found,
        "posts": list(queries.posts_at(found)),
        "chain": list(queries.chain_of(subjects, found)[:200]),
        "counts": queries.counts(subjects),
        "blockages": [{"row": one, "linked": one.case_id in open_to} for one in blockages],
        "cleared": sum(one.state == BlockageState.CLEARED for one in blockages),
        "today": clock.today(),
        "may_staff": access.may_staff(actor, found),
        "columns": [
            Column(_("Link"), numeric=True),
            Column(_("Enterprise")),
            Column(_("Who answers for it")),
            Column(_("Last contact")),
            Column(_("Next due")),
        ],
        "crumbs": [*crumbs(), Choice(found.of_list.name)],
    }  # fmt: skip
    return page(request, "liaison/station.html", context)


@require_http_methods(GET_AND_POST)
def staffing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Naming the chief or a resident officer."""
    actor, found = worker(request), station_in_scope(request, pk)
    access.may_staff(actor, found).or_refuse()
    people = queries.people_near(actor, found)
    form = StaffForm(posted(request), people=people)

    def act(said: dict[str, Any]) -> None:
        person = queries.person_called(said["person"], people)
        if person is None:
            raise Http404
        actions.staff(found, by=actor, person=person, role=said["role"])

    return ask(
        request,
        form,
        act=act,
        title=_("Who serves at the station?"),
        lead=_("A new chief takes the place of the one before."),
        button=_("Record"),
        done=_("Recorded."),
        back=("liaison:station", found.pk),
        crumbs=crumbs(found.of_list),
    )


@require_http_methods(GET_AND_POST)
def post_ending(request: HttpRequest, pk: UUID, post_pk: UUID) -> HttpResponse:
    """Somebody serves here no longer."""
    actor, found = worker(request), station_in_scope(request, pk)
    access.may_staff(actor, found).or_refuse()
    post = get_object_or_404(queries.posts_at(found), pk=post_pk)
    return ask(
        request,
        ConfirmForm(posted(request)),
        act=lambda said: actions.end_station_post(post, by=actor),
        title=_("%(name)s serves at the station no longer") % {"name": post.person.name},
        lead=_("Hand over what they answer for."),
        button=_("Record"),
        done=_("Recorded."),
        back=("liaison:station", found.pk),
        crumbs=crumbs(found.of_list),
    )
