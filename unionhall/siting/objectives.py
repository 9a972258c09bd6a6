"""What is asked for: the five objectives, and within which means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from unionhall.geo.words import Words


class Objective(StrEnum):
    """What makes one plan better than another."""

    MCLP = "mclp"
    """Most people with a station within reach."""
    LSCP = "lscp"
    """Every point within reach, with the fewest new stations."""
    BACKUP = "backup"
    """Most people with two stations within reach, so that one may be shut."""
    PMEDIAN = "pmedian"
    """The least way altogether: people times the cost to their nearest station."""
    PCENTRE = "pcentre"
    """The least way of the point that has the longest one."""

    @property
    def maximises(self) -> bool:
        """Is more better?"""
        return self in (Objective.MCLP, Objective.BACKUP)

    @property
    def measures_ways(self) -> bool:
        """Does it ask how far, rather than whether?"""
        return self in (Objective.PMEDIAN, Objective.PCENTRE)


@dataclass(frozen=True)
class Means:
    """How many new stations, and for how much money (in the unit of the costs); None: no limit of that kind."""

    new: int | None = None
    budget: float | None = None


class Impossible(Exception):
    """The question has no answer; says why in one sentence, and names the points of demand that stand in the way."""

    def __init__(self, words: Words, points: tuple[str, ...] = ()) -> None:
        super().__init__(str(words))
        self.words = words
        self.points = points
