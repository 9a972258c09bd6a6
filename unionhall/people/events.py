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
class MembershipBegan:
    """Somebody is a member of a union from a day on."""

    membership_id: UUID
    person_id: UUID
    organisation_id: UUID
    through: str


@dataclass(frozen=True)
class MembershipEnded:
    """A membership has its last day."""

    membership_id: UUID
    person_id: UUID
    organisation_id: UUID
    why: str


@dataclass(frozen=True)
class MandateGiven:
    """Somebody was asked to act for a worker and has not answered yet; or signed on paper, and acts from now on."""

    mandate_id: UUID
    principal_id: UUID
    agent_id: UUID
    waits: bool


@dataclass(frozen=True)
class MandateAnswered:
    """The person asked said yes or no."""

    mandate_id: UUID
    principal_id: UUID
    agent_id: UUID
    accepted: bool


@dataclass(frozen=True)
class ConsentWithdrawn:
    """A person took a consent back; what rested on it alone ends."""

    consent_id: UUID
    person_id: UUID
    purpose: str
