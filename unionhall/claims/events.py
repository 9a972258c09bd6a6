"""Facts this module announces."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class FindingKept:
    """A finding came onto a file."""

    finding_id: UUID
    case_id: UUID
    calculator: str
    by_id: UUID | None = None


@dataclass(frozen=True)
class FindingReplaced:
    """A kept finding gave way to another one; the claims made of it follow the new one."""

    finding_id: UUID
    replaced_id: UUID
    case_id: UUID
    calculator: str
    by_id: UUID | None = None
