"""Who may see and change bodies. The tree itself is public knowledge; changing it is not."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no

from . import queries
from .enums import LEVEL_COLUMN, OrganisationKind
from .models import Affiliation, Division, Employer, JointUnit, Organisation, Responsibility, TreeChange

STEWARDS = ("officer", "system_admin")
"""Roles that keep the register of bodies and employers."""


def visible_organisations(actor: Actor) -> QuerySet[Organisation]:
    """Names, addresses and phones of bodies are public."""
    return Organisation.objects.filter(closed_on__isnull=True)


def visible_in_history(actor: Actor) -> QuerySet[Organisation]:
    """Closed bodies too: where they stood, and what became of them, is as public as where the others stand."""
    return Organisation.objects.all()


def visible_employers(actor: Actor) -> QuerySet[Employer]:
    """Employers are public register entries; whether a matter names one is not told here."""
    return Employer.objects.all()


def visible_divisions(actor: Actor) -> QuerySet[Division]:
    """Places are public knowledge."""
    return Division.objects.all()


def steerable_organisations(actor: Actor) -> QuerySet[Organisation]:
    """Bodies whose entries one may keep in order, closed ones too: one's own and those below it; agencies for both offices."""
    if actor.via == "system":
        return Organisation.objects.all()
    mine = Organisation.objects.filter(pk__in=actor.organisation_ids(*STEWARDS)).order_by("pk")
    below = Q(pk__in=[])
    for body in mine:
        below |= Q(**{LEVEL_COLUMN[body.level]: body.pk})
    if mine:
        below |= Q(kind=OrganisationKind.AGENCY)
    return Organisation.objects.filter(below)


def may_keep_register(actor: Actor) -> Verdict:
    """The desk of bodies and employers: for officers and the system administrator."""
    if actor.via == "system" or actor.holds(*STEWARDS):
        return YES
    return no(
        _("Bodies and employers are kept in order by officers and the system administrator."),
        _("Ask the federation above you."),
    )


def may_found(actor: Actor, parent: Organisation | None, kind: str = OrganisationKind.FEDERATION) -> Verdict:
    """The system, or an officer or system administrator of a body above. Agencies stand outside the tree, so either may."""
    if actor.via == "system":
        return YES
    if kind == OrganisationKind.AGENCY:
        return may_keep_register(actor)
    above = set(parent.ancestors_by_column.values()) if parent else set()
    if actor.organisation_ids(*STEWARDS) & above:
        return YES
    return no(
        _("Only an officer or system administrator of a body above may enter a new one."),
        _("Ask the federation above you."),
    )


def may_change(actor: Actor, organisation: Organisation) -> Verdict:
    """Name, place and telephone: an officer or system administrator of the body itself or of one above."""
    if organisation.closed_on is not None:
        return no(_("This body is closed."), _("Enter a new one instead."), "closed")
    if organisation.is_agency:
        return may_keep_register(actor)
    return may_answer_for(actor, organisation)


def may_move(actor: Actor, organisation: Organisation, parent: Organisation | None = None) -> Verdict:
    """Under another body: whoever stands above both the body and the place it goes to."""
    verdict = may_change(actor, organisation)
    if verdict and organisation.is_agency:
        return no(_("A partner agency stands outside the tree."), _("Nothing needs to be done."))
    if verdict and parent is not None:
        verdict = fits_below(organisation, parent)
    if not verdict or actor.via == "system":
        return verdict
    return _stands_above_both(actor, organisation, parent)


def _stands_above_both(actor: Actor, organisation: Organisation, parent: Organisation | None) -> Verdict:
    mine = actor.organisation_ids(*STEWARDS)
    over = set(organisation.ancestors_by_column.values()) - {organisation.pk}
    there = over if parent is None else set(parent.ancestors_by_column.values())
    if mine & over and mine & there:
        return YES
    return no(_("Only whoever stands above both bodies moves one under the other."), _("Ask the federation above you."))


def fits_below(body: Organisation, parent: Organisation) -> Verdict:
    """Below an open body of a higher level, and not where it stands already."""
    if parent.closed_on is not None or parent.is_agency:
        return no(_("The body above is closed."), _("Choose another one."), "target")
    if parent.level >= body.level or parent.pk == body.pk:
        return no(_("A body stands below its parent."), _("Choose a parent of a higher level."), "level")
    if body.closed_on is not None:
        return no(_("This body is closed."), _("Enter a new one instead."), "closed")
    if body.parent_id == parent.pk:
        return no(_("It stands below this body already."), _("Choose another one."), "there")
    return YES


