"""Moves, mergers and closures of bodies, on a day: the past is kept, the future waits for its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.audit.chain import copy_in
from unionhall.core.events import announce
from unionhall.core.verdict import Refused, no

from .. import access, queries
from ..enums import LEVEL_COLUMN, ChangeKind
from ..events import BodiesMerged, BodyClosing, BodyMoved
from ..models import Affiliation, JointUnit, Organisation, Position, Responsibility, TreeChange
from ._shared import DAY, first_position, open_position


@transaction.atomic
def move_body(
    body: Organisation, *, by: Actor, parent: Organisation, reason: str, on: date | None = None
) -> TreeChange:
    """Put a body, with all below it, under another one of a higher level, from a day on. Whoever stands above it then sees
    its matters. A day to come waits; a day gone by corrects the history."""
    body = _locked(body)
    access.may_move(by, body, parent).or_refuse()
    change = _asked(body, ChangeKind.MOVE, by=by, target=parent, on=on, reason=reason)
    return change if change.waits else _carried_out(change, by=by)


@transaction.atomic
def merge_bodies(
    body: Organisation, *, by: Actor, into: Organisation, reason: str, on: date | None = None
) -> TreeChange:
    """Merge a body into another one of its level: all below it, its places, its units and its people go over, and it is
    closed on the day before. It stays readable, and its code leads on."""
    body = _locked(body)
    access.may_merge(by, body, into).or_refuse()
    change = _asked(body, ChangeKind.MERGE, by=by, target=into, on=on, reason=reason)
    return change if change.waits else _carried_out(change, by=by)


@transaction.atomic
def close_body(body: Organisation, *, by: Actor, on: date, reason: str) -> TreeChange:
    """Close a body for good, after its last day. Posts there no longer count, and new matters go to the one that answers for
    the place instead. A day to come waits; what hangs on the body is asked then again."""
    body = _locked(body)
    access.may_close(by, body).or_refuse()
    change = _asked(body, ChangeKind.CLOSE, by=by, target=None, on=on, reason=reason)
    return change if change.waits else _carried_out(change, by=by)


@transaction.atomic
def withdraw_change(change: TreeChange, *, by: Actor) -> TreeChange:
    """Take back what waits for its day."""
    change = TreeChange.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=change.pk)
    access.may_withdraw_change(by, change).or_refuse()
    change.withdrawn_at = clock.now()
    change.save(update_fields=["withdrawn_at"])
    audit.record("organisation.change_withdrawn", change.organisation, by=by, kind=change.kind, on=change.on)
    return change


@transaction.atomic
def take_effect(change: TreeChange, *, by: Actor) -> TreeChange:
    """Carry out what waited for its day. What stands in its way now is written on it, and it is tried again the next night."""
    change = TreeChange.objects.select_for_update(of=("self",)).select_related("target").get(pk=change.pk)
    if not change.waits or change.on > clock.today():
        return change
    try:
        with transaction.atomic():
            return _carried_out(change, by=by)
    except Refused as refusal:
        change.done_at, change.with_it = None, 0
        change.held_up = str(refusal)[:400]
        change.save(update_fields=["held_up"])
        return change


def _locked(body: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(of=("self",)).select_related("parent").get(pk=body.pk)


def _asked(
    body: Organisation, kind: str, *, by: Actor, target: Organisation | None, on: date | None, reason: str
) -> TreeChange:
    """The change as somebody asks for it; one of a body waits at a time."""
    change = TreeChange(
        organisation=body,
        kind=kind,
        target=target,
        on=on or clock.today(),
        reason=reason,
        asked_at=clock.now(),
        asked_by=by.person_id,
    )
    if TreeChange.objects.filter(organisation=body, done_at__isnull=True, withdrawn_at__isnull=True).exists():
        raise Refused(
            no(_("Another change of this body waits for its day already."), _("Take that one back first."), "waits")
        )
    if not queries.EARLIEST <= change.on <= clock.today() + queries.FARTHEST:
        raise Refused(no(_("This day is too far away."), _("Look at the year."), "day"))
    first_day_gone = change.on if kind != ChangeKind.CLOSE else change.on + DAY
    if change.on > clock.today():
        change.save(force_insert=True)
        audit.record("organisation.change_planned", body, by=by, purpose=reason, kind=kind, on=change.on)
        return change
    here = open_position(body)
    if here.since > first_day_gone or (here.since == first_day_gone and kind != ChangeKind.MOVE):
        raise Refused(
            no(
                format_lazy(_("The body stands where it stands only since {day}."), day=here.since),
                _("Choose that day or a later one."),
                "too_early",
            )
        )
    change.done_at = clock.now()
    change.save(force_insert=True)
    return change


def _carried_out(change: TreeChange, *, by: Actor) -> TreeChange:
    """Do it now, as of its day."""
    body = _locked(change.organisation)
    change.organisation = body
    if change.kind == ChangeKind.CLOSE:
        _close(body, change, by=by)
    else:
        assert change.target is not None  # the database holds that it leads somewhere
        target = _locked(change.target)
        (_move if change.kind == ChangeKind.MOVE else _merge)(body, target, change, by=by)
    change.done_at, change.held_up = clock.now(), ""
    change.save(update_fields=["done_at", "held_up", "with_it"])
    return change


# --- moving -------------------------------------------------------------------------------------------------------------


def _move(body: Organisation, parent: Organisation, change: TreeChange, *, by: Actor) -> None:
    access.fits_below(body, parent).or_refuse()
    before = body.parent_id
    above = [column for level, column in LEVEL_COLUMN.items() if level < body.level]
    ancestors = {column: getattr(parent, column) for column in above}
    below = Organisation.objects.under(body).exclude(pk=body.pk)
    change.with_it = _rehung(below, body, ancestors, change, bodies={body.pk})
    _step(body, parent, ancestors, change)
    announce(BodyMoved(LEVEL_COLUMN[body.level], body.pk, ancestors, change.on))
    audit.record(
        "organisation.moved",
        body,
        by=by,
        purpose=change.reason,
        before=str(before) if before else None,
        now=str(parent.pk),
        on=change.on,
        with_it=change.with_it,
    )


def _step(body: Organisation, parent: Organisation, ancestors: dict[str, UUID | None], change: TreeChange) -> None:
    """The body itself: its parent, its columns, and one more line of its history."""
    here = open_position(body)
    body.parent = parent
    for column, key in ancestors.items():
        setattr(body, column, key)
    body.save(update_fields=["parent", *ancestors])
    if here.since >= change.on:
        here.parent, here.change = parent, change
        for column, key in ancestors.items():
            setattr(here, column, key)
        here.save(update_fields=["parent", "change", *ancestors])
        return
    here.until = change.on - DAY
    here.save(update_fields=["until"])
    fresh = first_position(body)
    fresh.since, fresh.change = change.on, change
    fresh.save(force_insert=True)


def _rehung(
    below: QuerySet[Organisation],
    over: Organisation,
    ancestors: dict[str, UUID | None],
    change: TreeChange,
    *,
    bodies: set[UUID],
    parent: Organisation | None = None,
) -> int:
    """Give all below a body other ancestors from a day on, in a handful of statements however many there are.

    `bodies` are left out. With `parent`, whatever stood directly below `over` stands below that one then.
    """
    column, on = LEVEL_COLUMN[over.level], change.on
    rows = Position.objects.filter(Q(until__isnull=True) | Q(until__gte=on), **{column: over.pk}).exclude(
        organisation__in=bodies
    )
    older = list(rows.filter(since__lt=on).order_by("organisation", "since"))
    if parent is not None:
        rows.filter(since__gte=on, parent=over).update(parent=parent)
    rows.filter(since__gte=on).update(**ancestors)
    rows.filter(since__lt=on).update(until=on - DAY)
    fields = [field.attname for field in Position._meta.concrete_fields]
    fresh = (_went_on(row, over, ancestors, change, parent) for row in older)
    copy_in(Position, tuple(fields), (tuple(getattr(row, field) for field in fields) for row in fresh))
    count = below.count()
    if parent is not None:
        below.filter(parent=over).update(parent=parent)
    below.update(**ancestors)
    return count


def _went_on(
    row: Position,
    over: Organisation,
    ancestors: dict[str, UUID | None],
    change: TreeChange,
    parent: Organisation | None,
) -> Position:
    """The same body from the day of the change on, with its other ancestors, until its line ended before."""
    where = {column: getattr(row, column) for column in LEVEL_COLUMN.values()} | ancestors
    below = parent.pk if parent is not None and row.parent_id == over.pk else row.parent_id
    return Position(
        organisation_id=row.organisation_id,
        parent_id=below,
        name=row.name,
        since=change.on,
        until=row.until,
        change=change,
        **where,
    )


# --- merging and closing ------------------------------------------------------------------------------------------------


def _merge(body: Organisation, into: Organisation, change: TreeChange, *, by: Actor) -> None:
    access.may_merge(by, body, into).or_refuse()
    column = LEVEL_COLUMN[body.level]
    above = [name for level, name in LEVEL_COLUMN.items() if level <= body.level]
    ancestors = {name: getattr(into, name) for name in above}
    last_day = change.on - DAY
    below = Organisation.objects.under(body).exclude(pk=body.pk)
    change.with_it = _rehung(below, body, ancestors, change, bodies={body.pk}, parent=into)
    announce(BodyMoved(column, body.pk, ancestors, change.on))
    _hand_over(body, into, change.on)
    _ended(body, last_day, successor=into)
    announce(BodiesMerged(body.pk, into.pk, into.ancestors_by_column, change.on))
    audit.record(
        "organisation.merged",
        body,
        by=by,
        purpose=change.reason,
        into=str(into.pk),
        on=change.on,
        with_it=change.with_it,
    )


def _hand_over(body: Organisation, into: Organisation, on: date) -> None:
    """The places it answered for, its units and what belonged to it across the tree are the other's from this day on."""
    for rule in _open_rules(body, on):
        same = Responsibility.objects.filter(
            Q(until__isnull=True) | Q(until__gte=on),
            organisation=into,
            division=rule.division_id,
            industry=rule.industry,
        )
        if into.receives_cases and not same.exists():
            Responsibility(
                organisation=into, division_id=rule.division_id, industry=rule.industry, since=max(on, rule.since)
            ).save(force_insert=True)
    taken = JointUnit.objects.filter(organisation=into, until__isnull=True).values_list("name", "spot")
    there = set(taken)
    for unit in (
        JointUnit.objects.select_for_update(of=("self",)).filter(organisation=body, until__isnull=True).order_by("pk")
    ):
        _ended_row(unit, on - DAY)
        if (unit.name, unit.spot) not in there:
            JointUnit(
                organisation=into, name=unit.name, employer_id=unit.employer_id, industry=unit.industry,
                spot=unit.spot, workers=unit.workers, since=max(on, unit.since),
            ).save(force_insert=True)  # fmt: skip
    for row in (
        Affiliation.objects.select_for_update(of=("self",)).filter(industrial=body, until__isnull=True).order_by("pk")
    ):
        _ended_row(row, on - DAY)
        if row.organisation_id != into.pk:
            Affiliation(organisation_id=row.organisation_id, industrial=into, since=max(on, row.since)).save(
                force_insert=True
            )
    if body.employer_id and into.employer_id is None and into.kind == body.kind:
        into.employer_id = body.employer_id
        into.save(update_fields=["employer"])


