"""Which kinds of thing does a second person decide about, and by which acts?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from unionhall.core.actor import Actor
from unionhall.core.verdict import Verdict

from . import access, actions
from .states import BatchState, BudgetState, PayeeAccountState, PaymentState


@dataclass(frozen=True)
class Kind:
    """One kind of thing a second person decides about."""

    rows: Callable[[Actor], QuerySet[Any]]
    waits: str
    since: str
    may: Callable[[Actor, Any], Verdict]
    approve: Callable[..., Any]
    reject: Callable[..., Any]


KINDS = {
    "budget": Kind(
        access.visible_budgets, BudgetState.PROPOSED, "proposed_at", access.may_approve_budget, actions.approve_budget,
        actions.reject_budget,
    ),
    "account": Kind(
        access.visible_payee_accounts, PayeeAccountState.WAITING, "entered_at", access.may_confirm_account,
        actions.confirm_account, actions.refuse_account,
    ),
    "payment": Kind(
        access.visible_payments, PaymentState.REQUESTED, "requested_at", access.may_approve_payment, actions.approve_payment,
        actions.reject_payment,
    ),
    "batch": Kind(
        access.visible_batches, BatchState.PREPARED, "prepared_at", access.may_approve_batch, actions.approve_batch,
        actions.cancel_batch,
    ),
}  # fmt: skip
