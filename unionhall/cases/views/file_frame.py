"""How is an act on a case taken? One way for all: the form in scope, one action, the file again.

Without scripts a form is a page, and success leads back to the file. With HTMX the form stands on the file's page, and
success brings the whole file anew, so that what stands there after the swap is what a reload would show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django_htmx.http import reswap, retarget, trigger_client_event

from unionhall.core import clock, files
from unionhall.core.actor import Actor
from unionhall.core.idempotency import once
from unionhall.core.models import StoredFile
from unionhall.core.verdict import Conflict, Refused
from unionhall.ui.marked import mark_of, new_mark
from unionhall.ui.responses import is_swap, page, redirect_after_post

from .. import access
from ..forms.file import ActForm
from ..models import Case, CaseFile
from . import file_timeline
from .file_acts import Act

Make = Callable[..., ActForm]


def on_desk(request: HttpRequest, pk: UUID) -> Case:
    """The case, if this actor works on it or oversees it; for everybody else there is none."""
    cases = access.desk_cases(request.actor)
    return get_object_or_404(cases.select_related("body", "handler", "employer", "division", "group"), pk=pk)


@dataclass(frozen=True)
class Place:
    """Where an act stands: the page it belongs to, and how that page is drawn anew afterwards."""

    record: Any
    title: str
    url: str
    target: str
    version: int
    done: Callable[[HttpRequest, Act], HttpResponse]
    changes: Callable[[HttpRequest], tuple[int, Changes] | None]

    @property
    def key(self) -> Any:
        return self.record.pk


Changes = Callable[[Any], list[Any]]


def take(
    request: HttpRequest,
    case: Case,
    act: Act,
    make: Make,
    do: Callable[[Any], Any],
    *,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """An act on a case: its form, then on a post the action once, then the file."""
    return take_at(request, place_of(case), act, make, do, context=context, case=case)


def take_at(
    request: HttpRequest,
    place: Place,
    act: Act,
    make: Make,
    do: Callable[[Any], Any],
    *,
    case: Case,
    context: dict[str, Any] | None = None,
    again: Callable[[Any], Any] | None = None,
) -> HttpResponse:
    """Show the form of an act; on a post clean it, do it once, and show its page. Bad words 422, a rule against it 409.

    `again` is done instead when the same form comes a second time: for what the page tells and nothing keeps.
    """
    actor: Actor = request.actor
    draw = partial(_draw, request, place, act, context=context)
    if request.method != "POST":
        act.may(actor, place.record).or_refuse()
        return draw(make(initial={"version": place.version, "once": new_mark(), "opened": clock.now().isoformat()}))
    form = make(request.POST, request.FILES)
    if not form.is_valid():
        verdict = act.may(actor, place.record)
        return draw(form, status=422) if verdict else draw(form, status=409, refusal=Refused(verdict))
    try:
        kept = keep_files(form, case, actor)
    except Refused as refusal:
        form.add_error("files", str(refusal))
        return draw(form, status=422)
    try:
        answer = once(mark_of(request, form), f"cases.{act.noun}:{place.key}", actor, b"", partial(_silently, do, form))
        if answer.replayed and again is not None:
            again(form)
    except Refused as refusal:
        discard(kept)
        return _refused(request, place, act, make, refusal, context, seen=form.cleaned_data.get("opened"))
    if answer.replayed:
        discard(kept)
    return place.done(request, act)


def _silently(do: Callable[[Any], Any], form: ActForm) -> None:
    """Nothing of the answer needs to be remembered: the file itself is shown again."""
    do(form)


def keep_files(form: ActForm, case: Case, actor: Actor) -> list[StoredFile]:
    """Store the uploads of a form before the action opens its transaction; they stand on `form.stored` afterwards."""
    uploads: list[File[bytes]] = form.cleaned_data.get("files") or []
    form.stored = []  # type: ignore[attr-defined]
    if not uploads:
        return []
    files.may_add(CaseFile.objects.filter(case=case).count(), len(uploads)).or_refuse()
    kept: list[StoredFile] = form.stored  # type: ignore[attr-defined]
    try:
        for upload in uploads:
            kept.append(files.store(upload, by=actor))
    except Refused:
        discard(kept)
        raise
    return kept


def discard(kept: list[StoredFile]) -> None:
    """Nothing came of it: what was stored for it goes again."""
    for stored in kept:
        files.discard(stored)


def _draw(
    request: HttpRequest,
    place: Place,
    act: Act,
    form: ActForm,
    *,
    context: dict[str, Any] | None,
    status: int = 200,
    refusal: Refused | None = None,
    changes: list[Any] | None = None,
) -> HttpResponse:
    words = {
        "place": place,
        "act": act,
        "form": form,
        "refusal": refusal.verdict if refusal else None,
        "changes": changes or [],
        "action": request.path,
        "has_files": form.is_multipart(),
        "heading": "h2" if is_swap(request) else "h1",
        **(context or {}),
    }
    response = page(request, "cases/file/act.html", words, fragment="act", status=status)
    if is_swap(request) and request.method == "POST":
        response = reswap(retarget(response, "#act"), "innerHTML")
    return response


def draw_again(
    request: HttpRequest, case: Case, act: Act, form: ActForm, *, fragment: str, context: dict[str, Any] | None = None
) -> HttpResponse:
    """The form of an act with all its words and nothing saved: a part of it under HTMX, the page without."""
    words = {
        "place": place_of(case),
        "act": act,
        "form": form,
        "refusal": None,
        "changes": [],
        "action": request.path,
        "has_files": form.is_multipart(),
        "heading": "h1",
        "quiet": True,
        **(context or {}),
    }
    if is_swap(request):
        return page(request, act.fields, words, fragment=fragment)
    return page(request, "cases/file/act.html", words)


def _refused(
    request: HttpRequest,
    place: Place,
    act: Act,
    make: Make,
    refusal: Refused,
    context: dict[str, Any] | None,
    *,
    seen: datetime | None,
) -> HttpResponse:
    """The rule that stands against it, with the reader's words kept; where a colleague was faster, what they did."""
    said = request.POST.copy()
    changes: list[Any] = []
    fresh = place.changes(request) if isinstance(refusal, Conflict) else None
    if fresh is not None:
        version, since = fresh
        changes = since(seen) if seen else []
        said["version"], said["opened"] = str(version), clock.now().isoformat()
    form = make(said, request.FILES)
    form.is_valid()
    return _draw(request, place, act, form, context=context, status=409, refusal=refusal, changes=changes)


