"""In whose hands are cases, and what falls due?"""

from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from unionhall.core import clock
from unionhall.people import api as people

from ..models import Case, Transfer
from ..states import TransferState
from .worklist import running


def left_behind() -> QuerySet[Case]:
    """Running cases whose handler does not work on matters at the body any more; nearest clock first."""
    here = people.posts_on_duty().filter(person=OuterRef("handler"), organisation=OuterRef("body"))
    return running(Case.objects.filter(~Exists(here), handler__isnull=False)).order_by("due_on", "pk")


def due_by(day: date) -> QuerySet[Case]:
    """Running cases whose next step is due from today up to a day; a group counts for its members."""
    return running(Case.objects.filter(due_on__gte=clock.today(), due_on__lte=day, group__isnull=True))


def counted_by(cases: QuerySet[Case], column: str) -> list[tuple[UUID, int]]:
    """How many of the cases each value of a column has."""
    return list(cases.values_list(column).annotate(n=Count("pk")).order_by(column))


def replies_due_on(day: date) -> QuerySet[Transfer]:
    """Offers nobody has answered yet whose last day is this one."""
    offered = Transfer.objects.filter(state=TransferState.OFFERED, reply_due_on=day)
    return offered.select_related("case").defer("summary", "case__account").order_by("pk")
