"""Who reads the audit trail, and what does the system do by itself?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no

from ..enums import Role


def may_read_trail(actor: Actor) -> Verdict:
    """The audit administrator, and nobody else."""
    if actor.via == "system" or actor.holds(Role.AUDIT_ADMIN):
        return YES
    return no(_("Only the audit administrator reads the audit trail."), _("Ask the audit administrator."))


def may_deliver_code(actor: Actor) -> Verdict:
    """Texts are handed over by the product itself."""
    if actor.via == "system":
        return YES
    return no(_("The system does this by itself."), _("Ask for a new code on the sign-in page."))


def may_purge(actor: Actor) -> Verdict:
    """Only the nightly work of the system."""
    if actor.via == "system":
        return YES
    return no(_("The system does this by itself at night."), _("Nothing needs to be done."))
