"""Who reads the values of the law, who proposes them, and who is the second person? Reading is for everybody."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations import api as organisations
from unionhall.people.enums import ADMINISTRATORS, HANDLERS, Role

from .models import ValueProposal
from .states import VALUE_PROPOSAL

READERS = (*HANDLERS, Role.SUPERVISOR, *ADMINISTRATORS)


def visible_proposals(actor: Actor) -> QuerySet[ValueProposal]:
    """Everybody with a post in the unions reads what was proposed, by whom, and what became of it."""
    return ValueProposal.objects.all() if may_see_proposals(actor) else ValueProposal.objects.none()


def may_see_proposals(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*READERS):
        return YES
    return no(_("Proposals are read by those with a post in the unions."), _("The values themselves are open to all."))


def may_propose(actor: Actor) -> Verdict:
    """Values bind the whole federation: its system administrator keeps them, and officers and supervisors of its highest body."""
    if actor.for_body or actor.via == "system" or actor.person_id is None:
        return no(_("Values of the law are proposed and decided by people."), _("Sign in as yourself."), "people_only")
    if actor.holds(Role.SYSTEM_ADMIN):
        return YES
    top = organisations.top_body() if actor.holds(Role.OFFICER, Role.SUPERVISOR) else None
    if top is not None and top.pk in actor.organisation_ids(Role.OFFICER, Role.SUPERVISOR):
        return YES
    return no(
        _("Values of the law are kept by the system administrator and by officers of the highest body."),
        _("Tell them which notice is missing."),
        "not_keeper",
    )


def may_approve(actor: Actor, proposal: ValueProposal) -> Verdict:
    """Never the person who proposed it."""
    return all_of(may_propose(actor), _second_person(actor, proposal), VALUE_PROPOSAL.may(proposal, "approve", actor))


def may_reject(actor: Actor, proposal: ValueProposal) -> Verdict:
    return all_of(may_propose(actor), _second_person(actor, proposal), VALUE_PROPOSAL.may(proposal, "reject", actor))


def may_withdraw(actor: Actor, proposal: ValueProposal) -> Verdict:
    """Whoever proposed it takes it back, while nobody has decided."""
    own = YES if proposal.proposed_by_id == actor.person_id else _not_own()
    return all_of(own, VALUE_PROPOSAL.may(proposal, "withdraw", actor))


def _second_person(actor: Actor, proposal: ValueProposal) -> Verdict:
    if proposal.proposed_by_id != actor.person_id:
        return YES
    return no(_("You proposed this yourself."), _("A second person compares it with the source."), "same_person")


def _not_own() -> Verdict:
    return no(_("Only whoever proposed it takes it back."), _("You may reject it, with a reason."), "not_own")
