"""Who sees which places, and who may do what? Open doors are public; the desk is each body's own, and that of those above."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN
from unionhall.people.enums import Role

from .models import (
    ChecklistItem,
    DoorReport,
    Inspection,
    LocalRule,
    MapPoint,
    Shortfall,
    UseDay,
    Venue,
    VenueImport,
    VenuePair,
    VenuePhoto,
    VenueStep,
)
from .states import IMPORT, IN_USE, PAIR, REPORT, SHORTFALL, VENUE, VenueState

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

LOCAL = (Role.OFFICER, Role.COORDINATOR, Role.GRASSROOTS_CHAIR)
"""Who keeps the places of their own body."""
ABOVE = (Role.OFFICER, Role.SUPERVISOR)
"""Who also sees the places of all bodies below."""
ALL = (*LOCAL, Role.SUPERVISOR)
PUBLIC = Q(hidden=False, state__in=IN_USE)


# --- what is seen -------------------------------------------------------------------------------------------------------


def visible_venues(actor: Actor) -> QuerySet[Venue]:
    """Doors that are open to everybody; and for those who keep places, all of their body and of those below."""
    if actor.via == "system":
        return Venue.objects.all()
    return Venue.objects.filter(PUBLIC | _kept(actor, "operator") | Q(keeper__in=_own(actor)))


def public_venues() -> QuerySet[Venue]:
    """What anybody may be led to."""
    return Venue.objects.filter(PUBLIC)


def closed_venues() -> QuerySet[Venue]:
    """Doors that everybody knew and that are closed for good: whoever comes with their old code is told so."""
    return Venue.objects.filter(hidden=False, state=VenueState.CLOSED, opened_on__isnull=False)


def kept_venues(actor: Actor) -> QuerySet[Venue]:
    """The places on somebody's desk: of their body, and of those below for officers and supervisors."""
    if actor.via == "system":
        return Venue.objects.all()
    return Venue.objects.filter(_kept(actor, "operator"))


def looked_after(actor: Actor) -> QuerySet[Venue]:
    """The places whose keeper one is."""
    return Venue.objects.filter(keeper__in=_own(actor))


def visible_reports(actor: Actor) -> QuerySet[DoorReport]:
    """Reports from the doors one keeps, at a desk or as the keeper of the place."""
    if actor.via == "system":
        return DoorReport.objects.all()
    return DoorReport.objects.filter(_kept(actor, "venue__operator") | Q(venue__keeper__in=_own(actor)))


def visible_inspections(actor: Actor) -> QuerySet[Inspection]:
    if actor.via == "system":
        return Inspection.objects.all()
    return Inspection.objects.filter(_kept(actor, "venue__operator") | Q(venue__keeper__in=_own(actor)))


def visible_shortfalls(actor: Actor) -> QuerySet[Shortfall]:
    if actor.via == "system":
        return Shortfall.objects.all()
    return Shortfall.objects.filter(_kept(actor, "venue__operator") | Q(venue__keeper__in=_own(actor)))


def visible_steps(actor: Actor) -> QuerySet[VenueStep]:
    """What happened to the places one keeps."""
    return VenueStep.objects.filter(venue__in=kept_venues(actor).order_by().values("pk"))


def visible_points(actor: Actor) -> QuerySet[MapPoint]:
    return MapPoint.objects.filter(venue__in=kept_venues(actor).order_by().values("pk"))


def visible_photos(actor: Actor) -> QuerySet[VenuePhoto]:
    """Pictures of the places one sees."""
    return VenuePhoto.objects.filter(taken_off_at__isnull=True, venue__in=visible_venues(actor).order_by().values("pk"))


def visible_uses(actor: Actor) -> QuerySet[UseDay]:
    """Counts hold nobody, so they are as public as the door."""
    return UseDay.objects.filter(venue__in=visible_venues(actor).order_by().values("pk"))


def visible_pairs(actor: Actor) -> QuerySet[VenuePair]:
    """Pairs of which one keeps both: nobody decides about the place of a stranger."""
    if actor.via == "system":
        return VenuePair.objects.all()
    return VenuePair.objects.filter(_kept(actor, "one__operator"), _kept(actor, "other__operator"))


def visible_imports(actor: Actor) -> QuerySet[VenueImport]:
    if actor.via == "system":
        return VenueImport.objects.all()
    return VenueImport.objects.filter(_kept(actor, "body"))


def visible_rules(actor: Actor) -> QuerySet[LocalRule]:
    """Rules of one's bodies, of those below and of those above: they count for one's places."""
    if actor.via == "system":
        return LocalRule.objects.all()
    return LocalRule.objects.filter(_kept(actor, "body") | Q(body__in=_above(actor)))


def visible_items(actor: Actor) -> QuerySet[ChecklistItem]:
    """Items for all, and local ones of one's bodies, of those below and of those above."""
    if actor.via == "system":
        return ChecklistItem.objects.all()
    return ChecklistItem.objects.filter(Q(body__isnull=True) | _kept(actor, "body") | Q(body__in=_above(actor)))


