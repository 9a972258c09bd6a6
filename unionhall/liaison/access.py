"""Who sees which lists and stations, and who may do what? By body tree and by charge; nobody sees the employer they are tied to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people.enums import HANDLERS, Role

from .enums import StationRole
from .models import ChainStation, Charge, LiaisonList, LiaisonSubject, StationPost

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

KEEPERS = (Role.OFFICER, Role.SUPERVISOR)
"""Who keeps lists, for their own body and those below, and hands subjects over."""
WORKERS = (*HANDLERS, Role.SUPERVISOR)
STEWARDS = (Role.OFFICER, Role.SYSTEM_ADMIN)


def visible_lists(actor: Actor) -> QuerySet[LiaisonList]:
    """Lists of one's body and, for those who keep them, of the bodies below; those one answers on or serves at."""
    if actor.via == "system":
        return LiaisonList.objects.all()
    if not actor.holds(*WORKERS):
        return LiaisonList.objects.none()
    scope = Q(body__in=actor.organisation_ids(*WORKERS))
    for post in actor.posts:
        if post.role in KEEPERS:
            scope |= Q(**{f"body__{LEVEL_COLUMN[post.level]}": post.organisation_id})
    if actor.person_id and not actor.for_body:
        charges = Charge.objects.filter(person=actor.person_id, until__isnull=True)
        served = StationPost.objects.filter(person=actor.person_id, until__isnull=True)
        scope |= Q(pk__in=charges.values("subject__of_list")) | Q(pk__in=served.values("station__of_list"))
    return LiaisonList.objects.filter(scope)


def visible_subjects(actor: Actor) -> QuerySet[LiaisonSubject]:
    """What stands on these lists, but no employer one is tied to."""
    found = LiaisonSubject.objects.filter(of_list__in=visible_lists(actor).order_by().values("pk"))
    tied = list(actor.tied_employers)
    return found.exclude(employer__in=tied) if tied else found


def visible_stations(actor: Actor) -> QuerySet[ChainStation]:
    return ChainStation.objects.filter(of_list__in=visible_lists(actor).order_by().values("pk"))


def may_see_liaison(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*WORKERS):
        return YES
    return no(_("Liaison is for those who work at a union body."), _("Ask the officer of your union."))


def may_define_subject(actor: Actor) -> Verdict:
    """What may be answered for, the highest body says."""
    if actor.via == "system":
        return YES
    top = organisations.top_body() if actor.holds(*STEWARDS) else None
    if top is not None and top.pk in actor.organisation_ids(*STEWARDS):
        return YES
    return no(_("What may be answered for is decided by the highest body."), _("Ask an officer there."), "not_top")


def bodies_to_keep_at(actor: Actor) -> QuerySet[Organisation]:
    """The bodies for which one may keep lists."""
    bodies = organisations.visible_organisations(actor).filter(agency_kind="")
    if actor.via == "system":
        return bodies
    scope = Q(pk__in=[])
    for post in actor.posts:
        if post.role in KEEPERS:
            scope |= Q(**{LEVEL_COLUMN[post.level]: post.organisation_id})
    return bodies.filter(scope)


def may_keep_somewhere(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*KEEPERS):
        return YES
    return no(_("Lists are kept by officers and supervisors."), _("Ask the officer of your body."), "not_keeper")


def may_make_list(actor: Actor, body: Organisation) -> Verdict:
    return all_of(may_keep_somewhere(actor), _over(actor, body))


def _over(actor: Actor, body: Organisation) -> Verdict:
    above = body.ancestors_by_column
    if actor.via == "system" or any(
        post.role in KEEPERS and above[LEVEL_COLUMN[post.level]] == post.organisation_id for post in actor.posts
    ):
        return YES
    return no(_("This body is not below yours."), _("Ask an officer there."), "not_below")


def may_keep(actor: Actor, found: LiaisonList) -> Verdict:
    """An officer or supervisor of the body or of one above; at a station its chief too."""
    if _over(actor, found.body) or _chief_of(actor, found):
        return YES
    return no(_("The list is kept by the officers of the body and those above."), _("Ask them."), "not_keeper")


def _chief_of(actor: Actor, found: LiaisonList) -> bool:
    posts = StationPost.objects.filter(station__of_list=found, until__isnull=True, role=StationRole.CHIEF)
    return bool(actor.person_id) and not actor.for_body and posts.filter(person=actor.person_id).exists()


def may_add_subject(actor: Actor, found: LiaisonList) -> Verdict:
    return may_keep(actor, found)


def may_set_interval(actor: Actor, found: LiaisonList) -> Verdict:
    return may_keep(actor, found)


def may_hand_over(actor: Actor, found: LiaisonList) -> Verdict:
    return may_keep(actor, found)


def may_open_station(actor: Actor, body: Organisation) -> Verdict:
    return may_make_list(actor, body)


def may_staff(actor: Actor, station: ChainStation) -> Verdict:
    return may_keep(actor, station.of_list)


def may_note_contact(actor: Actor, subject: LiaisonSubject) -> Verdict:
    """Whoever answers for it, keeps the list, or serves at its station."""
    if subject.ended_on is not None:
        return no(_("This is off the list."), _("Add it again if need be."), "ended")
    if may_keep(actor, subject.of_list) or _answers(actor, subject):
        return YES
    return no(
        _("Somebody else answers for this."), _("Tell them, or ask for it to be handed over to you."), "not_yours"
    )


def _answers(actor: Actor, subject: LiaisonSubject) -> bool:
    if not actor.person_id or actor.for_body:
        return False
    at_station = StationPost.objects.filter(
        station__of_list=subject.of_list_id, person=actor.person_id, until__isnull=True
    )
    charges = Charge.objects.filter(subject=subject, person=actor.person_id, until__isnull=True)
    return charges.exists() or at_station.exists()


def may_end_subject(actor: Actor, subject: LiaisonSubject) -> Verdict:
    if subject.ended_on is not None:
        return no(_("This is off the list."), _("Add it again if need be."), "ended")
    return may_keep(actor, subject.of_list)


def may_raise(actor: Actor, subject: LiaisonSubject) -> Verdict:
    """A blockage is raised where there is a station, by who may bring a matter for others."""
    if not ChainStation.objects.filter(of_list=subject.of_list_id).exists():
        return no(_("Blockages are raised at a chain liaison station."), _("Bring it as a matter."), "no_station")
    return all_of(may_note_contact(actor, subject), cases.may_enter_for(actor))


def may_follow(actor: Actor) -> Verdict:
    """What follows from posts that end and from cases, the software does."""
    return YES if actor.via == "system" else no(_("This follows by itself."), _("Nothing needs to be done."))
