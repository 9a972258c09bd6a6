"""The file on the desk and every act under it: read by those who work on it or oversee it, done by those in charge."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from tests.matrix.groups import AT_BODY, DESK, IN_CHARGE, OVERSEEING
from tests.matrix.row import CLEAN, DONE, GONE, OK, REFUSED, SIGN_IN, Answer, Row


def desk(*who: str, answer: Answer = OK) -> Mapping[Any, Answer]:
    """*answer* for those named, a sentence for the others at the desk, nothing there for everybody else, the worker too."""
    return {**dict.fromkeys(DESK, REFUSED), **dict.fromkeys(who, answer), "anonymous": SIGN_IN, ...: GONE}


def as_is(stage: Any) -> dict[str, Any]:
    return {"pk": stage.case.pk}


def brought(stage: Any) -> dict[str, Any]:
    """A matter nobody has accepted yet."""
    return {"pk": stage.world.bring("lin").pk}


def come_to(state: str) -> Callable[[Any], dict[str, Any]]:
    def where(stage: Any) -> dict[str, Any]:
        return {"pk": stage.world.case_in(state, "lin").pk}

    return where


def stopped(stage: Any) -> dict[str, Any]:
    from unionhall.cases import actions

    return {"pk": actions.suspend(stage.case, by=stage.actor("coordinator"), reason="等考勤").pk}


def called(stage: Any) -> dict[str, Any]:
    from unionhall.cases.models import Callback

    case = stage.world.case_in("settled", "lin")
    return {"pk": case.pk, "callback": Callback.objects.get(case=case).pk}


def filed(stage: Any) -> dict[str, Any]:
    from unionhall.cases import actions
    from unionhall.core import files

    stored = files.store(files.as_upload("工资条".encode(), "工资条.txt"), by=stage.actor("coordinator"))
    row = actions.add_file(stage.case, by=stage.actor("coordinator"), stored=stored, audience="internal")
    return {"pk": stage.case.pk, "file": row.pk}


def alike(stage: Any) -> dict[str, Any]:
    """A second matter against the same employer, to be gathered with the first."""
    from unionhall.cases import actions

    stage.other = actions.accept(stage.world.bring("ma"), by=stage.world.actor("zhou"))
    return as_is(stage)


def misspelt(stage: Any) -> dict[str, Any]:
    """A matter whose employer is only a name that almost fits."""
    return {"pk": stage.world.bring("lin", employer=None, employer_name="宏大制造").pk}


ACTS: list[tuple[str, Callable[[Any], dict[str, Any]], tuple[str, ...]]] = [
    ("acceptance", brought, AT_BODY),
    ("refusal", brought, IN_CHARGE),
    ("consultation", as_is, IN_CHARGE),
    ("negotiation", as_is, IN_CHARGE),
    ("mediation", as_is, IN_CHARGE),
    ("settlement", come_to("mediating"), IN_CHARGE),
    ("failure", come_to("mediating"), IN_CHARGE),
    ("arbitration", as_is, IN_CHARGE),
    ("litigation", come_to("failed"), IN_CHARGE),
    ("performance", come_to("settled"), IN_CHARGE),
    ("closure", as_is, IN_CHARGE),
    ("withdrawal", as_is, IN_CHARGE),
    ("reopening", come_to("closed"), IN_CHARGE),
    ("assignment", as_is, OVERSEEING),
    ("rerouting", as_is, OVERSEEING),
    ("correction", as_is, IN_CHARGE),
    ("notes", as_is, AT_BODY),
    ("files", as_is, IN_CHARGE),
    ("sessions", as_is, IN_CHARGE),
    ("parties", as_is, IN_CHARGE),
    ("suspension", as_is, IN_CHARGE),
    ("resumption", stopped, IN_CHARGE),
    ("extension", as_is, OVERSEEING),
    ("callback", called, AT_BODY),
    ("transfer_offer", as_is, IN_CHARGE),
    ("consent_request", as_is, IN_CHARGE),
]
SIDES = (*AT_BODY, "partner")


def sides(*who: str, answer: Answer = OK) -> Mapping[Any, Answer]:
    """For the body that sent it and the one it was sent to; to everybody else, oversight included, it does not exist."""
    return {**dict.fromkeys(SIDES, REFUSED), **dict.fromkeys(who, answer), "anonymous": SIGN_IN, ...: GONE}


def offered(stage: Any) -> dict[str, Any]:
    return {"pk": stage.transfer.pk}


def accepted(stage: Any) -> dict[str, Any]:
    from unionhall.cases import actions

    return {"pk": actions.accept_transfer(stage.transfer, by=stage.actor("partner")).pk}


def passed_on(stage: Any) -> dict[str, Any]:
    from unionhall.cases import actions
    from unionhall.cases.models import CaseFile

    file = filed(stage)["file"]
    row = actions.offer(
        stage.case, by=stage.actor("officer"), to_body=stage.world.procuratorate, kind="referral", purpose="clue",
        summary="线索", override_reason="期限将至", file_ids=(file,),
    )  # fmt: skip
    return {"pk": row.pk, "file": CaseFile.objects.get(transfer=row).pk}


def linked(stage: Any) -> dict[str, Any]:
    from unionhall.core import tokens

    raw = tokens.issue("transfer", stage.transfer, by=stage.actor("officer"), ttl=timedelta(days=5))
    return {"token": raw}


def linked_file(stage: Any) -> dict[str, Any]:
    from unionhall.cases.models import Transfer
    from unionhall.core import tokens

    made = passed_on(stage)
    row = Transfer.objects.get(pk=made["pk"])
    raw = tokens.issue("transfer", row, by=stage.actor("officer"), ttl=timedelta(days=5))
    return {"token": raw, "file": made["file"]}


TRANSFER_ACTS: list[tuple[str, Callable[[Any], dict[str, Any]], tuple[str, ...]]] = [
    ("transfer_acceptance", offered, ("partner",)),
    ("transfer_declination", offered, ("partner",)),
    ("transfer_revocation", offered, AT_BODY),
    ("transfer_link", offered, AT_BODY),
    ("transfer_steps", offered, SIDES),
    ("transfer_return", accepted, ("partner",)),
    ("transfer_outcome", accepted, SIDES),
]

ROWS = [
    Row("cases:case", where=as_is, answers={**desk(*DESK), "worker": DONE, "family": DONE}),
    Row(
        "cases:opening",
        "POST",
        as_is,
        {**desk(*DESK, answer=REFUSED), "officer_above": DONE, "officer_top": DONE},
        lambda _s: {"reason": "上级交办核查"},
    ),
    *(Row(f"cases:{noun}", where=where, answers=desk(*who)) for noun, where, who in ACTS),
    *(Row(f"cases:{noun}", "POST", where, desk(*who, answer=CLEAN)) for noun, where, who in ACTS),
    Row("cases:agreement", "POST", come_to("settled"), desk(*IN_CHARGE, answer=DONE)),
    Row(
        "cases:phone",
        "POST",
        as_is,
        desk(*AT_BODY),
        data=lambda stage: {"field": stage.case.complainants.get().pk, "purpose": "call_back"},
    ),
    Row(
        "cases:gathering",
        "POST",
        alike,
        desk(*IN_CHARGE, answer=DONE),
        data=lambda stage: {"cases": [stage.other.pk], "version": stage.case.version},
    ),
    Row(
        "cases:employer",
        "POST",
        misspelt,
        {**desk(*DESK, answer=DONE), "officer_tied": DONE},
        data=lambda stage: {"employer": stage.world.factory.pk, "version": 1},
    ),
    Row(
        "cases:suggestions",
        "POST",
        as_is,
        desk(*OVERSEEING, answer=DONE),
        data=lambda _stage: {"choice": "urgency:soon"},
    ),
    Row("cases:file_download", where=filed, answers=desk(*DESK)),
    Row(
        "cases:transfers",
        answers={
            "anonymous": SIGN_IN,
            **dict.fromkeys(("worker", "other_worker", "family"), GONE),
            **dict.fromkeys(("system_admin", "security_admin", "audit_admin"), GONE),
            ...: OK,
        },
    ),
    Row("cases:transfer", where=offered, answers=sides(*SIDES)),
    Row("cases:transfer_file", where=passed_on, answers=sides(*SIDES)),
    *(Row(f"cases:{noun}", where=where, answers=sides(*who)) for noun, where, who in TRANSFER_ACTS),
    *(Row(f"cases:{noun}", "POST", where, sides(*who, answer=CLEAN)) for noun, where, who in TRANSFER_ACTS),
    Row("cases:reply", where=linked, answers={...: OK}),
    Row("cases:reply", "POST", linked, {...: CLEAN}),
    Row("cases:reply_file", where=linked_file, answers={...: OK}),
]
