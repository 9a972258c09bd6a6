"""Background work on cases: acts on many of them."""

from uuid import UUID

from procrastinate.contrib.django import app

from unionhall.people import api as people

from .actions.bulk import finish_bulk, recall
from .models import BulkAct

PART = 50


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
