"""Which acts stand on a transfer, and in which words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .. import access
from ..states import TRANSFER
from .file_acts import Act

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _act(noun: str, verb: str, icon: str, done: StrOrPromise, lead: StrOrPromise = "", label: StrOrPromise = "") -> Act:
    may = getattr(access, f"may_{verb}")
    return Act(f"transfer_{noun}", may, label or TRANSFER.verbs[verb].label, icon, done, lead)


ACCEPTANCE = _act(
    "acceptance", "accept_transfer", "check", _("Taken on."), _("The sender is told at once."), _("Take it on")
)
DECLINATION = _act(
    "declination", "decline_transfer", "x", _("Declined."), _("It goes back to the sender with your reason.")
)
REVOCATION = _act(
    "revocation", "revoke_transfer", "undo-2", _("Taken back."), _("The other body does not see it any more.")
)
RETURN = _act("return", "return_transfer", "corner-up-left", _("Returned."), _("With this you do not see it any more."))
OUTCOME = _act(
    "outcome", "finish_transfer", "flag", _("The outcome is recorded."), _("With this the transfer is finished.")
)
STEPS = Act(
    "transfer_steps",
    access.may_record_step,
    _("Record a step"),
    "calendar-check",
    _("The step is recorded."),
    _("Letter of support, joint study, hearing, court date, message. Both sides see it."),
)
LINK = Act(
    "transfer_link",
    access.may_link_out,
    _("Make a one-time link"),
    "link",
    _("The link is made."),
    _("For a body without an account: whoever holds it sees this transfer and may answer once."),
)

ACTS = (ACCEPTANCE, STEPS, OUTCOME, DECLINATION, RETURN, LINK, REVOCATION)
