"""What other modules may use of money."""

from .access import visible_dues, visible_payments
from .actions import post, request_payment
from .actions.ledger import Line

__all__ = ["Line", "post", "request_payment", "visible_dues", "visible_payments"]
