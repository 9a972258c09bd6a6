"""Facts about people's data that others react to."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PersonErased:
    """A person is being erased: every module deletes or empties what it holds. Their key goes last."""

    person_id: UUID
