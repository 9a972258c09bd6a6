"""Background work: at night, what is over goes, and whoever asked to be erased is."""

from procrastinate.contrib.django import app

from unionhall.core.actor import system

from . import actions


@app.periodic(cron="7 19 * * *")
@app.task(name="privacy.nightly", queue="nightly", queueing_lock="privacy.nightly", pass_context=False)
def nightly(timestamp: int) -> None:
    """Erase whoever asked and may be; then retention, table by table."""
    actions.erase_due(by=system("night"))
    actions.keep_in_time(by=system("night"))
