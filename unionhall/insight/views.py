"""The board, what stands behind each of its numbers, and the figures for the public."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionhall.core import paging
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of, public
from unionhall.organisations import api as organisations
from unionhall.people.enums import HANDLERS, Role
from unionhall.ui import parts
from unionhall.ui.parts import Choice, Column
from unionhall.ui.responses import page

from . import access, breakdowns
from .figures import FIGURES, Figure, Reading, read
from .forms import PeriodForm
from .periods import Period

PAGE_SIZE = 50
OVERSEERS = (Role.OFFICER, Role.SUPERVISOR)
PUBLIC_FIGURES = ("resolved", "satisfied", "received", "days_to_acceptance")
ROW = (
    "number", "kind", "state", "received_at", "accepted_at", "due_on", "is_group", "group_id", "body__short_name", "body_id"
)  # fmt: skip


def reader(request: HttpRequest) -> Actor:
    """The actor, if figures are kept for them; for everybody else the board does not exist."""
    actor = actor_of(request)
    if not access.may_see_board(actor):
        raise Http404
    return actor


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The figures of one's own desk, and how the cases spread."""
    actor = reader(request)
    form = PeriodForm(request.GET)
    period, cases = form.chosen, access.counted_cases(actor)
    readings = {key: read(figure, cases, period) for key, figure in FIGURES.items()}
    context = {
        "form": form,
        "period": period,
        "scope": _scope(actor),
        "readings": readings,
        "shown": [shown(reading, period) for reading in readings.values()],
        "unresolved": (readings["resolved"].denominator or 0) - (readings["resolved"].numerator or 0),
        "months": breakdowns.resolved_by_month(cases, period),
        "states": _linked(breakdowns.open_by_state(cases, period), "state"),
        "kinds": _linked(breakdowns.open_by_kind(cases, period), "kind"),
        "heads": heads(),
    }
    return page(request, "insight/board.html", context, status=200 if form.is_valid() else 422)


@require_safe
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """One figure: its definition, its fraction, and the very cases that are counted."""
    actor = reader(request)
    asked = FIGURES.get(key)
    if asked is None:
        raise Http404
    form = PeriodForm(request.GET)
    period, cases = form.chosen, access.counted_cases(actor)
    rows, which = _rows(asked, cases, period, request.GET.get("rows", ""))
    found = paging.page(
        rows.select_related("body").only(*ROW),
        order=("-received_at", "id"),
        after=request.GET.get("after"),
        size=PAGE_SIZE,
    )
    context = {
        "form": form,
        "figure": asked,
        "shown": shown(read(asked, cases, period), period, link=False),
        "period": period,
        "page": found,
        "columns": [
            Column(_("Case")),
            Column(_("Kind")),
            Column(_("State")),
            Column(_("Body")),
            Column(_("Received on")),
            Column(_("Accepted on")),
        ],
        "tabs": _tabs(asked, period, which),
        "trail": [Choice(_("Figures"), f"{reverse('insight:board')}?{period.query}"), Choice(asked.name)],
    }
    return page(request, "insight/figure.html", context, status=200 if form.is_valid() else 422)


@public
@require_safe
def public_board(request: HttpRequest) -> HttpResponse:
    """The few figures everybody may read. Nothing in it leads to a person: small numbers are hidden."""
    form = PeriodForm(request.GET)
    period, cases = form.chosen, access.published_cases()
    context = {
        "form": form,
        "period": period,
        "shown": [
            shown(read(FIGURES[key], cases, period, hide_small=True), period, link=False) for key in PUBLIC_FIGURES
        ],
        "kinds": breakdowns.without_small(breakdowns.received_by_kind(cases, period)),
        "heads": heads(),
    }
    return page(request, "insight/public_board.html", context, status=200 if form.is_valid() else 422)


def _scope(actor: Actor) -> str:
    """Whose cases are counted, in words."""
    overseen = (
        organisations.visible_organisations(actor)
        .filter(pk__in=actor.organisation_ids(*OVERSEERS))
        .order_by("level", "pk")
    )
    own = (
        organisations.visible_organisations(actor)
        .filter(pk__in=actor.organisation_ids(*HANDLERS))
        .order_by("level", "pk")
    )
    if names := [body.short_name for body in overseen]:
        return _("Counted are the cases of %(bodies)s and all bodies below.") % {"bodies": "、".join(names)}
    return _("Counted are the cases of %(bodies)s.") % {"bodies": "、".join(body.short_name for body in own)}


def shown(reading: Reading, period: Period, *, link: bool = True) -> parts.Figure:
    """A reading as the component shows it."""
    figure = reading.figure
    value = reading.value or (_("too few to show") if reading.hidden else _("nothing yet"))
    return parts.Figure(
        label=figure.name,
        value=value,
        definition=figure.definition,
        as_of=reading.as_of,
        numerator=reading.numerator,
        denominator=reading.denominator if reading.numerator is not None else None,
        unit=figure.unit if reading.value else "",
        url=f"{reverse('insight:figure', args=[figure.key])}?{period.query}" if link else "",
    )


def heads() -> dict[str, list[Column]]:
    """The heads of the tables beside the charts."""
    return {
        "months": [
            Column(_("Accepted in")), Column(_("accepted"), numeric=True), Column(_("resolved before filing"), numeric=True),
            Column(_("resolved in arbitration or court"), numeric=True), Column(_("share resolved"), numeric=True),
        ],
        "states": [Column(_("State")), Column(_("open"), numeric=True)],
        "kinds": [Column(_("Kind")), Column(_("open"), numeric=True)],
        "received": [Column(_("Kind")), Column(_("received"), numeric=True)],
    }  # fmt: skip


def _linked(rows: list[breakdowns.Row], name: str) -> list[tuple[breakdowns.Row, str]]:
    """Each row with the worklist that shows exactly its cases."""
    worklist = reverse("cases:worklist")
    return [(row, f"{worklist}?{name}={row.key}") for row in rows]


def _rows(figure: Figure, cases: Any, period: Period, which: str) -> tuple[Any, str]:
    """The cases counted, those they are counted out of, or the rest."""
    whole = figure.whole(cases, period)
    if figure.part is None:
        return whole, "whole"
    part = figure.part(cases, period)
    match which:
        case "whole":
            return whole, "whole"
        case "rest":
            return whole.exclude(pk__in=part.order_by().values("pk")), "rest"
    return part, "part"


def _tabs(figure: Figure, period: Period, which: str) -> list[Choice]:
    if figure.part is None:
        return []
    here = f"{reverse('insight:figure', args=[figure.key])}?{period.query}&rows="
    names = (("part", _("Counted")), ("rest", _("Not counted")), ("whole", _("All it is out of")))
    return [Choice(label, f"{here}{key}", key == which) for key, label in names]
