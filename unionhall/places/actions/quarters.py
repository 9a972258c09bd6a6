"""Boundaries were cut anew: in which quarter does each place lie now?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import transaction

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.organisations import api as organisations

from .. import access, divisions
from ..models import Venue


@dataclass(frozen=True)
class Quarters:
    """What a run found: places looked at, those within a boundary, and how many went from where to where."""

    looked_at: int
    within: int
    moves: dict[tuple[str, str], int]

    def as_dict(self) -> dict[str, Any]:
        """For a program."""
        moves = [{"from": one, "to": other, "places": n} for (one, other), n in sorted(self.moves.items())]
        return {"looked_at": self.looked_at, "within": self.within, "changed": sum(self.moves.values()), "moves": moves}


@transaction.atomic
def find_quarters(*, by: Actor, below: str = "", dry_run: bool = False) -> Quarters:
    """Give each place the smallest place whose loaded boundary holds it.

    A place that already stands for a part of that one (a street whose boundary nobody loaded) keeps it; so does a place that no
    boundary holds. *below*: only places entered for this code or a part of it.
    """
    access.may_find_quarters(by).or_refuse()
    venues = Venue.objects.select_for_update(of=("self",)).order_by("pk")
    if below:
        venues = venues.filter(division__code__startswith=organisations.code_stem(below))
    rows: list[Any] = list(venues.values_list("pk", "lon", "lat", "division_id"))
    lon, lat = (np.array([row[place] for row in rows], dtype=np.float64) for place in (1, 2))
    found = divisions.divisions_at(lon, lat)
    keys = {key for row, now in zip(rows, found, strict=True) for key in (row[3], now) if key}
    known = organisations.visible_divisions(by).in_bulk(keys)
    to: dict[Any, list[Any]] = {}
    moves: Counter[tuple[str, str]] = Counter()
    for (pk, _lon, _lat, before), now in zip(rows, found, strict=True):
        if now is None or now == before:
            continue
        old = known[before].code if before is not None else ""
        if old and old.startswith(organisations.code_stem(known[now].code)):
            continue
        moves[old, known[now].code] += 1
        to.setdefault(now, []).append(pk)
    result = Quarters(len(rows), sum(now is not None for now in found), dict(moves))
    if to and not dry_run:
        for division, moved in to.items():
            Venue.objects.filter(pk__in=moved).update(division_id=division, changed_at=clock.now())
        audit.record("venue.quarters_found", None, by=by, counted=result.as_dict())
    return result
