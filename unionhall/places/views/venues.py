"""The desk's list of places, the file of one, entering, changing, and the acts of its life."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import clock, files
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.paging import page as keyset
from unionhall.core.saying import address
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column, Fact, Happening
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access, actions, directions, opening, queries, shown
from ..enums import StepKind
from ..forms import (
    ClosureForm,
    ConfirmForm,
    DayForm,
    FactsForm,
    HoursForm,
    KeeperForm,
    MoveForm,
    PauseForm,
    PhotoForm,
    VenueFilterForm,
    VenueForm,
)
from ..models import Venue, VenuePhoto
from ..pictures import square
from ..states import VenueState
from .frame import GET_AND_POST, bodies_to_choose, crumbs, from_here, keeper, posted, tabs, tended, venue_in_scope

ICONS = {
    StepKind.ENTERED: "plus", StepKind.IMPORTED: "upload", StepKind.CHANGED: "pencil", StepKind.BEGUN: "door-open",
    StepKind.PAUSED: "pause", StepKind.RESUMED: "play", StepKind.MOVED: "move", StepKind.CLOSED: "door-closed",
    StepKind.REOPENED: "door-open", StepKind.FOLDED: "merge", StepKind.CONFIRMED: "circle-check", StepKind.KEEPER: "user-check",
}  # fmt: skip


@require_safe
@never_cache
def venues(request: HttpRequest) -> HttpResponse:
    """The places on this desk, narrowed, sorted, by pages of fifty."""
    actor = keeper(request)
    form = VenueFilterForm(request.GET)
    asked = form.asked()
    found = queries.listed(access.kept_venues(actor), **asked)
    sort = request.GET.get("sort", "")
    after = request.GET.get("after")
    rows, count = queries.with_names(found), found.count()
    if sort == "-changed":
        shown_page = keyset(rows, order=("-changed_at", "id"), after=after, size=50)
    elif sort == "code":
        shown_page = keyset(rows, order=("code", "id"), after=after, size=50)
    else:
        shown_page = keyset(rows, order=("name", "id"), after=after, size=50)
    keys = [venue.pk for venue in shown_page.items]
    waiting, looked, when = queries.waiting_by_venue(keys), queries.last_inspections(keys), clock.now()
    context = {
        "tabs": tabs(request, "venues"),
        "form": form,
        "page": shown_page,
        "rows": [
            {
                "venue": one,
                "now": shown.standing(one, when),
                "waiting": len(waiting.get(one.pk, ())),
                "looked": looked.get(one.pk),
            }
            for one in shown_page.items
        ],
        "total": ngettext("%(n)d place", "%(n)d places", count) % {"n": count},
        "numbers": dict.fromkeys(VenueState.values, 0) | queries.numbers(access.kept_venues(actor)),
        "columns": [
            Column(_("Station or place"), sort="name"),
            Column(_("Run by"), wide_only=True),
            Column(_("Now")),
            Column(_("Reports"), numeric=True),
            Column(_("Last inspection")),
            Column(_("Code"), sort="code", wide_only=True),
        ],
        "may_enter": access.may_enter_somewhere(actor),
        "export": f"{reverse('places:exporting')}?{request.GET.urlencode()}",
    }
    return page(request, "places/venues.html", context)


@require_http_methods(GET_AND_POST)
def venue_new(request: HttpRequest) -> HttpResponse:
    """A new place: what only a person knows is asked; the quarter follows from the position."""
    actor = keeper(request)
    access.may_enter_somewhere(actor).or_refuse()
    bodies = bodies_to_choose(actor)
    first = {"operator": bodies[0][0]} if len(bodies) == 1 else {}
    form = VenueForm(posted(request), bodies=bodies, initial={**first, "datum": "gcj02"})

    def act(said: dict[str, Any]) -> Venue:
        facts = form.placed(said)
        body = get_object_or_404(access.bodies_to_enter_at(actor), pk=facts.pop("operator"))
        return actions.enter(by=actor, operator=body, **facts)

    return ask(
        request, form, act=act, title=_("A new place"),
        lead=_("Only what you alone know: quarter and district follow from the position."),
        button=_("Enter the place"), done=_("Entered."), back=("places:venues",), onward="places:venue", crumbs=crumbs(),
    )  # fmt: skip


@require_safe
@never_cache
def venue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file of a place: what is known, what happened, what is said there, what falls short, what may be done."""
    actor, found = keeper(request), venue_in_scope(request, pk)
    when, book = clock.now(), queries.RuleBook()
    waiting = access.visible_reports(actor).filter(venue=found).order_by("state", "-last_at", "-pk")[:20]
    context = {
        "venue": found,
        "now": shown.standing(found, when),
        "truth": shown.truth(found, book, when),
        "facts": _facts(found),
        "steps": [_happening(step) for step in queries.steps_of(found)[:60]],
        "reports": [report for report in waiting if report.state == "waiting"],
        "answered": [report for report in waiting if report.state != "waiting"][:5],
        "shortfalls": queries.running_shortfalls(access.visible_shortfalls(actor).filter(venue=found)),
        "inspections": access.visible_inspections(actor).filter(venue=found).order_by("-on", "-sent_at", "-pk")[:10],
        "photos": access.visible_photos(actor).filter(venue=found).order_by("at", "pk"),
        "points": access.visible_points(actor).filter(venue=found).order_by("noted_at", "pk"),
        "acts": _acts(actor, found),
        "may_inspect": access.may_inspect(actor, found),
        "may_change": access.may_change(actor, found),
        "may_confirm": access.may_confirm_place(actor, found),
        "may_photo": access.may_add_photo(actor, found),
        "ways": directions.ways(found.lon, found.lat, found.name),
        "crumbs": [*crumbs(), Choice(found.name)],
    }
    return page(request, "places/venue.html", context)


