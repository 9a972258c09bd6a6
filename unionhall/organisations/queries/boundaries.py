"""Where places end, as far as their boundaries were loaded."""

from __future__ import annotations

from django.db.models import Count, Max, Min, QuerySet

from ..models import DivisionBoundary
from .places import code_stem


def within(code: str) -> QuerySet[DivisionBoundary]:
    """The boundaries of a place and of those in it, as far as their codes tell."""
    return (
        DivisionBoundary.objects.filter(division__code__startswith=code_stem(code))
        .select_related("division")
        .order_by("division__code", "pk")
    )


def touching(box: tuple[float, float, float, float]) -> QuerySet[DivisionBoundary]:
    """The boundaries that touch a box (west, south, east, north in degrees, WGS-84), the highest places first."""
    west, south, east, north = box
    return (
        DivisionBoundary.objects.filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
        .select_related("division")
        .order_by("division__level", "division__code", "pk")
    )


def box_of_all() -> tuple[float, float, float, float] | None:
    """The box around all boundaries that are loaded."""
    box = DivisionBoundary.objects.aggregate(w=Min("west"), s=Min("south"), e=Max("east"), n=Max("north"))
    return None if box["w"] is None else (box["w"], box["s"], box["e"], box["n"])


def stamp() -> str:
    """Changes when a boundary is drawn or drawn anew."""
    last = DivisionBoundary.objects.aggregate(at=Max("loaded_at"), n=Count("pk"))
    return f"{last['n']} {last['at']}"


def sources() -> list[str]:
    """Where the boundaries come from, for the map that shows them."""
    return list(DivisionBoundary.objects.order_by("source").values_list("source", flat=True).distinct()[:5])


def of(code: str) -> DivisionBoundary | None:
    """Where the boundary of the place with this code runs, if it was loaded."""
    return DivisionBoundary.objects.select_related("division").filter(division__code=code).first()
