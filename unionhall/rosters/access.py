"""Who brings lists of names for which body, who sees what became of them, and who decides about rows that are looked at?

An officer for their own body and all below it, the chair of a grassroots union for that union. What concerns a person whom
another body holds is decided by the level above both, and seen there only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN, OrganisationKind
from unionhall.people.enums import Role

from .enums import Decision, Reason
from .models import RosterImport, RosterMerge, RosterRow
from .states import ROSTER_IMPORT, ImportState

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation


def reach(actor: Actor, of: str = "") -> Q:
    """The bodies whose lists one handles, as a condition on the organisation named by `of`."""
    found = Q(pk__in=[])
    prefix = f"{of}__" if of else ""
    for post in actor.posts:
        if post.role == Role.OFFICER:
            found |= Q(**{f"{prefix}{LEVEL_COLUMN[post.level]}": post.organisation_id})
        elif post.role == Role.GRASSROOTS_CHAIR:
            found |= Q(**{f"{prefix}pk": post.organisation_id})
    return found


def bodies(actor: Actor) -> QuerySet[Organisation]:
    """The bodies for which one may bring a list."""
    every = organisations.visible_organisations(actor).exclude(kind=OrganisationKind.AGENCY)
    return every if actor.via == "system" else every.filter(reach(actor))


def visible_imports(actor: Actor) -> QuerySet[RosterImport]:
    """Lists of one's own bodies and those below."""
    every = RosterImport.objects.all()
    return every if actor.via == "system" else every.filter(reach(actor, "organisation"))


def visible_reviews(actor: Actor) -> QuerySet[RosterRow]:
    """Rows to be looked at, where they are to be looked at: never below that body."""
    every = RosterRow.objects.filter(review_at__isnull=False)
    return every if actor.via == "system" else every.filter(reach(actor, "review_at"))


def may_list(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(Role.OFFICER, Role.GRASSROOTS_CHAIR):
        return YES
    return no(_("Lists of members are kept by officers and chairs of unions."), _("Ask your union."))


def may_bring(actor: Actor, organisation: Organisation) -> Verdict:
    """An officer of the body or of one above it, the chair of the union itself. A body's program does it with such a post."""
    if actor.via == "system" or bodies(actor).filter(pk=organisation.pk).exists():
        return YES
    return no(_("This body is not yours to keep a list for."), _("Ask an officer of that body."), "not_yours")


def may_try_out(actor: Actor, roster: RosterImport) -> Verdict:
    return all_of(_handles(actor, roster), ROSTER_IMPORT.may(roster, "try_out", actor))


def may_start(actor: Actor, roster: RosterImport) -> Verdict:
    """People look first at what would change; a command has its own dry run."""
    if actor.via != "system" and roster.state == ImportState.READ:
        return no(
            _("Nobody has seen yet what this list would change."),
            _("Try it first; nothing is written by that."),
            "not_tried",
        )
    return all_of(_handles(actor, roster), ROSTER_IMPORT.may(roster, "start", actor))


def may_drop(actor: Actor, roster: RosterImport) -> Verdict:
    return all_of(_handles(actor, roster), ROSTER_IMPORT.may(roster, "drop", actor))


def may_take_rejected(actor: Actor, roster: RosterImport) -> Verdict:
    return _handles(actor, roster)


def may_run(actor: Actor) -> Verdict:
    """The parts of a list are written by the system, for the officer who started it."""
    if actor.via == "system":
        return YES
    return no(_("The system does this by itself."), _("Look at the progress of the list."), "system_only")


def may_decide(actor: Actor, row: RosterRow) -> Verdict:
    if row.decision != Decision.WAITING:
        return no(_("This row was decided already."), _("Undo that first."), "decided")
    return _reviews(actor, row)


def may_join(actor: Actor, row: RosterRow) -> Verdict:
    if row.person_id is None:
        return no(_("There is nobody on record to put it together with."), _("Enter it anew."), "nobody")
    return may_decide(actor, row)


def may_enter_anew(actor: Actor, row: RosterRow) -> Verdict:
    """Where the very number is on record, there is no second person."""
    if row.code != Reason.ALIKE:
        return no(
            _("The number of this row is on record, so it is not somebody new."),
            _("Put it together with the person on record, or leave it out."),
            "on_record",
        )
    return may_decide(actor, row)


def may_undo(actor: Actor, merge: RosterMerge) -> Verdict:
    if merge.undone_at is not None:
        return no(_("This was undone already."), _("The row waits again."), "undone")
    return _reviews(actor, merge.row)


def _handles(actor: Actor, roster: RosterImport) -> Verdict:
    return may_bring(actor, roster.organisation)


def _reviews(actor: Actor, row: RosterRow) -> Verdict:
    if visible_reviews(actor).filter(pk=row.pk).exists():
        return YES
    return no(_("This row is decided by another body."), _("Ask the level above."), "not_yours")
