"""Signing in, one's own pages, the administrators' desks, and how a program signs in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.matrix.row import CLEAN, DONE, GONE, OK, REFUSED, SIGN_IN, Row, answer
from unionhall.core import clock
from unionhall.core.actor import system

OWN: dict[Any, Any] = {...: OK, "anonymous": SIGN_IN}
OWN_POST: dict[Any, Any] = {...: CLEAN, "anonymous": SIGN_IN}
THROUGH = answer(302)
"""Nothing of a first step is waiting, so back to it."""
HANDLERS = {
    "coordinator", "lawyer", "mediator", "officer", "officer_above", "officer_top", "officer_sibling",
    "officer_other_branch", "chair_below", "chair_tied", "officer_tied",
}  # fmt: skip
STEWARDS = {
    "officer", "officer_above", "officer_top", "supervisor", "officer_sibling", "officer_other_branch", "officer_tied",
    "partner", "other_partner", "system_admin",
}  # fmt: skip


def only(who: set[str], then: Any) -> dict[Any, Any]:
    """These get in; for everybody else the page does not exist."""
    return {...: GONE, "anonymous": SIGN_IN, **dict.fromkeys(who, then)}


def post_of_hong(stage: Any) -> dict[str, Any]:
    from unionhall.people.models import Post

    return {"pk": Post.objects.get(person=stage.world.people["hong"]).pk}


def tie_of_hong(stage: Any) -> dict[str, Any]:
    from unionhall.people import actions

    tie = actions.record_tie(
        stage.world.people["hong"], by=system("matrix"), employer=stage.world.courier, kind="relative"
    )
    return {**post_of_hong(stage), "tie_pk": tie.pk}


def mandate_of_lin(stage: Any) -> dict[str, Any]:
    from unionhall.people.models import Mandate

    return {"pk": Mandate.objects.get(principal=stage.world.people["lin"]).pk}


def mandate_waiting_for_wei(stage: Any) -> dict[str, Any]:
    from unionhall.people import actions

    lin, wei = stage.world.people["lin"], stage.world.people["wei"]
    mandate = actions.give_mandate(lin, by=stage.world.actor("lin"), agent=wei, kind="family", basis="online")
    return {"pk": mandate.pk}


def mandate_hong_recorded(stage: Any) -> dict[str, Any]:
    from unionhall.people import actions

    mandate = actions.give_mandate(
        stage.world.people["ma"],
        by=stage.world.actor("hong"),
        agent=stage.world.people["wei"],
        kind="family",
        basis="paper",
    )
    return {"pk": mandate.pk}


def consent_of_lin(stage: Any) -> dict[str, Any]:
    from unionhall.people import actions

    lin = stage.world.people["lin"]
    row = actions.consent(lin.pk, by=system("matrix"), purpose="transfer", text_version="1", through="web")
    return {"pk": row.pk}


def token_of_lin(stage: Any) -> dict[str, Any]:
    from unionhall.people import actions

    account = stage.accounts["worker"]
    until = clock.today() + timedelta(days=1)
    token, _raw = actions.make_token(account, by=system("matrix"), name="脚本", scopes=["read"], until=until)
    return {"pk": token.pk}


def program_of_harbour(stage: Any) -> dict[str, Any]:
    from unionhall.people import actions
    from unionhall.people.models import Post

    post = Post.objects.get(pk=post_of_hong(stage)["pk"])
    client, _raw = actions.register_program(post, by=system("matrix"), name="台账", scopes=["read"])
    return {"pk": client.pk}


REASON = {"reason": "测试原因"}
DESK = {"security_admin", "audit_admin"}
SECURITY_ONLY = {**only(DESK, OK), "audit_admin": answer(409)}

ROWS = [
    Row("people:sign_in", answers={...: THROUGH, "anonymous": OK}),
    Row("people:sign_in", "POST", answers={...: CLEAN}),
    Row("people:code", answers={...: answer(302, "sign-in")}),
    Row("people:code", "POST", answers={...: answer(302, "sign-in")}),
    Row("people:officers", answers={...: OK}),
    Row("people:officers", "POST", answers={...: CLEAN}),
    Row("people:second_factor", answers={...: answer(302, "sign-in")}),
    Row("people:second_factor", "POST", answers={...: answer(302, "sign-in")}),
    Row("people:enrolment", answers={...: OK, "anonymous": answer(302, "sign-in")}),
    Row("people:enrolment", "POST", answers={...: OK, "anonymous": answer(302, "sign-in")}),
    Row("people:new_password", where=lambda _stage: {"token": "x" * 43}, answers={...: answer(409)}),
    Row("people:new_password", "POST", where=lambda _stage: {"token": "x" * 43}, answers={...: answer(409)}),
    Row("people:sign_out", "POST", answers={...: DONE}),
    Row("openid_connect_login", where=lambda _stage: {"provider_id": "nobody"}, answers={...: GONE}),
    Row("openid_connect_callback", where=lambda _stage: {"provider_id": "nobody"}, answers={...: GONE}),
    Row("people:me", answers=OWN),
    Row("people:name", answers=OWN),
    Row("people:name", "POST", answers=OWN_POST),
    Row("people:details", answers=OWN),
    Row("people:details", "POST", answers=OWN_POST),
    Row("people:mandates", answers=OWN),
    Row("people:mandates", "POST", answers=OWN_POST),
    Row(
        "people:mandate_revocation",
        "POST",
        where=mandate_of_lin,
        answers={...: GONE, "anonymous": SIGN_IN, "worker": DONE, "family": DONE},
    ),
    Row(
        "people:mandate_acceptance",
        "POST",
        where=mandate_waiting_for_wei,
        answers={...: GONE, "anonymous": SIGN_IN, "worker": REFUSED, "family": DONE},
    ),
    Row(
        "people:mandate_refusal",
        "POST",
        where=mandate_waiting_for_wei,
        answers={...: GONE, "anonymous": SIGN_IN, "worker": REFUSED, "family": DONE},
    ),
    Row("people:consents", answers=OWN),
    Row(
        "people:consent_withdrawal",
        "POST",
        where=consent_of_lin,
        answers={...: GONE, "anonymous": SIGN_IN, "worker": DONE},
    ),
    Row("people:data", answers=OWN),
    Row("people:data", "POST", answers=OWN),
    Row("people:security", answers=OWN),
    Row("people:password", answers=OWN),
    Row("people:password", "POST", answers=OWN_POST),
    Row("people:recovery_codes", answers=OWN),
    Row("people:recovery_codes", "POST", answers=OWN_POST),
    Row("people:programs", answers=OWN),
    Row("people:programs", "POST", answers=OWN_POST),
    Row(
        "people:token_revocation",
        "POST",
        where=token_of_lin,
        answers={...: GONE, "anonymous": SIGN_IN, "worker": DONE},
    ),
    Row("people:clients", answers=only(STEWARDS, OK)),
    Row("people:clients", "POST", answers=only(STEWARDS, CLEAN)),
    Row(
        "people:client_revocation",
        "POST",
        where=program_of_harbour,
        answers=only({"officer", "officer_tied"}, DONE),
    ),
    Row("people:recorded_mandates", answers=only(HANDLERS, OK)),
    Row("people:recorded_mandates", "POST", answers=only(HANDLERS, CLEAN)),
    Row(
        "people:recorded_mandate_revocation",
        "POST",
        where=mandate_hong_recorded,
        answers=only({"officer"}, DONE),
    ),
    Row("people:posts", answers=only(DESK, OK)),
    Row("people:appointment", answers=SECURITY_ONLY),
    Row("people:appointment", "POST", answers={**SECURITY_ONLY, "security_admin": CLEAN}),
    Row("people:post", where=post_of_hong, answers=only(DESK, OK)),
    Row("people:dismissal", where=post_of_hong, answers=SECURITY_ONLY),
    Row(
        "people:dismissal",
        "POST",
        where=post_of_hong,
        data=lambda _stage: REASON,
        answers={**SECURITY_ONLY, "security_admin": DONE},
    ),
    Row("people:invitation", where=post_of_hong, answers=SECURITY_ONLY),
    Row("people:invitation", "POST", where=post_of_hong, answers={**SECURITY_ONLY, "security_admin": CLEAN}),
    Row("people:second_factor_removal", where=post_of_hong, answers=only(DESK, answer(409))),
    Row("people:second_factor_removal", "POST", where=post_of_hong, answers=only(DESK, answer(409))),
    Row("people:tie", where=post_of_hong, answers=SECURITY_ONLY),
    Row("people:tie", "POST", where=post_of_hong, answers={**SECURITY_ONLY, "security_admin": CLEAN}),
    Row("people:tie_end", where=tie_of_hong, answers=SECURITY_ONLY),
    Row(
        "people:tie_end",
        "POST",
        where=tie_of_hong,
        data=lambda _stage: REASON,
        answers={**SECURITY_ONLY, "security_admin": DONE},
    ),
    Row("people:trail", answers=only({"audit_admin"}, OK)),
    Row("people:verification", "POST", answers=only({"audit_admin"}, OK)),
]
