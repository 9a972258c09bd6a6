"""What changes findings and claims: one verb, one permission, one transaction."""

from .claiming import claim, end_claim
from .keeping import keep, note_difference, recompute, set_aside

__all__ = ["claim", "end_claim", "keep", "note_difference", "recompute", "set_aside"]
