"""The figures over the HTTP API: the same numbers with the same definitions, over the same cases."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema
from pydantic import Field, model_validator

from unionhall.core.endpoints import PROBLEMS
from unionhall.core.http import actor_of

from . import access, breakdowns, periods
from .figures import FIGURES, Reading, read
from .periods import Period

router = Router(tags=["figures"])


class FiguresAsked(Schema):
    """Which days. `since` and `until` belong to period=custom."""

    period: Literal["12m", "year", "90d", "30d", "custom"] = "12m"
    since: date | None = Field(None, ge=date(1990, 1, 1), le=date(2100, 12, 31))
    until: date | None = Field(None, ge=date(1990, 1, 1), le=date(2100, 12, 31))

    @model_validator(mode="after")
    def _whole(self) -> "FiguresAsked":
        if self.period == periods.CUSTOM:
            if self.since is None or self.until is None:
                raise ValueError(str(_("Give the first and the last day.")))
            if self.until < self.since:
                raise ValueError(str(_("The last day lies before the first.")))
        return self

    @property
    def chosen(self) -> Period:
        return periods.period(self.period, self.since, self.until)


class FigureOut(Schema):
    key: str
    name: str
    definition: str
    value: str = Field(description="as people read it: “92.71 %”; empty when there is nothing to count")
    unit: str
    numerator: int | None
    denominator: int | None
    since: date | None = Field(description="none for a figure of this moment")
    until: date | None
    as_of: datetime


class BreakdownRow(Schema):
    key: str
    label: str
    count: int


class MonthRow(Schema):
    month: str
    accepted: int
    resolved_before_filing: int
    resolved_in_litigation: int


class Board(Schema):
    since: date
    until: date
    figures: list[FigureOut]
    open_by_state: list[BreakdownRow]
    open_by_kind: list[BreakdownRow]
    resolved_by_month: list[MonthRow]


@router.get("/figures", response={200: Board, **PROBLEMS})
def figures(request: HttpRequest, asked: Query[FiguresAsked]) -> Any:
    """Every figure over the cases of one's own desk, each with its definition, numerator and denominator."""
    cases, period = _counted(request), asked.chosen
    return {
        "since": period.since,
        "until": period.until,
        "figures": [_out(read(figure, cases, period)) for figure in FIGURES.values()],
        "open_by_state": _rows(breakdowns.open_by_state(cases, period)),
        "open_by_kind": _rows(breakdowns.open_by_kind(cases, period)),
        "resolved_by_month": [
            dict(
                zip(("accepted", "resolved_before_filing", "resolved_in_litigation"), row.counts, strict=True),
                month=row.key,
            )
            for row in breakdowns.resolved_by_month(cases, period)
        ],
    }


@router.get("/figures/{slug:key}", response={200: FigureOut, **PROBLEMS})
def figure(request: HttpRequest, key: str, asked: Query[FiguresAsked]) -> Any:
    """One figure."""
    cases = _counted(request)
    if key not in FIGURES:
        raise Http404
    return _out(read(FIGURES[key], cases, asked.chosen))


def _counted(request: HttpRequest) -> Any:
    actor = actor_of(request)
    if not access.may_see_board(actor):
        raise Http404
    return access.counted_cases(actor)


def _out(reading: Reading) -> dict[str, Any]:
    figure, period = reading.figure, reading.period
    return {
        "key": figure.key,
        "name": str(figure.name),
        "definition": str(figure.definition),
        "value": reading.value,
        "unit": str(figure.unit),
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "since": None if figure.is_now else period.since,
        "until": None if figure.is_now else period.until,
        "as_of": reading.as_of,
    }


def _rows(rows: list[breakdowns.Row]) -> list[dict[str, Any]]:
    return [{"key": row.key, "label": row.label, "count": row.counts[0]} for row in rows]
