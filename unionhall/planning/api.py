"""What other modules may use of planning."""

from .access import visible_layers, visible_networks, visible_plans, visible_runs
from .roads import drawn, walk
from .slots import on_the_map

__all__ = ["drawn", "on_the_map", "visible_layers", "visible_networks", "visible_plans", "visible_runs", "walk"]
