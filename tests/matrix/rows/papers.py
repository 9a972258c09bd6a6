"""Papers: read by whoever has the case on the desk, made by those in charge; to the worker on their own page, if handed over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.matrix.groups import DESK, HANDLERS, IN_CHARGE, only
from tests.matrix.row import CLEAN, DONE, MADE, OK, REFUSED, SIGN_IN, Row

AT_BODY = ("coordinator", "lawyer", "mediator", "officer")


def charge(then: Any) -> dict[Any, Any]:
    """Those in charge do it; the others at the desk are told why not; for everybody else there is nothing."""
    return only(*DESK, answer=REFUSED, **dict.fromkeys(IN_CHARGE, then))


def desk(then: Any) -> dict[Any, Any]:
    return only(*DESK, answer=then)


def body(then: Any) -> dict[Any, Any]:
    """Everybody on duty at the body writes down what came back."""
    return only(*DESK, answer=REFUSED, **dict.fromkeys(AT_BODY, then))


def case(stage: Any) -> dict[str, Any]:
    return {"pk": stage.case.pk}


def kind(stage: Any) -> dict[str, Any]:
    return {"pk": stage.case.pk, "kind": "evidence_list"}


def draft(stage: Any, of: str = "evidence_list") -> Any:
    from unionhall.papers import actions

    return actions.draft(stage.case, of, by=stage.actor("coordinator"))


def paper(stage: Any) -> dict[str, Any]:
    return {"pk": draft(stage).pk}


def writing(stage: Any, of: str = "evidence_list") -> Any:
    from unionhall.papers import actions

    found = draft(stage, of)
    actions.write(found, by=stage.actor("coordinator"))
    return found


def written(stage: Any) -> dict[str, Any]:
    return {"pk": writing(stage).pk}


def one_version(stage: Any) -> dict[str, Any]:
    return {"pk": writing(stage).pk, "n": 1}


def letter(stage: Any) -> dict[str, Any]:
    return {"pk": writing(stage, "notice_letter").pk}


def sent(stage: Any) -> dict[str, Any]:
    from unionhall.core import clock
    from unionhall.papers import actions

    found = writing(stage, "notice_letter")
    day = clock.today() - timedelta(days=1)
    actions.send(
        found, by=stage.actor("coordinator"), to="某单位", sent_on=day, how="post", days=10, unit="days", source="办法"
    )  # fmt: skip
    return {"pk": found.pk}


def sending(_stage: Any) -> dict[str, Any]:
    from unionhall.core import clock

    day = clock.today().isoformat()
    return {"to": "某单位", "sent_on": day, "how": "post", "days": 10, "unit": "days", "source": "办法"}


def reply(_stage: Any) -> dict[str, Any]:
    from unionhall.core import clock

    return {"answered_on": clock.today().isoformat(), "followed": "yes", "text": "已改正"}


def reply_sent(stage: Any) -> dict[str, Any]:
    return {**reply(stage), "followed": True}


API = "/api/cases/{pk}/papers"
ONE = "/api/papers/{pk}"

ROWS = [
    Row("papers:of_case", where=case, answers=desk(OK)),
    Row("papers:drafting", where=kind, answers=charge(OK)),
    Row("papers:drafting", "POST", where=kind, answers=charge(DONE)),
    Row("papers:letters", answers=only(*HANDLERS, "supervisor", answer=OK)),
    Row("papers:paper", where=paper, answers=desk(OK)),
    Row("papers:paper", "POST", where=paper, data=lambda _s: {"text-matter": "工资"}, answers=charge(DONE)),
    Row("papers:version", where=one_version, answers=desk(OK)),
    Row("papers:returning", where=written, answers=charge(OK)),
    Row("papers:returning", "POST", where=paper, answers=only(*DESK, answer=REFUSED)),
    Row("papers:refilling", where=paper, answers=charge(OK)),
    Row("papers:refilling", "POST", where=paper, answers=charge(DONE)),
    Row("papers:dropping", where=paper, answers=charge(OK)),
    Row("papers:dropping", "POST", where=paper, answers=charge(DONE)),
    Row("papers:sending", where=letter, answers=charge(OK)),
    Row("papers:sending", "POST", where=letter, data=sending, answers=charge(DONE)),
    Row("papers:reply", where=sent, answers=body(OK)),
    Row("papers:reply", "POST", where=sent, data=reply, answers=body(DONE)),
    Row("papers:handing", where=written, answers=charge(OK)),
    Row("papers:handing", "POST", where=written, answers=charge(DONE)),
    Row(f"GET {API}", where=case, answers=desk(OK)),
    Row(f"POST {API}", where=case, data=lambda _s: {"kind": "evidence_list"}, answers=charge(MADE)),
    Row("GET /api/papers/letters/counts", answers=only(*HANDLERS, "supervisor", answer=OK)),
    Row(f"GET {ONE}", where=paper, answers=desk(OK)),
    Row(f"PUT {ONE}/draft", where=paper, data=lambda _s: {"texts": {"matter": "工资"}}, answers=charge(OK)),
    Row(f"POST {ONE}/versions", where=paper, answers=charge(MADE)),
    Row(f"GET {ONE}/versions/{{n}}", where=one_version, answers=desk(OK)),
    Row(f"POST {ONE}/return", where=written, answers={"anonymous": SIGN_IN, ...: CLEAN}),
    Row(f"POST {ONE}/filling", where=paper, answers=charge(OK)),
    Row(f"POST {ONE}/dropping", where=paper, answers=charge(OK)),
    Row(f"POST {ONE}/sending", where=letter, data=sending, answers=charge(MADE)),
    Row(f"POST {ONE}/reply", where=sent, data=reply_sent, answers=body(MADE)),
    Row(f"POST {ONE}/handing", where=written, answers=charge(OK)),
]
