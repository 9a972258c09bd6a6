"""What other modules may use of cases."""

from .access import desk_cases, own_cases, visible_cases, visible_transfers
from .actions import bring
from .queries import loads, resolved_of_accepted

__all__ = [
    "bring",
    "desk_cases",
    "loads",
    "own_cases",
    "resolved_of_accepted",
    "visible_cases",
    "visible_transfers",
]
