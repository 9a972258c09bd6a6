"""Findings and claims: read by whoever has the case on the desk, made by those in charge; to the worker what is theirs."""

from __future__ import annotations

from typing import Any

from tests.matrix.groups import DESK, IN_CHARGE, OWN, only
from tests.matrix.row import CLEAN, DONE, MADE, OK, REFUSED, Row

FACTS = {"hire": "2019-03-01", "end": "2026-02-28", "reason": "art41", "wages": ["5000"], "region": "江西", "tier": 1}
TYPED = {f"fact-{name}": "5000" if name == "wages" else str(value) for name, value in FACTS.items()}


def charge(then: Any, own: Any = None) -> dict[Any, Any]:
    """Those in charge do it; the others at the desk are told why not; the worker's own page is elsewhere."""
    rest = {} if own is None else dict.fromkeys(OWN, own)
    return only(*DESK, answer=REFUSED, **dict.fromkeys(IN_CHARGE, then), **rest)


def desk(then: Any, own: Any = None) -> dict[Any, Any]:
    rest = {} if own is None else dict.fromkeys(OWN, own)
    return only(*DESK, answer=then, **rest)


def case(stage: Any) -> dict[str, Any]:
    return {"pk": stage.case.pk}


def calculator(stage: Any) -> dict[str, Any]:
    return {"pk": stage.case.pk, "name": "severance"}


def finding(stage: Any) -> dict[str, Any]:
    return {"pk": kept(stage).pk}


def claim(stage: Any) -> dict[str, Any]:
    from unionhall.claims import actions

    return {"pk": actions.claim(kept(stage), ["total"], by=stage.actor("coordinator"))[0].pk}


def claimed(stage: Any) -> dict[str, Any]:
    claim(stage)
    return case(stage)


def kept(stage: Any) -> Any:
    """A finding by the coordinator on Lin's case."""
    from unionhall.claims import actions, reckoning

    return actions.keep(stage.case, reckoning.find("severance", FACTS), by=stage.actor("coordinator"))


def sent(_stage: Any) -> dict[str, Any]:
    return {"fn": "severance", "facts": FACTS}


def reason(_stage: Any) -> dict[str, Any]:
    return {"reason": "更正"}


API = "/api/cases/{pk}"
ONE = "/api/findings/{pk}"

ROWS = [
    Row("claims:of_case", where=case, answers=desk(OK)),
    Row("claims:calculators", where=case, answers=desk(OK)),
    Row("claims:calculator", where=calculator, answers=charge(OK)),
    Row("claims:calculator", "POST", where=calculator, data=lambda _s: TYPED, answers=charge(DONE)),
    Row("claims:claims", where=claimed, answers=desk(OK)),
    Row("claims:claims_export", where=claimed, answers=desk(OK)),
    Row("claims:claims_export", "POST", where=claimed, answers=desk(DONE)),
    Row("claims:table", where=calculator, answers=charge(OK)),
    Row("claims:table", "POST", where=calculator, answers=charge(CLEAN)),
    Row("claims:table_sheet", where=calculator, answers=charge(OK)),
    Row("claims:finding", where=finding, answers=desk(OK)),
    Row("claims:recomputing", where=finding, answers=charge(OK)),
    Row("claims:recomputing", "POST", where=finding, data=reason, answers=charge(DONE)),
    Row("claims:setting_aside", where=finding, answers=charge(OK)),
    Row("claims:setting_aside", "POST", where=finding, data=reason, answers=charge(DONE)),
    Row("claims:claiming", "POST", where=finding, data=lambda _s: {"items": ["total"]}, answers=charge(DONE)),
    Row("claims:dropping", where=claim, answers=charge(OK)),
    Row("claims:dropping", "POST", where=claim, data=reason, answers=charge(DONE)),
    Row(f"GET {API}/known-facts", where=case, answers=desk(OK, own=OK)),
    Row(f"POST {API}/reckoning", where=case, data=sent, answers=charge(OK, own=OK)),
    Row(f"GET {API}/findings", where=case, answers=desk(OK, own=OK)),
    Row(f"POST {API}/findings", where=case, data=sent, answers=charge(MADE, own=MADE)),
    Row(f"GET {API}/claims", where=claimed, answers=desk(OK, own=OK)),
    Row(f"GET {ONE}", where=finding, answers=desk(OK)),
    Row(f"POST {ONE}/recomputing", where=finding, data=reason, answers=charge(OK)),
    Row(f"POST {ONE}/aside", where=finding, data=reason, answers=charge(OK)),
    Row(f"PUT {ONE}/claims", where=finding, data=lambda _s: {"items": ["total"]}, answers=charge(OK)),
]
