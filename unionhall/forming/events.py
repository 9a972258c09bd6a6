"""Facts this module announces."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class UnionRegistered:
    """A union was registered: its body stands in the tree, those who signed are its members."""

    formation_id: UUID
    body_id: UUID


@dataclass(frozen=True)
class FormationMoved:
    """An application to form a union moved; the applicant is told that there is something new."""

    formation_id: UUID
    applicant_id: UUID
    state: str
