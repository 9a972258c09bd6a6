"""Which promise runs, since when, and until which day: the clocks of one case and of many."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from .. import clocks
from ..models import (
    FAR,
    Callback,
    Case,
    ExtensionFact,
    ServicePromise,
    StatusFact,
    Suspension,
)


def promises() -> list[clocks.Promise]:
    """All service promises, as the clock reads them."""
    rows = ServicePromise.objects.order_by("since", "pk")
    names = ("state", "days", "unit", "since", "until", "kind", "level", "source")
    return [clocks.Promise(*row) for row in rows.values_list(*names)]


def log_of(case: Case) -> list[clocks.Event]:
    """The events of a case that move its clock."""
    events: list[clocks.Event] = [
        clocks.Entered(at, state)
        for at, state in StatusFact.objects.filter(case=case).order_by("at", "pk").values_list("at", "to_state")
    ]
    events += [
        clocks.Stopped(at, until)
        for at, until in Suspension.objects.filter(case=case).order_by("at", "pk").values_list("at", "ended_at")
    ]
    events += [
        clocks.Extended(at, state, days, unit)
        for at, state, days, unit in ExtensionFact.objects.filter(case=case)
        .order_by("at", "pk")
        .values_list("at", "state", "days", "unit")
    ]
    return events


def clock_of(case: Case, known: Iterable[clocks.Promise] | None = None) -> clocks.Clock:
    """The clock of a case: its service promise, or the next call-back where that comes earlier."""
    promised = clocks.read(log_of(case), promises() if known is None else known, kind=case.kind, level=case.body.level)
    return _nearest(case, promised, next_callback(case))


def clocks_of(cases: Sequence[Case], known: Iterable[clocks.Promise]) -> dict[UUID, clocks.Clock]:
    """The clocks of many cases (with their bodies loaded), in four queries however many they are."""
    keys, known = [case.pk for case in cases], list(known)
    logs: dict[UUID, list[clocks.Event]] = {key: [] for key in keys}
    for key, at, state in (
        StatusFact.objects.filter(case__in=keys).order_by("at", "pk").values_list("case_id", "at", "to_state")
    ):
        logs[key].append(clocks.Entered(at, state))
    for key, at, until in (
        Suspension.objects.filter(case__in=keys).order_by("at", "pk").values_list("case_id", "at", "ended_at")
    ):
        logs[key].append(clocks.Stopped(at, until))
    given = ExtensionFact.objects.filter(case__in=keys).order_by("at", "pk")
    for key, at, state, days, unit in given.values_list("case_id", "at", "state", "days", "unit"):
        logs[key].append(clocks.Extended(at, state, days, unit))
    calls: dict[UUID, Callback] = {}
    waiting = Callback.objects.filter(case__in=keys, done_at__isnull=True, cancelled_at__isnull=True)
    for callback in waiting.order_by("due_on", "pk"):
        calls.setdefault(callback.case_id, callback)
    return {
        case.pk: _nearest(
            case, clocks.read(logs[case.pk], known, kind=case.kind, level=case.body.level), calls.get(case.pk)
        )
        for case in cases
    }


def _nearest(case: Case, promised: clocks.Clock, callback: Callback | None) -> clocks.Clock:
    if case.is_ended or promised.paused:
        return promised
    if callback and (promised.due_on is None or callback.due_on < promised.due_on):
        return clocks.Clock(started_on=clocks.day_of(callback.planned_at), due_on=callback.due_on)
    return promised


def next_callback(case: Case) -> Callback | None:
    return (
        Callback.objects.filter(case=case, done_at__isnull=True, cancelled_at__isnull=True)
        .order_by("due_on", "pk")
        .first()
    )


def due_of(answer: clocks.Clock, *, ended: bool) -> tuple[date, bool, bool]:
    """The columns that copy a clock: due day, provisional, paused."""
    if ended or answer.due_on is None:
        return FAR, False, answer.paused and not ended
    return answer.due_on, answer.provisional, False
