"""Reads about places: lists of the desk, arrays for maps and circles, which local number counts, what was counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from unionhall.core import clock
from unionhall.organisations import api as organisations

from .enums import RuleKind, Standard
from .models import (
    ChecklistItem,
    DoorReport,
    Equipment,
    HostKind,
    Inspection,
    LocalRule,
    Shortfall,
    UseDay,
    Venue,
    VenuePair,
    VenueStep,
)
from .states import COUNTED, IN_USE, RUNNING, PairState, ReportState, ShortfallState, VenueState

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation


# --- words that are rows ------------------------------------------------------------------------------------------------


def equipment() -> list[Equipment]:
    """Everything a place may have inside, in the order of the list."""
    return list(Equipment.objects.order_by("order", "code"))


def needs() -> list[Equipment]:
    """What workers look for."""
    return [one for one in equipment() if one.is_need]


def host_kinds() -> list[HostKind]:
    return list(HostKind.objects.order_by("order", "code"))


# --- lists --------------------------------------------------------------------------------------------------------------

SORTS = {
    "name": ("name", "id"),
    "-changed": ("-changed_at", "id"),
    "code": ("code", "id"),
    "-opened": ("-opened_on", "id"),
}


def listed(
    venues: QuerySet[Venue],
    *,
    q: str = "",
    kind: str = "",
    host_kind: str = "",
    state: str = "",
    equipment: str = "",
    body: str = "",
    division: str = "",
    show: str = "",
    box: tuple[float, float, float, float] | None = None,
) -> QuerySet[Venue]:
    """Places narrowed by what is asked. Merged entries stand nowhere unless they are asked for; closed ones likewise."""
    words = q.strip()
    if words:
        venues = venues.filter(Q(name__icontains=words) | Q(address__icontains=words) | Q(code__iexact=words))
    for name, value in (("kind", kind), ("host_kind", host_kind), ("operator", body)):
        if value:
            venues = venues.filter(**{name: value})
    if division:
        venues = venues.filter(division__code__startswith=organisations.code_stem(division))
    if equipment:
        venues = venues.filter(equipment__contains=[equipment])
    if box:
        west, south, east, north = box
        venues = venues.filter(lon__gte=west, lon__lte=east, lat__gte=south, lat__lte=north)
    if show == "reported":
        venues = venues.filter(Exists(_waiting()))
    elif show == "short":
        venues = venues.filter(Exists(Shortfall.objects.filter(venue=OuterRef("pk"), state__in=RUNNING)))
    elif show == "uninspected":
        venues = venues.filter(~Exists(Inspection.objects.filter(venue=OuterRef("pk"))))
    elif show == "no_hours":
        venues = venues.filter(hours__isnull=True, always_open=False)
    elif show == "hidden":
        venues = venues.filter(hidden=True)
    return venues.filter(state=state) if state else venues.filter(state__in=COUNTED)


def _waiting() -> QuerySet[DoorReport]:
    return DoorReport.objects.filter(venue=OuterRef("pk"), state=ReportState.WAITING)


def with_names(venues: QuerySet[Venue]) -> QuerySet[Venue]:
    """Fetched with what a line of a list says."""
    return venues.select_related("operator", "division", "host_kind", "host", "keeper")


def by_keys(keys: Iterable[UUID]) -> QuerySet[Venue]:
    """Places with the body that runs them and nothing else: what a list of doors says."""
    return Venue.objects.filter(pk__in=list(keys)).select_related("operator").order_by("pk")


def numbers(venues: QuerySet[Venue]) -> dict[str, int]:
    """How many there are, by state."""
    return dict(venues.order_by().values_list("state").annotate(n=Count("pk")))


def numbers_by(venues: QuerySet[Venue], column: str) -> dict[str, int]:
    """How many there are, by the values of a column."""
    return dict(venues.order_by().values_list(column).annotate(n=Count("pk")))


# --- local numbers ------------------------------------------------------------------------------------------------------


class RuleBook:
    """The local numbers, read once: for whoever asks about many places."""

    def __init__(self, on: date | None = None) -> None:
        self.on = on or clock.today()
        self.rows: dict[tuple[str, UUID], list[LocalRule]] = {}
        for rule in LocalRule.objects.order_by("-since", "pk"):
            self.rows.setdefault((rule.what, rule.body_id), []).append(rule)

    def rule(self, what: str, body: Organisation, on: date | None = None) -> LocalRule | None:
        """The number that counts for a body on a day: its own, else that of the nearest body above. None: nobody said."""
        day = on or self.on
        for key in reversed([key for key in body.ancestors_by_column.values() if key]):
            for rule in self.rows.get((what, key), ()):
                if rule.since <= day:
                    return rule
        return None


def stale_before(book: RuleBook, body: Organisation, now: datetime | None = None) -> datetime | None:
    """Places of this body not confirmed since then are shown as uncertain; None where nobody set a number of days."""
    rule = book.rule(RuleKind.STALE_DAYS, body)
    return None if rule is None else (now or clock.now()) - timedelta(days=rule.value)


# --- what is said at the doors ------------------------------------------------------------------------------------------


def waiting_by_venue(keys: Iterable[UUID]) -> dict[UUID, list[DoorReport]]:
    """Reports nobody answered yet, by place; the latest first."""
    found: dict[UUID, list[DoorReport]] = {}
    rows = DoorReport.objects.filter(venue__in=list(keys), state=ReportState.WAITING).order_by("-last_at", "pk")
    for report in rows:
        found.setdefault(report.venue_id, []).append(report)
    return found


def uses(venue: Venue, *, days: int = 30) -> list[UseDay]:
    """What was counted lately; empty where nothing is counted."""
    since = clock.today() - timedelta(days=days)
    return list(UseDay.objects.filter(venue=venue, on__gt=since).order_by("-on"))


def scans_by_day(keys: Iterable[UUID], first: date) -> dict[tuple[UUID, date], int]:
    """What was counted at these places on each day since then."""
    rows = UseDay.objects.filter(venue__in=list(keys), on__gte=first).order_by("venue", "on")
    return {(venue, on): count for venue, on, count in rows.values_list("venue", "on", "count")}


def uses_between(venues: QuerySet[Venue], first: date, last: date) -> dict[str, int]:
    """Scans between two days, how many places count at all, and how many there are: a sum never stands without them."""
    counting = venues.filter(uses_counted=True)
    total = UseDay.objects.filter(venue__in=counting.order_by().values("pk"), on__gte=first, on__lte=last)
    return {
        "scans": total.aggregate(n=Sum("count"))["n"] or 0,
        "counting": counting.count(),
        "places": venues.count(),
    }


def steps_of(venue: Venue) -> QuerySet[VenueStep]:
    return VenueStep.objects.filter(venue=venue).order_by("-on", "-at", "-pk")


# --- standards ----------------------------------------------------------------------------------------------------------


def checklist(venue: Venue, on: date | None = None) -> list[ChecklistItem]:
    """What is looked at for this place on a day: items for all and those of its body and of the bodies above."""
    day = on or clock.today()
    above = [key for key in venue.operator.ancestors_by_column.values() if key]
    rows = ChecklistItem.objects.filter(Q(body__isnull=True) | Q(body__in=above), since__lte=day).filter(
        Q(until__isnull=True) | Q(until__gte=day)
    )
    order = list(Standard)
    found = [item for item in rows.order_by("order", "code") if not item.kinds or venue.kind in item.kinds]
    return sorted(found, key=lambda item: order.index(Standard(item.standard)))


def running_shortfalls(shortfalls: QuerySet[Shortfall]) -> QuerySet[Shortfall]:
    """Those not yet seen to be put right, the nearest day first; without a day last."""
    from django.db.models import F

    return (
        shortfalls.filter(state__in=RUNNING)
        .select_related("venue__operator", "item", "rule")
        .order_by(F("due_on").asc(nulls_last=True), "found_on", "pk")
    )


@dataclass(frozen=True)
class ItemLine:
    """One item over a network: how many lack it, out of how many that were looked at for it."""

    item: ChecklistItem
    short: int
    looked_at: int
    overdue: int


@dataclass(frozen=True)
class Network:
    """Standards over a network of places, each number with what it is out of."""

    as_of: date
    places: int
    inspected: int
    without_shortfall: int
    lines: list[ItemLine]
    by_body: list[dict[str, Any]]
    overdue: int
    without_day: int


def network_of(venues: QuerySet[Venue]) -> Network:
    """Shortfalls over the places given that are in use. The last inspection of each counts; places never looked at are in no rate."""
    today = clock.today()
    counted = venues.filter(state__in=IN_USE)
    keys = counted.order_by().values("pk")
    last = list(
        Inspection.objects.filter(venue__in=keys)
        .order_by("venue", "-on", "-sent_at", "-pk")
        .distinct("venue")
        .values_list("pk", "venue", "venue__operator", "venue__operator__short_name")
    )
    running = Shortfall.objects.filter(venue__in=keys, state__in=RUNNING)
    short: dict[Any, dict[str, Any]] = {
        row["item"]: dict(row)
        for row in running.order_by()
        .values("item")
        .annotate(n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today, state=ShortfallState.OPEN)))
    }
    from .models import InspectionAnswer

    looked = dict(
        InspectionAnswer.objects.filter(inspection__in=[row[0] for row in last])
        .exclude(finding="not_here")
        .order_by()
        .values_list("item")
        .annotate(n=Count("pk"))
    )
    items = ChecklistItem.objects.filter(pk__in={*short, *looked})
    lines = [
        ItemLine(
            item, short.get(item.pk, {}).get("n", 0), looked.get(item.pk, 0), short.get(item.pk, {}).get("late", 0)
        )
        for item in items.order_by("order", "code")
    ]
    lines.sort(key=lambda line: (-line.short, line.item.order, line.item.code))
    with_short = set(running.order_by().values_list("venue", flat=True).distinct())
    return Network(
        as_of=today,
        places=counted.count(),
        inspected=len(last),
        without_shortfall=sum(row[1] not in with_short for row in last),
        lines=lines,
        by_body=_by_body(counted, last, with_short),
        overdue=running.filter(state=ShortfallState.OPEN, due_on__lt=today).count(),
        without_day=running.filter(due_on__isnull=True).count(),
    )


def _by_body(counted: QuerySet[Venue], last: list[Any], with_short: set[UUID]) -> list[dict[str, Any]]:
    """The same by operating body, in the order of the tree: no list of the best."""
    found: dict[UUID, dict[str, Any]] = {}
    rows = counted.order_by("operator__level", "operator__code").values_list("operator", "operator__short_name")
    for key, name, count in rows.annotate(n=Count("pk")):
        found[key] = {"name": name, "places": count, "inspected": 0, "short": 0}
    for _pk, venue, body, _name in last:
        found[body]["inspected"] += 1
        found[body]["short"] += venue in with_short
    return list(found.values())


def last_inspections(keys: Iterable[UUID]) -> dict[UUID, Inspection]:
    """The latest inspection of each place."""
    rows = Inspection.objects.filter(venue__in=list(keys)).order_by("venue", "-on", "-sent_at", "-pk").distinct("venue")
    return {one.venue_id: one for one in rows}


# --- pairs --------------------------------------------------------------------------------------------------------------


def pairs_to_decide(pairs: QuerySet[VenuePair]) -> QuerySet[VenuePair]:
    return (
        pairs.filter(state=PairState.PROPOSED)
        .exclude(one__state=VenueState.FOLDED)
        .exclude(other__state=VenueState.FOLDED)
        .select_related("one__operator", "other__operator")
        .order_by("-alike", "metres", "pk")
    )


def last_change(venues: QuerySet[Venue]) -> datetime | None:
    return venues.aggregate(at=Max("changed_at"))["at"]
