"""What the law gives: open to everybody. Only one's own running matter takes an answer."""

from __future__ import annotations

from typing import Any

from tests.matrix.row import CLEAN, DONE, GONE, OK, SIGN_IN, Row

OWN = ("worker", "family")


def severance(_stage: Any) -> dict[str, Any]:
    return {"fn": "severance"}


def first(stage: Any) -> dict[str, Any]:
    return {**severance(stage), "fact": "hire"}


def matter(stage: Any) -> dict[str, Any]:
    return {**severance(stage), "case_id": stage.case.pk}


FACTS = {"hire": "2019-03-01", "end": "2026-06-30", "reason": "art36_employer", "wages": ["6500"], "region": "北京"}

ROWS = [
    Row("rights:topics", answers={...: OK}),
    Row("rights:offline_script", answers={...: OK}),
    Row("rights:offline", answers={...: OK}),
    Row("rights:calculator", where=severance, answers={...: OK}),
    Row("rights:questions", where=severance, answers={...: DONE}),
    Row("rights:question", where=first, answers={...: OK}),
    Row("rights:question", "POST", where=first, answers={...: CLEAN}),
    Row("rights:answer", where=severance, answers={...: DONE}),
    Row("rights:forgetting", "POST", where=severance, answers={...: DONE}),
    Row("rights:keeping", "POST", where=matter, answers={...: GONE, "anonymous": SIGN_IN, **dict.fromkeys(OWN, DONE)}),
    Row("GET /api/law", answers={...: OK}),
    Row("POST /api/law/{fn}", where=severance, data=lambda _s: {"inputs": FACTS}, answers={...: OK}),
]
