"""The worklist: what waits for me, and until when?"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from unionhall.core import paging
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.people import api as people
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import page, redirect_after_post

from .. import access, actions, queries
from ..clocks import day_of
from ..enums import Kind
from ..forms.desk import ACTS, SavedViewForm, WorklistForm
from ..models import Case, SavedView
from ..states import ENDED, State, TransferState

PAGE_SIZE = 50
NO_CASE = UUID(int=0)
ROW = (
    "number", "kind", "title", "employer_name", "employer_id", "state", "due_on", "due_provisional", "paused", "received_at", "is_group",
    "group_id", "amount", "handler_id", "handler__name", "body_id", "body__short_name",
)  # fmt: skip

TABS: list[tuple[str, Any, Mapping[str, str]]] = [
    ("all", _("All open"), {}),
    ("overdue", _("Overdue"), {"clock": "overdue"}),
    ("soon", _("Due soon"), {"clock": "soon"}),
    ("urgent", _("Urgent"), {"urgent": "on"}),
    ("new", _("New"), {"state": State.RECEIVED}),
    ("mine", _("Mine"), {"handler": "mine"}),
    ("transfer", _("Waiting for an answer"), {"waiting": "transfer"}),
    ("callback", _("Call-backs due"), {"waiting": "callback"}),
]


def on_desk(request: HttpRequest) -> Actor:
    """The actor, if they work at this desk; for everybody else it does not exist."""
    actor = actor_of(request)
    if not access.may_see_worklist(actor):
        raise Http404
    return actor


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """The first look after signing in: what comes first stands first."""
    actor = on_desk(request)
    return worklist_page(request, WorklistForm(request.GET, actor=actor))


def worklist_page(request: HttpRequest, form: WorklistForm, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The list under these filters; with a problem, the same list again and what was wrong above it."""
    actor, whole = form.actor, form.is_valid()
    cases = access.desk_cases(actor)
    rows = queries.worklist(cases, form.filters) if whole else cases.none()
    after = request.GET.get("after") if request.method == "GET" else None
    found = paging.page(for_rows(rows), order=form.order if whole else ("id",), after=after, size=PAGE_SIZE)
    # Counting a part of a name costs more than finding the first page of it, so that is not done.
    counts = _counts(actor, cases, cases.none() if whole and form.cleaned_data.get("employer") else rows)
    views = list(access.visible_views(actor).order_by("name", "pk"))
    here = form.query(sort="") if whole else None
    several = len(form.bodies) > 1
    context = {
        "form": form,
        "page": found,
        "rows": with_sizes(found.items),
        "columns": columns(several),
        "several_bodies": several,
        "tabs": _tabs(views, counts, here),
        "more_open": whole and any(form.cleaned_data.get(name) for name in MORE),
        "chips": form.chips(reverse("cases:worklist")) if whole else [],
        "query": form.query() if whole else "",
        "total": "" if whole and form.cleaned_data.get("employer") else _total(counts["here"]),
        "waiting_for_us": counts["offered"],
        "acts": ACTS,
        "people": _people(actor, found.items),
        "may_see_loads": bool(access.may_see_loads(actor)),
        "may_enter": bool(access.may_enter_for(actor)),
        "problem": problem,
        "saved_now": next((view for view in views if view.query == here), None),
    }
    answer = status if whole else 422
    response = page(request, "cases/desk/worklist.html", context, fragment="worklist", status=answer)
    if whole and request.method == "GET" and not after:
        response["HX-Push-Url"] = f"{reverse('cases:worklist')}?{form.query()}".rstrip("?")
    return response


MORE = (
    "waiting",
    "source",
    "number",
    "employer",
    "unidentified",
    "to_chair",
    "urgent",
    "received_from",
    "received_until",
    "ended",
    "members",
)


def for_rows(cases: Any) -> Any:
    """Just what a row shows: no sealed column is opened for a list."""
    return cases.select_related("handler", "body").annotate(is_urgent=queries.is_urgent()).only(*ROW)


