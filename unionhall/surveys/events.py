"""Facts this module announces."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class SurveyOpened:
    """A survey is open; the roll is fixed. `purpose` is whatever the module that drafted it wrote there."""

    survey_id: UUID
    purpose: str
    asked: int


@dataclass(frozen=True)
class SurveyClosed:
    """A survey is closed; its results do not change any more."""

    survey_id: UUID
    purpose: str
