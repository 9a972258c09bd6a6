"""Facts about bodies that others may react to."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class BodyMoved:
    """A body stands elsewhere in the tree; whatever carries its ancestors has to follow."""

    body_id: UUID
    ancestors: dict[str, UUID | None]


@dataclass(frozen=True)
class BodyClosing:
    """A body is about to close. A reaction may refuse, as long as something there waits to be finished."""

    body_id: UUID
    on: date