def _facts(found: Venue) -> list[Fact]:
    known = {one.code: one.label for one in queries.equipment()}
    facts = [
        Fact(_("Code"), found.code),
        Fact(_("Kind"), found.get_kind_display()),
        Fact(_("Run by"), found.operator.name),
        Fact(_("Looked after by"), found.contact_name or _("nobody named; the body answers reports")),
        Fact(_("Host"), " · ".join(filter(None, (found.host_kind.label if found.host_kind else "", found.host_words)))),
        Fact(_("Address"), found.address),
        Fact(_("Quarter"), found.division.name if found.division else ""),
        Fact(_("Position"), f"{found.lon:.6f}, {found.lat:.6f}", _("WGS-84; %(how)s") % {"how": found.get_located_display()}),
        Fact(_("Hours"), opening.in_words(found.hours)),
        Fact(_("Way in"), found.get_access_display() + (" · " + _("self-service") if found.self_service else "")),
        Fact(_("What is inside"), "、".join(known.get(code, code) for code in found.equipment)),
        Fact(_("Seats"), found.capacity if found.capacity is not None else ""),
        Fact(_("Telephone at the place"), found.public_phone),
        Fact(_("Use"), shown.used(found)),
        Fact(_("Open since"), date_format(found.opened_on) if found.opened_on else ""),
    ]  # fmt: skip
    if found.closed_on:
        facts.append(Fact(_("Closed for good on"), date_format(found.closed_on)))
    return facts


def _happening(step: Any) -> Happening:
    kind = StepKind(step.kind)
    text = step.text
    if step.lon_before is not None:
        before = f"{step.address_before} {step.lon_before:.5f}, {step.lat_before:.5f}".strip()
        text = " · ".join(filter(None, (_("before: %(where)s") % {"where": before}, text)))
    return Happening(step.on, kind.label, text, step.by_name, ICONS.get(kind, "circle"))


ACTS = {
    "begin": (actions.begin, access.may_begin, DayForm),
    "pause": (actions.pause, access.may_pause, PauseForm),
    "resume": (actions.resume, access.may_resume, DayForm),
    "close": (actions.close, access.may_close, DayForm),
    "reopen": (actions.reopen, access.may_reopen, DayForm),
}


def _words(verb: str) -> tuple[str, str, str]:
    """Title, lead, icon of an act."""
    return {
        "begin": (_("Open the place"), _("From this day on workers are led here."), "door-open"),
        "pause": (_("Close for a time"), _("The list says so, and until about when."), "pause"),
        "resume": (_("Open again"), _("From this day on workers are led here again."), "play"),
        "close": (
            _("Close for good"),
            _("Nobody is led here any more; the entry and its history stay."),
            "door-closed",
        ),
        "reopen": (_("Open anew"), _("From this day on workers are led here again."), "door-open"),
    }[verb]


def _acts(actor: Actor, found: Venue) -> list[dict[str, Any]]:
    offered = []
    for verb, (_act, may, _form) in ACTS.items():
        if may(actor, found):
            title, _lead, icon = _words(verb)
            offered.append(
                {
                    "label": title,
                    "icon": icon,
                    "url": reverse("places:step", args=[found.pk, verb]),
                    "danger": verb == "close",
                }
            )
    return offered


