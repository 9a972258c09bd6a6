"""Money: seen by officers and supervisors of the body and of those above; officers enter, a supervisor decides."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.matrix.row import CLEAN, DONE, GONE, MADE, OK, REFUSED, SIGN_IN, Answer, Row

MAKERS = ("officer_above", "officer_top")
EVERYWHERE = (*MAKERS, "supervisor", "officer", "officer_sibling", "officer_other_branch", "officer_tied")
NO: dict[Any, Answer] = {...: GONE, "anonymous": SIGN_IN}


def reading(then: Answer = OK) -> dict[Any, Answer]:
    """Makers and the supervisor; to everybody else it does not exist."""
    return {**NO, **dict.fromkeys((*MAKERS, "supervisor"), then)}


def making(then: Answer) -> dict[Any, Answer]:
    return {**reading(REFUSED), **dict.fromkeys(MAKERS, then)}


def deciding(then: Answer) -> dict[Any, Answer]:
    return {**reading(REFUSED), "supervisor": then}


def till(stage: Any) -> Any:
    """The county's money: Dong enters, Jian decides, the payee's bank account is past its three days."""
    from unionhall.core import clock
    from unionhall.funds.tests.world import Till, add_payee

    made = Till(stage.world, stage.world.east, stage.world.factory, None, None)  # type: ignore[arg-type]
    made.budget = made.budget_of()
    with clock.at(clock.now() - timedelta(days=4)):
        made.payee = add_payee(made, "顺丰礼品商店", "supplier")
    return made


def body(stage: Any) -> dict[str, Any]:
    return {"pk": stage.world.east.pk}


def journal_of(stage: Any) -> Any:
    from unionhall.funds import actions
    from unionhall.funds.api import Line

    return actions.post(
        stage.world.east, [Line("1001", "3001", Decimal(5))], by=stage.actor("officer_above"), key="m", words="开户"
    )


def journal(stage: Any) -> dict[str, Any]:
    return {"pk": journal_of(stage).pk}


def account(stage: Any) -> dict[str, Any]:
    return {"pk": journal_of(stage).entries.get().debit_id}


def due(stage: Any) -> dict[str, Any]:
    from unionhall.core import clock
    from unionhall.funds import actions

    made = actions.bill(
        stage.world.east, stage.world.courier, by=stage.actor("officer_above"), month=clock.today(), wages=Decimal(900)
    )
    return {"pk": made.pk}


def paying(stage: Any) -> dict[str, Any]:
    return {**due(stage), "act": "payment"}


def cancelling(stage: Any) -> dict[str, Any]:
    return {**due(stage), "act": "cancelling"}


def payee(stage: Any) -> dict[str, Any]:
    return {"pk": till(stage).payee.pk}


def payment(stage: Any) -> dict[str, Any]:
    return {"pk": till(stage).requested().pk}


def to_decide(stage: Any) -> dict[str, Any]:
    return {"kind": "payment", **payment(stage)}


def batch(stage: Any) -> dict[str, Any]:
    return {"pk": till(stage).prepared().pk}


def approved_batch(stage: Any) -> dict[str, Any]:
    from unionhall.funds import actions

    made = till(stage)
    return {"pk": actions.approve_batch(made.prepared(), by=made.checker).pk}


def exported(stage: Any) -> dict[str, Any]:
    return {"pk": till(stage).exported().pk}


def sent(stage: Any) -> dict[str, Any]:
    return {"pk": till(stage).exported().payments.get().pk}


def line(stage: Any) -> dict[str, Any]:
    from unionhall.core import clock
    from unionhall.funds.actions.reconciling import Movement
    from unionhall.funds.models import StatementLine

    till(stage).reports(Movement(1, clock.today(), Decimal(-3), "手续费", "银行", "B1"))
    return {"pk": StatementLine.objects.get().pk}


def reason(_stage: Any) -> dict[str, Any]:
    return {"reason": "写错了"}


def fee(stage: Any) -> dict[str, Any]:
    return {"employer": str(stage.world.courier.pk), "month": "2026-05-01", "wages": "1000.00"}


def year(stage: Any) -> dict[str, Any]:
    return {"employer": str(stage.world.courier.pk), "year": 2024}


POSTING = {"key": "matrix", "words": "开户", "lines": [{"debit": "1001", "credit": "3001", "amount": "5.00"}]}
PAYEE = {"kind": "supplier", "title": "礼品店", "bank": "工商银行", "number": "6222021001112223334"}
LINE = {"year": 2026, "purpose": "training", "title": "培训", "amount": "10.00"}
API = "/api/funds"
BODY = f"{API}/bodies/{{pk}}"
ROWS = [
    Row("funds:home", answers={**NO, **dict.fromkeys(EVERYWHERE, OK)}),
    Row("funds:body", where=body, answers=reading()),
    Row("funds:budgeting", where=body, answers=making(OK)),
    Row("funds:budgeting", "POST", where=body, answers=making(CLEAN)),
    Row("funds:posting", where=body, answers=making(OK)),
    Row("funds:posting", "POST", where=body, answers=making(CLEAN)),
    Row("funds:account", where=account, answers=reading()),
    Row("funds:journal", where=journal, answers=reading()),
    Row("funds:reversal", where=journal, answers=making(OK)),
    Row("funds:reversal", "POST", where=journal, data=reason, answers=making(DONE)),
    Row("funds:decision", where=to_decide, answers=deciding(OK)),
    Row("funds:decision", "POST", where=to_decide, data=lambda _s: {"answer": "yes"}, answers=deciding(DONE)),
    Row("funds:dues", where=body, answers=reading()),
    Row("funds:billing", where=body, answers=making(OK)),
    Row("funds:billing", "POST", where=body, answers=making(CLEAN)),
    Row("funds:due", where=due, answers=reading()),
    Row("funds:due_act", where=paying, answers=making(OK)),
    Row("funds:due_act", "POST", where=cancelling, data=reason, answers=making(DONE)),
    Row("funds:payments", where=body, answers=reading()),
    Row("funds:payments_export", where=body, answers=reading()),
    Row("funds:payments_export", "POST", where=body, answers=reading(DONE)),
    Row("funds:spending", where=body, answers=making(OK)),
    Row("funds:spending", "POST", where=body, answers=making(CLEAN)),
    Row("funds:refunding", where=body, answers=making(OK)),
    Row("funds:refunding", "POST", where=body, answers=making(CLEAN)),
    Row("funds:payment", where=payment, answers=reading()),
    Row("funds:returning", where=sent, answers=making(OK)),
    Row("funds:returning", "POST", where=sent, data=reason, answers=making(DONE)),
    Row("funds:payees", where=body, answers=reading()),
    Row("funds:payee_entering", where=body, answers=making(OK)),
    Row("funds:payee_entering", "POST", where=body, answers=making(CLEAN)),
    Row("funds:account_change", where=payee, answers=making(OK)),
    Row("funds:account_change", "POST", where=payee, answers=making(CLEAN)),
    Row("funds:batching", where=body, answers=making(OK)),
    Row("funds:batching", "POST", where=body, answers=making(CLEAN)),
    Row("funds:batch", where=batch, answers=reading()),
    Row("funds:export", where=approved_batch, answers=making(OK)),
    Row("funds:export", "POST", where=approved_batch, data=lambda _s: {"kind": "csv"}, answers=making(DONE)),
    Row("funds:cancelling", where=batch, answers=reading()),
    Row("funds:cancelling", "POST", where=batch, data=reason, answers=reading(DONE)),
    Row("funds:batch_file", where=exported, answers=making(OK)),
    Row("funds:reconciliation", where=body, answers=reading()),
    Row("funds:reconciliation", "POST", where=body, answers=making(CLEAN)),
    Row("funds:setting_aside", where=line, answers=making(OK)),
    Row("funds:setting_aside", "POST", where=line, data=lambda _s: {"note": "手续费"}, answers=making(DONE)),
    Row(f"GET {BODY}", where=body, answers=reading()),
    Row(f"GET {API}/accounts/{{pk}}/lines", where=account, answers=reading()),
    Row(f"GET {API}/journals/{{pk}}", where=journal, answers=reading()),
    Row(f"POST {BODY}/journals", where=body, data=lambda _s: POSTING, answers=making(MADE)),
    Row(f"POST {API}/journals/{{pk}}/reversal", where=journal, data=reason, answers=making(MADE)),
    Row(f"POST {BODY}/budgets", where=body, data=lambda _s: LINE, answers=making(MADE)),
    Row(f"POST {API}/decisions/{{kind}}/{{pk}}", where=to_decide, data=lambda _s: {"approve": True}, answers=deciding(OK)),
    Row(f"GET {BODY}/dues", where=body, answers=reading()),
    Row(f"POST {BODY}/dues/reckoning", where=body, data=fee, answers=making(OK)),
    Row(f"POST {BODY}/dues", where=body, data=fee, answers=making(MADE)),
    Row(f"POST {API}/dues/{{pk}}/payment", where=due, answers=making(OK)),
    Row(f"POST {API}/dues/{{pk}}/cancelling", where=due, data=reason, answers=making(OK)),
    Row(f"POST {BODY}/refunds/reckoning", where=body, data=year, answers=making(OK)),
    Row(f"POST {BODY}/refunds", where=body, data=year, answers=reading(REFUSED)),
    Row(f"GET {BODY}/payees", where=body, answers=reading()),
    Row(f"POST {BODY}/payees", where=body, data=lambda _s: PAYEE, answers=making(MADE)),
    Row(
        f"POST {API}/payees/{{pk}}/account", where=payee, answers=making(MADE),
        data=lambda _s: {"bank": "农业银行", "number": "6228480011122233344"},
    ),
    Row(f"GET {BODY}/payments", where=body, answers=reading()),
    Row(f"POST {BODY}/payments", where=body, answers={"anonymous": SIGN_IN, ...: CLEAN}),
    Row(f"POST {API}/payments/{{pk}}/return", where=sent, data=reason, answers=making(OK)),
    Row(f"POST {BODY}/batches", where=body, answers={"anonymous": SIGN_IN, ...: CLEAN}),
    Row(f"POST {API}/batches/{{pk}}/export", where=approved_batch, data=lambda _s: {"kind": "csv"}, answers=making(OK)),
    Row(f"POST {API}/batches/{{pk}}/cancelling", where=batch, data=reason, answers=reading(OK)),
    Row(f"GET {API}/batches/{{pk}}/file", where=exported, answers=making(OK)),
    Row(
        f"POST {BODY}/statements", where=body, answers=making(MADE),
        data=lambda _s: {"movements": [{"booked_on": "2026-05-01", "amount": "5.00"}]},
    ),
    Row(f"GET {BODY}/statements/unmatched", where=body, answers=reading()),
    Row(f"POST {API}/lines/{{pk}}/setting-aside", where=line, data=reason, answers=making(OK)),
]  # fmt: skip
