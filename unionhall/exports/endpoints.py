"""Exports over the HTTP API: ask (202 with its address), read, decide, fetch the file."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import AfterValidator, Field, StringConstraints

from unionhall.core import paging
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of
from unionhall.ui.responses import file_response

from . import access, actions
from .making import CONTENT
from .models import Export
from .sources import source_named
from .states import ExportState

router = Router(tags=["exports"])


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


NoNul = AfterValidator(_no_nul)
Filter = Annotated[str, StringConstraints(max_length=200), NoNul]
FilterName = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z_]+$")]
Line = Annotated[str, StringConstraints(max_length=200), NoNul]


class ExportIn(Strict):
    """Which table, under which filters, what for. More than 100 rows, or names in full, need a purpose and wait for approval."""

    source: Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z_.]+$")] = Field(
        description="for instance cases.worklist"
    )
    filters: dict[FilterName, Filter] = Field(default_factory=dict, max_length=30)
    purpose: Line = ""
    unmasked: bool = False


class ExportRefusalIn(Strict):
    reason: Annotated[str, StringConstraints(min_length=1, max_length=1000), NoNul]


class ExportOut(Schema):
    id: UUID
    number: int
    source: str
    state: ExportState
    words: str
    columns: list[str]
    rows: int
    purpose: str
    unmasked: bool
    needs_approval: bool
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    expires_at: datetime | None
    file: str | None = Field(description="where the file is fetched, once it is there; for the maker only")


class ExportList(Schema):
    items: list[ExportOut]
    next: str | None = None
    previous: str | None = None


class ExportSearch(Schema):
    state: ExportState | None = None
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


@router.get("/exports", response={200: ExportList, **PROBLEMS})
def exports(request: HttpRequest, search: Query[ExportSearch]) -> Any:
    """One's own exports and those of the bodies one answers for, the newest first."""
    actor = actor_of(request)
    if not access.may_list_exports(actor):
        raise Http404
    seen = access.visible_exports(actor).select_related("made_by", "decided_by")
    found = seen.filter(state=search.state) if search.state else seen
    page = paging.page(found, order=("-asked_at", "id"), after=search.cursor, size=search.limit)
    items = [_out(one, actor.person_id) for one in page.items]
    return {"items": items, "next": page.next_cursor, "previous": page.prev_cursor}


@router.post("/exports", response={202: ExportOut, **PROBLEMS})
def ask(request: HttpRequest, payload: ExportIn, response: HttpResponse) -> Any:
    """Ask for a table. The answer names the export's address; its `file` is there once `state` is `ready`."""
    actor, source = actor_of(request), source_named(payload.source)
    if source is None or not access.may_list_exports(actor):
        raise Http404

    def run() -> Any:
        made = actions.ask(source, payload.filters, by=actor, purpose=payload.purpose, unmasked=payload.unmasked)
        return _done(made, actor.person_id)

    said = once(request, run)
    response["Location"] = f"/api/exports/{said['id']}"
    return Status(202, said)


@router.get("/exports/{uuid:pk}", response={200: ExportOut, **PROBLEMS})
def export(request: HttpRequest, pk: UUID) -> Any:
    """One export and where it stands."""
    return _out(_in_scope(request, pk), actor_of(request).person_id)


@router.get("/exports/{uuid:pk}/file", response={200: None, **PROBLEMS})
def export_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file, for its maker alone; each time it is recorded."""
    found = _in_scope(request, pk)
    content = actions.fetch(found, by=actor_of(request))
    return file_response(content, found.file_name, CONTENT[found.file_name.rpartition(".")[2]])


@router.post("/exports/{uuid:pk}/approval", response={200: ExportOut, **PROBLEMS})
def approval(request: HttpRequest, pk: UUID) -> Any:
    """Approve as the second person: the file is made."""
    found, by = _in_scope(request, pk), actor_of(request)
    return once(request, lambda: _done(actions.approve(found, by=by), by.person_id))


@router.post("/exports/{uuid:pk}/refusal", response={200: ExportOut, **PROBLEMS})
def refusal(request: HttpRequest, pk: UUID, payload: ExportRefusalIn) -> Any:
    """Refuse as the second person, with a reason."""
    found, by = _in_scope(request, pk), actor_of(request)
    return once(request, lambda: _done(actions.refuse(found, by=by, reason=payload.reason), by.person_id))


@router.post("/exports/{uuid:pk}/withdrawal", response={200: ExportOut, **PROBLEMS})
def withdrawal(request: HttpRequest, pk: UUID) -> Any:
    """Take one's own request back."""
    found, by = _in_scope(request, pk), actor_of(request)
    return once(request, lambda: _done(actions.withdraw(found, by=by), by.person_id))


def _in_scope(request: HttpRequest, pk: UUID) -> Export:
    seen = access.visible_exports(actor_of(request)).select_related("made_by", "decided_by", "body")
    return get_object_or_404(seen, pk=pk)


def _done(export: Export, person_id: UUID | None) -> Any:
    fresh = Export.objects.select_related("made_by", "decided_by").get(pk=export.pk)
    return ExportOut.model_validate(_out(fresh, person_id)).model_dump(mode="json")


def _out(found: Export, person_id: UUID | None) -> dict[str, Any]:
    same = (
        "id", "number", "source", "state", "words", "columns", "rows", "purpose", "unmasked", "needs_approval",
        "asked_at", "decided_at", "reason", "expires_at",
    )  # fmt: skip
    there = found.state == ExportState.READY and found.made_by_id == person_id
    return {
        **{name: getattr(found, name) for name in same},
        "asked_by": found.made_by.name,
        "decided_by": found.decided_by.name if found.decided_by else "",
        "file": f"/api/exports/{found.pk}/file" if there else None,
    }
