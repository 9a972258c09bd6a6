"""Who may see which persons, and who may give posts, mandates and consents."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, no

from .enums import ADMINISTRATORS, HANDLERS, MandateStanding, Role
from .models import Account, ApiClient, ApiToken, Consent, Mandate, Membership, Person, Post, Tie
from .queries import in_force

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

STEWARDS_OF_PROGRAMS = (Role.OFFICER, Role.SUPERVISOR, Role.PARTNER, Role.SYSTEM_ADMIN)


def visible_people(actor: Actor) -> QuerySet[Person]:
    """Oneself, those one has a mandate for, and for officers and chairs the members of their own bodies."""
    if actor.via == "system":
        return Person.objects.all()
    mine = Q(pk__in=actor.self_and_mandates)
    bodies = actor.organisation_ids(Role.OFFICER, Role.GRASSROOTS_CHAIR)
    if bodies:
        members = Membership.objects.filter(in_force(clock.today()), organisation__in=bodies)
        mine |= Q(pk__in=members.values("person"))
    return Person.objects.filter(mine)


def visible_posts(actor: Actor) -> QuerySet[Post]:
    """One's own, those of the bodies one steers, and all of them for the security administrator."""
    if actor.via == "system" or actor.holds(Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        return Post.objects.all()
    bodies = actor.organisation_ids(Role.OFFICER, Role.SUPERVISOR)
    return Post.objects.filter(Q(person=actor.person_id) | Q(organisation__in=bodies))


def visible_mandates(actor: Actor) -> QuerySet[Mandate]:
    """Mandates one gave or holds."""
    people = [actor.person_id] if actor.person_id else []
    return Mandate.objects.filter(Q(principal__in=people) | Q(agent__in=people))


def visible_consents(actor: Actor) -> QuerySet[Consent]:
    """One's own consents."""
    return Consent.objects.filter(person=actor.person_id) if actor.person_id else Consent.objects.none()


def visible_tokens(actor: Actor) -> QuerySet[ApiToken]:
    """One's own tokens, never their secrets."""
    return ApiToken.objects.filter(account__person=actor.person_id) if actor.person_id else ApiToken.objects.none()


def may_enter(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*HANDLERS):
        return YES
    return no(_("Only officers enter other persons."), _("Sign in with your own phone; your record is made by itself."))


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


def may_give_mandate(actor: Actor, principal: Person, agent: Person | None = None) -> Verdict:
    """The worker gives it; an officer may record one given on paper, by telephone or in person, never to themselves."""
    if agent is not None and agent.pk == principal.pk:
        return no(_("A person needs no mandate to act for themselves."), _("Enter the phone of the other person."))
    if actor.via == "system" or actor.person_id == principal.pk:
        return YES
    if not actor.holds(*HANDLERS):
        return no(
            _("A mandate is given by the worker it is for."),
            _("Ask the worker to give it, or bring a signed one to your union."),
        )
    if agent is not None and agent.pk == actor.person_id:
        return no(_("Nobody records a mandate to themselves."), _("Ask a colleague to record it."))
    return YES


def may_accept_mandate(actor: Actor, mandate: Mandate) -> Verdict:
    """Whoever is asked, by themselves: nobody takes on a duty for somebody else, and no body's program does."""
    if actor.person_id != mandate.agent_id or actor.for_body:
        return no(
            _("Only the person who was asked answers."),
            _("Ask them to sign in with their own phone."),
            "not_the_one_asked",
        )
    standing = mandate.standing(clock.today())
    if mandate.accepted_at is not None or standing == MandateStanding.DECLINED:
        return no(_("This mandate was answered already."), _("Nothing needs to be done."), "answered")
    if standing != MandateStanding.WAITING:
        return no(_("This can no longer be answered."), _("Ask the worker to give it once more."), "too_late")
    return YES


def may_decline_mandate(actor: Actor, mandate: Mandate) -> Verdict:
    """As for accepting."""
    return may_accept_mandate(actor, mandate)


def may_revoke_mandate(actor: Actor, mandate: Mandate) -> Verdict:
    if actor.person_id in (mandate.principal_id, mandate.agent_id, mandate.recorded_by_id):
        return YES
    return no(_("Only the two people of a mandate, or whoever recorded it, end it."), _("Ask the worker to end it."))


def may_consent(actor: Actor, person_id: UUID) -> Verdict:
    """The person, someone with their mandate, or an officer who heard it and says how."""
    if actor.via == "system" or person_id in actor.self_and_mandates or actor.holds(*HANDLERS):
        return YES
    return no(_("Consent is given by the person it concerns."), _("Ask the person."))


def may_make_token(actor: Actor) -> Verdict:
    """A person signed in by page, not by another token."""
    if actor.via == "system" or (actor.person_id and actor.via == "web"):
        return YES
    return no(_("A token is made after signing in on the page."), _("Sign in and open “My programs”."))


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


def may_rename(actor: Actor, person: Person) -> Verdict:
    """One's own name, as long as no identity number stands beside it; then it is the register's."""
    if person.identity_number or Post.objects.filter(in_force(clock.today()), person=person).exists():
        return no(
            _("Your name stands beside your identity number or your post, so it is not changed here."),
            _("Bring your identity card to your union."),
            "name_is_registered",
        )
    return YES


def may_export(actor: Actor, person: Person) -> Verdict:
    """One's own data, by oneself and signed in by hand; a mandate does not reach this far."""
    if actor.person_id == person.pk and actor.via == "web":
        return YES
    return no(_("Everybody takes out their own data."), _("Sign in with your own phone."))


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


def may_drop_second_factor(actor: Actor, person: Person) -> Verdict:
    """As for inviting, where a device is set up."""
    verdict = may_invite(actor, person)
    if verdict and not Authenticator.objects.filter(user__person=person, type=Authenticator.Type.TOTP).exists():
        return no(_("No second factor is set up."), _("They set it up at their next sign-in."))
    return verdict


def mandates_recorded(actor: Actor) -> QuerySet[Mandate]:
    """Those an officer recorded for others."""
    if actor.person_id is None or not actor.holds(*HANDLERS):
        return Mandate.objects.none()
    return Mandate.objects.filter(recorded_by=actor.person_id).exclude(principal=actor.person_id)


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