def may_merge(actor: Actor, organisation: Organisation, into: Organisation | None = None) -> Verdict:
    """As for moving, into an open body of the same height; nobody merges the body they hold their post at."""
    verdict = may_move(actor, organisation)
    if verdict and into is not None and actor.via != "system":
        verdict = _stands_above_both(actor, organisation, into)
    if not verdict:
        return verdict
    if organisation.pk in actor.organisation_ids():
        return no(_("You hold a post at this body."), _("Ask somebody at the body above."), "own_body")
    if into is None:
        return YES
    if into.pk == organisation.pk:
        return no(_("A body cannot be merged into itself."), _("Choose another one."), "itself")
    if into.closed_on is not None or into.is_agency:
        return no(_("The other body is closed, or is no body of the tree."), _("Choose another one."), "target")
    if into.level != organisation.level:
        return no(_("Only bodies of the same level are merged."), _("Move it below the other one instead."), "level")
    return YES


def may_withdraw_change(actor: Actor, change: TreeChange) -> Verdict:
    """Whoever might ask for it takes it back, as long as it waits."""
    if not change.waits:
        return no(_("This change no longer waits."), _("Nothing needs to be done."), "done")
    return may_move(actor, change.organisation)


def may_affiliate(actor: Actor, organisation: Organisation) -> Verdict:
    """A body of the tree, by an officer of it or of one above."""
    if organisation.is_agency:
        return no(_("A partner agency stands outside the tree."), _("Nothing needs to be done."))
    return may_change(actor, organisation)


def may_disaffiliate(actor: Actor, affiliation: Affiliation) -> Verdict:
    """As for affiliating."""
    return may_affiliate(actor, affiliation.organisation)


def may_cover(actor: Actor, organisation: Organisation) -> Verdict:
    """Units belong to a joint union; its own officers keep their list, and those above."""
    if organisation.kind != OrganisationKind.JOINT_UNION:
        return no(_("Only a joint union covers units."), _("Nothing needs to be done."), "kind")
    if organisation.closed_on is not None:
        return no(_("This body is closed."), _("Enter a new one instead."), "closed")
    return may_change(actor, organisation)


def may_uncover(actor: Actor, unit: JointUnit) -> Verdict:
    """As for adding it."""
    return may_cover(actor, unit.organisation)


def may_import_divisions(actor: Actor) -> Verdict:
    """Lists of codes and boundaries are brought in by an operator."""
    if actor.via == "system":
        return YES
    return no(_("Lists of places are brought in by whoever runs the installation."), _("Ask the operator."))


def may_close(actor: Actor, organisation: Organisation) -> Verdict:
    """As for changing, but nobody closes the body they hold their post at, nor one with bodies below it."""
    verdict = may_change(actor, organisation)
    if not verdict:
        return verdict
    if organisation.pk in actor.organisation_ids():
        return no(_("You hold a post at this body."), _("Ask somebody at the body above."), "own_body")
    if queries.bodies_below(organisation).exists():
        return no(
            _("There are bodies below this one."), _("Move them under another body, or close them first."), "below"
        )
    return YES


def may_register_employer(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds("officer", "coordinator", "grassroots_chair", "system_admin"):
        return YES
    return no(
        _("Only officers enter employers."), _("Type the employer's name in your matter; an officer will match it.")
    )


def may_correct_employer(actor: Actor, employer: Employer) -> Verdict:
    """An employer is one entry for the whole federation; whoever keeps the register corrects it."""
    return may_keep_register(actor)


def may_close_employer(actor: Actor, employer: Employer) -> Verdict:
    if employer.closed_on is not None:
        return no(_("This employer is marked as closed already."), _("Nothing needs to be done."), "closed")
    return may_keep_register(actor)


def may_answer_for(actor: Actor, organisation: Organisation) -> Verdict:
    above = set(organisation.ancestors_by_column.values())
    if actor.via == "system" or actor.organisation_ids(*STEWARDS) & above:
        return YES
    return no(
        _("Only an officer of this body or one above may change who answers for a place."),
        _("Ask the federation above you."),
    )


def may_end_responsibility(actor: Actor, rule: Responsibility) -> Verdict:
    """As for recording it."""
    return may_answer_for(actor, rule.organisation)


def may_name_place(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*STEWARDS):
        return YES
    return no(_("Only officers and the system administrator enter places."), _("Ask the federation above you."))
