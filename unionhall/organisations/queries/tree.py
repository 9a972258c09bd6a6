"""Reads about the tree: as of any day, what a body went through, what crosses it, what a change would take along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from unionhall.core.events import announce
from unionhall.core.verdict import Refused, Verdict

from ..enums import LEVEL_COLUMN, ChangeKind, Level, OrganisationKind
from ..events import BodyClosing, ChangeWeighed
from ..models import Affiliation, Employer, JointUnit, Organisation, Position, TreeChange

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BEGINNING = date(1900, 1, 1)
"""Since when a body stands where it stands if nobody knows the day: as far back as the register goes."""

EARLIEST, FARTHEST = date(1949, 1, 1), timedelta(days=3660)
"""Between which days something may be said to happen: nobody means the year 202, or the next century."""


def in_force(on: date) -> Q:
    """Dated rows that count on a day; both their days belong to them."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gte=on))


def standing(on: date) -> QuerySet[Position]:
    """Where every body stood on a day. Agencies stand outside the tree."""
    return Position.objects.filter(in_force(on)).exclude(organisation__kind=OrganisationKind.AGENCY)


def tops(on: date) -> QuerySet[Position]:
    """The bodies that stood below no other on a day."""
    return standing(on).filter(parent__isnull=True)


def standing_below(body: Organisation, on: date) -> QuerySet[Position]:
    """The bodies that stood directly below one on a day."""
    return standing(on).filter(parent=body).select_related("organisation")


def subtree_on(body: Organisation, on: date) -> QuerySet[Position]:
    """The positions of a body and of all below it on a day: one equality, as for today."""
    return Position.objects.filter(in_force(on), **{LEVEL_COLUMN[body.level]: body.pk})


def position_on(body: Organisation, on: date) -> Position | None:
    """Where a body stood on a day; nothing if it was not there yet, or no longer."""
    return Position.objects.filter(in_force(on), organisation=body).select_related("parent").order_by("since").first()


def path_on(body: Organisation, on: date) -> list[Position]:
    """The position of a body on a day and of those above it, from the highest down."""
    here = position_on(body, on)
    if here is None:
        return []
    above = [key for column in LEVEL_COLUMN.values() if (key := getattr(here, column)) and key != body.pk]
    rows = Position.objects.filter(in_force(on), organisation__in=above).select_related("organisation")
    return [*rows.order_by("organisation__level", "pk"), here]


def positions_of(body: Organisation) -> QuerySet[Position]:
    """Every place a body stood in, the newest first."""
    return (
        Position.objects.filter(organisation=body)
        .select_related("parent", "change", "change__organisation", "change__target")
        .order_by("-since", "pk")
    )


def changes_of(body: Organisation) -> QuerySet[TreeChange]:
    """What was done to a body, or to another one that was merged into it, and what waits for its day."""
    return (
        TreeChange.objects.filter(Q(organisation=body) | Q(target=body, kind=ChangeKind.MERGE))
        .select_related("organisation", "target")
        .order_by("-on", "-asked_at", "pk")
    )


def waiting_changes() -> QuerySet[TreeChange]:
    """What is to happen on a day to come, or could not happen on its day."""
    return (
        TreeChange.objects.filter(done_at__isnull=True, withdrawn_at__isnull=True)
        .select_related("organisation", "target")
        .order_by("on", "asked_at", "pk")
    )


def body_of(key: UUID) -> Organisation:
    """A body by its key, closed ones too."""
    return Organisation.objects.get(pk=key)


def body_of_code(code: str) -> Organisation | None:
    """The body a code leads to: of one that was merged into another, that one, however often it happened."""
    body = Organisation.objects.select_related("successor").filter(code__iexact=code.strip()).order_by("pk").first()
    return body and last_successor(body)


def last_successor(body: Organisation) -> Organisation:
    """The body itself, or the one it went over to in the end."""
    seen = {body.pk}
    while body.successor is not None and body.successor.pk not in seen:
        body = body.successor
        seen.add(body.pk)
    return body


def subtree_counts(bodies: Iterable[Organisation], on: date) -> dict[UUID, int]:
    """How many bodies stood below each of these on a day, in one question for each level among them."""
    by_column: dict[str, list[UUID]] = defaultdict(list)
    for body in bodies:
        by_column[LEVEL_COLUMN[body.level]].append(body.pk)
    counts = {key: 0 for keys in by_column.values() for key in keys}
    for column, keys in by_column.items():
        if column == LEVEL_COLUMN[Level.UNION]:
            continue  # nothing stands below a grassroots union
        found = Position.objects.filter(in_force(on), **{f"{column}__in": keys}).order_by().values_list(column)
        counts |= {key: max(number - 1, 0) for key, number in found.annotate(number=Count("pk"))}
    return counts


