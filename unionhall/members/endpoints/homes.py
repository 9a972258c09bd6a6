"""Home unions over the API: which is mine, and the table behind it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Status

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, anyone, once
from unionhall.core.http import actor_of
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import Industry
from unionhall.people import api as people

from .. import access, actions, queries
from ..enums import Platform
from ..models import HomeRule
from . import schemas
from ._shared import dump, keeper, link_of, one_of

router = Router(tags=["joining and moving"])


@router.get("/home-unions", response={200: list[schemas.HomeUnionOut], **PROBLEMS}, auth=anyone)
def home_unions(
    request: HttpRequest, place: UUID | None = None, industry: Industry | None = None, platform: Platform | None = None
) -> Any:
    """The unions that are home to people of a place, trade or platform today, the closest first."""
    division = one_of(organisations.visible_divisions(actor_of(request)), pk=place) if place else None
    found = queries.home_unions(division, str(industry or ""), str(platform or ""), on=clock.today())
    return [{"id": union.pk, "code": union.code, "name": union.name, "link": link_of(union.code)} for union in found]


@router.get("/home-rules", response={200: list[schemas.HomeRuleOut], **PROBLEMS})
def home_rules(request: HttpRequest) -> Any:
    """The table of home unions one keeps, past lines too."""
    rules = access.visible_homes(_officer(request)).order_by("organisation", "-since", "pk")
    return [_rule_out(rule) for rule in rules[:500]]


@router.post("/home-rules", response={201: schemas.HomeRuleOut, **PROBLEMS})
def name_home_union(request: HttpRequest, payload: schemas.HomeRuleIn) -> Any:
    """Name a home union for a place, a trade, a platform, or what they share."""
    actor = _officer(request)
    union = one_of(people.kept_unions(actor), pk=payload.union)
    place = one_of(organisations.visible_divisions(actor), pk=payload.place) if payload.place else None

    def run() -> Any:
        made = actions.name_home(
            union,
            by=actor,
            since=payload.since,
            division=place,
            industry=str(payload.industry),
            platform=str(payload.platform),
        )
        return dump(schemas.HomeRuleOut, _rule_out(made))

    return Status(201, once(request, run))


@router.post("/home-rules/{uuid:pk}/ending", response={200: schemas.HomeRuleOut, **PROBLEMS})
def end_home_rule(request: HttpRequest, pk: UUID) -> Any:
    """The rule ends today."""
    actor = _officer(request)
    rule = one_of(access.visible_homes(actor), pk=pk)
    return once(
        request, lambda: dump(schemas.HomeRuleOut, _rule_out(actions.end_home(rule, by=actor, on=clock.today())))
    )


def _officer(request: HttpRequest) -> Actor:
    actor = keeper(request)
    if not access.may_keep_homes(actor):
        raise Http404
    return actor


def _rule_out(rule: HomeRule) -> dict[str, Any]:
    return {
        "id": rule.pk, "union_id": rule.organisation_id, "place_id": rule.division_id, "industry": rule.industry,
        "platform": rule.platform, "since": rule.since, "until": rule.until,
    }  # fmt: skip
