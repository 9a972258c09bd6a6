"""What money is made of, and which rules the database holds about it."""

from .bank import Statement, StatementLine
from .budget import Budget
from .due import Due
from .ledger import Account, Entry, Journal, LedgerCheck
from .payee import COOLING, Payee, PayeeAccount
from .payment import Batch, Payment

__all__ = [
    "COOLING",
    "Account",
    "Batch",
    "Budget",
    "Due",
    "Entry",
    "Journal",
    "LedgerCheck",
    "Payee",
    "PayeeAccount",
    "Payment",
    "Statement",
    "StatementLine",
]