# --- across the tree ----------------------------------------------------------------------------------------------------


def industrial_above(body: Organisation, on: date) -> Organisation | None:
    """The industrial union a body belonged to on a day."""
    row = (
        Affiliation.objects.filter(in_force(on), organisation=body).select_related("industrial").order_by("pk").first()
    )
    return row.industrial if row is not None else None


def affiliated(industrial: Organisation, on: date) -> QuerySet[Affiliation]:
    """The bodies that belonged to an industrial union on a day, directly."""
    return (
        Affiliation.objects.filter(in_force(on), industrial=industrial)
        .select_related("organisation", "organisation__parent")
        .order_by("organisation__level", "organisation__code", "pk")
    )


def industrial_unions_below(industrial: Organisation, on: date) -> set[UUID]:
    """An industrial union and those that belong to it, down to the last: the second tree is a few steps deep."""
    found, layer = {industrial.pk}, {industrial.pk}
    while layer:
        layer = set(
            Affiliation.objects.filter(
                in_force(on), industrial__in=layer, organisation__kind=OrganisationKind.INDUSTRIAL_UNION
            ).values_list("organisation", flat=True)
        )
        layer -= found
        found |= layer
    return found


def across(industrial: Organisation, on: date) -> QuerySet[Organisation]:
    """All bodies an industrial union reaches on a day, wherever in the tree they stand; itself is one of them."""
    unions = industrial_unions_below(industrial, on)
    members = Affiliation.objects.filter(in_force(on), industrial__in=unions)
    return Organisation.objects.filter(Q(pk__in=unions) | Q(pk__in=members.values("organisation")))


def units_of(body: Organisation, *, q: str = "", past: bool = False) -> QuerySet[JointUnit]:
    """The units a joint union covers; those that left only when asked for."""
    units = JointUnit.objects.filter(organisation=body).select_related("employer")
    if q.strip():
        units = units.filter(Q(name__icontains=q.strip()) | Q(spot__icontains=q.strip()))
    return units if past else units.filter(until__isnull=True)


def unions_of_employer(employer: Employer | UUID, on: date) -> QuerySet[Organisation]:
    """The unions the workers of an employer may join: the one at it or at its head office, and the joint union it is a unit of."""
    key = employer if isinstance(employer, UUID) else employer.pk
    units = JointUnit.objects.filter(in_force(on), employer=key)
    head = Employer.objects.filter(pk=key).values("head_office")
    return Organisation.objects.filter(
        Q(employer=key) | Q(pk__in=units.values("organisation")) | Q(employer__in=head), closed_on__isnull=True
    ).order_by("level", "code", "pk")


def branches_of(employer: Employer) -> QuerySet[Employer]:
    """The branches of an employer, by name."""
    return Employer.objects.filter(head_office=employer).select_related("division").order_by("name", "pk")


# --- what a change would do ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Weighed:
    """What a change would take along, and what stands in its way."""

    bodies: int
    first: tuple[str, ...]
    counted: tuple[tuple[StrOrPromise, int], ...]
    held_by: tuple[Verdict, ...]


def weigh(body: Organisation, kind: str, *, into: Organisation | None = None, on: date) -> Weighed:
    """What would follow a change of this kind, counted by everybody who has something there. Inside a transaction."""
    column = LEVEL_COLUMN[body.level]
    below = Organisation.objects.under(body).exclude(pk=body.pk)
    first = tuple(below.order_by("level", "code", "pk").values_list("short_name", flat=True)[:8])
    if kind == ChangeKind.CLOSE:
        closing = BodyClosing(body.pk, on)
        return Weighed(below.count(), first, (), held_open(closing))
    weighed = ChangeWeighed(body.pk, column, into.pk if into and kind == ChangeKind.MERGE else None)
    announce(weighed)
    return Weighed(below.count(), first, tuple(weighed.counted), ())


def held_open(closing: BodyClosing) -> tuple[Verdict, ...]:
    """Everything for which a body stays open, asked of everybody who may have something there."""
    try:
        announce(closing)
    except Refused as refusal:
        closing.hold(refusal.verdict)
    return tuple(closing.held_by)