def _kept(actor: Actor, body: str) -> Q:
    scope = Q(pk__in=[])
    local = actor.organisation_ids(*LOCAL)
    if local:
        scope |= Q(**{f"{body}__in": local})
    for post in actor.posts:
        if post.role in ABOVE:
            scope |= Q(**{f"{body}__{LEVEL_COLUMN[post.level]}": post.organisation_id})
    return scope


def _own(actor: Actor) -> list[UUID]:
    """The person, when they act as themselves."""
    return [actor.person_id] if actor.person_id and not actor.for_body else []


def _above(actor: Actor) -> list[UUID]:
    """The bodies at which somebody keeps places, and all above them."""
    found: set[UUID] = set()
    for body in organisations.visible_organisations(actor).filter(pk__in=actor.organisation_ids(*ALL)).order_by("pk"):
        found |= {key for key in body.ancestors_by_column.values() if key}
    return sorted(found, key=str)


# --- the desk -----------------------------------------------------------------------------------------------------------


def may_see_desk(actor: Actor) -> Verdict:
    """Officers, coordinators, chairs and supervisors."""
    if actor.via == "system" or actor.holds(*ALL):
        return YES
    return no(
        _("Places are kept by officers, coordinators and chairs."), _("All open places are on the list for everybody.")
    )


def bodies_to_enter_at(actor: Actor) -> QuerySet[Organisation]:
    """The bodies for which one may enter places: one's own, and those below for officers."""
    bodies = organisations.visible_organisations(actor).filter(agency_kind="")
    if actor.via == "system":
        return bodies
    scope = Q(pk__in=actor.organisation_ids(*LOCAL))
    for post in actor.posts:
        if post.role == Role.OFFICER:
            scope |= Q(**{LEVEL_COLUMN[post.level]: post.organisation_id})
    return bodies.filter(scope)


def may_enter_somewhere(actor: Actor) -> Verdict:
    if actor.via == "system" or actor.holds(*LOCAL):
        return YES
    return no(
        _("Places are entered by officers, coordinators and chairs."),
        _("Tell the officer which one is missing."),
        "not_keeper",
    )


def works_for(actor: Actor, body: Organisation) -> Verdict:
    """Whoever keeps places at this body, or is an officer of one above."""
    if actor.via == "system" or body.pk in actor.organisation_ids(*LOCAL):
        return YES
    above = body.ancestors_by_column
    if any(
        post.role == Role.OFFICER and above[LEVEL_COLUMN[post.level]] == post.organisation_id for post in actor.posts
    ):
        return YES
    return no(_("This place belongs to another body."), _("Ask an officer there."), "not_keeper")


def may_enter(actor: Actor, body: Organisation) -> Verdict:
    return works_for(actor, body)


def may_find_quarters(actor: Actor) -> Verdict:
    """Places of all bodies at once: a matter of the installation, as loading boundaries is."""
    if actor.via == "system":
        return YES
    return no(_("This is done on the server."), _("Ask the operator to run unionhall stations quarters."), "system")


def _stands(venue: Venue) -> Verdict:
    if venue.merged_into_id is None:
        return YES
    return no(_("This entry was merged with another one."), _("Change that place instead."), "folded")


def tended_venues(actor: Actor) -> QuerySet[Venue]:
    """The places one looks after, at a desk or as their keeper."""
    if actor.via == "system":
        return Venue.objects.all()
    return Venue.objects.filter(_kept(actor, "operator") | Q(keeper__in=_own(actor)))


def may_set_hours(actor: Actor, venue: Venue) -> Verdict:
    """Whoever looks after a door knows first when it is open."""
    return all_of(looks_after(actor, venue), _stands(venue))


def may_close_days(actor: Actor, venue: Venue) -> Verdict:
    return may_set_hours(actor, venue)


def may_open_days(actor: Actor, venue: Venue) -> Verdict:
    return may_set_hours(actor, venue)


def may_change(actor: Actor, venue: Venue) -> Verdict:
    return all_of(works_for(actor, venue.operator), _stands(venue))


def may_move(actor: Actor, venue: Venue) -> Verdict:
    return may_change(actor, venue)


def may_begin(actor: Actor, venue: Venue) -> Verdict:
    return all_of(works_for(actor, venue.operator), VENUE.may(venue, "begin", actor))


def may_pause(actor: Actor, venue: Venue) -> Verdict:
    return all_of(works_for(actor, venue.operator), VENUE.may(venue, "pause", actor))


def may_resume(actor: Actor, venue: Venue) -> Verdict:
    return all_of(works_for(actor, venue.operator), VENUE.may(venue, "resume", actor))


def may_close(actor: Actor, venue: Venue) -> Verdict:
    return all_of(works_for(actor, venue.operator), VENUE.may(venue, "close", actor))


def may_reopen(actor: Actor, venue: Venue) -> Verdict:
    return all_of(works_for(actor, venue.operator), VENUE.may(venue, "reopen", actor))


