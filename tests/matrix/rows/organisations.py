"""The register of bodies, places and employers: for officers and the system administrator, each over their own part of the tree."""

from __future__ import annotations

from typing import Any

from tests.matrix.row import CLEAN, DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Row

OFFICERS = (
    "officer", "officer_above", "officer_top", "officer_sibling", "officer_other_branch", "officer_tied", "system_admin",
)  # fmt: skip
EVERYONE = {"anonymous": SIGN_IN, ...: OK}
OVER_HARBOUR = ("officer", "officer_tied", "officer_above", "officer_top", "system_admin")
ABOVE = ("officer_above", "officer_top", "system_admin")


def only(who: tuple[str, ...], then: Any, **rest: Any) -> dict[Any, Any]:
    """These get in; for everybody else the page does not exist."""
    return {...: GONE, "anonymous": SIGN_IN, **dict.fromkeys(who, then), **rest}


def harbour(stage: Any) -> dict[str, Any]:
    return {"pk": stage.world.harbour.pk}


def wharf(stage: Any) -> dict[str, Any]:
    from unionhall.organisations.models import Organisation

    return {"pk": Organisation.objects.get(code="EW").pk}


def rule_of_harbour(stage: Any) -> dict[str, Any]:
    from unionhall.organisations.models import Responsibility

    rule = Responsibility.objects.filter(organisation=stage.world.harbour).order_by("pk").first()
    return {"pk": stage.world.harbour.pk, "rule_pk": rule.pk}


def factory(stage: Any) -> dict[str, Any]:
    return {"pk": stage.world.factory.pk}


def waiting_change(stage: Any) -> dict[str, Any]:
    """The wharf's union is to move in a week."""
    from datetime import timedelta

    from unionhall.core import clock
    from unionhall.organisations.models import Organisation, TreeChange

    body = Organisation.objects.get(code="EW")
    change = TreeChange.objects.create(
        organisation=body, kind="move", target=stage.world.city, on=clock.today() + timedelta(days=7), reason="撤并",
        asked_at=clock.now(),
    )  # fmt: skip
    return {"pk": body.pk, "change_pk": change.pk}


def affiliation(stage: Any) -> dict[str, Any]:
    """Harbour belongs to an industrial union."""
    from unionhall.core import clock
    from unionhall.organisations.models import Affiliation

    row = Affiliation.objects.create(
        organisation=stage.world.harbour, industrial_id=industrial(stage)["industrial"], since=clock.today()
    )
    return {"pk": stage.world.harbour.pk, "row_pk": row.pk}


def industrial(stage: Any) -> dict[str, Any]:
    """An industrial union of the city."""
    from unionhall.core.actor import system
    from unionhall.organisations import actions

    made = actions.found(
        by=system("test"), name="快递行业工会", code="HY", level=6, kind="industrial_union", parent=stage.world.city
    )
    return {"industrial": str(made.pk)}


def market(stage: Any) -> dict[str, Any]:
    """A joint union below Harbour."""
    from unionhall.core.actor import system
    from unionhall.organisations import actions

    made = actions.found(
        by=system("test"), name="夜市联合工会", code="YS", level=6, kind="joint_union", parent=stage.world.harbour
    )
    return {"pk": made.pk}


def stall(stage: Any) -> dict[str, Any]:
    """A stall in it."""
    from unionhall.core import clock
    from unionhall.organisations.models import JointUnit

    where = market(stage)
    unit = JointUnit.objects.create(organisation_id=where["pk"], name="老王烧烤", since=clock.today())
    return {**where, "unit_pk": unit.pk}


def top_body(stage: Any) -> dict[str, Any]:
    return {"parent": str(stage.world.city.pk), "reason": "撤并"}


def sibling(stage: Any) -> dict[str, Any]:
    """Another body of the wharf's level."""
    from unionhall.core.actor import system
    from unionhall.organisations import actions
    from unionhall.organisations.models import Organisation

    wharf_ = Organisation.objects.get(code="EW")
    made = actions.found(
        by=system("test"), name="新码头工会", code="EW2", level=wharf_.level, kind=wharf_.kind, parent=stage.world.east
    )
    return {"into": str(made.pk), "reason": "合并"}


def known_code(_stage: Any) -> dict[str, Any]:
    return {"code": "330104"}


BELOW = dict.fromkeys(("officer", "officer_tied"), REFUSED)
"""Those of the body itself: they see it, and somebody above moves it."""

