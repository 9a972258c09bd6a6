"""Who makes a token of their own, and who registers a program for a body?"""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no

from ..enums import ADMINISTRATORS, Role
from ..models import ApiClient, ApiToken, Post

STEWARDS_OF_PROGRAMS = (Role.OFFICER, Role.SUPERVISOR, Role.PARTNER, Role.SYSTEM_ADMIN)


def visible_tokens(actor: Actor) -> QuerySet[ApiToken]:
    """One's own tokens, never their secrets."""
    return ApiToken.objects.filter(account__person=actor.person_id) if actor.person_id else ApiToken.objects.none()


def may_make_token(actor: Actor) -> Verdict:
    """A person signed in by page, not by another token."""
    if actor.via == "system" or (actor.person_id and actor.via == "web"):
        return YES
    return no(_("A token is made after signing in on the page."), _("Sign in and open “My programs”."))


def may_see_clients(actor: Actor) -> Verdict:
    """Programs of bodies are a matter of those who steer one."""
    if actor.holds(*STEWARDS_OF_PROGRAMS):
        return YES
    return no(_("Programs are registered by officers of the body they act for."), _("Ask an officer of that body."))


def visible_clients(actor: Actor) -> QuerySet[ApiClient]:
    """Programs of the bodies one steers."""
    bodies = actor.organisation_ids(*STEWARDS_OF_PROGRAMS)
    return ApiClient.objects.filter(post__organisation__in=bodies)


def may_register_program(actor: Actor, post: Post) -> Verdict:
    """Under a post of one's own body, by an officer, partner user, supervisor or administrator there, signed in by hand."""
    if actor.via == "system":
        return YES
    if actor.via != "web" or post.organisation_id not in actor.organisation_ids(*STEWARDS_OF_PROGRAMS):
        return no(_("Programs are registered by officers of the body they act for."), _("Ask an officer of that body."))
    if post.role in ADMINISTRATORS:
        return no(_("No program acts as an administrator."), _("Choose another post."))
    if post.until is not None and post.until < clock.today():
        return no(_("This post has ended."), _("Choose another post."))
    return YES


def may_revoke_program(actor: Actor, client: ApiClient) -> Verdict:
    """Whoever steers the body it acts for, or the person answerable for it."""
    if actor.via == "system" or client.person_id == actor.person_id:
        return YES
    if actor.via == "web" and client.post.organisation_id in actor.organisation_ids(*STEWARDS_OF_PROGRAMS):
        return YES
    return no(_("This program belongs to another body."), _("Ask an officer of that body."))
