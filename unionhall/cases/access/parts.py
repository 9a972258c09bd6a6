"""What of a case is open to whom: notes, files, sessions, the workers it is for?"""

from django.db.models import Q, QuerySet

from unionhall.core.actor import Actor

from ..enums import Audience
from ..models import Case, CaseFile, Complainant, Note, Session
from .cases import is_own, sees_desk


def visible_notes(actor: Actor, case: Case) -> QuerySet[Note]:
    """Handlers read every note; the worker reads those shared with them."""
    notes = Note.objects.filter(case=case)
    if sees_desk(actor, case):
        return notes
    return notes.filter(audience=Audience.WORKER) if is_own(actor, case) else notes.none()


def visible_files(actor: Actor, case: Case) -> QuerySet[CaseFile]:
    """Handlers open every file; the worker those shared with them, which includes all they sent."""
    files = CaseFile.objects.filter(case=case)
    if sees_desk(actor, case):
        return files
    return files.filter(audience=Audience.WORKER) if is_own(actor, case) else files.none()


def visible_sessions(actor: Actor, case: Case) -> QuerySet[Session]:
    sessions = Session.objects.filter(case=case)
    if sees_desk(actor, case):
        return sessions
    return sessions.filter(shared_with_worker=True) if is_own(actor, case) else sessions.none()


def visible_complainants(actor: Actor, case: Case) -> QuerySet[Complainant]:
    """The worker sees themselves; those who work on or oversee the case see them all."""
    people = Complainant.objects.filter(case=case)
    if sees_desk(actor, case):
        return people
    own = Q(person__in=actor.self_and_mandates)
    if actor.link.startswith("receipt:"):
        own |= Q(pk=actor.link.removeprefix("receipt:"))
    return people.filter(own)
