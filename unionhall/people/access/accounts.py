"""Who may sign in how, and who steers somebody else's account?"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no

from ..models import Account, Person, Post
from ..queries import in_force
from .posts import may_appoint


def may_change_account(actor: Actor, account: Account) -> Verdict:
    """Passwords, recovery codes and programs are their owner's own, signed in by hand."""
    if actor.via == "system" or (actor.person_id == account.person_id and actor.via == "web"):
        return YES
    return no(_("This account belongs to somebody else."), _("Sign in with your own."))


def may_sign_in_by_code(account: Account) -> Verdict:
    """A code by text is one factor: enough for a worker's own matters, not for a post."""
    if not account.is_active:
        return no(_("This account is closed."), _("Ask your union to open it again."), "account_closed")
    if Post.objects.filter(in_force(clock.today()), person=account.person_id).exists():
        return no(
            _("You hold a post, so a code by text is not enough."),
            _("Sign in with your name and password."),
            "officers_sign_in",
        )
    return YES


def may_sign_in_elsewhere(account: Account) -> Verdict:
    """Single sign-on is for people with a post; workers come with their phone."""
    if Post.objects.filter(in_force(clock.today()), person=account.person_id).exists():
        return YES
    return no(_("This person holds no post."), _("Sign in with your phone."))


def may_begin_second_factor(actor: Actor, account: Account) -> Verdict:
    """Once; a lost device is taken off by the security administrator first."""
    if Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
        return no(_("A second factor is set up already."), _("If the device is lost, ask your security administrator."))
    return YES


def may_steer_account(actor: Actor, account: Account) -> Verdict:
    """Somebody else's second factor and sign-in name: the security administrator, never their own."""
    return may_drop_second_factor(actor, account.person)


def may_invite(actor: Actor, person: Person) -> Verdict:
    """Sign-in names are given to people with a post, by the security administrator who may give that post."""
    if actor.via == "system":
        return YES
    if actor.person_id == person.pk:
        return no(_("Nobody opens their own account anew."), _("Ask another security administrator."))
    posts = Post.objects.filter(in_force(clock.today()), person=person).select_related("organisation").order_by("pk")
    if not posts:
        return no(_("This person holds no post."), _("Give them a post first; workers sign in by phone."))
    verdicts = [may_appoint(actor, post.organisation) for post in posts]
    return next((verdict for verdict in verdicts if verdict), verdicts[0])


def may_drop_second_factor(actor: Actor, person: Person) -> Verdict:
    """As for inviting, where a device is set up."""
    verdict = may_invite(actor, person)
    if verdict and not Authenticator.objects.filter(user__person=person, type=Authenticator.Type.TOTP).exists():
        return no(_("No second factor is set up."), _("They set it up at their next sign-in."))
    return verdict
