"""The worker's way: anybody brings a matter; one's own, and those of whoever gave a mandate, are nobody else's."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.matrix.row import CLEAN, DONE, GONE, OK, REFUSED, SIGN_IN, Answer, Row


def own(said: Answer) -> dict[Any, Answer]:
    """This for the worker and their family; nothing there for everybody else."""
    return {"anonymous": SIGN_IN, "worker": said, "family": said, ...: GONE}


def case(stage: Any) -> dict[str, Any]:
    return {"case_id": stage.case.pk}


def paper(stage: Any) -> dict[str, Any]:
    from unionhall.cases import actions
    from unionhall.core import files

    stored = files.store(files.as_upload(b"\x89PNG\r\n\x1a\n" + b"0" * 64, "工资条.png"), by=stage.actor("worker"))
    return case(stage) | {"file_id": actions.add_file(stage.case, by=stage.actor("worker"), stored=stored).pk}


def question(stage: Any) -> dict[str, Any]:
    from unionhall.cases import actions

    asked = actions.ask_consent(
        stage.case, by=stage.actor("coordinator"), to_body=stage.world.procuratorate, purpose="clue", why="请支持起诉"
    )
    return case(stage) | {"request_id": asked.pk}


def ended(stage: Any) -> dict[str, Any]:
    """The case as it is when the worker is asked how it went."""
    from unionhall.cases.models import Case
    from unionhall.core import tokens
    from unionhall.core.actor import SYSTEM

    Case.objects.filter(pk=stage.case.pk).update(state="performed")
    return {"token": tokens.issue("feedback", stage.case, by=SYSTEM, ttl=timedelta(days=1))}


ROWS = [
    Row("cases:intake", answers={...: OK}),
    Row("cases:intake_anew", method="POST", answers={...: DONE}),
    Row("cases:intake_begun", method="POST", answers={...: DONE}),
    Row("cases:intake_done", answers={...: DONE}),
    Row("cases:intake_noted", method="POST", answers={...: DONE}),
    Row("cases:intake_paper_removal", method="POST", where=lambda _w: {"file_id": uuid4()}, answers={...: DONE}),
    Row("cases:intake_step", where=lambda _w: {"step": "account"}, answers={...: OK}),
    Row("cases:intake_step", method="POST", where=lambda _w: {"step": "account"}, answers={...: CLEAN}),
    Row("cases:my_matters", answers={"anonymous": SIGN_IN, ...: OK}),
    Row("cases:my_matter", where=case, answers=own(OK)),
    Row("cases:my_message", method="POST", where=case, answers=own(DONE), data=lambda _w: {"text": "请问进展"}),
    Row("cases:my_evidence", method="POST", where=case, answers=own(CLEAN)),
    Row("cases:my_file", where=paper, answers=own(OK)),
    Row("cases:my_withdrawal", where=case, answers=own(OK)),
    Row("cases:my_withdrawal", method="POST", where=case, answers=own(DONE)),
    Row("cases:my_reopening", where=case, answers=own(REFUSED)),
    Row("cases:my_reopening", method="POST", where=case, answers=own(REFUSED), data=lambda _w: {"reason": "没有解决"}),
    Row("cases:my_objection", where=case, answers=own(OK)),
    Row("cases:my_objection", method="POST", where=case, answers=own(DONE), data=lambda _w: {"text": "为什么看"}),
    Row("cases:my_consent_answer", method="POST", where=question, answers=own(DONE), data=lambda _w: {"answer": "yes"}),
    Row(
        "cases:my_consent_withdrawal",
        method="POST",
        where=lambda stage: case(stage) | {"consent_id": uuid4()},
        answers=own(REFUSED),
    ),
    Row("cases:receipt", answers={...: OK}),
    Row("cases:receipt", method="POST", answers={...: CLEAN}, data=lambda _w: {"code": "ABCD2345EFGH"}),
    Row("cases:receipt_closing", method="POST", answers={...: DONE}),
    Row("cases:feedback", where=ended, answers={...: OK}),
    Row("cases:feedback", method="POST", where=ended, answers={...: OK}, data=lambda _w: {"solved": "solved"}),
    Row("cases:feedback_short", where=ended, answers={...: DONE}),
]
