"""What other modules may use of places."""

from . import ground, opening, position, reach
from .access import kept_venues, looked_after, may_see_desk, public_venues, visible_venues
from .arrays import Arrays, arrays, open_venues_at
from .queries import RuleBook, equipment, needs, stale_before, waiting_by_venue

__all__ = [
    "Arrays",
    "RuleBook",
    "arrays",
    "equipment",
    "ground",
    "kept_venues",
    "looked_after",
    "may_see_desk",
    "needs",
    "open_venues_at",
    "opening",
    "position",
    "public_venues",
    "reach",
    "stale_before",
    "visible_venues",
    "waiting_by_venue",
]