@require_http_methods(GET_AND_POST)
def changing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is known of the place, to be put right."""
    actor, found = keeper(request), venue_in_scope(request, pk)
    access.may_change(actor, found).or_refuse()
    return ask(
        request, FactsForm(posted(request), initial=FactsForm.of(found)),
        act=lambda said: actions.change(found, by=actor, **said),
        title=_("Change “%(name)s”") % {"name": found.name}, button=_("Save"), done=_("Saved."),
        back=("places:venue", found.pk), crumbs=crumbs(found),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def step(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """One step in the life of a place."""
    actor, found = keeper(request), venue_in_scope(request, pk)
    if verb not in ACTS:
        raise Http404
    act, may, form = ACTS[verb]
    may(actor, found).or_refuse()
    title, lead, _icon = _words(verb)
    return ask(
        request, form(posted(request), initial={"on": clock.today()}), act=lambda said: act(found, by=actor, **said),
        title=f"{title} · {found.name}", lead=lead, button=title, done=_("Recorded."), back=("places:venue", found.pk),
        crumbs=crumbs(found), danger=verb == "close",
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def moving(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The place stands somewhere else."""
    actor, found = keeper(request), venue_in_scope(request, pk)
    access.may_move(actor, found).or_refuse()
    form = MoveForm(posted(request), initial={"on": clock.today(), "datum": "gcj02"})
    return ask(
        request, form, act=lambda said: actions.move(found, by=actor, **form.placed(said)),
        title=_("Move “%(name)s”") % {"name": found.name}, lead=_("Where it stood before is kept in its history."),
        button=_("Move the place"), done=_("Moved."), back=("places:venue", found.pk), crumbs=crumbs(found),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def keeping(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who looks after the place."""
    actor, found = keeper(request), venue_in_scope(request, pk)
    access.may_name_keeper(actor, found).or_refuse()
    return ask(
        request, KeeperForm(posted(request), initial={"name": found.contact_name}),
        act=lambda said: actions.name_keeper(found, by=actor, **said),
        title=_("Who looks after “%(name)s”?") % {"name": found.name},
        lead=_("Leave both empty when nobody does: then your body hears of reports."),
        button=_("Save"), done=_("Saved."), back=("places:venue", found.pk), crumbs=crumbs(found),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def setting_hours(request: HttpRequest, pk: UUID) -> HttpResponse:
    """When the door is open, written by whoever looks after it."""
    actor, found = actor_of(request), tended(request, pk)
    access.may_set_hours(actor, found).or_refuse()
    back, trail = from_here(actor, found)
    form = HoursForm(posted(request), initial={"hours": opening.week_in_words(found.hours)})
    return ask(
        request, form, act=lambda said: actions.set_hours(found, by=actor, hours=said["hours"]),
        title=_("When is “%(name)s” open?") % {"name": found.name}, lead=_("Leave it empty when nobody knows. Days on which it is closed stay as they are."),
        button=_("Save"), done=_("Saved."), back=back, crumbs=trail,
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def closing_days(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Closed on certain days; open again by itself."""
    actor, found = actor_of(request), tended(request, pk)
    access.may_close_days(actor, found).or_refuse()
    back, trail = from_here(actor, found)
    form = ClosureForm(posted(request), initial={"first": clock.today()})
    status, _made = submitted(request, form, lambda said: actions.close_days(found, by=actor, **said))
    if status == DONE:
        return redirect_after_post(request, *back, message=_("Recorded."))
    context = {
        "venue": found, "form": form, "closures": opening.closures(found.hours), "back": resolve_url(*back), "crumbs": trail,
    }  # fmt: skip
    return page(request, "places/closures.html", context, status=status)


@require_POST
def opening_days(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A closure does not take place."""
    actor, found = actor_of(request), tended(request, pk)
    first = parse_date(request.POST.get("first", "")[:10]) if request.POST.get("first") else None
    if first is not None:
        actions.open_days(found, by=actor, first=first)
    return redirect_after_post(request, "places:closing_days", found.pk, message=_("Recorded."))


@require_http_methods(GET_AND_POST)
def confirming(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody was there and found it as written."""
    actor, found = actor_of(request), tended(request, pk)
    access.may_confirm_place(actor, found).or_refuse()
    back, trail = from_here(actor, found)
    return ask(
        request, ConfirmForm(posted(request)), act=lambda _said: actions.confirm_place(found, by=actor),
        title=_("Confirm “%(name)s”") % {"name": found.name},
        lead=_("You were there: the door, the hours and what is inside are as written."),
        button=_("It is so"), done=_("Recorded."), back=back, crumbs=trail,
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def photo_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A picture of the place."""
    actor, found = actor_of(request), tended(request, pk)
    access.may_add_photo(actor, found).or_refuse()
    back, trail = from_here(actor, found)
    form = PhotoForm(posted(request), request.FILES or None)

    def act(said: dict[str, Any]) -> VenuePhoto:
        stored = files.store(said["photo"], by=actor, kind="venue")
        return actions.add_photo(found, by=actor, stored=stored, caption=said["caption"])

    status, _made = submitted(request, form, act)
    if status == DONE:
        return redirect_after_post(request, *back, message=_("Added."))
    context = {"venue": found, "form": form, "crumbs": trail, "back": resolve_url(*back)}
    return page(request, "places/photo_new.html", context, status=status)


@require_POST
def photo_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The picture is shown nowhere any more."""
    actor = keeper(request)
    kept = access.kept_venues(actor).order_by().values("pk")
    found = get_object_or_404(VenuePhoto.objects.select_related("venue__operator"), pk=pk, venue__in=kept)
    actions.take_off_photo(found, by=actor)
    return redirect_after_post(request, found.venue, message=_("Taken off."))


@require_safe
@never_cache
def poster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What hangs at the door: name, hours, and the code to scan."""
    keeper(request)
    found = venue_in_scope(request, pk)
    link = address(f"{found.public_url}?door=1")
    known = {one.code: one for one in queries.equipment()}
    context = {
        "venue": found, "link": link, "square": square(link), "hours": opening.in_words(found.hours),
        "inside": [known[code] for code in found.equipment if code in known], "crumbs": crumbs(found),
    }  # fmt: skip
    return page(request, "places/poster.html", context)
