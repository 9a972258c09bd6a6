"""The places one looks after oneself: what is said there, and answering it."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from unionhall.core import clock
from unionhall.core.http import actor_of
from unionhall.ui.parts import Choice
from unionhall.ui.responses import page

from .. import access, opening, queries, shown
from ..models import DoorReport, Shortfall
from ..states import RUNNING, ReportState


@require_safe
@never_cache
def kept(request: HttpRequest) -> HttpResponse:
    """For the keeper of a place, who is often no officer: their doors, the reports that wait, what is to be put right."""
    actor = actor_of(request)
    venues = list(queries.with_names(access.looked_after(actor)).order_by("name", "pk")[:50])
    if not venues:
        raise Http404
    keys = [venue.pk for venue in venues]
    days = [clock.today() - timedelta(days=ago) for ago in range(6, -1, -1)]
    scans = queries.scans_by_day(keys, days[0])
    uses = {
        venue.pk: {"words": shown.used(venue), "days": [(day, scans.get((venue.pk, day), 0)) for day in days]}
        for venue in venues
        if venue.uses_counted
    }
    context = {
        "doors": [{"door": one, "hours": opening.in_words(one.venue.hours), "use": uses.get(one.venue.pk)} for one in shown.doors(None, venues)],
        "reports": DoorReport.objects.filter(venue__in=keys, state=ReportState.WAITING).select_related("venue").order_by("-last_at", "pk"),
        "shortfalls": Shortfall.objects.filter(venue__in=keys, state__in=RUNNING).select_related("venue", "item", "rule").order_by("due_on", "pk"),
        "trail": [Choice(_("Home"), "/"), Choice(_("Places I look after"))],
    }  # fmt: skip
    return page(request, "places/kept.html", context)
