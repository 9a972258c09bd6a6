"""Facts about lists of names that others may react to."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class RosterWritten:
    """A list is written to its end: the body has members it did not have before."""

    import_id: UUID
    organisation_id: UUID
    new: int
    moved: int
