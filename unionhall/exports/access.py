"""Who asks for an export, who is its second person, who fetches it?"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor, HeldPost
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people.enums import HANDLERS, Role

from .models import Export
from .queries import AUTHORITY
from .sources import Source
from .states import EXPORT

MAKERS = (*HANDLERS, Role.SUPERVISOR)


def visible_exports(actor: Actor) -> QuerySet[Export]:
    """One's own, and those of the bodies one answers for. Somebody tied to an employer sees no others than their own: what
    they were asked to approve could name that employer."""
    if actor.via == "system":
        return Export.objects.all()
    if actor.person_id is None:
        return Export.objects.none()
    scope = Q(made_by=actor.person_id)
    if not actor.tied_employers:
        for post in actor.posts:
            if post.role in AUTHORITY:
                scope |= Q(**{f"body__{LEVEL_COLUMN[post.level]}": post.organisation_id})
    return Export.objects.filter(scope)


def may_list_exports(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*MAKERS):
        return YES
    return no(_("Exports are for those who work on matters or oversee them."), _("Your own data are on “My data”."))


def may_ask(actor: Actor, source: Source, asked: Mapping[str, Any]) -> Verdict:
    """Whoever may read such a list may ask for it as a file."""
    return all_of(may_list_exports(actor), source.may(actor, asked))


def may_approve(actor: Actor, export: Export) -> Verdict:
    """Somebody with authority at the same body or above; never the maker."""
    return all_of(EXPORT.may(export, "approve", actor), _second_person(actor, export), _answers_for(actor, export))


def may_refuse(actor: Actor, export: Export) -> Verdict:
    return all_of(EXPORT.may(export, "refuse", actor), _second_person(actor, export), _answers_for(actor, export))


def may_withdraw(actor: Actor, export: Export) -> Verdict:
    return all_of(_own(actor, export), EXPORT.may(export, "withdraw", actor))


def may_download(actor: Actor, export: Export) -> Verdict:
    """The maker, while the file is kept."""
    own = _own(actor, export)
    if not own:
        return own
    if export.state != "ready":
        return no(
            _("There is no file to fetch: %(state)s.") % {"state": export.get_state_display()},
            _("Ask for it anew if it is still needed."),
            "no_file",
        )
    if export.expires_at is None or export.expires_at <= clock.now():
        return no(_("The file has expired."), _("Ask for it anew if it is still needed."), "expired")
    return YES


def may_make(actor: Actor) -> Verdict:
    """Files are made by the system itself, after everybody has been asked."""
    if actor.via == "system":
        return YES
    return no(_("This step is taken by the system itself."), "", "system_only")


def may_set_term(actor: Actor) -> Verdict:
    """How long files are kept is set by the system administrator, or from the console."""
    if actor.via == "system" or actor.holds(Role.SYSTEM_ADMIN):
        return YES
    return no(_("Only the system administrator sets how long files are kept."), "", "not_administrator")


def may_trace(actor: Actor) -> Verdict:
    """Leaked files are traced by the security and the audit administrator, or from the console."""
    if actor.via == "system" or actor.holds(Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        return YES
    return no(_("Leaked files are traced by the security administrator."), _("Hand the file to them."), "not_security")


def post_for(actor: Actor) -> HeldPost | None:
    """The post with which somebody exports: the highest of those that may."""
    held = [post for post in actor.posts if post.role in MAKERS]
    return min(held, key=lambda post: (post.level, post.role not in AUTHORITY, post.post_id), default=None)


def _second_person(actor: Actor, export: Export) -> Verdict:
    if actor.person_id is None or actor.for_body:
        return no(_("A second person decides, not a program."), _("Sign in as yourself."), "people_only")
    if export.made_by_id == actor.person_id:
        return no(_("You asked for this yourself."), _("A second person decides about it."), "same_person")
    return YES


def _answers_for(actor: Actor, export: Export) -> Verdict:
    above: set[UUID | None] = set(export.body.ancestors_by_column.values())
    if not actor.tied_employers and above & set(actor.organisation_ids(*AUTHORITY)):
        return YES
    return no(
        _("Only those who answer for this body or one above it decide about its exports."),
        _("Its officers and supervisors see the request."),
        "no_authority",
    )


def _own(actor: Actor, export: Export) -> Verdict:
    if actor.person_id is not None and export.made_by_id == actor.person_id:
        return YES
    return no(_("Only whoever asked for an export takes it back or fetches its file."), "", "not_own")
