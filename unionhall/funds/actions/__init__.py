"""Every write about money."""

from .batches import approve_batch, cancel_batch, export_batch, prepare
from .budgets import approve_budget, propose_budget, reject_budget
from .checking import check_ledger
from .dues import bill, cancel_due, pay_due
from .ledger import post, reverse
from .payees import change_account, confirm_account, enter_payee, refuse_account
from .payments import approve_payment, reject_payment, request_payment, request_refund, return_payment
from .reconciling import read_in, set_aside

__all__ = [
    "approve_batch",
    "approve_budget",
    "approve_payment",
    "bill",
    "cancel_batch",
    "cancel_due",
    "change_account",
    "check_ledger",
    "confirm_account",
    "enter_payee",
    "export_batch",
    "pay_due",
    "post",
    "prepare",
    "propose_budget",
    "read_in",
    "refuse_account",
    "reject_budget",
    "reject_payment",
    "request_payment",
    "request_refund",
    "return_payment",
    "reverse",
    "set_aside",
]
