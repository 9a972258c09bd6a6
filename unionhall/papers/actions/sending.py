"""A letter goes out and is answered; a paper written for the worker is put on the worker's own page."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from unionhall.cases import api as cases
from unionhall.cases.enums import Audience
from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no
from unionhall.core.workdays import Due, add_workdays

from .. import access, queries
from ..enums import LimitUnit
from ..models import Paper, PaperVersion, Reply, Sending
from ..states import PAPER
from ._shared import name_for_file, taken, touch

MOST_DAYS = 366


@transaction.atomic
def send(
    paper: Paper,
    *,
    by: Actor,
    to: str,
    sent_on: date,
    how: str,
    days: int | None = None,
    unit: str = LimitUnit.WORKING,
    source: str = "",
    expected: int | None = None,
) -> Sending:
    """Record that the letter was delivered. The limit to answer comes from the local rule the book holds; where it holds
    none, whoever sends it enters the days and which rule says so."""
    paper = taken(paper, expected=expected)
    access.may_send(by, paper).or_refuse()
    version = queries.latest_version(paper)
    assert version is not None  # a written paper has one
    if sent_on > clock.today():
        raise Refused(no(_("The day lies in the future."), _("Give the day on which it was delivered."), "sent_on"))
    if sent_on < version.at.astimezone(clock.now().tzinfo).date() - timedelta(days=MOST_DAYS):
        raise Refused(no(_("This day is more than a year before it was written."), _("Check the day."), "sent_on"))
    to = to.strip()
    if not to:
        raise Refused(no(_("Who did it go to?"), _("Name the receiver."), "to"))
    rule = queries.reply_limit(paper.case, paper.kind, by=by, on=sent_on)
    entered = rule is None or (days is not None and (days, unit) != (int(rule.value), rule.unit))
    if days is None:
        if rule is None:
            raise Refused(
                no(
                    _("The book holds no local rule on when this letter is to be answered."),
                    _("Enter the days and which rule says so."),
                    "needs_parameter",
                )
            )
        days, unit, source = int(rule.value), rule.unit, rule.document or rule.note or rule.source
    source = source.strip()
    if not source:
        raise Refused(no(_("Which rule says so?"), _("Name the document and the article."), "source"))
    if not 1 <= days <= MOST_DAYS:
        raise Refused(no(_("A limit has between 1 and 366 days."), _("Check the days."), "days"))
    due = add_workdays(sent_on, days) if unit == LimitUnit.WORKING else Due(sent_on + timedelta(days=days))
    sending = Sending(
        paper=paper,
        version=version,
        to=to[:120],
        sent_on=sent_on,
        how=how,
        days=days,
        unit=unit,
        source=source[:200],
        entered=entered,
        reply_due_on=due.date,
        reply_provisional=due.provisional,
        at=clock.now(),
        by_id=by.person_id,
        by_name=name_for_file(by),
    )
    sending.save(force_insert=True)
    PAPER.move(paper, "send", by)
    touch(paper, "state")
    audit.record(
        "paper.sent", paper, by=by, case=str(paper.case_id), version=version.n, due=due.date.isoformat(), entered=entered
    )  # fmt: skip
    return sending


@transaction.atomic
def record_reply(
    paper: Paper, *, by: Actor, answered_on: date, followed: bool, text: str, expected: int | None = None
) -> Reply:
    """Record what came back and whether the letter is followed."""
    paper = taken(paper, expected=expected)
    access.may_record_reply(by, paper).or_refuse()
    if answered_on > clock.today():
        raise Refused(no(_("The day lies in the future."), _("Give the day on which it came."), "answered_on"))
    if answered_on < paper.sending.sent_on:
        raise Refused(no(_("The answer lies before the letter."), _("Check the day."), "answered_on"))
    text = text.strip()
    if not text:
        raise Refused(no(_("What does the answer say?"), _("A few words are enough."), "text"))
    reply = Reply(
        paper=paper,
        answered_on=answered_on,
        followed=followed,
        text=text,
        at=clock.now(),
        by_id=by.person_id,
        by_name=name_for_file(by),
    )
    reply.save(force_insert=True)
    PAPER.move(paper, "record_reply", by)
    touch(paper, "state")
    audit.record("paper.answered", paper, by=by, case=str(paper.case_id), followed=followed)
    return reply


@transaction.atomic
def hand_over(paper: Paper, *, by: Actor) -> Paper:
    """Put the latest version on the worker's own page, and tell the worker."""
    paper = taken(paper)
    access.may_hand_over(by, paper).or_refuse()
    version, worker = queries.latest_version(paper), paper.complainant
    assert version is not None  # may_hand_over saw to both
    assert worker is not None
    place = worker.case
    if cases.visible_complainants(by, place).count() != 1:
        raise Refused(
            no(
                _("Several workers read this file, and the paper is for one of them."),
                _("Give it to the worker in person."),
                "several_workers",
            )
        )
    title = paper.content["title"]
    if cases.visible_files(by, place).filter(stored=version.stored).exists():
        return paper
    cases.add_file(place, by=by, stored=version.stored, label=title, audience=Audience.WORKER)
    words = _t("“%(title)s” is written for you: look at it under “Photos and papers”, fill in the gaps and sign it.")
    cases.write_note(place, by=by, text=words % {"title": title}, audience=Audience.WORKER)
    paper.handed_at = clock.now()
    touch(paper, "handed_at")
    audit.record("paper.handed_over", paper, by=by, case=str(paper.case_id), version=version.n)
    return paper


@transaction.atomic
def note_download(version: PaperVersion, *, by: Actor) -> None:
    """A version leaves the house: recorded with who took it."""
    audit.record("paper.downloaded", version, by=by, case=str(version.paper.case_id), version=version.n)
