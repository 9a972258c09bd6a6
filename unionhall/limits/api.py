"""What other modules may use of limits."""

from .access import visible_limits
from .actions import note_event, record
from .queries import listed, reckoned
from .slots import days_of_worker, limits_of_case

__all__ = ["days_of_worker", "limits_of_case", "listed", "note_event", "reckoned", "record", "visible_limits"]
