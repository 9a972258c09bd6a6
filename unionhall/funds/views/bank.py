"""Batches for the bank, their files, and what the bank says."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import audit
from unionhall.core.http import actor_of
from unionhall.core.paging import page as page_of
from unionhall.core.tables import read_table
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import DONE, file_response, page, redirect_after_post, submitted
from unionhall.ui.words import datetime_words, money

from .. import access, actions, bankfile, forms, queries, reading
from ..actions.batches import file_of
from ..models import Batch, StatementLine
from ..states import BatchState, PaymentState
from .frame import GET_AND_POST, body_in_scope, crumbs, decision_facts, posted


@require_http_methods(GET_AND_POST)
def batching(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put approved payments into a batch."""
    actor, body = actor_of(request), body_in_scope(request, pk)
    access.may_prepare(actor, body).or_refuse()
    ready = (
        access.visible_payments(actor).filter(organisation=body, state=PaymentState.APPROVED).order_by("number")[:500]
    )
    choices = [(str(one.pk), f"{one.number} {one.payee.title} {money(one.amount)}") for one in ready]
    form = forms.BatchForm(posted(request), payments=choices)
    return ask(
        request, form, act=lambda said: actions.prepare(body, [UUID(key) for key in said["payments"]], by=actor),
        back=("funds:payments", body.pk), onward="funds:batch", title=_("Prepare a batch"), button=_("Prepare it"),
        done=_("Prepared. A supervisor looks at it."), crumbs=_crumbs(body, Choice(_("New batch"))),
        lead="" if choices else _("No approved payment waits."),
    )  # fmt: skip


@require_safe
def batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One batch: its payments, who prepared and who approved it, its file."""
    actor = actor_of(request)
    found: Batch = get_object_or_404(access.visible_batches(actor), pk=pk)
    facts = [
        Fact(_("Sum"), money(found.total), ngettext("%(n)d payment", "%(n)d payments", found.count) % {"n": found.count}),
        Fact(_("Prepared by"), found.prepared_by.name, datetime_words(found.prepared_at)),
        *decision_facts(found),
    ]  # fmt: skip
    if found.file_hash:
        facts.append(Fact(_("File"), bankfile.file_name(found), f"SHA-256 {found.file_hash}"))
    context = {
        "batch": found,
        "facts": facts,
        "payments": access.visible_payments(actor).filter(batch=found).order_by("number"),
        "waits": found.state == BatchState.PREPARED,
        "is_open": found.state in (BatchState.PREPARED, BatchState.APPROVED),
        "may_approve": access.may_approve_batch(actor, found),
        "may_export": access.may_export_batch(actor, found),
        "may_cancel": access.may_cancel_batch(actor, found),
        "may_take": access.may_take_file(actor, found),
        "columns": [Column(_("Payment")), Column(_("Payee")), Column(_("Bank account")), Column(_("Amount"), numeric=True), Column(_("State"))],
        "crumbs": _crumbs(found.organisation, Choice(found.number)),
    }  # fmt: skip
    return page(request, "funds/batch.html", context)


@require_http_methods(GET_AND_POST)
def export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make the file for the bank, once."""
    actor = actor_of(request)
    found: Batch = get_object_or_404(access.visible_batches(actor), pk=pk)
    access.may_export_batch(actor, found).or_refuse()
    return ask(
        request, forms.ExportForm(posted(request)), act=lambda said: actions.export_batch(found, by=actor, **said),
        back=("funds:batch", found.pk), title=_("Make the file of batch %(number)s") % {"number": found.number}, button=_("Make the file"),
        lead=_("It holds whole account numbers. Give it to the bank and keep no copy."), done=_("Made. Take it below."),
        crumbs=_crumbs(found.organisation, Choice(found.number, found.get_absolute_url())),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def cancelling(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a batch apart again."""
    actor = actor_of(request)
    found: Batch = get_object_or_404(access.visible_batches(actor), pk=pk)
    access.may_cancel_batch(actor, found).or_refuse()
    return ask(
        request, forms.ReasonForm(posted(request)), act=lambda said: actions.cancel_batch(found, by=actor, **said), danger=True,
        back=("funds:batch", found.pk), title=_("Cancel batch %(number)s") % {"number": found.number}, button=_("Cancel the batch"),
        done=_("Cancelled. Its payments wait for another batch."),
        crumbs=_crumbs(found.organisation, Choice(found.number, found.get_absolute_url())),
    )  # fmt: skip


@require_safe
def batch_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The very file that was made; each taking stands in the trail."""
    actor = actor_of(request)
    found: Batch = get_object_or_404(access.visible_batches(actor), pk=pk)
    access.may_take_file(actor, found).or_refuse()
    content = file_of(found)
    audit.record_read(found, by=actor, purpose="payment")
    return file_response(content, bankfile.file_name(found), bankfile.TYPES[found.file_kind])  # type: ignore[index]


@require_http_methods(GET_AND_POST)
def reconciliation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the bank reports and nobody has matched; reading in another file."""
    actor, body = actor_of(request), body_in_scope(request, pk)
    may_keep = access.may_read_in(actor, body)
    if request.method == "POST":
        may_keep.or_refuse()
    form = forms.StatementForm(request.POST, request.FILES) if request.method == "POST" else forms.StatementForm()
    status, result = submitted(request, form, lambda said: _read(body, said["file"], actor), once=False)
    if status == DONE and result is not None:
        told = _("%(new)d new lines, %(known)d known, %(matched)d matched.") % {
            "new": result.new, "known": result.known, "matched": result.matched,
        }  # fmt: skip
        return redirect_after_post(request, "funds:reconciliation", body.pk, message=told)
    lines = queries.unmatched(access.visible_lines(actor).filter(organisation=body))
    context = {
        "body": body,
        "form": form,
        "may_keep": may_keep,
        "page": page_of(lines, order=("-booked_on", "id"), after=request.GET.get("after"), size=50),
        "columns": [Column(_("Day")), Column(_("Reference")), Column(_("Other side")), Column(_("Amount"), numeric=True), Column(_("Why"))],
        "crumbs": crumbs(body, Choice(_("What the bank says"))),
    }  # fmt: skip
    return page(request, "funds/reconciliation.html", context, status=status)


@require_http_methods(GET_AND_POST)
def setting_aside(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what a movement is that belongs to no payment and no bill here."""
    actor = actor_of(request)
    found: StatementLine = get_object_or_404(access.visible_lines(actor), pk=pk)
    access.may_set_aside(actor, found).or_refuse()
    body = found.organisation
    return ask(
        request, forms.NoteForm(posted(request)), act=lambda said: actions.set_aside(found, by=actor, **said),
        back=("funds:reconciliation", body.pk), title=_("Set a movement aside"), button=_("Set it aside"), done=_("Set aside."),
        lead=f"{found.booked_on} {money(found.amount)} {found.title} {found.reference}".strip(),
        crumbs=crumbs(body, Choice(_("What the bank says"), reverse("funds:reconciliation", args=[body.pk]))),
    )  # fmt: skip


def _read(body: Any, file: Any, actor: Any) -> Any:
    content = file.read()
    file.seek(0)
    found = reading.movements(read_table(file, limits=reading.LIMITS))
    return actions.read_in(body, found, by=actor, file_hash=bankfile.digest(content))


def _crumbs(body: Any, *further: Choice) -> list[Choice]:
    return crumbs(body, Choice(_("Payments"), reverse("funds:payments", args=[body.pk])), *further)
