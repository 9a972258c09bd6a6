"""Who is offered suggestions, who takes one, who has them learnt, who sees how good they are? Who
reads many letters at once?"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no

from ..models import Case, TriageChoice
from ..states import FRESH
from .cases import desk_cases
from .desk import may_see_loads
from .intake import may_promise
from .who import in_charge, overseeing


def may_choose(actor: Actor, case: Case) -> Verdict:
    """Those in charge and those who oversee, while the matter is received or just accepted."""
    if case.state not in FRESH:
        return no(
            _("Suggestions are for new matters; this one is being worked on."),
            _("Put facts right on the file."),
            "worked_on",
        )
    return in_charge(actor, case) or overseeing(actor, case)


def may_suggest(actor: Actor, case: Case) -> Verdict:
    """The system itself, or whoever takes one of them."""
    return YES if actor.via == "system" else may_choose(actor, case)


def may_train(actor: Actor) -> Verdict:
    """A model serves the whole federation: who enters its promises has it learnt, or the system each week."""
    if may_promise(actor):
        return YES
    return no(
        _("Suggestions are learnt by the system administrator or an officer of the federation."),
        _("Ask the system administrator."),
    )


def may_hear(actor: Actor) -> Verdict:
    """Many letters at once are read by the search for shared problems alone; nobody is shown them that way."""
    if actor.via == "system":
        return YES
    return no(
        _("Letters are compared with each other by the system only."),
        _("Look under “Shared problems” for what was found."),
        "system_only",
    )


def may_see_how_good(actor: Actor) -> Verdict:
    return may_see_loads(actor)


def chosen_in_scope(actor: Actor) -> QuerySet[TriageChoice]:
    """The choices on the cases one works on or oversees."""
    return TriageChoice.objects.filter(case__in=desk_cases(actor).values("pk"))
