"""Who gives and ends posts, and who records and ends ties to employers?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no

from ..enums import ADMINISTRATORS, Role
from ..models import Person, Post, Tie
from ..queries import in_force

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation


def visible_posts(actor: Actor) -> QuerySet[Post]:
    """One's own, those of the bodies one steers, and all of them for the security administrator."""
    if actor.via == "system" or actor.holds(Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        return Post.objects.all()
    bodies = actor.organisation_ids(Role.OFFICER, Role.SUPERVISOR)
    return Post.objects.filter(Q(person=actor.person_id) | Q(organisation__in=bodies))


def may_list_posts(actor: Actor) -> Verdict:
    """The desk of posts: for the security administrator to steer, for the audit administrator to look."""
    if actor.via == "web" and actor.holds(Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        return YES
    return no(_("Posts are looked after by the security administrator."), _("Ask the security administrator."))


def may_appoint_somewhere(actor: Actor) -> Verdict:
    """Whether there is any body at which this person gives posts."""
    if actor.holds(Role.SECURITY_ADMIN):
        return YES
    return no(
        _("Only the security administrator gives and ends posts."),
        _("Ask the security administrator of your federation."),
    )


def may_appoint(actor: Actor, organisation: Organisation) -> Verdict:
    """Posts are given by the security administrator of the body itself or of one above it; agencies by any of them."""
    if actor.via == "system" or actor.organisation_ids(Role.SECURITY_ADMIN) & set(
        organisation.ancestors_by_column.values()
    ):
        return YES
    if not actor.holds(Role.SECURITY_ADMIN):
        return no(
            _("Only the security administrator gives and ends posts."),
            _("Ask the security administrator of your federation."),
        )
    if organisation.is_agency:
        return YES
    return no(
        _("This body does not stand below yours."), _("Ask its own security administrator, or the one above both.")
    )


def may_dismiss(actor: Actor, post: Post) -> Verdict:
    """As for giving; but the last security administrator stays until another is appointed."""
    verdict = may_appoint(actor, post.organisation)
    if verdict and post.role == Role.SECURITY_ADMIN and actor.via != "system":
        others = Post.objects.filter(in_force(clock.today()), role=Role.SECURITY_ADMIN).exclude(pk=post.pk)
        if not others.exists():
            return no(
                _("This is the last security administrator; nobody could give posts any more."),
                _("Appoint another one first."),
            )
    return verdict


def may_appoint_person(actor: Actor, person: Person, organisation: Organisation, role: str) -> Verdict:
    """The giver is another person, nobody holds one post twice, and the three administrators stay three people."""
    if actor.person_id == person.pk:
        return no(_("Nobody gives a post to themselves."), _("Ask another security administrator."))
    held = list(
        Post.objects.filter(in_force(clock.today()), person=person).order_by("pk").values_list("role", "organisation")
    )
    if role in ADMINISTRATORS and {each for each, _body in held} & set(ADMINISTRATORS):
        return no(
            _("System, security and audit administrator are three different people."),
            _("Choose another person for this post."),
        )
    if (role, organisation.pk) in held:
        return no(_("This person holds this post already."), _("Nothing needs to be done."))
    if organisation.is_agency != (role == Role.PARTNER):
        return no(
            _("A partner agency has partner users, and only it has them."), _("Choose a role that fits the body.")
        )
    return YES


def needs_reason(actor: Actor, reason: str) -> Verdict:
    """What changes somebody else's standing says why; the software says it by its name."""
    if actor.via == "system" or len(reason.strip()) >= 2:
        return YES
    return no(_("A reason is missing."), _("Write in a few words why; it is kept in the audit trail."))


def may_record_tie(actor: Actor, person: Person) -> Verdict:
    """Anyone declares their own ties; the security administrator and officers record those of others."""
    if actor.via == "system" or actor.person_id == person.pk or actor.holds(Role.SECURITY_ADMIN, Role.OFFICER):
        return YES
    return no(_("Only the person or an officer records a tie."), _("Ask an officer of your body."))


def may_end_tie(actor: Actor, tie: Tie) -> Verdict:
    """The security administrator, and never for themselves."""
    if actor.via == "system" or (actor.holds(Role.SECURITY_ADMIN) and actor.person_id != tie.person_id):
        return YES
    return no(
        _("Only the security administrator ends a tie, and nobody their own."),
        _("Ask the security administrator of your federation."),
    )
