"""One's own list, the lists of a body, one list, handing over, how often one is in touch."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import clock
from unionhall.core.paging import page as keyset
from unionhall.organisations import api as organisations
from unionhall.ui.asking import ask
from unionhall.ui.parts import Column
from unionhall.ui.responses import page

from .. import access, actions, queries
from ..forms import HandOverForm, IntervalForm, ListForm, SubjectFilterForm, SubjectForm, SubjectKindForm
from ..models import LiaisonList
from .frame import GET_AND_POST, crumbs, list_in_scope, posted, station_of, worker

MOST = 300


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I answer for: what is overdue, what is due this week, and the rest."""
    actor = worker(request)
    today = clock.today()
    rows = list(queries.held_by(access.visible_subjects(actor), actor.person_id)[:MOST])
    week = today + queries.SOON
    without = 0
    if access.may_keep_somewhere(actor):
        without = queries.counts(access.visible_subjects(actor))["without"]
    context = {
        "parts": [
            (_("Overdue"), [row for row in rows if row.next_due_on < today]),
            (_("Due this week"), [row for row in rows if today <= row.next_due_on <= week]),
            (_("Later"), [row for row in rows if row.next_due_on > week]),
        ],
        "count": len(rows),
        "without": without,
        "columns": [Column(_("What")), Column(_("List")), Column(_("Last contact")), Column(_("Next due")), Column(_("Act"), hidden_label=True)],
    }  # fmt: skip
    return page(request, "liaison/mine.html", context)


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """The lists and stations of the bodies one sees, with how many are in touch in time."""
    actor = worker(request)
    visible = access.visible_lists(actor)
    context = {
        "rows": queries.ordered_lists(visible.filter(station__isnull=True)),
        "stations": list(queries.stations(visible)[:100]),
        "kinds": list(queries.kinds()),
        "may_keep": access.may_keep_somewhere(actor),
        "may_define": access.may_define_subject(actor),
        "columns": [
            Column(_("List")),
            Column(_("Body")),
            Column(_("On the list"), numeric=True),
            Column(_("Of them in touch in time"), numeric=True),
            Column(_("Of them with nobody"), numeric=True),
        ],
        "crumbs": [],
    }
    return page(request, "liaison/lists.html", context)


@require_http_methods(GET_AND_POST)
def kind_new(request: HttpRequest) -> HttpResponse:
    """Naming a kind of thing one answers for."""
    actor = worker(request)
    access.may_define_subject(actor).or_refuse()
    return ask(
        request,
        SubjectKindForm(posted(request)),
        act=lambda said: actions.define_subject(by=actor, **said),
        title=_("A new kind of thing to answer for"),
        button=_("Record"),
        done=_("Recorded."),
        back=("liaison:lists",),
        crumbs=crumbs(),
    )


@require_http_methods(GET_AND_POST)
def list_new(request: HttpRequest) -> HttpResponse:
    """Making a list."""
    actor = worker(request)
    access.may_keep_somewhere(actor).or_refuse()
    bodies, kinds = access.bodies_to_keep_at(actor), {str(kind.pk): kind for kind in queries.kinds()}
    form = ListForm(posted(request), bodies=organisations.as_tree(bodies, depth=3), kinds=kinds.values())

    def act(said: dict[str, Any]) -> LiaisonList:
        body = bodies.filter(pk=said.pop("body")).first()
        if body is None:
            raise Http404
        return actions.make_list(body, by=actor, **{**said, "kind": kinds[said["kind"]]})

    return ask(
        request,
        form,
        act=act,
        title=_("A new list"),
        lead=_("Who answers for what, and how often one is in touch. It ranks nobody."),
        button=_("Make it"),
        done=_("The list is made. Put on it what is answered for."),
        back=("liaison:lists",),
        onward="liaison:list",
        crumbs=crumbs(),
    )


@require_safe
def one_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What stands on a list, the earliest due first; what nobody answers for."""
    actor, found = worker(request), list_in_scope(request, pk)
    form = SubjectFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    every = access.visible_subjects(actor).filter(of_list=found)
    rows = queries.narrowed(queries.with_holder(every), **wanted)
    context = {
        "list": found,
        "station": station_of(found),
        "form": form,
        "page": keyset(rows, order=("next_due_on", "id"), after=request.GET.get("after"), size=50),
        "counts": queries.counts(every),
        "rule": queries.rule_on(found, clock.today()),
        "today": clock.today(),
        "may_keep": access.may_keep(actor, found),
        "columns": [
            Column(found.kind.name),
            Column(_("Who answers for it")),
            Column(_("Last contact")),
            Column(_("Next due")),
            Column(_("State"), hidden_label=True),
        ],
        "crumbs": crumbs(),
    }
    return page(request, "liaison/list.html", context)


@require_http_methods(GET_AND_POST)
def interval(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How often one is in touch, from a day on."""
    actor, found = worker(request), list_in_scope(request, pk)
    access.may_set_interval(actor, found).or_refuse()
    rule = queries.rule_on(found, clock.today())
    start = {"days": rule.days, "source": rule.source} if rule else {}
    return ask(
        request,
        IntervalForm(posted(request), initial=start),
        act=lambda said: actions.set_interval(found, by=actor, **said),
        title=_("How often is one in touch?"),
        lead=_("The rule holds from its day on, with the document that says so."),
        button=_("Record"),
        done=_("Recorded."),
        back=("liaison:list", found.pk),
        crumbs=crumbs(found),
    )


@require_http_methods(GET_AND_POST)
def subject_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Putting something on a list."""
    actor, found = worker(request), list_in_scope(request, pk)
    access.may_add_subject(actor, found).or_refuse()
    form = SubjectForm(posted(request), kind=found.kind, chain=station_of(found) is not None)
    return ask(
        request,
        form,
        act=lambda said: actions.add_by_name(found, by=actor, **said),
        title=_("Put something on “%(name)s”") % {"name": found.name},
        button=_("Put it on the list"),
        done=_("It is on the list. Say next who answers for it."),
        back=("liaison:list", found.pk),
        crumbs=crumbs(found),
    )


@require_http_methods(GET_AND_POST)
def handing_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Many at once into one person's hands: those of somebody, or those with nobody."""
    actor, found = worker(request), list_in_scope(request, pk)
    access.may_hand_over(actor, found).or_refuse()
    rows: Any = queries.with_holder(access.visible_subjects(actor).filter(of_list=found)).order_by("name", "pk")[:MOST]
    named = [(row, f"{row.name} · {row.holder_name or _('nobody')}") for row in rows]
    form = HandOverForm(
        posted(request),
        subjects=[(str(row.pk), words) for row, words in named],
        people=(people := queries.people_for(found)),
        initial={"subjects": [str(row.pk) for row, _words in named if row.holder_id is None]},
    )

    def act(said: dict[str, Any]) -> None:
        to = queries.person_called(said["to"], people)
        if to is None:
            raise Http404
        actions.hand_over(found, [UUID(key) for key in said["subjects"]], by=actor, to=to)

    return ask(
        request,
        form,
        act=act,
        title=_("Hand over"),
        lead=_("What nobody answers for is ticked already. What was noted stays with each."),
        button=_("Hand over"),
        done=_("Handed over."),
        back=("liaison:list", found.pk),
        crumbs=crumbs(found),
    )
