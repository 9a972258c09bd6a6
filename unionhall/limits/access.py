"""Who sees the limits of a case, who enters what starts and stops them, and whose calendar link is it?"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.people.enums import HANDLERS, Role

from .models import CalendarFeed, LimitEvent, LimitFact, RunningLimit

if TYPE_CHECKING:
    from unionhall.cases.models import Case

DESK = (*HANDLERS, Role.SUPERVISOR)


def visible_limits(actor: Actor) -> QuerySet[RunningLimit]:
    """Those of the cases one may open: on one's desk, and one's own."""
    if actor.via == "system":
        return RunningLimit.objects.all()
    return RunningLimit.objects.filter(Q(case__in=cases.desk_cases(actor)) | Q(case__in=cases.own_cases(actor)))


def desk_limits(actor: Actor) -> QuerySet[RunningLimit]:
    """Those of the matters on one's desk that still run: lists, reminders and calendars begin here."""
    return RunningLimit.objects.filter(case__in=cases.desk_cases(actor)).exclude(case__state__in=cases.ENDED)


def visible_facts(actor: Actor) -> QuerySet[LimitFact]:
    """What was entered, with its evidence: for those who work on or oversee the matter."""
    if actor.via == "system":
        return LimitFact.objects.all()
    return LimitFact.objects.filter(case__in=cases.desk_cases(actor))


def visible_events(actor: Actor) -> QuerySet[LimitEvent]:
    if actor.via == "system":
        return LimitEvent.objects.all()
    return LimitEvent.objects.filter(case__in=cases.desk_cases(actor))


def visible_feeds(actor: Actor) -> QuerySet[CalendarFeed]:
    """One's own calendar link, and nobody else's."""
    return CalendarFeed.objects.filter(person=actor.person_id) if actor.person_id else CalendarFeed.objects.none()


def may_list(actor: Actor) -> Verdict:
    """Those who work on matters or oversee them have a list of limits."""
    if actor.via == "system" or actor.holds(*DESK):
        return YES
    return no(_("This list is for those who work on matters."), _("Your own days are on the page of your matter."))


def may_enter(actor: Actor, case: "Case") -> Verdict:
    """Those in charge of the case say what happened, while it runs."""
    return cases.may_correct(actor, case)


def may_take_back(actor: Actor, row: LimitFact | LimitEvent) -> Verdict:
    return all_of(_in_force(row), may_enter(actor, row.case))


def may_end_suspension(actor: Actor, event: LimitEvent) -> Verdict:
    if event.kind != "suspension" or event.until is not None:
        return no(_("Only a suspension that still lasts can be ended."), _("Look at the log again."), "not_open")
    return all_of(_in_force(event), may_enter(actor, event.case))


def may_open_feed(actor: Actor) -> Verdict:
    """A calendar link is a person's own; a body's program asks the API."""
    if actor.person_id is None or actor.for_body:
        return no(_("A calendar link belongs to a person."), _("Sign in yourself."), "no_person")
    return may_list(actor)


def may_close_feed(actor: Actor, feed: CalendarFeed) -> Verdict:
    if feed.closed_at is not None:
        return no(_("This link was closed already."), _("Nothing needs to be done."), "closed")
    if feed.person_id != actor.person_id:
        return no(_("This is somebody else's link."), "", "not_yours")
    return YES


def may_reckon(actor: Actor) -> Verdict:
    """Copies are renewed, people are reminded and fetched calendars are noted by the system alone."""
    if actor.via == "system":
        return YES
    return no(_("The system does this by itself."), _("Enter what happened instead."), "system_only")


def _in_force(row: Any) -> Verdict:
    if row.ended_at is None:
        return YES
    return no(_("This does not count any more."), _("Go on with what replaced it."), "not_in_force")
