"""The register of bodies, places and employers: for officers and the system administrator, each over their own part of the tree."""

from __future__ import annotations

from typing import Any

from tests.matrix.row import CLEAN, DONE, GONE, OK, REFUSED, SIGN_IN, Row

OFFICERS = (
    "officer", "officer_above", "officer_top", "officer_sibling", "officer_other_branch", "officer_tied", "system_admin",
)  # fmt: skip
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
]
