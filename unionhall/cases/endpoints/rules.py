"""Routing rules over the API: listed, written, changed, moved, ended, tried."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Status

from unionhall.core.actor import Actor
from unionhall.core.endpoints import PROBLEMS, once
from unionhall.core.http import actor_of
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .. import access, actions
from ..models import RoutingRule
from ..routing import Draft, draft_of
from ..routing.trial import sent_lately
from . import schemas
from ._shared import dump, one_of

router = Router(tags=["routing rules"])
ANSWER = {200: schemas.RuleOut, **PROBLEMS}


@router.get("/rules", response={200: list[schemas.RuleOut], **PROBLEMS})
def list_rules(request: HttpRequest, body: UUID | None = None, ended: bool = False) -> Any:
    """The rules in force of the bodies whose rules one keeps, or of one of them, in the order in which they are asked."""
    actor = _keeper(request)
    rows = _rows(actor).filter(ended_at__isnull=not ended)
    if body is not None:
        rows = rows.filter(owner=one_of(access.ruled_bodies(actor), pk=body))
    order = ("-ended_at", "pk") if ended else ("owner__level", "owner", "position", "pk")
    found = list(rows.order_by(*order)[:500])
    sent = sent_lately(access.desk_cases(actor), [row.line for row in found])
    return [rule_out(row, sent.get(row.line, 0)) for row in found]


@router.post("/rules", response={201: schemas.RuleOut, **PROBLEMS})
def write_rule(request: HttpRequest, payload: schemas.NewRule) -> Any:
    """Write a rule for the matters of a body's area. It stands after the body's other rules."""
    actor = _keeper(request)
    owner = one_of(access.ruled_bodies(actor), pk=payload.owner)
    draft = _draft(actor, payload)
    return Status(201, once(request, lambda: _answer(actor, actions.write_rule(draft, by=actor, owner=owner))))


@router.post("/rules/trial", response={200: schemas.TrialOut, **PROBLEMS})
def try_rules(request: HttpRequest, payload: schemas.TrialIn) -> Any:
    """What would have happened to last month's cases. No case is touched."""
    actor = _keeper(request)
    owner = one_of(access.ruled_bodies(actor), pk=payload.body)
    rule = _rule(actor, payload.rule) if payload.rule else None
    if rule is not None and rule.owner_id != owner.pk:
        raise Http404
    draft = _draft(actor, payload.draft) if payload.draft else None
    return actions.try_rules(by=actor, owner=owner, draft=draft, rule=rule).as_json()


@router.get("/rules/{uuid:pk}", response=ANSWER)
def read_rule(request: HttpRequest, pk: UUID) -> Any:
    """The newest version of a rule."""
    actor = _keeper(request)
    return _answer(actor, _rule(actor, pk))


@router.put("/rules/{uuid:pk}", response=ANSWER)
def change_rule(request: HttpRequest, pk: UUID, payload: schemas.RuleIn) -> Any:
    """Follow the rule by its next version."""
    actor = _keeper(request)
    rule, draft = _rule(actor, pk), _draft(actor, payload)
    return once(
        request, lambda: _answer(actor, actions.change_rule(rule, by=actor, draft=draft, expected=payload.version))
    )


@router.put("/rules/{uuid:pk}/position", response=ANSWER)
def move_rule(request: HttpRequest, pk: UUID, payload: schemas.RuleMove) -> Any:
    """Give it another place in its body's order."""
    actor = _keeper(request)
    rule = _rule(actor, pk)
    return once(request, lambda: _answer(actor, actions.move_rule(rule, by=actor, to=payload.position)))


@router.delete("/rules/{uuid:pk}", response=ANSWER)
def end_rule(request: HttpRequest, pk: UUID) -> Any:
    """It decides nothing any more; it stays on record."""
    actor = _keeper(request)
    rule = _rule(actor, pk)
    return once(request, lambda: _answer(actor, actions.end_rule(rule, by=actor)))


def rule_out(row: RoutingRule, sent: int) -> dict[str, Any]:
    plain = (
        "version", "position", "name", "kinds", "industry", "words", "to_chair", "weekdays", "from_time", "to_time", "since",
        "until", "written_at", "ended_at",
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in plain},
        "id": row.line,
        "owner": _named(row.owner),
        "place_code": row.place.code if row.place else "",
        "employers": [_named(employer) for employer in row.employers.all()],
        "body": _named(row.body),
        "person": _named(row.person) if row.person else None,
        "sent": sent,
    }


def _answer(actor: Actor, row: RoutingRule) -> Any:
    sent = sent_lately(access.desk_cases(actor), [row.line]).get(row.line, 0)
    return dump(schemas.RuleOut, rule_out(row, sent))


def _named(row: Any) -> dict[str, Any]:
    return {"id": row.pk, "name": row.name}


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_see_rules(actor):
        raise Http404
    return actor


def _rows(actor: Actor) -> Any:
    parts = ("owner", "place", "body", "person")
    return access.visible_rules(actor).select_related(*parts).prefetch_related("employers")


def _rule(actor: Actor, line: UUID) -> RoutingRule:
    row: RoutingRule = one_of(_rows(actor).order_by("-version"), line=line)
    return row


def _draft(actor: Actor, said: schemas.RuleIn) -> Draft:
    """The draft, with everything it names found; what is not there is 404."""
    body = one_of(organisations.visible_organisations(actor), pk=said.body)
    employers = organisations.visible_employers(actor)
    plain = said.model_dump(exclude={"owner", "place_code", "industry", "employers", "body", "person", "version"})
    return draft_of(
        {
            **plain,
            "place": one_of(organisations.visible_divisions(actor), code=said.place_code) if said.place_code else None,
            "industry": str(said.industry or ""),
            "employers": [one_of(employers, pk=key) for key in said.employers],
            "body": body,
            "person": one_of(people.people_with_posts(body.pk), pk=said.person) if said.person else None,
        }
    )
