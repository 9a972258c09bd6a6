"""Which letters speak of the same thing? Groups of letters from several people, named by what they share.

Letters are near when the rare pieces of their words are the same: names of places, employers and things weigh most, because
few letters have them. Each letter keeps its nearest neighbours; groups grow by joining the two that are nearest on average,
until no two are near enough. Nothing is drawn at random, so the same letters give the same problems.
"""

from .found import Problem, discover, shared_words
from .groups import middles
from .likeness import FORMULAS, likeness, of_length_one, readable
from .told import Told

__all__ = [
    "FORMULAS",
    "Problem",
    "Told",
    "discover",
    "likeness",
    "middles",
    "of_length_one",
    "readable",
    "shared_words",
]
