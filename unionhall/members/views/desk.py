"""The desk of those who keep members: the list, one file, applications with their clocks, removals, doors, home unions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import audit, clock, paging
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.saying import address
from unionhall.core.sealed import mask_identity, mask_name, mask_phone
from unionhall.exports import api as exports
from unionhall.organisations import api as organisations
from unionhall.people import api as people
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access, actions, queries
from ..exporting import ROLL
from ..forms import DeathForm, DoorForm, HomeForm, MembersFilter, RefusalForm, RemovalForm, RetainForm
from ..models import Application, Removal
from ..pictures import square
from ..states import ApplicationState

if TYPE_CHECKING:
    from unionhall.people.models import Membership

SIZE = 50
PURPOSE = "keeping_members"


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_list_members(actor):
        raise Http404
    return actor


@require_safe
@never_cache
def members(request: HttpRequest) -> HttpResponse:
    """Who is a member of the unions one keeps. Names are masked; a whole name finds its bearers."""
    actor = _keeper(request)
    unions = access.unions_of(actor)
    form = MembersFilter(request.GET or None, unions=unions)
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = queries.narrowed(
        people.visible_members(actor),
        union=said.get("union", ""),
        standing=said.get("standing", ""),
        q=said.get("q", ""),
    )
    kept = people.visible_members(actor).filter(until__isnull=True)
    counts = paging.capped_counts({"all": kept, "retained": kept.filter(standing="retained")}, cap=10_000)
    listed = paging.page(
        rows.select_related("person", "organisation"), order=("-id",), after=request.GET.get("after"), size=SIZE
    )
    chosen = urlencode({name: value for name, value in said.items() if value})
    context = {
        "form": form,
        "export": f"{reverse('members:members_export')}?{chosen}",
        "page": listed,
        "lines": [(row, mask_name(row.person.name)) for row in listed],
        "counts": counts,
        "columns": [Column(_("Name")), Column(_("Union")), Column(_("From")), Column(_("Standing"))],
        "single": unions[0] if len(unions) == 1 else None,
        "unions": unions if len(unions) > 1 else [],
        "may_keep_homes": bool(access.may_keep_homes(actor)),
    }
    return page(request, "members/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def members_export(request: HttpRequest) -> HttpResponse:
    """The roll as a spreadsheet, masked; a long one when a second person has approved."""
    actor = _keeper(request)
    asked = {name: request.GET[name] for name in MembersFilter.base_fields if request.GET.get(name)}
    crumbs = [Choice(_("Members"), reverse("members:members")), Choice(_("Export"))]
    return exports.take_out(request, ROLL, asked, by=actor, back=reverse("members:members"), crumbs=crumbs)


@require_safe
@never_cache
def member(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One member's file. Opening it is noted, and the member can see that."""
    actor = _keeper(request)
    membership = _member(actor, pk)
    audit.record_read(membership, by=actor, purpose=PURPOSE)
    return _file(request, membership)


