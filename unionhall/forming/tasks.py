"""Background work: the end of a term of office comes near. May be run twice and may be killed at any point."""

from procrastinate.contrib.django import app

from . import reactions


@app.periodic(cron="41 16 * * *")
@app.task(name="forming.remind_of_terms", queue="clock", queueing_lock="forming.remind_of_terms", pass_context=False)
def remind_of_terms(timestamp: int) -> None:
    """A little after midnight in China: chair and body above hear that a term ends in 180, 90 or 30 days, or has ended."""
    reactions.remind_of_terms()
