"""The papers of a case, drafting one, one paper with its draft and its versions."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.cases import api as cases
from unionhall.core import files
from unionhall.core.actor import Actor
from unionhall.ui.asking import ask
from unionhall.ui.responses import DONE, page, redirect_after_post, submitted

from .. import access, actions, api, queries
from ..content import Content
from ..enums import FOR_THE_WORKER, PaperKind
from ..forms import DraftingForm, PaperForm
from ..models import Paper, PaperVersion
from ..states import PaperState
from .frame import GET_AND_POST, called, case_on_desk, note_reading, paper_in_scope, trail

if TYPE_CHECKING:
    from unionhall.cases.models import Case

SHOWN_ON_FILE = 30


@require_safe
@never_cache
def of_case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Papers as a panel on the file: those there are, and those one may draft now."""
    actor, case = case_on_desk(request, pk)
    found = queries.in_order(access.visible_papers(actor).filter(case=case).exclude(state=PaperState.DROPPED))
    rows = list(found.select_related("complainant", "sending", "reply").defer("draft")[:SHOWN_ON_FILE])
    offered = api.draftable(case, actor)
    agreed = case.settlements.filter(replaced_at__isnull=True).exists()
    context = {
        "case": case,
        "rows": [{"paper": row, "worker": called(row.complainant)} for row in rows],
        "possible": [one for one in offered if one.may],
        "others": [one for one in offered if not one.may and one.kind != PaperKind.MEDIATION_AGREEMENT],
        "agreements": list(
            cases.visible_files(actor, case)
            .filter(stored__kind="agreement")
            .select_related("stored")
            .order_by("-at", "pk")
        ),
        "may_write_agreement": agreed and cases.may_correct(actor, case),
        "may": cases.may_correct(actor, case),
        "trail": trail(case, (_("Papers of the matter"), "")),
    }
    return page(request, "papers/of_case.html", context, fragment="panel")


@require_http_methods(GET_AND_POST)
@never_cache
def drafting(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Draft a paper from the file; with several workers, say for whom."""
    actor, case = case_on_desk(request, pk)
    if kind not in PaperKind.values:
        raise Http404
    access.may_draft(actor, case, kind).or_refuse()
    workers = list(cases.visible_complainants(actor, case).order_by("joined_at", "pk"))
    known = {str(one.pk): one for one in workers}
    chosen = len(workers) > 1 and kind in FOR_THE_WORKER
    form = DraftingForm(
        request.POST if request.method == "POST" else None,
        workers=[(key, called(one)) for key, one in known.items()] if chosen else [],
    )
    if not chosen:
        del form.fields["worker"]
    name = queries.label_of(kind)
    return ask(
        request,
        form,
        act=lambda said: actions.draft(case, kind, by=actor, complainant=known.get(said.get("worker") or "")),
        title=_("Draft from the file: %(paper)s") % {"paper": name},
        lead=_("It is filled with what the file, the findings and the claims hold. What they lack is marked ____; you can change every word before it is written."),
        button=_("Draft it"),
        done=_("The draft is filled from the file. Read it, and put right what is not."),
        back=("cases:case", case.pk),
        onward="papers:paper",
        crumbs=trail(case, (name, "")),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
@never_cache
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The draft, part by part; what the file lacks; the versions; what may be done. Posted, it is saved, and written if so asked."""
    actor, found = paper_in_scope(request, pk)
    content = Content.of(found.content)
    if request.method != "POST":
        note_reading(actor, found.case)
        return page(
            request,
            "papers/paper.html",
            _context(actor, found, content, PaperForm(content=content, initial={"expected": found.revision})),
        )
    form = PaperForm(request.POST, content=content)

    def act(_said: dict[str, Any]) -> Paper:
        with transaction.atomic():
            saved = actions.edit(
                found, by=actor, texts=form.texts, tables=form.tables, expected=form.cleaned_data["expected"]
            )
            if "write" in request.POST:
                actions.write(saved, by=actor)
            return saved

    status, made = submitted(request, form, act)
    if status == DONE and made is not None:
        done = _("The version is written. Download it below.") if "write" in request.POST else _("Saved.")
        return redirect_after_post(request, "papers:paper", found.pk, message=done)
    return page(request, "papers/paper.html", _context(actor, found, content, form), status=status)  # fmt: skip


def _context(actor: Actor, found: Paper, content: Content, form: PaperForm) -> dict[str, Any]:
    may_edit = access.may_edit(actor, found)
    versions = queries.versions_of(found)
    return {
        "paper": found,
        "case": found.case,
        "content": content,
        "form": form,
        "may_edit": may_edit,
        "may_drop": access.may_drop(actor, found),
        "lacking": content.still_lacking(),
        "versions": versions,
        "newer": versions and not versions[0].brought_back and versions[0].words != content.plain_text,
        "sending": getattr(found, "sending", None),
        "reply": getattr(found, "reply", None),
        "acts": _acts(actor, found),
        "worker": called(found.complainant),
        "crumbs": trail(found.case, (content.title, "")),
        "procuratorate": reverse("cases:transfer_offer", args=[found.case_id])
        if access.may_go_to_procuratorate(actor, found)
        else "",
        "next": _next(actor, found.case, found),
        "case_ended": found.case.is_ended,
    }


def _acts(actor: Actor, found: Paper) -> list[dict[str, Any]]:
    offered = (
        ("sending", access.may_send, _("Record the sending"), "send"),
        ("reply", access.may_record_reply, _("Record the answer"), "inbox"),
        ("returning", access.may_bring_back, _("Bring back the edited Word file"), "upload"),
        ("refilling", access.may_refill, _("Fill it again from the file"), "refresh-cw"),
        ("dropping", access.may_drop, _("Throw the draft away"), "trash-2"),
    )
    possible = [
        {"label": label, "icon": icon, "url": reverse(f"papers:{noun}", args=[found.pk])}
        for noun, may, label, icon in offered
        if may(actor, found)
    ]
    if access.may_hand_over(actor, found):
        possible.insert(0, {"label": _("Hand it to the worker"), "icon": "user-check", "url": reverse("papers:handing", args=[found.pk])})  # fmt: skip
    return possible


def _next(actor: Actor, case: "Case", found: Paper) -> Any:
    """The letter that may follow now."""
    if not found.is_letter or found.state not in (PaperState.SENT, PaperState.ANSWERED):
        return None
    follower = {PaperKind.NOTICE_LETTER: PaperKind.OPINION, PaperKind.OPINION: PaperKind.RECOMMENDATION}
    kind = follower.get(PaperKind(found.kind))
    return next((one for one in api.draftable(case, actor) if one.kind == kind), None) if kind else None


@require_safe
@never_cache
def version(request: HttpRequest, pk: UUID, n: int) -> HttpResponseBase:
    """One version as it was written, as a download; recorded."""
    actor, found = paper_in_scope(request, pk)
    row = get_object_or_404(PaperVersion.objects.select_related("stored", "paper"), paper=found, n=n)
    actions.note_download(row, by=actor)
    return files.as_response(row.stored)
