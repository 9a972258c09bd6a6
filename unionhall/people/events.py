"""Facts about persons that others may react to."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PostEnded:
    """A post ended: sessions and tokens of its holder no longer carry it."""

    person_id: UUID
    organisation_id: UUID
    role: str


@dataclass(frozen=True)
class MandateGiven:
    principal_id: UUID
    agent_id: UUID
