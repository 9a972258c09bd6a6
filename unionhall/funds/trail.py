"""How does the audit trail speak of money? Every verb and kind of record written there, in words."""

from django.utils.translation import pgettext_lazy

TOPIC = pgettext_lazy("audit trail", "Money")

VERBS = {
    "journal.posted": pgettext_lazy("audit trail", "Posted a journal"),
    "journal.reversed": pgettext_lazy("audit trail", "Reversed a journal"),
    "budget.proposed": pgettext_lazy("audit trail", "Proposed a budget line"),
    "budget.approved": pgettext_lazy("audit trail", "Approved a budget line"),
    "budget.rejected": pgettext_lazy("audit trail", "Rejected a budget line"),
    "due.billed": pgettext_lazy("audit trail", "Billed a union fee"),
    "due.paid": pgettext_lazy("audit trail", "Recorded a union fee as paid"),
    "due.cancelled": pgettext_lazy("audit trail", "Cancelled the bill of a union fee"),
    "payee.entered": pgettext_lazy("audit trail", "Entered a payee"),
    "payee_account.entered": pgettext_lazy("audit trail", "Entered a bank account of a payee"),
    "payee_account.confirmed": pgettext_lazy("audit trail", "Confirmed a bank account of a payee"),
    "payee_account.refused": pgettext_lazy("audit trail", "Refused a bank account of a payee"),
    "payment.requested": pgettext_lazy("audit trail", "Requested a payment"),
    "payment.approved": pgettext_lazy("audit trail", "Approved a payment"),
    "payment.rejected": pgettext_lazy("audit trail", "Rejected a payment"),
    "payment.paid": pgettext_lazy("audit trail", "Found a payment on the bank's statement"),
    "payment.returned": pgettext_lazy("audit trail", "Recorded that a payment came back"),
    "payment.listed": pgettext_lazy("audit trail", "Took out a list of payments, masked"),
    "batch.prepared": pgettext_lazy("audit trail", "Put payments into a batch"),
    "batch.approved": pgettext_lazy("audit trail", "Approved a batch of payments"),
    "batch.cancelled": pgettext_lazy("audit trail", "Cancelled a batch of payments"),
    "batch.exported": pgettext_lazy("audit trail", "Made the bank file of a batch"),
    "batch.read": pgettext_lazy("audit trail", "Took the bank file of a batch"),
    "batch.settled": pgettext_lazy("audit trail", "Saw every payment of a batch settled"),
    "statement.read_in": pgettext_lazy("audit trail", "Read in a statement of the bank"),
    "statement_line.set_aside": pgettext_lazy("audit trail", "Set a line of the bank's statement aside"),
    "ledger.checked": pgettext_lazy("audit trail", "Checked the ledger by night"),
}
RECORDS = {
    "funds.Account": pgettext_lazy("audit trail", "account of the ledger"),
    "funds.Journal": pgettext_lazy("audit trail", "journal"),
    "funds.Entry": pgettext_lazy("audit trail", "entry of a journal"),
    "funds.Budget": pgettext_lazy("audit trail", "budget line"),
    "funds.Due": pgettext_lazy("audit trail", "union fee"),
    "funds.Payee": pgettext_lazy("audit trail", "payee"),
    "funds.PayeeAccount": pgettext_lazy("audit trail", "bank account of a payee"),
    "funds.Payment": pgettext_lazy("audit trail", "payment"),
    "funds.Batch": pgettext_lazy("audit trail", "batch of payments"),
    "funds.Statement": pgettext_lazy("audit trail", "statement of the bank"),
    "funds.StatementLine": pgettext_lazy("audit trail", "line of the bank's statement"),
    "funds.LedgerCheck": pgettext_lazy("audit trail", "check of the ledger"),
}
