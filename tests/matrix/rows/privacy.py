"""Privacy: one's own page for everybody signed in; objections for supervisors and the security administrator; exposure for audit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.matrix.groups import OFFICES
from tests.matrix.row import CLEAN, DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Answer, Row

OWN: dict[Any, Answer] = {...: OK, "anonymous": SIGN_IN}
OWN_DONE: dict[Any, Answer] = {...: DONE, "anonymous": SIGN_IN}
OWN_CLEAN: dict[Any, Answer] = {...: CLEAN, "anonymous": SIGN_IN}
ALL: dict[Any, Answer] = {...: OK}


def only(*who: str, then: Answer = OK) -> dict[Any, Answer]:
    return {...: GONE, "anonymous": SIGN_IN, **dict.fromkeys(who, then)}


def objection(stage: Any) -> dict[str, Any]:
    """The worker objects to the coordinator's reading of Lin's case."""
    from unionhall.core import audit
    from unionhall.privacy import actions

    entry = audit.record_read(stage.case, by=stage.actor("coordinator"), purpose="duty")
    return {"pk": actions.object_to(by=stage.actor("worker"), text="不该看", entry_id=entry.pk).pk}


def own_objection(stage: Any) -> dict[str, Any]:
    return objection(stage)


def hold(stage: Any) -> dict[str, Any]:
    from unionhall.core import clock
    from unionhall.privacy import actions

    held = actions.place(
        by=stage.actor("security_admin"), reason="法院调取", until=clock.today() + timedelta(days=9),
        person_id=stage.person("worker").pk,
    )  # fmt: skip
    return {"pk": held.pk}


ANSWER = {"right": "yes", "text": "已经提醒本人"}
ANSWERERS = ("supervisor", "security_admin")
SEERS = ("security_admin", "audit_admin")
UNION = tuple(who for who in OFFICES if who not in ("partner", "other_partner"))
ROWS = [
    Row("privacy:mine", answers=OWN),
    Row("privacy:file", "POST", answers=OWN),
    Row("privacy:objecting", answers=OWN),
    Row("privacy:objecting", "POST", answers=OWN_CLEAN),
    Row("privacy:objection_withdrawal", "POST", where=own_objection, answers=only("worker", then=DONE)),
    Row("privacy:erasure", answers=OWN),
    Row("privacy:erasure", "POST", answers=OWN_CLEAN),
    Row("privacy:erasure_withdrawal", "POST", answers=only()),
    Row("privacy:held", answers=ALL),
    Row("privacy:forms", answers=only(*UNION)),
    Row("privacy:objections", answers=only(*ANSWERERS)),
    Row("privacy:objection", where=objection, answers=only(*ANSWERERS)),
    Row("privacy:objection", "POST", where=objection, data=lambda _s: ANSWER, answers=only(*ANSWERERS, then=DONE)),
    Row("privacy:holds", answers=only(*SEERS)),
    Row("privacy:holding", answers={**only("security_admin"), "audit_admin": REFUSED}),
    Row("privacy:holding", "POST", answers={**only("security_admin", then=CLEAN), "audit_admin": REFUSED}),
    Row("privacy:lifting", where=hold, answers={**only("security_admin"), "audit_admin": REFUSED}),
    Row("privacy:lifting", "POST", where=hold, answers={**only("security_admin", then=DONE), "audit_admin": REFUSED}),
    Row("privacy:exposed", answers=only("audit_admin")),
    Row("GET /api/privacy/held", answers=ALL),
    Row("GET /api/me/looks", answers=OWN),
    Row("GET /api/me/objections", answers=OWN),
    Row("POST /api/me/objections", data=lambda _s: {"text": "请说明为什么打开"}, answers={...: MADE, "anonymous": SIGN_IN}),
    Row("POST /api/me/objections/{pk}/withdrawal", where=own_objection, answers=only("worker", then=OK)),
    Row("GET /api/privacy/objections", answers=only(*ANSWERERS)),
    Row("POST /api/privacy/objections/{pk}/answer", where=objection,
        data=lambda _s: {"right": True, "text": "已经提醒本人"}, answers=only(*ANSWERERS)),
    Row("GET /api/privacy/exposed", query=f"?account={uuid4()}&since=2026-01-01&until=2026-12-31", answers=only("audit_admin")),
]  # fmt: skip
