"""Exports: asked for by those who work on matters or oversee them, decided by those who answer for the body, fetched by the maker."""

from __future__ import annotations

from typing import Any

from tests.matrix.groups import HANDLERS
from tests.matrix.row import DONE, GONE, OK, REFUSED, SIGN_IN, Answer, Row, answer

MAKERS = (*HANDLERS, "supervisor")
ABOVE = ("officer_above", "officer_top", "supervisor")
"""Those who answer for the body of the officer who asked; the officer of the same body has a tie, so it is not for them."""
WAITS = answer(202)


def making(then: Answer) -> dict[Any, Answer]:
    return {...: GONE, "anonymous": SIGN_IN, **dict.fromkeys(MAKERS, then)}


def seen(maker: Answer, above: Answer) -> dict[Any, Answer]:
    """The officer asked; those above see it; for everybody else it does not exist."""
    return {...: GONE, "anonymous": SIGN_IN, "officer": maker, **dict.fromkeys(ABOVE, above)}


def waiting(stage: Any) -> dict[str, Any]:
    """Names in full, asked for by the officer of the body."""
    from unionhall.cases.exporting import WORKLIST
    from unionhall.exports import actions

    by = stage.actor("officer")
    return {"pk": actions.ask(WORKLIST, {}, by=by, purpose="报市总工会", unmasked=True).pk}


def ready(stage: Any) -> dict[str, Any]:
    """A short masked table of the same officer."""
    from unionhall.cases.exporting import WORKLIST
    from unionhall.exports import actions

    return {"pk": actions.ask(WORKLIST, {}, by=stage.actor("officer")).pk}


API = "/api/exports/{pk}"
WHY = {"reason": "用不着姓名"}
ROWS = [
    Row("exports:exports", answers=making(OK)),
    Row("exports:export", where=waiting, answers=seen(OK, OK)),
    Row("exports:file", where=ready, answers=seen(OK, REFUSED)),
    Row("exports:approval", where=waiting, answers=seen(REFUSED, OK)),
    Row("exports:approval", "POST", where=waiting, answers=seen(REFUSED, DONE)),
    Row("exports:refusal", where=waiting, answers=seen(REFUSED, OK)),
    Row("exports:refusal", "POST", where=waiting, data=lambda _s: WHY, answers=seen(REFUSED, DONE)),
    Row("exports:withdrawal", where=waiting, answers=seen(OK, REFUSED)),
    Row("exports:withdrawal", "POST", where=waiting, answers=seen(DONE, REFUSED)),
    Row("GET /api/exports", answers=making(OK)),
    Row("POST /api/exports", data=lambda _s: {"source": "cases.worklist"}, answers=making(WAITS)),
    Row(f"GET {API}", where=waiting, answers=seen(OK, OK)),
    Row(f"GET {API}/file", where=ready, answers=seen(OK, REFUSED)),
    Row(f"POST {API}/approval", where=waiting, answers=seen(REFUSED, OK)),
    Row(f"POST {API}/refusal", where=waiting, data=lambda _s: WHY, answers=seen(REFUSED, OK)),
    Row(f"POST {API}/withdrawal", where=waiting, answers=seen(OK, REFUSED)),
]
