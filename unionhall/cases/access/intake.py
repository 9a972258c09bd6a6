"""Who may bring a matter, enter one for a worker, go on with a draft, bring in letters and promises?"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.sealed import lookup
from unionhall.core.verdict import YES, Verdict, no
from unionhall.organisations import api as organisations
from unionhall.people.enums import HANDLERS, Role

from ..models import IntakeDraft


def may_bring(actor: Actor) -> Verdict:
    """Anyone may bring a matter, signed in or not."""
    return YES


def may_enter_for(actor: Actor) -> Verdict:
    """Paper and telephone matters are entered by those who receive workers."""
    if actor.via == "system" or actor.holds(*HANDLERS):
        return YES
    return no(
        _("Only those who receive workers enter matters for them."), _("Bring your own matter from the home page.")
    )


def may_import_letters(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(Role.OFFICER):
        return YES
    return no(_("Only a federation officer brings in old letters."), _("Ask an officer of your federation."))


def may_promise(actor: Actor) -> Verdict:
    """Promises bind the whole federation: its system administrator enters them, or an officer of its highest body."""
    if actor.via == "system" or actor.holds(Role.SYSTEM_ADMIN):
        return YES
    top = organisations.top_body() if actor.holds(Role.OFFICER) else None
    if top is not None and top.pk in actor.organisation_ids(Role.OFFICER):
        return YES
    return no(
        _("Service promises are entered by the system administrator or an officer of the federation."),
        _("Ask the system administrator."),
    )


def visible_drafts(actor: Actor) -> QuerySet[IntakeDraft]:
    """One's own drafts; those begun before signing in are found by the key in the browser."""
    return IntakeDraft.objects.filter(person=actor.person_id) if actor.person_id else IntakeDraft.objects.none()


def drafts_under(key: str) -> QuerySet[IntakeDraft]:
    """The draft whose key one holds, written by nobody who is signed in."""
    held = IntakeDraft.objects.filter(key_hash__in=[*lookup(key, "link").alternatives], person__isnull=True)
    return held.order_by("-saved_at", "pk")


def drafts_of_browser(actor: Actor, key: str) -> QuerySet[IntakeDraft]:
    """The draft whose key the browser holds: begun by nobody who was signed in, or by this person."""
    held = IntakeDraft.objects.filter(key_hash__in=[*lookup(key, "link").alternatives])
    mine = Q(person__isnull=True) | Q(person=actor.person_id) if actor.person_id else Q(person__isnull=True)
    return held.filter(mine).order_by("-saved_at", "pk")


def may_use_draft(actor: Actor, draft: IntakeDraft) -> Verdict:
    """A draft is its writer's; one begun without signing in belongs to whoever holds its key."""
    if actor.via == "system" or draft.person_id in (None, actor.person_id):
        return YES
    return no(_("This draft belongs to somebody else."), _("Begin your own."), "not_own")
