"""Values of the law: read by everybody; proposals by everybody with a post; kept by the highest body, by two people."""

from __future__ import annotations

from typing import Any

from tests.matrix.groups import OFFICES
from tests.matrix.row import CLEAN, DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Answer, Row

READERS = tuple(who for who in OFFICES if who not in ("partner", "other_partner"))
ALL: dict[Any, Answer] = {...: OK}
NOTICE = {"document": "赣人社发〔2026〕5号", "url": "https://hr.example/5"}
ROWS_IN = {"rows": [{"region": "江西", "tier": "一", "monthly": "2300", "since": "2027-01-01"}]}


def reading(then: Answer = OK) -> dict[Any, Answer]:
    """Everybody with a post in the unions; for the others there is no such page."""
    return {...: GONE, "anonymous": SIGN_IN, **dict.fromkeys(READERS, then)}


def keeping(then: Answer, *, but: tuple[str, ...] = ()) -> dict[Any, Answer]:
    """The system administrator and officers of the highest body; the others who may read are told so."""
    keepers = [who for who in ("officer_top", "system_admin") if who not in but]
    return {**reading(REFUSED), **dict.fromkeys(keepers, then)}


def second(then: Answer) -> dict[Any, Answer]:
    """The proposal is the system administrator's; the officer of the highest body decides."""
    return keeping(then, but=("system_admin",))


def first(then: Answer) -> dict[Any, Answer]:
    return keeping(then, but=("officer_top",))


def place(_stage: Any) -> dict[str, Any]:
    return {"table": "minimum_wage.monthly", "region": "江西"}


def value(stage: Any) -> dict[str, Any]:
    from unionhall.parameters.api import current_book

    row = next(row for row in current_book().tables["minimum_wage.monthly"].rows if row.region == "江西")
    return {**place(stage), "tier": row.tier, "begins": row.begins.isoformat()}


def compared(stage: Any) -> dict[str, Any]:
    return {**value(stage), **NOTICE, "outcome": "same"}


def proposal(stage: Any) -> dict[str, Any]:
    """Proposed by the system administrator."""
    from unionhall.parameters import actions
    from unionhall.parameters.api import current_book
    from unionhall.parameters.reading import Given, lines_of

    lines = lines_of(ROWS_IN["rows"], current_book(), Given()).lines
    return {"pk": actions.propose(lines, by=stage.actor("system_admin"), **NOTICE).pk}


API = "/api/law/proposals/{pk}"
ROWS = [
    Row("parameters:values", answers=ALL),
    Row("parameters:due", answers=ALL),
    Row("parameters:history", where=place, answers=ALL),
    Row("parameters:comparison", where=value, answers=keeping(OK)),
    Row("parameters:comparison", "POST", where=value, answers=keeping(CLEAN)),
    Row("parameters:proposals", answers=reading()),
    Row("parameters:notice", answers=keeping(OK)),
    Row("parameters:notice", "POST", answers=keeping(CLEAN)),
    Row("parameters:single", answers=keeping(OK)),
    Row("parameters:single", "POST", answers=keeping(CLEAN)),
    Row("parameters:proposal", where=proposal, answers=reading()),
    Row("parameters:approval", where=proposal, answers=second(OK)),
    Row("parameters:approval", "POST", where=proposal, data=lambda _s: {"compared": "on"}, answers=second(DONE)),
    Row("parameters:rejection", where=proposal, answers=second(OK)),
    Row("parameters:rejection", "POST", where=proposal, data=lambda _s: {"reason": "文号不对"}, answers=second(DONE)),
    Row("parameters:withdrawal", where=proposal, answers=first(OK)),
    Row("parameters:withdrawal", "POST", where=proposal, answers=first(DONE)),
    Row("GET /api/law/values", answers=ALL),
    Row("GET /api/law/values/due", answers=ALL),
    Row("GET /api/law/proposals", answers=reading()),
    Row(f"GET {API}", where=proposal, answers=reading()),
    Row("POST /api/law/differences", data=lambda _s: ROWS_IN, answers=reading()),
    Row("POST /api/law/proposals", data=lambda _s: {**ROWS_IN, **NOTICE}, answers=keeping(MADE)),
    Row("POST /api/law/comparisons", data=compared, answers=keeping(MADE)),
    Row(f"POST {API}/approval", where=proposal, data=lambda _s: {"compared": True}, answers=second(OK)),
    Row(f"POST {API}/rejection", where=proposal, data=lambda _s: {"reason": "文号不对"}, answers=second(OK)),
    Row(f"POST {API}/withdrawal", where=proposal, answers=first(OK)),
]  # fmt: skip
