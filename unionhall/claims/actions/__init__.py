"""What changes findings and claims: one verb, one permission, one transaction."""

from .claiming import claim, end_claim
from .keeping import keep, note_difference, recompute, set_aside
from .tables import keep_table, note_export

__all__ = ["claim", "end_claim", "keep", "keep_table", "note_difference", "note_export", "recompute", "set_aside"]
