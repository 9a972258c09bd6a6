"""Acts on many matters at once, and the report of those that could not take it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from unionhall.core.actor import Actor
from unionhall.ui.parts import Column
from unionhall.ui.responses import page, redirect_after_post

from .. import access, actions, queries, tasks
from ..actions.bulk import AT_ONCE, BULK_VERBS, MOST
from ..forms.desk import BulkForm, WorklistForm
from ..models import BulkAct, Case
from ..states import DISPUTE
from .desk import on_desk, worklist_page

VERB_WORDS: dict[str, Any] = {
    **{verb: move.label for verb, move in DISPUTE.verbs.items()},
    "assign": _("Assign"),
    "settle_share": _("Record the settlement"),
    "suspend": _("Stop the clock"),
    "resume": _("Start the clock again"),
    "extend": _("Give more time"),
    "write_note": _("Write a note"),
}


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Assign, accept or gather what was ticked, or all that the filters find."""
    actor = on_desk(request)
    form = BulkForm(request.POST, actor=actor)
    filters = WorklistForm(QueryDict(request.POST.get("query", "")[:1000]), actor=actor)
    if not form.is_valid() or not filters.is_valid():
        problem = " ".join(str(words) for errors in form.errors.values() for words in errors)
        return worklist_page(request, filters, problem=problem or str(_("Open the list again.")), status=422)
    ids = _meant(actor, form, filters)
    if form.cleaned_data["act"] == "gather":
        group = actions.gather(list(access.desk_cases(actor).filter(pk__in=ids).order_by("pk")), by=actor)
        return redirect_after_post(request, "cases:group", group.pk, message=_("Gathered into a group case."))
    if form.cleaned_data["act"] == "assign":
        act = start(actions.assign, ids, by=actor, handler=form.cleaned_data["person"])
    else:
        act = start(actions.accept, ids, by=actor)
    return answer(request, act, f"{reverse('cases:worklist')}?{filters.query()}".rstrip("?"))


def _meant(actor: Actor, form: BulkForm, filters: WorklistForm) -> list[UUID]:
    if not form.cleaned_data["everything"]:
        return list(form.cleaned_data["chosen"])
    rows = queries.worklist(access.desk_cases(actor), filters.filters).order_by(*filters.order)
    return list(rows.values_list("pk", flat=True)[: MOST + 1])


def start(
    verb: Callable[..., Any], ids: list[UUID], *, by: Actor, group: Case | None = None, **arguments: Any
) -> BulkAct:
    """Up to a hundred at once, here; more are put down and done in the background."""
    if len(ids) <= AT_ONCE:
        return actions.apply(verb, ids, by=by, group=group, **arguments)
    with transaction.atomic():
        act = actions.begin_bulk(verb.__name__, ids, by=by, group=group, arguments=arguments)
        tasks.run_bulk.defer(act_id=str(act.pk))
    return act


def answer(request: HttpRequest, act: BulkAct, back: str) -> HttpResponse:
    """When all could take it, back to where one was; else the report."""
    if act.finished_at is None or act.refused:
        return redirect_after_post(request, "cases:bulk_report", act.pk)
    said = ngettext("%(act)s: done for %(n)d matter.", "%(act)s: done for %(n)d matters.", act.done)
    return redirect_after_post(request, back, message=said % {"act": VERB_WORDS[act.verb], "n": act.done})


@require_safe
def bulk_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far an act on many has come, and which matters could not take it, with the reason of each."""
    actor = on_desk(request)
    act = access.visible_bulk_acts(actor).select_related("group").filter(pk=pk).first()
    if act is None or act.verb not in BULK_VERBS:
        raise Http404
    among = access.visible_cases(actor).filter(pk__in=[row["case"] for row in act.refused])
    visible = set(among.values_list("pk", flat=True))
    refused = [{**row, "visible": UUID(row["case"]) in visible} for row in act.refused]
    context = {
        "act": act,
        "verb": VERB_WORDS[act.verb],
        "total": len(act.case_ids),
        "running": act.finished_at is None,
        "refused": refused,
        "columns": [Column(_("Case")), Column(_("Why not"))],
    }
    return page(request, "cases/desk/bulk_report.html", context, fragment="report")
