"""Lists of places that come in as files."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field, StringConstraints

from unionhall.core import paging
from unionhall.core.endpoints import PROBLEMS, once

from .. import access, actions
from ..enums import PointDatum, VenueKind
from ..reading import LIMITS
from ..states import ImportState
from ._shared import _keeper, _one

router = Router(tags=["places"])


class VenueImportIn(Schema):
    body_id: UUID
    kind: VenueKind = VenueKind.REST_STATION
    datum: PointDatum | None = Field(None, description="null: as the names of the columns say, else WGS-84")
    prefix: Annotated[str, StringConstraints(pattern=r"^[\w.\-]{0,20}$")] = ""


class VenueImportOut(Schema):
    id: UUID
    body_id: UUID
    state: ImportState
    datum: PointDatum
    columns: dict[str, str]
    counts: dict[str, int]
    warnings: list[str]
    rejected: list[tuple[int, str]] = Field(description="row and reason, the first thousand")
    done: int = Field(description="rows read, or places written so far")
    problem: str = Field(description="why the list could not be read or written")


class VenueImportListOut(Schema):
    items: list[VenueImportOut]
    next: str | None = None
    previous: str | None = None


class VenueImportSearch(Schema):
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(20, ge=1, le=100)


class RejectedRowsQuery(Schema):
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(200, ge=1, le=1000)


class RejectedRowOut(Schema):
    row: int
    reason: str
    cells: list[str] = Field(description="as they came, in the order of `heads`")


class RejectedRowsOut(Schema):
    heads: list[str]
    total: int
    rows: list[RejectedRowOut]


def _import_out(found: Any) -> Any:
    names = VenueImportOut.model_fields
    return VenueImportOut.model_validate({name: getattr(found, name) for name in names}).model_dump(mode="json")


@router.post("/places/imports", response={201: VenueImportOut, **PROBLEMS})
def import_try(request: HttpRequest, payload: Form[VenueImportIn], file: File[UploadedFile]) -> Any:
    """Read a list of places (Excel, CSV, GeoJSON) and say what it would do; nothing is written. A long one is read in the background: look again while its state is `reading`."""
    actor = _keeper(request)
    body = _one(access.bodies_to_enter_at(actor), payload.body_id)

    def run() -> Any:
        content = file.read(LIMITS.size + 1)
        return _import_out(
            actions.bring_list(
                body, by=actor, content=content, file_name=file.name or "", kind=payload.kind, datum=payload.datum or "",
                prefix=payload.prefix,
            )
        )  # fmt: skip

    return Status(201, once(request, run))


@router.get("/places/imports", response={200: VenueImportListOut, **PROBLEMS})
def imports(request: HttpRequest, search: Query[VenueImportSearch]) -> Any:
    """Lists brought in, the latest first."""
    rows = access.visible_imports(_keeper(request))
    page = paging.page(rows, order=("-at", "id"), after=search.cursor, size=search.limit)
    return {"items": [_import_out(one) for one in page.items], "next": page.next_cursor, "previous": page.prev_cursor}


@router.get("/places/imports/{uuid:pk}/rejected", response={200: RejectedRowsOut, **PROBLEMS})
def import_rejected(request: HttpRequest, pk: UUID, search: Query[RejectedRowsQuery]) -> Any:
    """Rows of a list that were not entered, as they came, with the reason: to be put right and brought again."""
    actor = _keeper(request)
    heads, rows = actions.rejected_rows(_one(access.visible_imports(actor), pk), by=actor)
    shown_rows = rows[search.offset : search.offset + search.limit]
    return {
        "heads": heads,
        "total": len(rows),
        "rows": [{"row": number, "reason": reason, "cells": cells} for number, reason, cells in shown_rows],
    }


@router.get("/places/imports/{uuid:pk}", response={200: VenueImportOut, **PROBLEMS})
def import_one(request: HttpRequest, pk: UUID) -> Any:
    """What a list would do, or did."""
    return _import_out(_one(access.visible_imports(_keeper(request)), pk))


@router.post("/places/imports/{uuid:pk}/writing", response={200: VenueImportOut, **PROBLEMS})
def import_write(request: HttpRequest, pk: UUID) -> Any:
    """Write a list that was tried. A long one is written in the background: look again while its state is `writing`."""
    actor = _keeper(request)
    found = _one(access.visible_imports(actor), pk)
    return once(request, lambda: _import_out(actions.put_list(found, by=actor)))


@router.post("/places/imports/{uuid:pk}/dropping", response={200: VenueImportOut, **PROBLEMS})
def import_drop(request: HttpRequest, pk: UUID) -> Any:
    """Do not write it."""
    actor = _keeper(request)
    found = _one(access.visible_imports(actor), pk)
    return once(request, lambda: _import_out(actions.drop_list(found, by=actor)))
