"""Background work on shared problems. Every task may be run twice and may be killed at any point."""

from typing import TYPE_CHECKING
from uuid import UUID

from procrastinate.contrib.django import app

from unionhall.people import api as people

from . import actions, searching
from .models import ProblemAnswer

if TYPE_CHECKING:
    from unionhall.core.actor import Actor


@app.periodic(cron="40 19 * * *")
@app.task(name="problems.search", queue="bulk", queueing_lock="problems.search", pass_context=False)
def search(timestamp: int) -> None:
    """Once a night: letters join what they belong to, and new problems are proposed."""
    searching.search()


@app.task(name="problems.join_new", queue="bulk", queueing_lock="problems.join_new", pass_context=False)
def join_new() -> None:
    """New letters join the problems they speak of."""
    searching.join_new()


@app.task(name="problems.answer_writers", queue="bulk", pass_context=False)
def answer_writers(answer_id: str) -> None:
    """Go on with an answer to many writers, as whoever gave it."""
    answer = ProblemAnswer.objects.select_related("by").filter(pk=UUID(answer_id)).first()
    if answer is not None and answer.by is not None:
        by: Actor = people.actor_of_person(answer.by)
        actions.go_on_answering(answer, by=by)
