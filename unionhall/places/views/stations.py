"""What anybody opens without a sign-in: the nearest open doors, one of them, and what is said there in one tap."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from unionhall.core import clock, files
from unionhall.core.http import actor_of, public, words_asked
from unionhall.ui.parts import Choice, Fact
from unionhall.ui.responses import page, redirect_after_post

from .. import access, actions, nearby, opening, position, queries, shown
from ..enums import ReportKind, VenueKind
from ..models import Venue
from .frame import first_tap

SHOWN = 12
TAPS = (
    (ReportKind.LOCKED, "lock"),
    (ReportKind.NO_WATER, "droplet-off"),
    (ReportKind.FULL, "users"),
    (ReportKind.GONE, "ban"),
    (ReportKind.FINE, "circle-check"),
)


@public
@require_safe
@never_cache
def stations(request: HttpRequest) -> HttpResponse:
    """The nearest open doors to a position or to a place by its name; with what one needs inside."""
    asked = filters(request.GET)
    words = words_asked(request, "place", most=40)
    here, choices = here_of(request.GET.get("near", "")), []
    if here is None and words:
        choices = nearby.by_name(words)
        if len(choices) == 1:
            here = choices[0]["lon"], choices[0]["lat"]
    doors: list[shown.Shown] = []
    if here is not None:
        near = nearby.nearest(*here, count=SHOWN, **asked)
        doors = shown.doors(near, queries.by_keys([one.pk for one in near]))
    context = {
        "doors": doors,
        "here": here,
        "near": f"{here[0]:.4f},{here[1]:.4f}" if here else "",
        "words": words,
        "choices": [{**one, "url": _with(request, near=f"{one['lon']:.4f},{one['lat']:.4f}")} for one in choices] if here is None else [],
        **filter_words(asked),
        "straight": bool(doors) and all(one.straight for one in doors),
        "quarters": _quarters() if here is None and not words else [],
        "any_open": _with(request, open="all"),
    }  # fmt: skip
    return page(request, "places/stations.html", context)


def filters(sent: QueryDict) -> dict[str, Any]:
    known = {one.code for one in queries.needs()}
    kind = sent.get("kind", "")
    return {
        "needs": [code for code in sent.getlist("need") if code in known],
        "kind": kind if kind in VenueKind.values else "",
        "only_open": sent.get("open", "now") != "all",
    }


def filter_words(asked: dict[str, Any]) -> dict[str, Any]:
    """The filters as the list and the map show them."""
    return {
        "needs": [
            {"code": one.code, "label": one.label, "icon": one.icon, "on": one.code in asked["needs"]}
            for one in queries.needs()
        ],
        "only_open": asked["only_open"],
        "kinds": [{"code": value, "label": label, "on": value == asked["kind"]} for value, label in VenueKind.choices],
    }


def here_of(text: str) -> tuple[float, float] | None:
    """A position in WGS-84 as “lon,lat”; nothing for what lies nowhere."""
    parts = text[:60].split(",")
    try:
        lon, lat = float(parts[0]), float(parts[1])
    except (ValueError, IndexError):
        return None
    return (lon, lat) if position.may_stand(lon, lat) else None


def _with(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    query.pop("place", None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


def _quarters() -> list[dict[str, Any]]:
    """Quarters in which there are doors, to choose from without typing."""
    rows = (
        access.public_venues()
        .filter(division__isnull=False)
        .order_by("division__code")
        .values_list("division__name", flat=True)
    )
    return [{"name": name, "url": f"?place={name}"} for name in list(dict.fromkeys(rows.distinct()[:400]))[:40]]


@public
@require_safe
@never_cache
def station(request: HttpRequest, code: str) -> HttpResponse:
    """One door: when, with what inside, how to get there, whether it is true; and what one finds there, in one tap."""
    onward = (
        Venue.objects.filter(code=code, merged_into__isnull=False).values_list("merged_into__code", flat=True).first()
    )
    if onward:
        return redirect("places:station", onward)  # its poster may hang for years
    venue = queries.with_names(access.public_venues()).filter(code=code).first()
    if venue is None:
        return _closed(request, get_object_or_404(access.closed_venues(), code=code))
    when, book = clock.now(), queries.RuleBook()
    (door,) = shown.doors(None, [venue], when)
    context = {
        "door": door,
        "venue": venue,
        "facts": [
            Fact(_("Hours"), opening.in_words(venue.hours) or _("Nobody has told us yet")),
            Fact(_("Address"), venue.address),
            Fact(_("How to find the door"), venue.how_to_find) if venue.how_to_find else None,
            Fact(_("In the house of"), venue.host_words or (venue.host_kind.label if venue.host_kind else "")),
            Fact(_("Way in"), venue.get_access_display()),
            Fact(_("Seats"), venue.capacity) if venue.capacity else None,
            Fact(_("Run by"), venue.operator.name),
            Fact(_("Use"), shown.used(venue)),
        ],
        "truth": shown.truth(venue, book, when),
        "answered": _last_answer(venue),
        "taps": [{"kind": kind.value, "label": kind.label, "icon": icon} for kind, icon in TAPS],
        "photos": list(venue.photos.filter(taken_off_at__isnull=True).order_by("at", "pk")[:12]),
        "scanned": "door" in request.GET,
        "trail": [Choice(_("Home"), "/"), Choice(_("Rest stations nearby"), reverse("places:stations")), Choice(venue.name)],
    }  # fmt: skip
    context["facts"] = [fact for fact in context["facts"] if fact]
    return page(request, "places/station.html", context)


def _closed(request: HttpRequest, venue: Venue) -> HttpResponse:
    """A door that was open once: its poster may hang for years, and whoever scans it is led on."""
    context = {
        "venue": venue,
        "trail": [Choice(_("Home"), "/"), Choice(_("Rest stations nearby"), reverse("places:stations")), Choice(venue.name)],
    }  # fmt: skip
    return page(request, "places/station_closed.html", context, status=410)


def _last_answer(venue: Venue) -> Any:
    return venue.reports.filter(state="answered").order_by("-answered_at", "-pk").first()


@public
@require_POST
def reporting(request: HttpRequest, code: str) -> HttpResponse:
    """One tap at the door. No account; the address only keeps one telephone from tapping all day."""
    venue = get_object_or_404(access.public_venues(), code=code)
    kind = request.POST.get("kind", "")
    access.may_report(actor_of(request), venue).or_refuse()
    if kind in ReportKind.values and not first_tap(request, venue, f"report.{kind}"):
        return redirect_after_post(
            request, "places:station", venue.code, message=_("You have said so already; it counts once.")
        )
    actions.report(venue, by=actor_of(request), kind=kind)
    thanks = (
        _("Thank you. Others see that all is well.")
        if kind == ReportKind.FINE
        else _("Thank you. The keeper has been told, and others see it.")
    )
    return redirect_after_post(request, "places:station", venue.code, message=thanks)


@public
@require_POST
def using(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody scanned the code at the door and came in: one more today."""
    venue = get_object_or_404(access.public_venues(), code=code)
    access.may_count_use(actor_of(request), venue).or_refuse()
    if first_tap(request, venue, "use"):
        actions.count_use(venue, by=actor_of(request))
    if "quietly" in request.POST:
        return HttpResponse(status=204)  # the page says it itself
    return redirect_after_post(request, "places:station", venue.code, message=_("Counted. Nothing about you is kept."))


@public
@require_safe
def photo(request: HttpRequest, pk: UUID) -> FileResponse:
    """A picture of a place one sees."""
    found = get_object_or_404(access.visible_photos(actor_of(request)).select_related("stored"), pk=pk)
    return files.as_response(found.stored)
