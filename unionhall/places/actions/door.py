"""What is said and counted at a door, and what the keeper answers. Whoever taps leaves nothing of themselves."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor, system
from unionhall.core.saying import address, is_past
from unionhall.core.verdict import Refused, no
from unionhall.notices import api as notices
from unionhall.people import api as people
from unionhall.people.enums import Role

from .. import access
from ..enums import TROUBLES, Answer, ReportKind, StepKind
from ..models import DoorReport, UseDay, Venue
from ..states import REPORT, ReportState, VenueState
from .keeping import _named, _step, close, taken

TELLER = system("places")
DOOR = system("the door")
"""Who reports in the trail: not a person."""
QUIET = timedelta(hours=4)
"""So long the telephone stays quiet after a text about a door."""


@transaction.atomic
def report(venue: Venue, *, by: Actor, kind: str) -> DoorReport | None:
    """Say what is wrong at a door, or that all is well, in one tap. The same trouble said again is counted with the first."""
    venue = taken(venue)
    access.may_report(by, venue).or_refuse()
    if kind not in ReportKind.values:
        raise Refused(no(_("There is no such report."), _("Choose one of those offered."), "kind"))
    now = clock.now()
    if kind == ReportKind.FINE:
        venue.confirmed_at = now
        venue.save(update_fields=["confirmed_at"])
        return None
    waiting = DoorReport.objects.filter(venue=venue, kind=kind, state=ReportState.WAITING).first()
    if waiting is not None:
        waiting.times, waiting.last_at = waiting.times + 1, now
        waiting.save(update_fields=["times", "last_at"])
        return waiting
    made = DoorReport(venue=venue, kind=kind, at=now, last_at=now)
    made.save(force_insert=True)
    audit.record("venue.reported", venue, by=DOOR, organisation_id=venue.operator_id, kind=kind)
    _tell_keeper(venue, made)
    return made


def _tell_keeper(venue: Venue, made: DoorReport) -> None:
    """The keeper hears of it; without one, those who work at the body."""
    if is_past():
        return
    if venue.keeper_id is not None:
        whom, page = [venue.keeper_id], "places:kept"
    else:
        roles = (Role.OFFICER, Role.COORDINATOR, Role.GRASSROOTS_CHAIR)
        whom = list(people.people_with_posts(venue.operator_id, *roles).values_list("pk", flat=True)[:5])
        page = "places:reports"
    link = address(reverse(page))
    for person_id in whom:
        notices.tell("told", by=TELLER, person_id=person_id, about=made, link=link, one_text_in=QUIET)


@transaction.atomic
def answer(report: DoorReport, *, by: Actor, answer: str, words: str = "") -> DoorReport:
    """The keeper went to look: it is in order, it has been put right, or the place really is closed for good."""
    venue = taken(report.venue)
    report = DoorReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    report.venue = venue
    access.may_answer(by, report).or_refuse()
    if answer not in Answer.values:
        raise Refused(no(_("There is no such answer."), _("Choose one of those offered."), "answer"))
    now = clock.now()
    REPORT.move(report, "answer", by)
    report.answer, report.words = answer, " ".join(words.split())[:200]
    report.answered_at, report.answered_by_id, report.answered_by_name = now, by.person_id, _named(by)
    report.save()
    audit.record(
        "door_report.answer", report, by=by, organisation_id=venue.operator_id, kind=report.kind, answer=answer
    )
    if answer == Answer.CLOSED:
        _really_closed(venue, by=by)
    else:
        venue.confirmed_at = now
        venue.save(update_fields=["confirmed_at"])
        _step(venue, StepKind.CONFIRMED, by=by, on=clock.today(), text=report.words)
    return report


def _really_closed(venue: Venue, *, by: Actor) -> None:
    """A keeper who may not close the place says so all the same: it is hidden from the list by its state."""
    if venue.state in (VenueState.OPEN, VenueState.PAUSED):
        close(venue, by=by if access.may_close(by, venue) else TELLER, on=clock.today())
    rest = DoorReport.objects.select_for_update().filter(venue=venue, state=ReportState.WAITING, kind__in=TROUBLES)
    for one in rest.order_by("pk"):
        REPORT.move(one, "answer", by)
        one.answer, one.answered_at = Answer.CLOSED, clock.now()
        one.answered_by_id, one.answered_by_name = by.person_id, _named(by)
        one.save()


@transaction.atomic
def count_use(venue: Venue, *, by: Actor) -> int:
    """Somebody came in and scanned the code: one more on this day, and nothing of them."""
    access.may_count_use(by, venue).or_refuse()
    today = clock.today()
    UseDay.objects.bulk_create([UseDay(venue=venue, on=today)], ignore_conflicts=True)
    UseDay.objects.filter(venue=venue, on=today).update(count=F("count") + 1)
    return UseDay.objects.get(venue=venue, on=today).count
