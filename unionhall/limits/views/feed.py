"""Calendars to be fetched: a person's own under a secret link, and a case's as a file."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionhall.core import audit
from unionhall.core.http import actor_of, public
from unionhall.core.saying import address
from unionhall.core.verdict import Refused
from unionhall.people import api as people
from unionhall.ui.marked import MarkedForm, mark_in
from unionhall.ui.responses import page, redirect_after_post, submitted

from .. import access, actions, ics, queries
from .frame import case_in_scope


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_feed(request: HttpRequest) -> HttpResponse:
    """My calendar link: made, shown once, closed."""
    actor = actor_of(request)
    if not access.may_open_feed(actor):
        raise Http404
    form = MarkedForm(request.POST if request.method == "POST" else None)
    status, outcome = submitted(
        request, form, lambda said: actions.open_feed(by=actor, mark=mark_in(form), **said), once=False
    )
    link = ""
    if outcome is not None:
        link, status = address(reverse("limits:feed", args=[outcome[1]])), 201
    mine = queries.open_feed_of(actor.person_id)
    context = {
        "form": MarkedForm() if outcome else form,
        "link": link,
        "feed": mine,
        "fetched": queries.last_fetch(mine) if mine else None,
    }
    return page(request, "limits/feed.html", context, status=status)


@require_POST
def closing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Closing a calendar link at once."""
    actor = actor_of(request)
    feed = get_object_or_404(access.visible_feeds(actor), pk=pk)
    try:
        actions.close_feed(feed, by=actor)
    except Refused as refusal:
        return redirect_after_post(request, "limits:my_feed", message=str(refusal))
    return redirect_after_post(
        request, "limits:my_feed", message=_("The link is closed. Nobody can fetch it any more.")
    )


@public
@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret link, for calendar programs: what its person may see today, and nothing else."""
    found = queries.feed_behind(token)
    if found is None or not access.may_open_feed(actor := people.actor_of_person(found.person)):
        raise Http404
    if not queries.is_fetch_noted(found):
        audit.record("limit.feed_fetched", found, by=queries.READER)
    rows = queries.running(access.desk_limits(actor)).select_related("case").defer("case__account")
    with translation.override(found.person.language):
        content = ics.calendar_of(rows.order_by("act_by", "pk")[: ics.MOST], _("Limits of the law"))
    return ics.response(content)


@require_safe
def of_case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The limits of one case as a calendar file."""
    actor, case = actor_of(request), case_in_scope(request, pk)
    rows = queries.running(access.visible_limits(actor).filter(case=case)).select_related("case")
    audit.record("limit.calendar_downloaded", case, by=actor)
    return ics.response(ics.calendar_of(rows.order_by("act_by", "pk"), case.number), f"limits-{str(case.pk)[-6:]}.ics")
