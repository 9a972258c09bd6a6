"""Facts this module announces."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ProblemProposed:
    """Letters were found to share a problem; whoever weighs it is to know."""

    problem_id: UUID
    body_id: UUID
