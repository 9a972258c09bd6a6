"""One letter, two documents: which letters wait for an answer, which are overdue, and how many there were this year."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from unionhall.core import clock
from unionhall.core.http import actor_of
from unionhall.core.paging import page as keyset
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import page

from .. import access, api, queries

TABS = ("overdue", "waiting", "answered", "all")


@require_safe
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """Overdue first; the counts of this year above."""
    actor = actor_of(request)
    if not access.may_see_letters(actor):
        raise Http404
    mine = access.visible_papers(actor)
    counts = {tab: queries.letters(mine, tab).count() for tab in TABS}
    tab = request.GET.get("show", "")
    if tab not in TABS:
        tab = next((one for one in TABS if counts[one]), "waiting")
    today = clock.today()
    names = {"overdue": _("overdue"), "waiting": _("waiting for an answer"), "answered": _("answered"), "all": _("all")}
    context: dict[str, Any] = {
        "page": keyset(queries.letters(mine, tab).defer("draft"), order=("-drafted_at", "id"), after=request.GET.get("after"), size=50),
        "tab": tab,
        "today": today,
        "year": today.year,
        "counted": [
            {"label": queries.label_of(one.kind), "row": one}
            for one in api.letters_counted(by=actor, since=date(today.year, 1, 1), until=today)
        ],
        "tabs": [
            Choice(names[one], f"{reverse('papers:letters')}?show={one}", current=one == tab, count=counts[one])
            for one in TABS
        ],
        "columns": [Column(_("Letter")), Column(_("To")), Column(_("Body")), Column(_("Delivered on")), Column(_("Answer due on")), Column(_("State"))],
        "heads": [Column(_("This year")), Column(_("Sent"), numeric=True), Column(_("Answered"), numeric=True), Column(_("Followed"), numeric=True), Column(_("Overdue"), numeric=True)],
    }  # fmt: skip
    return page(request, "papers/letters.html", context)
