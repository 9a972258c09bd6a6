"""Facts this module announces."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ValuesChanged:
    """The book holds other values from now on; whoever reckoned with the places and tables named may look again."""

    proposal_id: UUID
    version: int
    places: tuple[tuple[str, str], ...]
    """Table and place of each value."""
