"""Who has how much in hand, by person and by body."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from unionhall.core import clock
from unionhall.organisations.enums import LEVEL_COLUMN

from ..models import Case
from .worklist import SOON_DAYS, running

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation


@dataclass(frozen=True)
class Load:
    """How much one person has in hand: open cases, those overdue, those due soon."""

    handler_id: UUID | None
    handler_name: str
    open: int
    overdue: int
    soon: int


def loads(cases: QuerySet[Case]) -> list[Load]:
    """Open cases by handler, by name; not a ranking (duties: no league tables)."""
    rows = _counted(cases, "handler", "handler__name").order_by("handler__name", "handler")
    return [Load(r["handler"], r["handler__name"] or "", r["open"], r["overdue"], r["soon"]) for r in rows]


@dataclass(frozen=True)
class BodyLoad:
    """How much lies with a body and all below it."""

    body_id: UUID
    name: str
    open: int
    overdue: int
    soon: int


def loads_below(cases: QuerySet[Case], body: "Organisation", bodies: "QuerySet[Organisation]") -> list[BodyLoad]:
    """Open cases of each body one step below, with all that is under it, in the order of the tree."""
    children = {row.pk: row for row in bodies.filter(parent=body).order_by("level", "code", "pk")}
    counted: dict[UUID, dict[str, Any]] = {}
    for level in sorted({child.level for child in children.values()}):
        column = LEVEL_COLUMN[level]
        under = cases.filter(**{LEVEL_COLUMN[body.level]: body.pk, f"{column}__isnull": False})
        counted |= {row[column]: row for row in _counted(under, column).order_by(column)}
    none = {"open": 0, "overdue": 0, "soon": 0}
    found = [(child, counted.get(pk, none)) for pk, child in children.items()]
    return [BodyLoad(child.pk, child.short_name, n["open"], n["overdue"], n["soon"]) for child, n in found]


def _counted(cases: QuerySet[Case], *by: str) -> "QuerySet[Case, dict[str, Any]]":
    today = clock.today()
    soon = Q(due_on__gte=today, due_on__lte=today + timedelta(days=SOON_DAYS))
    return (
        running(cases.filter(group__isnull=True))
        .values(*by)
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=today)),
            soon=Count("pk", filter=soon),
        )
    )
