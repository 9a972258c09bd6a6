"""Which federation is this work for? One installation may serve several, each in a PostgreSQL schema of its own.

`choosing` says what is chosen now, in the request, the job or the command at hand; `registry` knows which federations there
are. An installation that never registered one has no registry, and everything stays in the schema where it always was.
"""

from .choosing import (
    CrossedFederations,
    Federation,
    NoFederation,
    at_hand,
    base_url,
    cache_key,
    chosen,
    current,
    in_each,
    inside,
    name_of_current,
    of_the_installation,
    place,
    salted,
)
from .registry import FederationRefused, by_host, by_name, known

__all__ = [
    "CrossedFederations",
    "Federation",
    "FederationRefused",
    "NoFederation",
    "at_hand",
    "base_url",
    "by_host",
    "by_name",
    "cache_key",
    "chosen",
    "current",
    "in_each",
    "inside",
    "known",
    "name_of_current",
    "of_the_installation",
    "place",
    "salted",
]
