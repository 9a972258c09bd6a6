"""What union bodies, employers, agencies and places are, how they stood on any day, and which rules the database holds."""

from .bodies import Organisation, OrganisationQuerySet, Responsibility
from .employers import Employer
from .places import Division, DivisionBoundary, DivisionCode
from .tree import Affiliation, JointUnit, Position, TreeChange

__all__ = [
    "Affiliation",
    "Division",
    "DivisionBoundary",
    "DivisionCode",
    "Employer",
    "JointUnit",
    "Organisation",
    "OrganisationQuerySet",
    "Position",
    "Responsibility",
    "TreeChange",
]
