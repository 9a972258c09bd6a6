"""Who may see figures, over which cases?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.core.actor import Actor, system
from unionhall.core.verdict import YES, Verdict, no
from unionhall.people.enums import HANDLERS, Role

PUBLIC = system("public figures")


def may_see_board(actor: Actor) -> Verdict:
    """Those who work on matters, or oversee those who do."""
    if actor.holds(*HANDLERS, Role.SUPERVISOR):
        return YES
    return no(_("The board is for those who work on matters."), _("The public figures are open to everybody."))


def counted_cases(actor: Actor) -> Any:
    """What is counted for somebody: the cases of their own desk, no others."""
    return cases.desk_cases(actor)


def published_cases() -> Any:
    """What the public figures count: every case of the federation, as numbers only; small ones are hidden."""
    return cases.desk_cases(PUBLIC)