def may_name_keeper(actor: Actor, venue: Venue) -> Verdict:
    return may_change(actor, venue)


def may_add_photo(actor: Actor, venue: Venue) -> Verdict:
    return all_of(looks_after(actor, venue), _stands(venue))


def may_add_finding_photo(actor: Actor, inspection: Inspection) -> Verdict:
    return works_for(actor, inspection.venue.operator)


def may_take_off_photo(actor: Actor, venue: Venue) -> Verdict:
    return may_add_photo(actor, venue)


def looks_after(actor: Actor, venue: Venue) -> Verdict:
    """The keeper of the place, or whoever keeps places at its body."""
    if venue.keeper_id is not None and venue.keeper_id in _own(actor):
        return YES
    return works_for(actor, venue.operator)


def may_export(actor: Actor) -> Verdict:
    return may_see_desk(actor)


def may_import(actor: Actor, body: Organisation) -> Verdict:
    return works_for(actor, body)


def may_write_list(actor: Actor, brought: VenueImport) -> Verdict:
    return all_of(works_for(actor, brought.body), IMPORT.may(brought, "write_list", actor))


def may_start_list(actor: Actor, brought: VenueImport) -> Verdict:
    return all_of(works_for(actor, brought.body), IMPORT.may(brought, "start_list", actor))


def may_run_list(actor: Actor) -> Verdict:
    """Only the machine goes on with what somebody began."""
    if actor.via == "system":
        return YES
    return no(_("This goes on by itself."), _("Look at its progress."), "system")


def may_clear_lists(actor: Actor) -> Verdict:
    return may_run_list(actor)


def may_drop_list(actor: Actor, brought: VenueImport) -> Verdict:
    return all_of(works_for(actor, brought.body), IMPORT.may(brought, "drop_list", actor))


# --- the door -----------------------------------------------------------------------------------------------------------


def may_report(actor: Actor, venue: Venue) -> Verdict:
    """Anybody, of a door that is open to everybody."""
    if venue.is_public:
        return YES
    return no(_("This place is not open to everybody now."), _("Look for another one nearby."), "not_public")


def may_count_use(actor: Actor, venue: Venue) -> Verdict:
    """Anybody, where use is counted at all."""
    if not venue.uses_counted:
        return no(_("Use is not counted at this place."), _("Nothing needs to be done."), "not_counted")
    return may_report(actor, venue)


def may_answer(actor: Actor, report: DoorReport) -> Verdict:
    return all_of(looks_after(actor, report.venue), REPORT.may(report, "answer", actor))


def may_confirm_place(actor: Actor, venue: Venue) -> Verdict:
    return all_of(looks_after(actor, venue), _stands(venue))


# --- standards ----------------------------------------------------------------------------------------------------------


def may_inspect(actor: Actor, venue: Venue) -> Verdict:
    """Whoever keeps places at the body or is an officer of one above: the keeper alone does not inspect their own place."""
    return all_of(works_for(actor, venue.operator), _stands(venue))


def may_remedy(actor: Actor, shortfall: Shortfall) -> Verdict:
    return all_of(looks_after(actor, shortfall.venue), SHORTFALL.may(shortfall, "remedy", actor))


def _rules_for(actor: Actor, body: Organisation | None) -> Verdict:
    """Officers of a body make the rules for it and those below; what counts for all, the officers of the highest body."""
    if actor.via == "system":
        return YES
    posts = actor.organisation_ids(Role.OFFICER)
    if body is None:
        top = organisations.top_body() if posts else None
        if top is not None and top.pk in posts:
            return YES
        return no(
            _("What counts for all places is decided by the highest body."), _("Ask an officer there."), "not_top"
        )
    if posts & {key for key in body.ancestors_by_column.values() if key}:
        return YES
    return no(
        _("Rules for places are made by officers of the body or of one above."), _("Ask the officer."), "not_officer"
    )


def may_set_rule(actor: Actor, body: Organisation) -> Verdict:
    return _rules_for(actor, body)


def may_add_item(actor: Actor, body: Organisation | None) -> Verdict:
    return _rules_for(actor, body)


def may_end_item(actor: Actor, item: ChecklistItem) -> Verdict:
    return _rules_for(actor, item.body)


def may_add_word(actor: Actor) -> Verdict:
    """Kinds of host and equipment are words of the whole federation."""
    return _rules_for(actor, None)


# --- pairs --------------------------------------------------------------------------------------------------------------


def may_look_for_pairs(actor: Actor) -> Verdict:
    return may_enter_somewhere(actor)


def _decides(actor: Actor, pair: VenuePair) -> Verdict:
    return all_of(works_for(actor, pair.one.operator), works_for(actor, pair.other.operator))


def may_merge(actor: Actor, pair: VenuePair) -> Verdict:
    return all_of(_decides(actor, pair), PAIR.may(pair, "merge", actor))


def may_keep_apart(actor: Actor, pair: VenuePair) -> Verdict:
    return all_of(_decides(actor, pair), PAIR.may(pair, "keep_apart", actor))
