"""Reads about reception days that are worth a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock

from ..models import Appointment, ReceptionDay
from ..states import AppointmentState, DayState

DEFINITION = _(
    "Held: days that were not called off and are over, counted in the month in which they took place. Planned: days still to come. "
    "Every month needs at least one; a month with none is shown as such. Bodies are not compared."
)


def free_turns(day: ReceptionDay) -> list[datetime]:
    """The times nobody has taken and that are still to come."""
    taken = Appointment.objects.filter(day=day, walk_in=False).exclude(state=AppointmentState.CANCELLED)
    gone = set(taken.order_by("at", "pk").values_list("at", flat=True))
    now = clock.now()
    return [at for at in day.turns() if at not in gone and at > now]


def with_room(days: Iterable[ReceptionDay]) -> list[tuple[ReceptionDay, int]]:
    """Days with how many turns are free, in two questions however many they are."""
    days = list(days)
    taken: dict[UUID, set[datetime]] = {day.pk: set() for day in days}
    rows = Appointment.objects.filter(day__in=list(taken), walk_in=False).exclude(state=AppointmentState.CANCELLED)
    for key, at in rows.order_by("at", "pk").values_list("day_id", "at"):
        taken[key].add(at)
    now = clock.now()
    return [
        (day, len([at for at in day.turns() if at not in taken[day.pk] and at > now]) if day.is_open else 0)
        for day in days
    ]


def on_the_list(appointments: QuerySet[Appointment], day: ReceptionDay) -> list[Appointment]:
    """Who stands on the list of a day, in the order of time; whoever cancelled does not."""
    rows = appointments.filter(day=day).exclude(state=AppointmentState.CANCELLED)
    return list(rows.select_related("case__body", "person", "day").order_by("at", "walk_in", "pk"))


@dataclass(frozen=True)
class Month:
    """How often a body received in a month, and how often it will."""

    first: date
    held: int
    planned: int
    people: int

    @property
    def has_none(self) -> bool:
        return not self.held and not self.planned


def held_by_month(days: QuerySet[ReceptionDay], *, back: int = 6, ahead: int = 1) -> list[Month]:
    """The months around this one, the newest first; `people` are those who came."""
    today = clock.today()
    months = [_month(today, n) for n in range(ahead, -back, -1)]
    since = timezone.make_aware(datetime.combine(months[-1], datetime.min.time()))
    rows = list(days.filter(state=DayState.PUBLISHED, begins_at__gte=since).order_by("begins_at", "pk"))
    came = Appointment.objects.filter(day__in=[row.pk for row in rows], state=AppointmentState.CAME)
    counted: dict[UUID, int] = {}
    for key in came.order_by("pk").values_list("day_id", flat=True):
        counted[key] = counted.get(key, 0) + 1
    found = []
    for first in months:
        inside = [row for row in rows if row.on.replace(day=1) == first]
        held = [row for row in inside if row.is_over]
        found.append(Month(first, len(held), len(inside) - len(held), sum(counted.get(row.pk, 0) for row in held)))
    return found


def _month(day: date, n: int) -> date:
    number = day.year * 12 + day.month - 1 + n
    return date(number // 12, number % 12 + 1, 1)
