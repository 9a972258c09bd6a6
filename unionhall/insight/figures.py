"""What is counted, out of what, by which definition? Every number on a board is one of these, computed from the cases.

A figure is two sets of cases: those it is about (`whole`) and those that count (`part`). Numbers and rows come from the same
sets, so a number always opens to exactly its rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.db.models import Aggregate, DurationField, ExpressionWrapper, F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unionhall.cases.api import with_last_answer
from unionhall.cases.enums import NO_DISPUTE
from unionhall.core import clock

from .periods import Period

Cases = Any
Select = Callable[[Cases, Period], Cases]


# --- sets of cases -----------------------------------------------------------------------------------------------------


def received(cases: Cases, period: Period) -> Cases:
    return cases.filter(received_at__gte=period.begins_at, received_at__lt=period.ends_at, is_group=False)


def accepted(cases: Cases, period: Period) -> Cases:
    disputes = cases.exclude(kind__in=NO_DISPUTE)
    return disputes.filter(accepted_at__gte=period.begins_at, accepted_at__lt=period.ends_at, is_group=False)


def resolved(cases: Cases, period: Period) -> Cases:
    """Of those accepted: the ones with a resolution in force. The database allows one per case, so none counts twice."""
    return accepted(cases, period).filter(resolutions__isnull=False, resolutions__voided_at__isnull=True)


def resolved_before_filing(cases: Cases, period: Period) -> Cases:
    return accepted(cases, period).filter(resolutions__stage="before_filing", resolutions__voided_at__isnull=True)


def resolved_in_litigation(cases: Cases, period: Period) -> Cases:
    return accepted(cases, period).filter(resolutions__stage="in_litigation", resolutions__voided_at__isnull=True)


def running(cases: Cases, period: Period) -> Cases:
    """As on the worklist: a group counts once, its members do not."""
    return cases.open().single_or_group()


def overdue(cases: Cases, period: Period) -> Cases:
    return running(cases, period).overdue(clock.today())


def answered(cases: Cases, period: Period) -> Cases:
    said: Cases = with_last_answer(cases)
    return said.filter(answered_at__gte=period.begins_at, answered_at__lt=period.ends_at, satisfied__isnull=False)


def satisfied(cases: Cases, period: Period) -> Cases:
    return answered(cases, period).filter(satisfied=True)


# --- figures -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """A number one can check. `part` is None for a plain count; `how` says what the number is."""

    key: str
    name: Promise
    definition: Promise
    whole: Select
    part: Select | None = None
    how: str = "rate"
    unit: Promise | str = ""
    is_now: bool = False
    """Counts what is so at this moment, whatever the period."""


FIGURES: dict[str, Figure] = {
    figure.key: figure
    for figure in (
        Figure(
            "resolved",
            _("Resolved, of those accepted"),
            _(
                "Out of all cases accepted in the period (each member of a group counts, the group itself does not; letters about canteen, "
                "housing and daily life are answered, not settled, and are not in it), those "
                "with a resolution in force today: advice that settled it, an agreement performed, an award or judgment "
                "performed. A case taken up again is not resolved. Settled but not yet performed is not resolved."
            ),
            accepted,
            resolved,
        ),
        Figure(
            "before_filing",
            _("Resolved before filing"),
            _(
                "Out of the resolved cases, those that never went to arbitration or a court. Read from the log of each case, "
                "never typed in."
            ),
            resolved,
            resolved_before_filing,
        ),
        Figure(
            "in_litigation",
            _("Resolved during arbitration or litigation"),
            _(
                "Out of the resolved cases, those that went to arbitration or a court first. Read from the log of each case."
            ),
            resolved,
            resolved_in_litigation,
        ),
        Figure(
            "satisfied",
            _("Satisfied, of those who answered"),
            _(
                "Out of the cases whose workers answered in the period whether they were satisfied with the union's help, those "
                "who said yes. The last answer in each case counts. Those who did not answer are not in it."
            ),
            answered,
            satisfied,
        ),
        Figure(
            "received",
            _("Received"),
            _(
                "Cases whose worker wrote, called or came in the period. Each member of a group counts, the group does not."
            ),
            received,
            how="count",
        ),
        Figure(
            "days_to_acceptance",
            _("From receipt to acceptance"),
            _(
                "The median of the days from receipt to acceptance, over all cases accepted in the period: half of them took no "
                "longer. Calendar days, with one decimal."
            ),
            accepted,
            how="median_days",
            unit=_("days"),
        ),
        Figure(
            "open",
            _("Open now"),
            _(
                "Cases that are not refused, withdrawn or closed at this moment. A group counts once, as on the worklist."
            ),
            running,
            how="count",
            is_now=True,
        ),
        Figure(
            "overdue",
            _("Overdue, of those open"),
            _(
                "Out of the open cases, those whose next step was promised for a day that has passed. A case whose clock stands "
                "still is not overdue. A group counts once."
            ),
            running,
            overdue,
            is_now=True,
        ),
    )
}


@dataclass(frozen=True)
class Reading:
    """A figure's answer. `value` is written as people read it; empty when there is nothing to count, or too little to show."""

    figure: Figure
    period: Period
    as_of: datetime
    value: str
    numerator: int | None = None
    denominator: int | None = None
    hidden: bool = False


def read(figure: Figure, cases: Cases, period: Period, *, hide_small: bool = False) -> Reading:
    """Compute a figure over a set of cases. `hide_small`: nothing is told from which one could single somebody out."""
    whole, now = figure.whole(cases, period), clock.now()
    count = whole.order_by().count()
    if hide_small and 0 < count < settings.SMALL_COUNT:
        return Reading(figure, period, now, "", hidden=True)
    if figure.how == "count":
        return Reading(figure, period, now, str(count))
    if figure.how == "median_days":
        return Reading(figure, period, now, _median_days(whole), denominator=count)
    part = figure.part(cases, period).order_by().count() if figure.part else count
    if hide_small and (0 < part < settings.SMALL_COUNT or 0 < count - part < settings.SMALL_COUNT):
        return Reading(figure, period, now, _about(part, count), hidden=True)
    return Reading(figure, period, now, percent(part, count), part, count)


def percent(part: int, whole: int) -> str:
    """“92.71 %”; nothing out of nothing is no rate."""
    if not whole:
        return ""
    return f"{(Decimal(100 * part) / whole).quantize(Decimal('0.01'), ROUND_HALF_UP)} %"


def _about(part: int, whole: int) -> str:
    """A bound in whole tens, where the exact rate would give single cases away."""
    if part < settings.SMALL_COUNT:
        return f"≤ {-(-10 * part // whole) * 10} %"
    return f"≥ {10 * part // whole * 10} %"


class Median(Aggregate):
    """The value in the middle (PostgreSQL's percentile_cont)."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def _median_days(cases: Cases) -> str:
    waited = ExpressionWrapper(F("accepted_at") - F("received_at"), output_field=DurationField())
    median = cases.order_by().aggregate(median=Median(waited))["median"]
    return "" if median is None else f"{median / timedelta(days=1):.1f}"
