"""Background work: telling people, and closing what is over. Every task may be run twice and may be killed at any point."""

import logging
from uuid import UUID

from procrastinate.contrib.django import app

from unionhall.core import clock
from unionhall.core.actor import system
from unionhall.core.verdict import Refused

from . import actions, queries

PART = 100
CLOCK = system("clock")
BY = system("survey messages")
log = logging.getLogger(__name__)


@app.task(name="surveys.tell_people", queue="texts", pass_context=False)
def tell_people(survey_id: str, reminding: bool) -> None:
    """Tell everybody on the roll who was not told yet, or remind those who have not answered; one transaction for a hundred."""
    while actions.tell_some(UUID(survey_id), by=BY, reminding=reminding, most=PART):
        pass


@app.periodic(cron="17 16 * * *")
@app.task(name="surveys.close_over", queue="clock", queueing_lock="surveys.close_over", pass_context=False)
def close_over(timestamp: int) -> None:
    """A little after midnight in China: surveys whose last day is over are closed."""
    for survey in queries.over_by(clock.today()):
        try:
            actions.lapse_survey(survey, by=CLOCK)
        except Refused as refusal:
            log.info("left as it is: survey %s %s", survey.pk, refusal.verdict.code)
