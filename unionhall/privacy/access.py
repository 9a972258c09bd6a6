"""Who objects, who answers, who is erased, who holds back, and who sees who was exposed?"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people.enums import ADMINISTRATORS, HANDLERS, Role

from .models import Erasure, LegalHold, Objection
from .states import ERASURE, OBJECTION


def _is_self(actor: Actor) -> Verdict:
    """A person signed in by hand or by their own token; a body's program and a mandate do not reach this far."""
    if actor.person_id is not None and not actor.for_body:
        return YES
    return no(_("Everybody decides about their own data."), _("Sign in with your own phone."))


# --- objections --------------------------------------------------------------------------------------------------------


def own_objections(actor: Actor) -> QuerySet[Objection]:
    """One's own, and nobody else's."""
    return Objection.objects.filter(person=actor.person_id) if _is_self(actor) else Objection.objects.none()


def visible_objections(actor: Actor) -> QuerySet[Objection]:
    """Those one answers: all for the security administrator, those of one's bodies and below for their supervisors.

    Never the one objected to, never one's own, and nobody who is tied to an employer: an objection may name one.
    """
    if actor.via == "system":
        return Objection.objects.all()
    if not may_see_objections(actor):
        return Objection.objects.none()
    mine = Q()
    if not actor.holds(Role.SECURITY_ADMIN):
        mine = Q(pk__in=[])
        for post in actor.posts:
            if post.role == Role.SUPERVISOR:
                mine |= Q(**{f"body__{LEVEL_COLUMN[post.level]}": post.organisation_id})
    return Objection.objects.filter(mine).exclude(against=actor.person_id).exclude(person=actor.person_id)


def may_see_objections(actor: Actor) -> Verdict:
    if actor.holds(Role.SECURITY_ADMIN, Role.SUPERVISOR) and not actor.tied_employers and not actor.for_body:
        return YES
    return no(_("Objections are answered by supervisors and the security administrator."), _("Ask one of them."))


def may_object(actor: Actor) -> Verdict:
    return _is_self(actor)


def may_withdraw(actor: Actor, objection: Objection) -> Verdict:
    if objection.person_id != actor.person_id:
        return no(_("Only whoever objected takes it back."), _("Answer it."), "not_own")
    return all_of(_is_self(actor), OBJECTION.may(objection, "withdraw", actor))


def may_uphold(actor: Actor, objection: Objection) -> Verdict:
    """A supervisor of the body or one above it, or the security administrator; never the one objected to."""
    if actor.person_id in (objection.against_id, objection.person_id):
        return no(_("This objection is about you; somebody else answers it."), _("Leave it to them."), "about_you")
    return all_of(may_see_objections(actor), OBJECTION.may(objection, "uphold", actor))


def may_dismiss(actor: Actor, objection: Objection) -> Verdict:
    """Whoever may find it right may find it not right."""
    return may_uphold(actor, objection)


# --- being erased ------------------------------------------------------------------------------------------------------


def own_erasures(actor: Actor) -> QuerySet[Erasure]:
    return Erasure.objects.filter(person=actor.person_id) if _is_self(actor) else Erasure.objects.none()


def may_ask_erasure(actor: Actor) -> Verdict:
    """By oneself, signed in by hand: nobody else, and no program, erases a person."""
    if actor.via == "web":
        return _is_self(actor)
    return no(_("You ask for this yourself, on the pages."), _("Sign in with your own phone."), "by_hand")


def may_stay(actor: Actor, erasure: Erasure) -> Verdict:
    if erasure.person_id != actor.person_id:
        return no(_("Only whoever asked takes it back."), _("Ask the person."), "not_own")
    return ERASURE.may(erasure, "stay", actor)


def may_erase(actor: Actor, erasure: Erasure) -> Verdict:
    return ERASURE.may(erasure, "erase", actor)


def may_keep_time(actor: Actor) -> Verdict:
    """Retention is the system's own work."""
    if actor.via == "system":
        return YES
    return no(_("The system does this by itself at night."), _("Nothing needs to be done."))


# --- holds, exposure, forms -----------------------------------------------------------------------------------------------


def may_see_holds(actor: Actor) -> Verdict:
    """The security administrator keeps them; the audit administrator looks."""
    if actor.holds(Role.SECURITY_ADMIN, Role.AUDIT_ADMIN) and not actor.for_body:
        return YES
    return no(_("Legal holds are kept by the security administrator."), _("Ask the security administrator."))


def visible_holds(actor: Actor) -> QuerySet[LegalHold]:
    return LegalHold.objects.all() if actor.via == "system" or may_see_holds(actor) else LegalHold.objects.none()


def may_hold(actor: Actor) -> Verdict:
    if actor.holds(Role.SECURITY_ADMIN) and not actor.for_body:
        return YES
    return no(_("Legal holds are kept by the security administrator."), _("Ask the security administrator."))


def may_lift(actor: Actor, hold: LegalHold) -> Verdict:
    if hold.lifted_at is not None:
        return no(_("This hold is lifted already."), _("Nothing needs to be done."), "lifted")
    return may_hold(actor)


def may_see_exposure(actor: Actor) -> Verdict:
    """The audit administrator: which persons an account saw, as keys and masked names, never what was in the records."""
    if actor.via == "system" or (actor.holds(Role.AUDIT_ADMIN) and not actor.for_body):
        return YES
    return no(_("Only the audit administrator reads the audit trail."), _("Ask the audit administrator."))


def may_see_forms(actor: Actor) -> Verdict:
    if actor.holds(*HANDLERS, Role.SUPERVISOR, *ADMINISTRATORS):
        return YES
    return no(_("This page is for those with a post in the unions."), _("Ask your union."))
