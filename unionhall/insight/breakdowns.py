"""How do cases spread over states, kinds and months? Each row is a number with its rows behind it, never a ranking of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format

from unionhall.cases.enums import Kind
from unionhall.core.hiding import hidden_on_line

from . import figures
from .figures import Cases, percent
from .periods import Period


@dataclass(frozen=True)
class Row:
    """One line: counts in the order of the columns; None where a count is too small to show."""

    key: str
    label: str
    counts: tuple[int | None, ...]

    @property
    def share(self) -> str:
        """Of the first count, the others together."""
        first, *rest = self.counts
        return percent(sum(count or 0 for count in rest), first or 0)


def open_by_state(cases: Cases, period: Period) -> list[Row]:
    """Open cases by the state they are in, in the order a case goes through them."""
    labels: Mapping[Any, Any] = dict(cases.model._meta.get_field("state").flatchoices)
    found = _counted(figures.running(cases, period), "state")
    return [Row(str(state), str(label), (found[state],)) for state, label in labels.items() if found.get(state)]


def open_by_kind(cases: Cases, period: Period) -> list[Row]:
    found = _counted(figures.running(cases, period), "kind")
    return [Row(kind, str(Kind(kind).label), (found[kind],)) for kind in Kind.values if found.get(kind)]


def received_by_kind(cases: Cases, period: Period) -> list[Row]:
    found = _counted(figures.received(cases, period), "kind")
    return [Row(kind, str(Kind(kind).label), (found[kind],)) for kind in Kind.values if found.get(kind)]


def resolved_by_month(cases: Cases, period: Period) -> list[Row]:
    """By month of acceptance: accepted, resolved before filing, resolved during arbitration or litigation."""
    month = TruncMonth("accepted_at", tzinfo=timezone.get_default_timezone())
    in_force = Q(resolutions__voided_at__isnull=True)
    rows = (
        figures.accepted(cases, period)
        .annotate(month=month)
        .values("month")
        .annotate(
            accepted=Count("pk", distinct=True),
            before=Count("pk", distinct=True, filter=in_force & Q(resolutions__stage="before_filing")),
            during=Count("pk", distinct=True, filter=in_force & Q(resolutions__stage="in_litigation")),
        )
        .order_by("month")
    )
    return [
        Row(
            f"{row['month']:%Y-%m}",
            date_format(row["month"], "YEAR_MONTH_FORMAT"),
            (row["accepted"], row["before"], row["during"]),
        )
        for row in rows
    ]


def without_small(rows: Sequence[Row]) -> list[Row]:
    """The rows with small counts hidden, and with them what they could be reckoned from (`core.hiding`)."""
    hidden = hidden_on_line([row.counts[0] or 0 for row in rows], settings.SMALL_COUNT)
    return [Row(row.key, row.label, (None,)) if place in hidden else row for place, row in enumerate(rows)]


def _counted(cases: Cases, field: str) -> dict[str, int]:
    found = cases.order_by().values(field).annotate(n=Count("pk")).order_by(field)
    return {row[field]: row["n"] for row in found}
