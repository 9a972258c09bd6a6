"""Who may see and change bodies. The tree itself is public knowledge; changing it is not."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no

from .models import Division, Employer, Organisation

_STEWARDS = ("officer", "system_admin")


def visible_organisations(actor: Actor) -> QuerySet[Organisation]:
    """Names, addresses and phones of bodies are public."""
    return Organisation.objects.filter(closed_on__isnull=True)


def visible_employers(actor: Actor) -> QuerySet[Employer]:
    """Employers are public register entries; whether a matter names one is not told here."""
    return Employer.objects.all()


def visible_divisions(actor: Actor) -> QuerySet[Division]:
    """Places are public knowledge."""
    return Division.objects.all()


def may_found(actor: Actor, parent: Organisation | None) -> Verdict:
    """The system, or an officer of a body above."""
    if actor.via == "system":
        return YES
    above = set(parent.ancestors_by_column.values()) if parent else set()
    if actor.organisation_ids("officer") & above:
        return YES
    return no(_("Only an officer of a body above may enter a new one."), _("Ask the federation above you."))


def may_register_employer(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds("officer", "coordinator", "grassroots_chair"):
        return YES
    return no(
        _("Only officers enter employers."), _("Type the employer's name in your matter; an officer will match it.")
    )


def may_answer_for(actor: Actor, organisation: Organisation) -> Verdict:
    above = set(organisation.ancestors_by_column.values())
    if actor.via == "system" or actor.organisation_ids(*_STEWARDS) & above:
        return YES
    return no(
        _("Only an officer of this body or one above may change who answers for a place."),
        _("Ask the federation above you."),
    )


def may_name_place(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*_STEWARDS):
        return YES
    return no(_("Only officers and the system administrator enter places."), _("Ask the federation above you."))
