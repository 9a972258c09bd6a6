"""Who sees which registers and entries, and who may do what? By body tree, by register, by purpose; nobody tied to an employer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people.enums import Role

from .enums import Use
from .models import Register, RegisterEntry, RegisterKind
from .states import ENTRY

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

KEEPERS = (Role.OFFICER, Role.COORDINATOR, Role.GRASSROOTS_CHAIR)
"""Who enters people and visits them, at their own body."""
OVERSEERS = (Role.OFFICER, Role.SUPERVISOR)
"""Who also sees the registers of the bodies below, as far as their own body works with the same kind."""
ALL = (*KEEPERS, Role.SUPERVISOR)
STEWARDS = (Role.OFFICER, Role.SYSTEM_ADMIN)


def visible_registers(actor: Actor) -> QuerySet[Register]:
    """Open registers of one's body; and of bodies below, of those kinds one's own body works with."""
    every = Register.objects.filter(closed_on__isnull=True)
    if actor.via == "system":
        return every
    if actor.tied_employers or not actor.holds(*ALL):
        return Register.objects.none()
    scope = Q(body__in=actor.organisation_ids(*ALL))
    overseen = [post for post in actor.posts if post.role in OVERSEERS]
    own = every.filter(body__in=[post.organisation_id for post in overseen])
    for post in overseen:
        same_kind = own.filter(body=post.organisation_id).order_by().values("kind")
        scope |= Q(**{f"body__{LEVEL_COLUMN[post.level]}": post.organisation_id}, kind__in=same_kind)
    return every.filter(scope)


def visible_entries(actor: Actor) -> QuerySet[RegisterEntry]:
    """The people on the registers one sees."""
    if actor.via == "system":
        return RegisterEntry.objects.all()
    return RegisterEntry.objects.filter(register__in=visible_registers(actor).order_by().values("pk"))


def own_entries(actor: Actor) -> QuerySet[RegisterEntry]:
    """One's own entries, and those of whom one acts for."""
    return RegisterEntry.objects.filter(person__in=actor.self_and_mandates)


def may_see_registers(actor: Actor) -> Verdict:
    """Whoever keeps or oversees registers and is tied to no employer; the steward of the kinds."""
    if actor.via == "system" or (actor.holds(*ALL) and not actor.tied_employers) or may_define_kind(actor):
        return YES
    return no(_("Registers are kept by officers, coordinators and chairs."), _("Your own entries are on “About me”."))


def may_define_kind(actor: Actor) -> Verdict:
    """Which lists there are, and on which legal basis, the highest body says: its officers and system administrator."""
    if actor.via == "system":
        return YES
    top = organisations.top_body() if actor.holds(*STEWARDS) else None
    if top is not None and top.pk in actor.organisation_ids(*STEWARDS) and not actor.tied_employers:
        return YES
    return no(
        _("Which registers exist is decided by the highest body of the federation."),
        _("Ask an officer there."),
        "not_top",
    )


def may_change_kind(actor: Actor, kind: RegisterKind) -> Verdict:
    return may_define_kind(actor)


def bodies_to_open_at(actor: Actor) -> QuerySet[Organisation]:
    """The bodies for which one may open a register: one's own, and those below."""
    bodies = organisations.visible_organisations(actor).filter(agency_kind="")
    if actor.via == "system":
        return bodies
    scope = Q(pk__in=[])
    if not actor.tied_employers:
        for post in actor.posts:
            if post.role in OVERSEERS:
                scope |= Q(**{LEVEL_COLUMN[post.level]: post.organisation_id})
    return bodies.filter(scope)


def may_open_somewhere(actor: Actor) -> Verdict:
    if actor.via == "system" or (actor.holds(*OVERSEERS) and not actor.tied_employers):
        return YES
    return no(
        _("A register is opened by an officer of the body or of one above."), _("Ask the officer."), "not_officer"
    )


