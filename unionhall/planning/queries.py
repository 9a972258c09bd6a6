"""Reads about networks, layers, reckonings and plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from unionhall.organisations import api as organisations

from .models import CircleRun, DemandLayer, RoadNetwork, SitingPlan
from .states import LayerState, NetworkState, PlanState, RunState

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

USABLE = Q(state__in=[NetworkState.READY, NetworkState.READING]) & ~Q(stored_as="")
"""Networks with ways: those that are ready, and those whose newer files are being read."""
CHOSEN_FROM = 200
"""So many are offered to choose from, the newest first."""


def listed(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("organisation")


def reckoned(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("organisation", "demand", "network", "made_by")


def ready_networks(networks: QuerySet[RoadNetwork]) -> QuerySet[RoadNetwork]:
    """Those one can reckon with, the newest first."""
    return networks.filter(USABLE).order_by("-as_of", "pk")


def ready_layers(layers: QuerySet[DemandLayer]) -> QuerySet[DemandLayer]:
    return layers.filter(state=LayerState.READY).order_by("-as_of", "pk")


def answered_plans(plans: QuerySet[SitingPlan]) -> QuerySet[SitingPlan]:
    """Plans that can be laid side by side."""
    return plans.filter(answered_at__isnull=False).exclude(state=PlanState.FAILED).order_by("-made_at", "pk")


def newest_run(runs: QuerySet[CircleRun]) -> CircleRun | None:
    """The last reckoning that came to its end."""
    return runs.filter(state=RunState.DONE).order_by("-finished_at", "pk").first()


def networks_in(west: float, south: float, east: float, north: float) -> QuerySet[RoadNetwork]:
    """Networks that touch a box, the largest first. Roads are public knowledge; this asks nobody."""
    found = RoadNetwork.objects.filter(USABLE, west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    return found.order_by("-ways", "pk")


def kept_networks() -> list[tuple[str, str]]:
    """(licence, folder) of every network that has ways."""
    found = RoadNetwork.objects.filter(USABLE).order_by("-ways", "pk")
    return list(found.values_list("licence", "stored_as"))


def networks_around(lon: float, lat: float) -> QuerySet[RoadNetwork]:
    """Networks in whose bounds a place lies, the smallest and newest first. Roads are public knowledge; this asks nobody."""
    found = RoadNetwork.objects.filter(USABLE, west__lte=lon, east__gte=lon, south__lte=lat, north__gte=lat)
    return found.order_by("ways", "-as_of", "pk")


def last_runs(runs: QuerySet[CircleRun], most: int) -> list[CircleRun]:
    return list(reckoned(runs).order_by("-made_at", "pk")[:most])


def last_plans(plans: QuerySet[SitingPlan], most: int) -> list[SitingPlan]:
    return list(reckoned(plans).order_by("-made_at", "pk")[:most])


def as_choices(rows: QuerySet[Any]) -> list[tuple[str, str]]:
    """(key, words) of networks, layers or plans to choose from."""
    return [
        (str(row.pk), f"{row.name} · {row.organisation.short_name}")
        for row in rows.select_related("organisation")[:CHOSEN_FROM]
    ]


def bodies_to_choose(bodies: QuerySet[Organisation]) -> list[tuple[str, str]]:
    """The bodies one may plan for, as a tree."""
    return organisations.as_tree(bodies, depth=3)
