"""Entries that may be one place."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from unionhall.core.endpoints import PROBLEMS, Strict, once

from .. import access, actions, queries
from ..models import Venue, VenuePair
from ..states import PairState
from ._shared import _keeper, _one

router = Router(tags=["places"])


class VenuePairOut(Schema):
    id: UUID
    one_id: UUID
    other_id: UUID
    metres: float
    alike: float
    state: PairState


class VenuePairDecisionIn(Strict):
    keep_id: UUID | None = Field(None, description="the entry that is kept; null: they are two places")


class PairsProposed(Schema):
    proposed: int


def _pair_out(pair: VenuePair) -> dict[str, Any]:
    return {name: getattr(pair, name) for name in VenuePairOut.model_fields}


@router.get("/places/pairs", response={200: list[VenuePairOut], **PROBLEMS})
def pairs(request: HttpRequest) -> Any:
    """Entries that may be one place and wait for a decision, the likeliest first; at most 200."""
    return [_pair_out(one) for one in queries.pairs_to_decide(access.visible_pairs(_keeper(request)))[:200]]


@router.post("/places/pairs", response={200: PairsProposed, **PROBLEMS})
def pairs_search(request: HttpRequest) -> Any:
    """Look through the places of this desk for entries that may be one."""
    actor = _keeper(request)
    return once(request, lambda: {"proposed": actions.look_for_pairs(by=actor)})


@router.post("/places/pairs/{uuid:pk}/decision", response={200: VenuePairOut, **PROBLEMS})
def pair_decide(request: HttpRequest, pk: UUID, payload: VenuePairDecisionIn) -> Any:
    """They are one place, and this entry is kept; or they are two."""
    actor = _keeper(request)
    found: VenuePair = _one(access.visible_pairs(actor).select_related("one", "other"), pk)

    def run() -> Any:
        if payload.keep_id is None:
            made = actions.keep_apart(found, by=actor)
        else:
            kept = _one(Venue.objects.filter(pk__in=[found.one_id, found.other_id]), payload.keep_id)
            made = actions.merge(found, by=actor, keep=kept)
        return VenuePairOut.model_validate(_pair_out(made)).model_dump(mode="json")

    return once(request, run)
