"""Background work on money. The check may be run twice and may be killed at any point."""

from procrastinate.contrib.django import app

from unionhall.core.actor import system

from . import actions


@app.periodic(cron="40 19 * * *")
@app.task(name="funds.check_ledger", queue="nightly", queueing_lock="funds.check_ledger", pass_context=False)
def check_ledger(timestamp: int) -> None:
    """Once a night: does every sum of the ledger come out?"""
    actions.check_ledger(by=system("funds"))
