"""In which states can budgets, dues, bank accounts, payments and batches be, and which verb moves them?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class BudgetState(models.TextChoices):
    PROPOSED = "proposed", _("waits for a second person")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")


class DueState(models.TextChoices):
    BILLED = "billed", _("billed")
    PAID = "paid", _("paid")
    CANCELLED = "cancelled", _("cancelled")


class PayeeAccountState(models.TextChoices):
    WAITING = "waiting", _("waits for a second person")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")


class PaymentState(models.TextChoices):
    REQUESTED = "requested", _("waits for a second person")
    APPROVED = "approved", _("approved")
    ENCLOSED = "enclosed", _("in a batch")
    SENT = "sent", _("given to the bank")
    PAID = "paid", _("paid")
    REJECTED = "rejected", _("rejected")
    RETURNED = "returned", _("came back")


class BatchState(models.TextChoices):
    PREPARED = "prepared", _("waits for a second person")
    APPROVED = "approved", _("approved")
    EXPORTED = "exported", _("given to the bank")
    SETTLED = "settled", _("accounted for")
    CANCELLED = "cancelled", _("cancelled")


B, D, A, P, T = BudgetState, DueState, PayeeAccountState, PaymentState, BatchState

BUDGET = Lifecycle(
    "budget",
    approve_budget=Move([B.PROPOSED], B.APPROVED, label=_("Approve")),
    reject_budget=Move([B.PROPOSED], B.REJECTED, label=_("Reject")),
)

DUE = Lifecycle(
    "due",
    pay_due=Move([D.BILLED], D.PAID, label=_("Record as paid")),
    cancel_due=Move([D.BILLED], D.CANCELLED, label=_("Cancel the bill")),
)

PAYEE_ACCOUNT = Lifecycle(
    "payee_account",
    confirm_account=Move([A.WAITING], A.CONFIRMED, label=_("Confirm")),
    refuse_account=Move([A.WAITING], A.REFUSED, label=_("Refuse")),
)

PAYMENT = Lifecycle(
    "payment",
    approve_payment=Move([P.REQUESTED], P.APPROVED, label=_("Approve")),
    reject_payment=Move([P.REQUESTED], P.REJECTED, label=_("Reject")),
    enclose=Move([P.APPROVED], P.ENCLOSED, system=True, label=_("put into a batch")),
    release=Move([P.ENCLOSED], P.APPROVED, system=True, label=_("taken out of its batch")),
    send=Move([P.ENCLOSED], P.SENT, system=True, label=_("given to the bank")),
    settle=Move([P.SENT], P.PAID, system=True, label=_("found on the bank's statement")),
    return_payment=Move([P.SENT], P.RETURNED, label=_("Record that it came back")),
)

BATCH = Lifecycle(
    "batch",
    approve_batch=Move([T.PREPARED], T.APPROVED, label=_("Approve")),
    cancel_batch=Move([T.PREPARED, T.APPROVED], T.CANCELLED, label=_("Cancel")),
    export_batch=Move([T.APPROVED], T.EXPORTED, label=_("Make the file for the bank")),
    finish=Move([T.EXPORTED], T.SETTLED, system=True, label=_("every payment settled")),
)
