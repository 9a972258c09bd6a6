"""Facts about joining that others may react to."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ApplicationReceived:
    """Somebody asked to join a union, or to move to it, and waits for its answer."""

    application_id: UUID
    person_id: UUID
    organisation_id: UUID
    origin_id: UUID | None


@dataclass(frozen=True)
class ApplicationAnswered:
    """The union said yes or no."""

    application_id: UUID
    person_id: UUID
    organisation_id: UUID
    accepted: bool
