"""Figures: for those who work on matters or oversee them, over the cases of their own desk; a few for everybody."""

from __future__ import annotations

from tests.matrix.row import GONE, OK, SIGN_IN, Answer, Row

NOT_AT_A_DESK = (
    "worker", "other_worker", "family", "partner", "other_partner", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip
READERS: dict[object, Answer] = {"anonymous": SIGN_IN, **dict.fromkeys(NOT_AT_A_DESK, GONE), ...: OK}
RESOLVED = {"key": "resolved"}

ROWS = [
    Row("insight:board", answers=READERS),
    Row("insight:figure", where=lambda _w: RESOLVED, answers=READERS),
    Row("insight:public", answers={...: OK}),
    Row("GET /api/figures", answers=READERS),
    Row("GET /api/figures/{key}", where=lambda _w: RESOLVED, answers=READERS),
]
