"""The audit administrator's page: what happened, by whom, and whether anybody touched the record of it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionhall.core import audit
from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.models import AuditEntry
from unionhall.core.paging import page as page_of
from unionhall.core.ratelimit import limit
from unionhall.core.sealed import mask_name
from unionhall.organisations import api as organisations
from unionhall.ui.parts import Column
from unionhall.ui.responses import page

from .. import access, actions, queries
from ..forms import TrailFilterForm


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """The trail, newest first, fifty at a time; names are masked, records are named by their keys."""
    _reader(request)
    form = TrailFilterForm(request.GET)
    found = AuditEntry.objects.filter(**_conditions(form.cleaned_data if form.is_valid() else {}))
    rows = page_of(found, order=("-at", "-id"), after=request.GET.get("after"), size=50)
    columns = [
        Column(_("When")),
        Column(_("What was done")),
        Column(_("By")),
        Column(_("Record concerned")),
        Column(_("Why")),
    ]
    people = queries.names_by_id(entry.actor_id for entry in rows if not entry.actor_name)
    names = organisations.names_of(entry.organisation_id for entry in rows if entry.organisation_id)
    context = {
        "form": form,
        "page": rows,
        "rows": [_line(entry, names, people) for entry in rows],
        "columns": columns,
    }
    return page(request, "people/trail.html", context, status=200 if form.is_valid() else 422)


@require_POST
def verification(request: HttpRequest) -> HttpResponse:
    """Recompute the chain and say what came out."""
    actor = _reader(request)
    limit("audit verification", str(actor.person_id), times=10, seconds=3600).or_refuse()
    result = audit.verify()
    actions.note_verification(by=actor, ok=result.ok, rows=result.rows)
    return page(request, "people/verification.html", {"result": result})


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_read_trail(actor):
        raise Http404(_("There is nothing here."))
    return actor


def _line(entry: AuditEntry, names: dict[UUID, str], people: dict[UUID, str]) -> dict[str, Any]:
    """One entry in words; its codes stay beside them for whoever looks for one."""
    return {
        "entry": entry,
        "done": audit.verb_words(entry.verb),
        "by": mask_name(entry.actor_name or people.get(entry.actor_id, "")) if entry.actor_id else "",
        "program": entry.actor_name if entry.via == "system" else "",
        "way": audit.way_words(entry.via),
        "body": names.get(entry.organisation_id, "") if entry.organisation_id else "",
        "record": audit.record_words(entry.subject_type),
        "why": audit.purpose_words(entry.purpose),
    }


def _conditions(wanted: dict[str, Any]) -> dict[str, Any]:
    conditions: dict[str, Any] = {}
    if wanted.get("since"):
        conditions["at__gte"] = make_aware(datetime.combine(wanted["since"], time.min))
    if wanted.get("until"):
        conditions["at__lt"] = make_aware(datetime.combine(wanted["until"] + timedelta(days=1), time.min))
    if wanted.get("verb"):
        conditions["verb"] = wanted["verb"]
    if wanted.get("person"):
        conditions["actor_id__in"] = wanted["person"]
    if wanted.get("body"):
        conditions["organisation_id"] = wanted["body"].pk
    if wanted.get("actor"):
        conditions["actor_id"] = wanted["actor"]
    return conditions