def may_open_register(actor: Actor, body: Organisation) -> Verdict:
    """An officer or supervisor of the body, or of one above."""
    if not (verdict := may_open_somewhere(actor)) or _oversees(actor, body):
        return verdict
    return no(_("This body is not below yours."), _("Ask an officer there."), "not_below")


def _oversees(actor: Actor, body: Organisation) -> bool:
    if actor.via == "system":
        return True
    above = body.ancestors_by_column
    return any(
        post.role in OVERSEERS and above[LEVEL_COLUMN[post.level]] == post.organisation_id for post in actor.posts
    )


def may_steer(actor: Actor, register: Register) -> Verdict:
    """Naming who is responsible, and closing: as for opening."""
    return all_of(_still_open(register), may_open_register(actor, register.body))


def may_close_register(actor: Actor, register: Register) -> Verdict:
    return may_steer(actor, register)


def _still_open(register: Register) -> Verdict:
    if register.closed_on is None:
        return YES
    return no(_("This register is closed."), _("Open it again for the body."), "closed")


def works_with(actor: Actor, register: Register) -> Verdict:
    """Whoever keeps registers, with a post at the body of this one or overseeing it."""
    if actor.via == "system":
        return YES
    if not actor.tied_employers and actor.holds(*KEEPERS):
        if register.body_id in actor.organisation_ids(*KEEPERS):
            return YES
        above = register.body.ancestors_by_column
        for post in actor.posts:
            if post.role == Role.OFFICER and above[LEVEL_COLUMN[post.level]] == post.organisation_id:
                return YES
    return no(
        _("Entries are kept by the officers, coordinators and chairs of the body."),
        _("Ask the one responsible."),
        "not_keeper",
    )


def may_enter(actor: Actor, register: Register) -> Verdict:
    return all_of(works_with(actor, register), _still_open(register))


def may_import(actor: Actor, register: Register) -> Verdict:
    return may_enter(actor, register)


def may_export(actor: Actor, register: Register) -> Verdict:
    """Whoever works with it; what leaves is masked."""
    return works_with(actor, register)


def may_read(actor: Actor, entry: RegisterEntry, purpose: str) -> Verdict:
    """A sensitive entry is opened for one of the purposes its register has, and the person reads which."""
    if not entry.register.kind.is_sensitive and not purpose:
        return YES
    if purpose in Use.values and purpose in entry.register.kind.uses:
        return YES
    return no(
        _("This entry is opened for a purpose, which the person can read."),
        _("Choose one of the purposes of this register."),
        "purpose",
    )


def may_review(actor: Actor, entry: RegisterEntry) -> Verdict:
    return all_of(works_with(actor, entry.register), _standing(entry))


def may_uphold(actor: Actor, entry: RegisterEntry) -> Verdict:
    """Somebody else than the person answers an objection."""
    if entry.person_id == actor.person_id:
        return no(_("Nobody answers their own objection."), _("Ask a colleague."), "own")
    return all_of(works_with(actor, entry.register), ENTRY.may(entry, "uphold", actor))


def may_take_off(actor: Actor, entry: RegisterEntry) -> Verdict:
    return all_of(works_with(actor, entry.register), ENTRY.may(entry, "take_off", actor))


def may_contest(actor: Actor, entry: RegisterEntry) -> Verdict:
    """The person, or who acts for them."""
    if entry.person_id not in actor.self_and_mandates:
        return no(_("Only the person objects."), _("Ask them, or take the entry off."), "not_own")
    return ENTRY.may(entry, "contest", actor)


def may_remind(actor: Actor) -> Verdict:
    """The clock does it."""
    return YES if actor.via == "system" else no(_("Reminders are sent by the system."), _("Nothing needs to be done."))


def _standing(entry: RegisterEntry) -> Verdict:
    if entry.left_on is None:
        return YES
    return no(_("This person is off the list."), _("Enter them again if need be."), "left")