ROWS = [
    Row("organisations:bodies", answers=only(OFFICERS, OK)),
    Row("organisations:founding", answers=only(OFFICERS, OK)),
    Row("organisations:founding", "POST", answers=only(OFFICERS, CLEAN)),
    Row("organisations:places", answers=only(OFFICERS, OK)),
    Row("organisations:places", "POST", answers=only(OFFICERS, CLEAN)),
    Row("organisations:body", where=harbour, answers=only(OVER_HARBOUR, OK)),
    Row("organisations:body_details", where=harbour, answers=only(OVER_HARBOUR, OK)),
    Row("organisations:body_details", "POST", where=harbour, answers=only(OVER_HARBOUR, CLEAN)),
    Row("organisations:body_parent", where=harbour, answers=only(ABOVE, OK, **BELOW)),
    Row("organisations:body_parent", "POST", where=harbour, answers=only(ABOVE, CLEAN, **BELOW)),
    Row("organisations:tree", answers=only(OFFICERS, OK)),
    Row("organisations:codes", query="?code=330104", answers=only(OFFICERS, OK)),
    Row("organisations:body_history", where=harbour, answers=only(OVER_HARBOUR, OK)),
    Row("organisations:body_merger", where=wharf, answers=only(ABOVE, OK, officer_sibling=REFUSED)),
    Row("organisations:body_merger", "POST", where=wharf, answers=only(ABOVE, CLEAN, officer_sibling=REFUSED)),
    Row(
        "organisations:change_withdrawal",
        "POST",
        where=waiting_change,
        answers=only(ABOVE, DONE, officer_sibling=REFUSED),
    ),
    Row("organisations:body_affiliation", where=harbour, answers=only(OVER_HARBOUR, OK)),
    Row("organisations:body_affiliation", "POST", where=harbour, answers=only(OVER_HARBOUR, CLEAN)),
    Row("organisations:affiliation_end", "POST", where=affiliation, answers=only(OVER_HARBOUR, DONE)),
    Row("organisations:body_units", where=market, answers=only(OVER_HARBOUR, OK)),
    Row("organisations:body_units", "POST", where=market, answers=only(OVER_HARBOUR, CLEAN)),
    Row("organisations:unit_end", "POST", where=stall, answers=only(OVER_HARBOUR, DONE)),
    Row("organisations:body_closing", where=wharf, answers=only(ABOVE, OK, officer_sibling=REFUSED)),
    Row(
        "organisations:body_closing",
        "POST",
        where=wharf,
        data=lambda _stage: {"on": "2020-01-01", "reason": "撤并"},
        answers=only(ABOVE, DONE, officer_sibling=REFUSED),
    ),
    Row("organisations:body_places", where=harbour, answers=only(OVER_HARBOUR, OK)),
    Row("organisations:body_places", "POST", where=harbour, answers=only(OVER_HARBOUR, CLEAN)),
    Row("organisations:body_place_end", "POST", where=rule_of_harbour, answers=only(OVER_HARBOUR, DONE)),
    Row("organisations:employers", answers=only(OFFICERS, OK)),
    Row("organisations:employer_registration", answers=only(OFFICERS, OK)),
    Row("organisations:employer_registration", "POST", answers=only(OFFICERS, CLEAN)),
    Row("organisations:employer", where=factory, answers=only(OFFICERS, OK)),
    Row("organisations:employer_details", where=factory, answers=only(OFFICERS, OK)),
    Row("organisations:employer_details", "POST", where=factory, answers=only(OFFICERS, CLEAN)),
    Row("organisations:employer_closing", where=factory, answers=only(OFFICERS, OK)),
    Row("organisations:employer_closing", "POST", where=factory, answers=only(OFFICERS, CLEAN)),
    # -- over the API: where bodies stand is public, changing it is not -------------------------------------------------
    Row("GET /api/organisations/tree", answers=EVERYONE),
    Row("GET /api/organisations/by-code/{code}", where=lambda _stage: {"code": "EW"}, answers=EVERYONE),
    Row("GET /api/organisations/{pk}/history", where=harbour, answers=EVERYONE),
    Row("GET /api/organisations/{pk}/across", where=harbour, answers=EVERYONE),
    Row("GET /api/divisions/codes/{code}", where=known_code, answers=EVERYONE),
    Row("GET /api/divisions/{code}/boundaries", where=known_code, answers=EVERYONE),
    Row("GET /api/organisations/{pk}/changes", where=harbour, answers=only(OVER_HARBOUR, OK)),
    Row("GET /api/organisations/{pk}/outlook", where=harbour, query="?kind=close", answers=only(OVER_HARBOUR, OK)),
    Row(
        "POST /api/organisations/{pk}/moves",
        where=wharf,
        data=top_body,
        answers=only(("officer_top", "system_admin"), MADE, officer_above=REFUSED, officer_sibling=REFUSED),
    ),
    Row(
        "POST /api/organisations/{pk}/mergers",
        where=wharf,
        data=sibling,
        answers=only(ABOVE, MADE, officer_sibling=REFUSED),
    ),
    Row(
        "POST /api/organisations/{pk}/closures",
        where=wharf,
        data=lambda _stage: {"on": "2020-01-01", "reason": "撤并"},
        answers=only(ABOVE, MADE, officer_sibling=REFUSED),
    ),
    Row(
        "POST /api/organisations/{pk}/changes/{change_pk}/withdrawal",
        where=waiting_change,
        answers=only(ABOVE, DONE, officer_sibling=REFUSED),
    ),
    Row(
        "POST /api/organisations/{pk}/affiliations",
        where=harbour,
        data=industrial,
        answers=only(OVER_HARBOUR, MADE),
    ),
    Row("POST /api/organisations/{pk}/affiliations/{row_pk}/end", where=affiliation, answers=only(OVER_HARBOUR, DONE)),
    Row("GET /api/organisations/{pk}/units", where=market, answers=only(OVER_HARBOUR, OK)),
    Row(
        "POST /api/organisations/{pk}/units",
        where=market,
        data=lambda _stage: {"name": "老王烧烤"},
        answers=only(OVER_HARBOUR, MADE),
    ),
    Row("POST /api/organisations/{pk}/units/{unit_pk}/end", where=stall, answers=only(OVER_HARBOUR, DONE)),
]
