"""What other modules may use of planning."""

from . import roads
from .access import visible_layers, visible_networks, visible_plans, visible_runs
from .slots import circles_on_the_map, demand_on_the_map, sites_on_the_map

__all__ = [
    "circles_on_the_map",
    "demand_on_the_map",
    "roads",
    "sites_on_the_map",
    "visible_layers",
    "visible_networks",
    "visible_plans",
    "visible_runs",
]
