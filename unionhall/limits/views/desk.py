"""The list of running limits of the cases one may see, the soonest first."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionhall.core import paging
from unionhall.core.http import actor_of
from unionhall.lawbook.procedure.agenda import WHO
from unionhall.ui.law import in_language
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import page

from .. import access, queries
from ..enums import Show
from ..forms import ListForm
from ..models import RunningLimit


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """All that run, those of the coming seven days, or those whose day is past; of all cases or of one's own."""
    actor = actor_of(request)
    if not access.may_list(actor):
        raise Http404
    asked = ListForm(request.GET)
    given = asked.cleaned_data if asked.is_valid() else {}
    show = given.get("show") or Show.RUNNING
    mine = actor.person_id if given.get("mine") else None
    seen = access.desk_limits(actor)
    lists = {str(choice): queries.listed(seen, show=choice, mine=mine) for choice in Show}
    counts = paging.capped_counts(lists)
    found = paging.page(
        lists[show].select_related("case", "case__handler", "case__body").defer("case__account"),
        order=("act_by", "id"), after=request.GET.get("after"), size=50,
    )  # fmt: skip
    address, only = reverse("limits:limits"), "&mine=on" if mine else ""
    context = {
        "page": found,
        "rows": [_row(limit) for limit in found],
        "show": show,
        "mine": bool(mine),
        "tabs": [
            Choice(choice.label, f"{address}?show={choice}{only}", current=choice == show, count=counts[str(choice)])
            for choice in Show
        ],
        "whose": [
            Choice(_("All I may see"), f"{address}?show={show}", current=not mine),
            Choice(_("Only what I handle"), f"{address}?show={show}&mine=on", current=bool(mine)),
        ],
        "columns": [
            Column(_("To act by")),
            Column(_("What is to be done")),
            Column(_("Who acts")),
            Column(_("Matter")),
        ],
        "may_open_feed": access.may_open_feed(actor),
    }
    return page(request, "limits/list.html", context)


def _row(limit: RunningLimit) -> dict[str, Any]:
    return {"limit": limit, "words": in_language(limit.words), "who": in_language(WHO.get(limit.who))}