def _close(body: Organisation, change: TreeChange, *, by: Actor) -> None:
    access.may_close(by, body).or_refuse()
    held = queries.held_open(BodyClosing(body.pk, change.on))
    if held:
        reasons = " ".join(str(each.reason) for each in held)
        raise Refused(no(reasons, held[0].next_step, held[0].code))
    _ended(body, change.on)
    audit.record("organisation.closed", body, by=by, purpose=change.reason, on=change.on)


def _ended(body: Organisation, last_day: date, *, successor: Organisation | None = None) -> None:
    """The body's last day: its place, its rules, its units and its ties across the tree end with it."""
    here = open_position(body)
    here.until = max(last_day, here.since)
    here.save(update_fields=["until"])
    body.closed_on, body.successor = last_day, successor
    body.save(update_fields=["closed_on", "successor"])
    for rule in _open_rules(body, last_day + DAY):
        rule.until = max(last_day, rule.since)
        rule.save(update_fields=["until"])
    ties: Sequence[QuerySet[JointUnit] | QuerySet[Affiliation]] = (
        JointUnit.objects.filter(organisation=body, until__isnull=True),
        Affiliation.objects.filter(Q(organisation=body) | Q(industrial=body), until__isnull=True),
    )
    for rows in ties:
        rows.update(until=Greatest(F("since"), last_day))


def _open_rules(body: Organisation, on: date) -> QuerySet[Responsibility]:
    return (
        Responsibility.objects.select_for_update(of=("self",))
        .filter(Q(until__isnull=True) | Q(until__gte=on), organisation=body)
        .order_by("pk")
    )


def _ended_row(row: JointUnit | Affiliation, last_day: date) -> None:
    row.until = max(last_day, row.since)
    row.save(update_fields=["until"])
