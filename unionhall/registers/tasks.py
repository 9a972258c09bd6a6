"""Background work on registers. Every task may be run twice and may be killed at any point."""

from procrastinate.contrib.django import app

from unionhall.core.actor import system

from . import actions, queries


@app.periodic(cron="20 23 * * *")
@app.task(name="registers.remind", queue="bulk", queueing_lock="registers.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Once a night: whoever is responsible hears how many entries are to be looked at again."""
    for register in queries.with_due_entries():
        actions.remind(register, by=system("registers"))