# --- the place of a case -------------------------------------------------------------------------------------------------


def place_of(case: Case) -> Place:
    """The file on the desk."""
    return Place(
        record=case,
        title=case.number,
        url=reverse("cases:case", args=[case.pk]),
        target="#file",
        version=case.version,
        done=partial(_file_anew, case.pk),
        changes=partial(_case_changes, case.pk),
    )


def _file_anew(pk: UUID, request: HttpRequest, act: Act) -> HttpResponse:
    """The file anew; or the worklist, when the act has taken the case out of the actor's sight."""
    from .file import file_context, file_of

    fresh = file_of(request.actor, pk)
    if fresh is None:
        return redirect_after_post(request, "cases:worklist", message=act.done)
    if not is_swap(request):
        return redirect_after_post(request, "cases:case", pk, message=act.done)
    response = page(request, "cases/file/case.html", file_context(request.actor, fresh), fragment="file")
    return trigger_client_event(response, "toast", {"words": str(act.done)})


def _case_changes(pk: UUID, request: HttpRequest) -> tuple[int, Changes] | None:
    """The version the case has now, and what happened since a moment; nothing when it is out of sight."""
    fresh = access.desk_cases(request.actor).filter(pk=pk).first()
    if fresh is None:
        return None
    return fresh.version, partial(file_timeline.since, request.actor, fresh)
