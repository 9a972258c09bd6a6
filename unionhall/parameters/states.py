"""In which states can a proposal be, and which verb moves it from where to where?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unionhall.core.lifecycle import Lifecycle, Move


class ProposalState(models.TextChoices):
    """The state of a proposal."""

    PROPOSED = "proposed", _("waits for a second person")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("taken back")


S = ProposalState

VALUE_PROPOSAL = Lifecycle(
    "value_proposal",
    approve=Move([S.PROPOSED], S.APPROVED, label=_("Approve")),
    reject=Move([S.PROPOSED], S.REJECTED, label=_("Reject")),
    withdraw=Move([S.PROPOSED], S.WITHDRAWN, label=_("Take back")),
)
