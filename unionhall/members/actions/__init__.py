"""Every change around memberships, by noun: applications, standing, removals, doors and homes."""

from .applications import accept, apply, raise_late, refuse, withdraw
from .doors import change_door, end_home, name_home
from .removals import be_heard, decide, drop, propose_removal
from .standing import leave, record_death, resume, retain

__all__ = [
    "accept",
    "apply",
    "be_heard",
    "change_door",
    "decide",
    "drop",
    "end_home",
    "leave",
    "name_home",
    "propose_removal",
    "raise_late",
    "record_death",
    "refuse",
    "resume",
    "retain",
    "withdraw",
]