def with_sizes(cases: list[Case]) -> list[Case]:
    """Group cases know how many members they have."""
    groups = [case.pk for case in cases if case.is_group]
    sizes = queries.group_sizes(groups) if groups else {}
    address = reverse("cases:case", args=[NO_CASE])
    for case in cases:
        case.size = sizes.get(case.pk, 0)  # type: ignore[attr-defined]
        case.address = address.replace(str(NO_CASE), str(case.pk))  # type: ignore[attr-defined]
        case.kind_words = Kind(case.kind).label  # type: ignore[attr-defined]
        case.state_words = State(case.state).label  # type: ignore[attr-defined]
        case.ended = case.state in ENDED  # type: ignore[attr-defined]
        case.received_on = day_of(case.received_at)  # type: ignore[attr-defined]
    return cases


def columns(several_bodies: bool, *, sort: bool = True) -> list[Column]:
    """The heads of a list of cases."""
    return [
        Column(_("Next step"), sort="due" if sort else ""),
        Column(_("Case")),
        Column(_("Kind"), wide_only=True),
        Column(_("State")),
        Column(_("Handler")),
        *([Column(_("Body"), wide_only=True)] if several_bodies else []),
        Column(_("Received on"), sort="received" if sort else "", wide_only=True),
    ]


def _counts(actor: Actor, cases: Any, rows: Any) -> dict[str, paging.CappedCount]:
    """Numbers on the tabs and under the list, no further than a thousand, in one question."""
    mine = {"mine": actor.person_id}
    lists = {
        name: queries.worklist(cases, {key: mine.get(value, value) for key, value in filters.items()})
        for name, _label, filters in TABS
    }
    offered = access.visible_transfers(actor).filter(to_body__in=actor.organisation_ids(), state=TransferState.OFFERED)
    return paging.capped_counts({**lists, "here": rows, "offered": offered})


def _tabs(views: list[SavedView], counts: Mapping[str, paging.CappedCount], here: str | None) -> list[Choice]:
    """The house's own lists with their numbers, then one's saved ones."""
    url, tabs = reverse("cases:worklist"), []
    for name, label, filters in TABS:
        address = urlencode(filters)
        tabs.append(Choice(label, f"{url}?{address}" if address else url, address == here, counts[name]))
    return tabs + [Choice(view.name, f"{url}?{view.query}", view.query == here) for view in views]


def _total(count: paging.CappedCount) -> str:
    if count.capped:
        return str(_("more than %(n)d matters")) % {"n": int(count)}
    return ngettext("%(n)d matter", "%(n)d matters", count) % {"n": int(count)}


def _people(actor: Actor, rows: list[Case]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Whom a matter on this page can be assigned to, under the body where each is on duty."""
    names: dict[UUID, str] = {}
    for case in rows:
        if len(names) < 20:
            names[case.body_id] = case.body.short_name
    offered: dict[str, list[tuple[str, str]]] = {}
    for body, person, name in people.on_duty_at(names) if names else []:
        offered.setdefault(names[body], []).append((str(person), name))
    return sorted(offered.items())


@require_POST
def saved_views(request: HttpRequest) -> HttpResponse:
    """Keep the present filters as a tab."""
    actor = on_desk(request)
    form = SavedViewForm(request.POST)
    filters = WorklistForm(QueryDict(request.POST.get("query", "")[:1000]), actor=actor)
    if not form.is_valid() or not filters.is_valid() or not filters.query():
        problem = _("Set at least one filter, and give the view a name of up to 40 characters.")
        return worklist_page(request, filters, problem=str(problem), status=422)
    view = actions.save_view(by=actor, name=form.cleaned_data["name"], query=filters.query(sort=""))
    url = f"{reverse('cases:worklist')}?{view.query}"
    return redirect_after_post(request, url, message=_("Saved as “%(name)s”.") % {"name": view.name})


@require_POST
def saved_view_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Forget a saved view."""
    actor = on_desk(request)
    if not access.visible_views(actor).filter(pk=pk).exists():
        raise Http404
    actions.delete_view(pk, by=actor)
    return redirect_after_post(request, "cases:worklist", message=_("The view is gone; the matters are not."))
