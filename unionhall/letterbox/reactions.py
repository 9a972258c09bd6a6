"""What follows here when something happens elsewhere. The pairs are listed in unionhall/wiring.py."""

from unionhall.cases.events import WorkerWrittenTo
from unionhall.core.actor import system

from . import actions

BY = system("letter box")


def answer_by_mail(event: WorkerWrittenTo) -> None:
    """A handler wrote to the worker: whoever wrote in by e-mail is answered by e-mail."""
    if event.note_id is not None:
        actions.answer(event.case_id, event.note_id, by=BY)