def _file(
    request: HttpRequest,
    membership: Membership,
    *,
    retain: RetainForm | None = None,
    removal: RemovalForm | None = None,
    death: DeathForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, person = actor_of(request), membership.person
    proposed = queries.open_removal(membership)
    kept = people.kept_unions(actor).values_list("pk", flat=True)
    history = [(row, row.organisation_id in set(kept)) for row in queries.history_of(person.pk)]
    context = {
        "membership": membership,
        "person": person,
        "phone": mask_phone(person.phone),
        "identity": mask_identity(person.identity_number),
        "history": history,
        "removal": proposed,
        "may_decide": access.may_decide(actor, proposed) if proposed else None,
        "may_drop": access.may_drop(actor, proposed) if proposed else None,
        "may_retain": access.may_retain(actor, membership),
        "may_resume": access.may_resume(actor, membership),
        "may_propose": access.may_propose_removal(actor, membership) and not proposed,
        "retain_form": retain or RetainForm(),
        "removal_form": removal or RemovalForm(),
        "death_form": death or DeathForm(),
        "trail": [Choice(_("Members"), reverse("members:members")), Choice(_("Member"))],
    }
    return page(request, "members/member.html", context, status=status)


@require_POST
def retention(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep the membership of somebody who does not work just now."""
    actor = _keeper(request)
    membership = _member(actor, pk)
    form = RetainForm(request.POST)
    status, _kept = submitted(request, form, lambda said: actions.retain(membership, by=actor, **said))
    if status == DONE:
        return redirect_after_post(request, "members:member", membership.pk, message=_("The membership is kept."))
    return _file(request, membership, retain=form, status=status)


@require_POST
def resumption(request: HttpRequest, pk: UUID) -> HttpResponse:
    """They work again."""
    actor = _keeper(request)
    membership = _member(actor, pk)
    actions.resume(membership, by=actor)
    return redirect_after_post(request, "members:member", membership.pk, message=_("The membership goes on."))


@require_POST
def death(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The member died."""
    actor = _keeper(request)
    membership = _member(actor, pk)
    form = DeathForm(request.POST)
    status, _ended = submitted(request, form, lambda said: actions.record_death(membership, by=actor, **said))
    if status == DONE:
        return redirect_after_post(request, "members:member", membership.pk, message=_("Recorded."))
    return _file(request, membership, death=form, status=status)


@require_POST
def removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose to remove a member."""
    actor = _keeper(request)
    membership = _member(actor, pk)
    form = RemovalForm(request.POST)
    status, _made = submitted(request, form, lambda said: actions.propose_removal(membership, by=actor, **said))
    if status == DONE:
        return redirect_after_post(
            request, "members:member", membership.pk, message=_("Proposed. The member is told and may answer.")
        )
    return _file(request, membership, removal=form, status=status)


@require_POST
def removal_decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The second person's yes, or dropping the proposal."""
    actor = _keeper(request)
    found: Removal = get_object_or_404(access.visible_removals(actor), pk=pk)
    drop = request.POST.get("decision") == "drop"
    (actions.drop if drop else actions.decide)(found, by=actor)
    words = _("The proposal is dropped.") if drop else _("The member is removed.")
    return redirect_after_post(request, "members:member", found.membership_id, message=words)


@require_safe
@never_cache
def applications(request: HttpRequest) -> HttpResponse:
    """What waits, the most pressing first; what was settled on a tab of its own."""
    actor = _keeper(request)
    settled = request.GET.get("settled") == "on"
    rows = access.visible_applications(actor).select_related("person", "organisation", "origin")
    rows = rows.exclude(state=ApplicationState.WAITING) if settled else rows.filter(state=ApplicationState.WAITING)
    order = ("-applied_at", "-id") if settled else ("answer_due_on", "id")
    listed = paging.page(rows, order=order, after=request.GET.get("after"), size=SIZE)
    url = reverse("members:applications")
    context = {
        "page": listed,
        "lines": [(row, mask_name(row.person.name)) for row in listed],
        "settled": settled,
        "views": [Choice(_("Waiting"), url, not settled), Choice(_("Answered"), f"{url}?settled=on", settled)],
        "columns": [Column(_("Name")), Column(_("Union")), Column(_("Comes from")), Column(_("State"))],
    }
    return page(request, "members/applications.html", context)


@require_safe
@never_cache
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One application. Opening it is noted."""
    actor = _keeper(request)
    row = _application(actor, pk)
    audit.record_read(row, by=actor, purpose=PURPOSE)
    return _application_page(request, row, RefusalForm())


def _application_page(request: HttpRequest, row: Application, form: RefusalForm, *, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "application": row,
        "person": row.person,
        "phone": mask_phone(row.person.phone),
        "identity": mask_identity(row.person.identity_number or row.claimed_identity),
        "may_accept": access.may_accept(actor, row),
        "may_refuse": access.may_refuse(actor, row),
        "form": form,
        "trail": [Choice(_("Joining and moving"), reverse("members:applications")), Choice(_("Application"))],
    }
    return page(request, "members/application.html", context, status=status)


@require_POST
def acceptance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Yes."""
    actor = _keeper(request)
    row = _application(actor, pk)
    actions.accept(row, by=actor)
    return redirect_after_post(request, "members:applications", message=_("Accepted. They are a member from today."))


@require_POST
def refusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """No, and why."""
    actor = _keeper(request)
    row = _application(actor, pk)
    form = RefusalForm(request.POST)
    status, _no = submitted(request, form, lambda said: actions.refuse(row, by=actor, **said))
    if status == DONE:
        return redirect_after_post(request, "members:applications", message=_("Answered. They can read why."))
    return _application_page(request, row, form, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The link of a union with its square, and how it takes people in."""
    actor = _keeper(request)
    union = get_object_or_404(people.kept_unions(actor).filter(kind__in=access.JOINABLE), pk=pk)
    held = queries.door_of(union)
    first = {"open": held.open, "at_once": held.at_once, "asks_employer": held.asks_employer}
    form = DoorForm(request.POST if request.method == "POST" else None, initial=first)
    status, _changed = submitted(request, form, lambda said: actions.change_door(union, by=actor, **said))
    if status == DONE:
        return redirect_after_post(request, "members:door", union.pk, message=_("Changed."))
    link = address(reverse("members:join", args=[union.code]))
    context = {
        "union": union,
        "form": form,
        "link": link,
        "square": square(link),
        "trail": [Choice(_("Members"), reverse("members:members")), Choice(_("Link and poster"))],
    }
    return page(request, "members/door.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def homes(request: HttpRequest) -> HttpResponse:
    """Which union is home to people whose employer has none: the table, and a new line."""
    actor = _keeper(request)
    if not access.may_keep_homes(actor):
        raise Http404
    places = organisations.places_around(actor.organisation_ids("officer"))
    form = HomeForm(
        request.POST if request.method == "POST" else None,
        unions=access.unions_of(actor),
        places=places,
        initial={"since": clock.today()},
    )
    status, _made = submitted(request, form, lambda said: _named(actor, said))
    if status == DONE:
        return redirect_after_post(request, "members:homes", message=_("Named. The page for joining suggests it."))
    rules = (
        access.visible_homes(actor)
        .select_related("organisation", "division")
        .order_by("organisation__code", "-since", "pk")
    )
    context = {
        "form": form,
        "rules": list(rules[:500]),
        "today": clock.today(),
        "columns": [
            Column(_("For whom")),
            Column(_("Home union")),
            Column(_("From")),
            Column(_("Until")),
            Column(_("End it"), hidden_label=True),
        ],
        "trail": [Choice(_("Members"), reverse("members:members")), Choice(_("Home unions"))],
    }
    return page(request, "members/homes.html", context, status=status)


def _named(actor: Actor, said: dict[str, Any]) -> Any:
    union = people.kept_unions(actor).get(pk=said["union"])
    division = organisations.visible_divisions(actor).filter(pk=said["place"]).first() if said["place"] else None
    return actions.name_home(
        union, by=actor, since=said["since"], division=division, industry=said["industry"], platform=said["platform"]
    )


@require_POST
def home_ending(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rule ends today."""
    actor = _keeper(request)
    rule = get_object_or_404(access.visible_homes(actor), pk=pk)
    actions.end_home(rule, by=actor, on=clock.today())
    return redirect_after_post(request, "members:homes", message=_("The rule ends today."))


def _member(actor: Actor, pk: UUID) -> Membership:
    return get_object_or_404(people.visible_members(actor).select_related("person", "organisation__employer"), pk=pk)


def _application(actor: Actor, pk: UUID) -> Application:
    rows = access.visible_applications(actor).select_related(
        "person", "organisation__parent", "origin", "employer", "decided_by"
    )
    return get_object_or_404(rows, pk=pk)
