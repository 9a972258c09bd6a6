"""Who may take a way with these tags of OpenStreetMap? On foot, and on two wheels.

One-way signs are left aside: they do not bind people on foot, and a rider can push. What is closed to everybody (`access=no`,
`private`) is closed unless the tag of the mode opens it again.
"""

from __future__ import annotations

from collections.abc import Mapping

from .kept import RIDE, WALK

ROADS = frozenset(
    [
        "trunk",
        "trunk_link",
        "primary",
        "primary_link",
        "secondary",
        "secondary_link",
        "tertiary",
        "tertiary_link",
        "unclassified",
        "residential",
        "living_street",
        "service",
        "road",
        "track",
        "busway",
    ]
)
"""Taken on foot and on two wheels."""
PATHS = frozenset(("cycleway", "path"))
"""Taken by both, too."""
FOOT = frozenset(("footway", "pedestrian", "steps", "corridor", "bridleway", "platform"))
"""On foot; on two wheels only where a sign says so."""
YES = frozenset(("yes", "designated", "permissive", "official", "destination", "customers", "permit", "dismount"))
NO = frozenset(("no", "private", "military", "emergency", "restricted"))


def modes_of(tags: Mapping[str, str]) -> int:
    """Bits of the modes that may take the way: 0 for a motorway, a road being built, a fence."""
    kind = tags.get("highway", "")
    if kind not in ROADS and kind not in PATHS and kind not in FOOT:
        return 0
    walk, ride = True, kind not in FOOT
    if tags.get("motorroad") == "yes":
        walk = ride = False
    if tags.get("access", "") in NO:
        walk = ride = False
    walk = _unless(walk, tags.get("foot", ""))
    ride = _unless(ride, tags.get("bicycle", ""))
    return WALK * walk | RIDE * ride


def _unless(allowed: bool, said: str) -> bool:
    return True if said in YES else False if said in NO else allowed
