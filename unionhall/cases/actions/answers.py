"""An answer from above to whoever wrote: the chair's words on one letter of many."""

from django.db import transaction

from unionhall.core.actor import Actor
from unionhall.core.events import announce

from .. import access
from ..enums import Audience
from ..events import WorkerWrittenTo
from ..models import Case, Note
from ._shared import put_note, taken


@transaction.atomic
def answer(case: Case, *, by: Actor, text: str) -> Note:
    """Answer the worker in the chair's name, on running and ended matters alike; they hear of it by the way they chose."""
    case = taken(case)
    access.may_answer(by, case).or_refuse()
    note = put_note(case, by=by, text=text, audience=Audience.WORKER)
    announce(WorkerWrittenTo(case_id=case.pk, note_id=note.pk))
    return note
