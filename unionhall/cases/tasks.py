"""Background work on cases: what falls due by itself, and acts on many cases.

Every task may be run twice and may be killed at any point: each case is one transaction, and what is done already is not
found again by the next run. The schedule stands in docs/operations/background.md.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.verdict import Refused
from unionhall.core.workdays import next_workday
from unionhall.people import api as people

from . import actions, queries
from .actions.bulk import finish_bulk, recall
from .enums import About, Release
from .models import BulkAct, Case, Transfer
from .reactions.desk import tell_of_due as tell_those_who_work
from .states import State, TransferState
from .triage import learning

PART = 50
CLOCK = system("clock")
TRIAGE = system("suggestions")
log = logging.getLogger(__name__)


@app.task(name="cases.run_bulk", queue="bulk", pass_context=False)
def run_bulk(act_id: str) -> None:
    """Go on with an act on many cases, as the person who asked for it. Killed halfway, the next try goes on from there."""
    act = BulkAct.objects.select_related("asked_by").get(pk=UUID(act_id))
    if act.asked_by is None:
        return
    by = people.actor_of_person(act.asked_by)
    verb, arguments = recall(act)
    while act.finished_at is None:
        finish_bulk(act, verb, by=by, part=PART, **arguments)


@app.periodic(cron="7 * * * *")
@app.task(
    name="cases.return_silent_transfers",
    queue="clock",
    queueing_lock="cases.return_silent_transfers",
    pass_context=False,
)
def return_silent_transfers(timestamp: int) -> None:
    """Offers nobody answered by their day go back by themselves."""
    silent = Transfer.objects.filter(state=TransferState.OFFERED, reply_due_on__lt=clock.today())
    _each(
        silent.select_related("case").order_by("reply_due_on", "pk"), lambda row: actions.lapse_transfer(row, by=CLOCK)
    )


@app.periodic(cron="12 * * * *")
@app.task(name="cases.close_performed", queue="clock", queueing_lock="cases.close_performed", pass_context=False)
def close_performed(timestamp: int) -> None:
    """Performed cases are closed when the promised time for the worker's answer is over."""
    over = Case.objects.filter(state=State.PERFORMED, due_on__lt=clock.today(), paused=False)
    _each(over.order_by("due_on", "pk"), lambda row: actions.lapse(row, by=CLOCK))


@app.periodic(cron="22 * * * *")
@app.task(name="cases.purge_drafts", queue="clock", queueing_lock="cases.purge_drafts", pass_context=False)
def purge_drafts(timestamp: int) -> None:
    """Drafts nobody touched for thirty days are forgotten, with their files."""
    actions.purge_drafts(by=CLOCK)


@app.periodic(cron="37 18 * * *")
@app.task(name="cases.confirm_days", queue="clock", queueing_lock="cases.confirm_days", pass_context=False)
def confirm_days(timestamp: int) -> None:
    """Days reckoned before a year's holidays were announced are reckoned again."""
    actions.recompute(by=CLOCK, provisional=True)


@app.periodic(cron="52 16 * * *")
@app.task(name="cases.release_left", queue="clock", queueing_lock="cases.release_left", pass_context=False)
def release_left(timestamp: int) -> None:
    """Cases whose handler's post ran out, or ended while they were closed, go back to those nobody handles."""
    _each(queries.left_behind(), lambda row: actions.release(row, by=CLOCK, why=Release.POST_ENDED))


@app.periodic(cron="13 0 * * *")
@app.task(name="cases.tell_of_due", queue="clock", queueing_lock="cases.tell_of_due", pass_context=False)
def tell_of_due(timestamp: int) -> None:
    """Each morning those who do the work hear what is due today or on the next working day."""
    tell_those_who_work(next_workday(clock.today() + timedelta(days=1)).date)


@app.task(name="cases.suggest", queue="triage", pass_context=False)
def suggest(case_ids: list[str]) -> None:
    """Make the suggestions of cases that came in. A case that has its own already, and up to date, is passed over."""
    _each(queries.without_suggestion([UUID(pk) for pk in case_ids]), lambda row: actions.suggest(row, by=TRIAGE))


@app.periodic(cron="47 17 * * *")
@app.task(name="cases.renew_suggestions", queue="triage", queueing_lock="cases.renew_suggestions", pass_context=False)
def renew_suggestions(timestamp: int) -> None:
    """Each night, for matters new to the desk: what is missing or out of date, and all in which a legal time may run out."""
    _each(queries.to_suggest_anew(), lambda row: actions.suggest(row, by=TRIAGE))


@app.periodic(cron="13 18 * * 6")
@app.task(name="cases.learn", queue="triage", queueing_lock="cases.learn", pass_context=False)
def learn(timestamp: int) -> None:
    """Each week, where the federation has closed cases enough: learn from them anew."""
    from unionhall.triage.model import CannotLearn

    for about in (About.KIND, About.BODY):
        known = learning.own_cases(about)
        if learning.is_enough(known):
            try:
                actions.keep_model(learning.learn(about, known), by=TRIAGE, source=learning.OWN)
            except CannotLearn as error:
                log.info("nothing learnt about %s: %s", about, error)


def _each(rows: Iterable[Any], act: Callable[[Any], Any]) -> None:
    """Do one act to each row. A row somebody else moved meanwhile is left to them; one that fails does not stop the others."""
    failed = 0
    for row in rows:
        try:
            act(row)
        except Refused as refusal:
            log.info("left as it is: %s %s", type(row).__name__, refusal.verdict.code or row.pk)
        except Exception:
            failed += 1
            log.exception("%s %s could not be moved", type(row).__name__, row.pk)
    if failed:
        raise RuntimeError(f"{failed} rows could not be moved; the log names them")
