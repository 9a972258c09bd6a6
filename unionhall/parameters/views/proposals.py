"""What was proposed, beside the book as it is, and the decision of a second person."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.paging import page as page_of
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import page
from unionhall.ui.words import date_words, datetime_words

from .. import access, actions, forms, queries
from ..comparing import Compared
from ..enums import Standing
from ..held import current
from ..models import ProposedValue, ValueProposal
from ..states import ProposalState
from . import frame

TONES = {Standing.CONTRADICTS: "red", Standing.BEFORE: "amber", Standing.NOTHING: "red", Standing.WITHDRAWS: "amber"}
GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Every proposal, the newest first."""
    actor = _reader(request)
    form = forms.ProposalFilterForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    found = queries.listed(access.visible_proposals(actor), state)
    context = {
        "form": form,
        "page": page_of(found, order=("-proposed_at", "id"), after=request.GET.get("after"), size=50),
        "may_propose": access.may_propose(actor),
        "crumbs": frame.crumbs(Choice(_("Proposals"))),
        "columns": [
            Column(_("Document")), Column(_("Values"), numeric=True), Column(_("Proposed")), Column(_("State")), Column(_("Decided")),
        ],
    }  # fmt: skip
    return page(request, "parameters/proposals.html", context)


@require_safe
def proposal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One proposal: its document, its values beside the book, who proposed and who decided."""
    actor, found = actor_of(request), _in_scope(request, pk)
    is_open = found.state == ProposalState.PROPOSED
    compared = queries.compared_now(found) if is_open else []
    context = {
        "proposal": found,
        "facts": _facts(found),
        "link": frame.link_to(found.url),
        "is_open": is_open,
        "rows": [shown(one) for one in compared] if is_open else [_kept(row) for row in found.rows.order_by("number")],
        "tally": tally(compared),
        "columns": difference_columns(is_open),
        "may_approve": access.may_approve(actor, found),
        "may_reject": access.may_reject(actor, found),
        "may_withdraw": access.may_withdraw(actor, found),
        "is_keeper": bool(access.may_propose(actor)),
        "is_own": found.proposed_by_id == actor.person_id,
        "crumbs": frame.proposal_crumbs(Choice(found.document)),
    }
    return page(request, "parameters/proposal.html", context)


@require_http_methods(GET_AND_POST)
def approval(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A second person read the same in the source."""
    actor, found = actor_of(request), _in_scope(request, pk)
    access.may_approve(actor, found).or_refuse()
    form = forms.ApprovalForm(_posted(request), initial={"expected": current().number})
    compared = queries.compared_now(found)
    return ask(
        request, form, back=_page(found), crumbs=frame.proposal_crumbs(Choice(found.document)),
        act=lambda said: actions.approve(found, by=actor, expected=said["expected"], note=said["note"]),
        title=_("Approve “%(document)s”") % {"document": found.document}, button=_("Approve"),
        lead=" ".join([*(f"{line}." for line in tally(compared)), _("The values hold from their first day, for everything reckoned after this.")]),
        done=_("Approved. The values hold."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def rejection(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A second person did not find it so."""
    actor, found = actor_of(request), _in_scope(request, pk)
    access.may_reject(actor, found).or_refuse()
    return ask(
        request, forms.RejectionForm(_posted(request)), back=_page(found), danger=True,
        act=lambda said: actions.reject(found, by=actor, reason=said["reason"]),
        title=_("Reject “%(document)s”") % {"document": found.document}, button=_("Reject"), done=_("Rejected. The book stays as it is."),
        crumbs=frame.proposal_crumbs(Choice(found.document)),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever proposed it takes it back."""
    actor, found = actor_of(request), _in_scope(request, pk)
    access.may_withdraw(actor, found).or_refuse()
    return ask(
        request, forms.WithdrawalForm(_posted(request)), back=_page(found),
        act=lambda said: actions.withdraw(found, by=actor, reason=said["reason"]),
        title=_("Take “%(document)s” back") % {"document": found.document}, button=_("Take it back"), done=_("Taken back. The book stays as it is."),
        crumbs=frame.proposal_crumbs(Choice(found.document)),
    )  # fmt: skip


def difference_columns(with_standing: bool = True) -> list[Column]:
    return [
        Column(_("No."), numeric=True), Column(_("Place")), Column(_("Value"), numeric=True), Column(_("In force from")),
        Column(_("What the book holds") if with_standing else _("How it stood when proposed")),
    ]  # fmt: skip


def shown(one: Compared) -> dict[str, Any]:
    """A compared line, for the table of differences."""
    beside = one.against
    step = one.step
    return {
        "line": one.line,
        "table": frame.title(one.line.table),
        "value": frame.amount(one.line.value, one.line.unit) if one.line.value is not None else _("taken back"),
        "since": frame.first_day(one.line),
        "standing": one.standing.label,
        "tone": TONES.get(one.standing, "neutral"),
        "beside": _("%(value)s, %(day)s") % {"value": frame.amount(beside.value, beside.unit), "day": frame.first_day(beside)} if beside else "",
        "step": f"{step:+}%" if step else "",
        "warnings": one.warnings,
        "history": frame.history_address(one.line.table, one.line.region) if beside else "",
    }  # fmt: skip


def tally(compared: list[Compared]) -> list[str]:
    """How many lines stand how, in the order of the words."""
    counts = {standing: sum(one.standing == standing for one in compared) for standing in Standing}
    return [_("%(standing)s: %(n)d") % {"standing": standing.label, "n": n} for standing, n in counts.items() if n]


def _kept(row: ProposedValue) -> dict[str, Any]:
    """A row of a proposal that was decided: how it stood then."""
    return {
        "line": row,
        "table": frame.title(row.table),
        "value": frame.amount(row.value, row.unit) if row.value is not None else _("taken back"),
        "since": frame.first_day(row),
        "standing": row.get_standing_display(),
        "tone": TONES.get(Standing(row.standing), "neutral"),
        "beside": "",
        "step": "",
        "warnings": (),
        "history": frame.history_address(row.table, row.region),
    }


def _facts(found: ValueProposal) -> list[Fact]:
    rows = [
        Fact(_("Kind"), found.get_kind_display()),
        Fact(_("What was read"), found.get_read_as_display(), _("compared on %(day)s") % {"day": date_words(found.compared_on)}),
        Fact(_("Proposed by"), found.proposed_by.name, datetime_words(found.proposed_at)),
    ]  # fmt: skip
    if found.note:
        rows.append(Fact(_("Note"), found.note))
    if found.decided_at and found.decided_by:
        rows.append(Fact(found.get_state_display(), found.decided_by.name, datetime_words(found.decided_at)))
        rows.append(Fact(_("Reason"), found.reason or _("none given")))
    if found.version:
        rows.append(Fact(_("Version of the book"), str(found.version)))
    return rows


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not access.may_see_proposals(actor):
        raise Http404
    return actor


def _in_scope(request: HttpRequest, pk: UUID) -> ValueProposal:
    found = access.visible_proposals(actor_of(request)).select_related("proposed_by", "decided_by")
    return get_object_or_404(found, pk=pk)


def _page(found: ValueProposal) -> tuple[Any, ...]:
    return ("parameters:proposal", found.pk)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def said_of(made: int) -> str:
    return ngettext("%(n)d value waits for a second person.", "%(n)d values wait for a second person.", made) % {
        "n": made
    }
