"""What other modules may use of planning."""

from . import roads
from .access import visible_layers, visible_networks, visible_plans, visible_runs
from .slots import LAYERS

__all__ = [
    "LAYERS",
    "roads",
    "visible_layers",
    "visible_networks",
    "visible_plans",
    "visible_runs",
]
