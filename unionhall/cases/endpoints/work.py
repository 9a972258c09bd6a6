"""Daily work on a case over the API: assignment, notes, files, sessions, parties, the clock."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from unionhall.core import files as core_files
from unionhall.core.endpoints import PROBLEMS, once
from unionhall.core.http import actor_of
from unionhall.organisations import api as organisations
from unionhall.people import api as people

from .. import access, actions
from ..enums import Audience
from . import schemas
from ._shared import act, act_as_said, case_in_scope, dump, employer_by_uscc, file_out, one_of, opened

router = Router(tags=["work on a case"])
ANSWER = {200: schemas.CaseOut, **PROBLEMS}


@router.post("/cases/{uuid:pk}/assignment", response=ANSWER)
def assignment(request: HttpRequest, pk: UUID, payload: schemas.Assignment) -> Any:
    """Put somebody on duty at the body in charge."""
    case = case_in_scope(request, pk)
    handler = one_of(people.people_with_posts(case.body_id), pk=payload.handler)
    return act(request, pk, actions.assign, handler=handler, expected=payload.version)


@router.post("/cases/{uuid:pk}/rerouting", response=ANSWER)
def rerouting(request: HttpRequest, pk: UUID, payload: schemas.Rerouting) -> Any:
    """Send the case to another body of one's own tree."""
    body = one_of(organisations.visible_organisations(actor_of(request)), pk=payload.body)
    return act(request, pk, actions.reroute, body=body, reason=payload.reason, expected=payload.version)


@router.post("/cases/{uuid:pk}/suspension", response=ANSWER)
def suspension(request: HttpRequest, pk: UUID, payload: schemas.Suspending) -> Any:
    """Stop the clock."""
    return act_as_said(request, pk, actions.suspend, payload)


@router.delete("/cases/{uuid:pk}/suspension", response=ANSWER)
def resumption(request: HttpRequest, pk: UUID) -> Any:
    """Let the clock run again."""
    return act(request, pk, actions.resume)


@router.post("/cases/{uuid:pk}/extension", response=ANSWER)
def extension(request: HttpRequest, pk: UUID, payload: schemas.Extension) -> Any:
    return act_as_said(request, pk, actions.extend, payload)


@router.get("/cases/{uuid:pk}/notes", response={200: list[schemas.NoteOut], **PROBLEMS})
def notes(request: HttpRequest, pk: UUID) -> Any:
    case, actor = case_in_scope(request, pk), actor_of(request)
    opened(case, actor)
    return list(access.visible_notes(actor, case).order_by("at", "pk"))


@router.post("/cases/{uuid:pk}/notes", response={201: schemas.NoteOut, **PROBLEMS})
def write_note(request: HttpRequest, pk: UUID, payload: schemas.NoteIn) -> Any:
    """A note for the handlers, or for the worker too."""
    case = case_in_scope(request, pk)

    def run() -> Any:
        note = actions.write_note(case, by=actor_of(request), text=payload.text, audience=payload.audience)
        return dump(schemas.NoteOut, note)

    return Status(201, once(request, run))


@router.post("/cases/{uuid:pk}/messages", response={201: schemas.NoteOut, **PROBLEMS})
def write_message(request: HttpRequest, pk: UUID, payload: schemas.MessageIn) -> Any:
    """The worker writes to those who handle the matter."""
    case = case_in_scope(request, pk)

    def run() -> Any:
        return dump(schemas.NoteOut, actions.message(case, by=actor_of(request), text=payload.text))

    return Status(201, once(request, run))


@router.get("/cases/{uuid:pk}/files", response={200: list[schemas.FileOut], **PROBLEMS})
def list_files(request: HttpRequest, pk: UUID) -> Any:
    """The files of the case, as far as you may open them. Looking at the list is a look at the file, and recorded."""
    case, actor = case_in_scope(request, pk), actor_of(request)
    opened(case, actor)
    found = access.visible_files(actor, case).select_related("stored").order_by("at", "pk")
    return [file_out(row) for row in found]


@router.post("/cases/{uuid:pk}/files", response={201: schemas.FileOut, **PROBLEMS})
def add_file(
    request: HttpRequest,
    pk: UUID,
    file: File[UploadedFile],
    label: Form[schemas.Line] = "",
    audience: Form[Audience] = Audience.WORKER,
) -> Any:
    """Put a file on the case; its content decides what it is, not its name."""
    case, actor = case_in_scope(request, pk), actor_of(request)
    access.may_add_file(actor, case).or_refuse()
    core_files.may_add(case.files.count()).or_refuse()
    stored = core_files.store(file, by=actor)

    def run() -> Any:
        row = actions.add_file(case, by=actor, stored=stored, label=label, audience=audience)
        return dump(schemas.FileOut, file_out(row))

    return Status(201, once(request, run))


@router.get("/cases/{uuid:pk}/files/{uuid:file_id}", response={200: None, **PROBLEMS})
def read_file(request: HttpRequest, pk: UUID, file_id: UUID) -> HttpResponse:
    """The file itself, as an attachment."""
    case, actor = case_in_scope(request, pk), actor_of(request)
    row = one_of(access.visible_files(actor, case).select_related("stored"), pk=file_id)
    opened(case, actor)
    return core_files.as_response(row.stored)  # type: ignore[return-value]


@router.post("/cases/{uuid:pk}/sessions", response={201: schemas.Made, **PROBLEMS})
def hold_session(request: HttpRequest, pk: UUID, payload: schemas.SessionIn) -> Any:
    """Record a session with who came."""
    case = case_in_scope(request, pk)
    held_at = payload.held_at if timezone.is_aware(payload.held_at) else timezone.make_aware(payload.held_at)

    def run() -> Any:
        session = actions.hold_session(
            case,
            by=actor_of(request),
            kind=payload.kind,
            held_at=held_at,
            place=payload.place,
            outcome=payload.outcome,
            attendance=[(row.who, row.part, row.present) for row in payload.attendance],
            shared_with_worker=payload.shared_with_worker,
        )
        return dump(schemas.Made, session)

    return Status(201, once(request, run))


@router.post("/cases/{uuid:pk}/parties", response={201: schemas.PartyOut, **PROBLEMS})
def add_party(request: HttpRequest, pk: UUID, payload: schemas.PartyIn) -> Any:
    case = case_in_scope(request, pk)
    employer = employer_by_uscc(payload.employer_uscc)

    def run() -> Any:
        party = actions.add_party(
            case, by=actor_of(request), role=payload.role, name=payload.name, employer=employer, contact=payload.contact
        )
        return dump(schemas.PartyOut, party)

    return Status(201, once(request, run))
