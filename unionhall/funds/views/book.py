"""The money of a body: its budget, its accounts, and what waits for a second person."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import clock
from unionhall.core.http import actor_of
from unionhall.core.paging import page as page_of
from unionhall.ui.asking import ask
from unionhall.ui.marked import mark_in
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import page
from unionhall.ui.words import date_words, datetime_words, money

from .. import access, actions, forms, queries
from ..actions.ledger import Line
from ..models import Account, Journal
from . import decisions
from .frame import GET_AND_POST, body_in_scope, crumbs, posted


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the reader's decision, and the bodies whose money they see."""
    actor = actor_of(request)
    if not access.may_see_money(actor):
        raise Http404
    bodies = access.visible_bodies(actor)
    context = {
        "waiting": decisions.waiting(actor),
        "waiting_columns": decisions.columns(),
        "page": page_of(bodies, order=("level", "code", "id"), after=request.GET.get("after"), size=50),
        "columns": [Column(_("Body")), Column(_("Code"))],
        "crumbs": [Choice(_("Money"))],
    }
    return page(request, "funds/home.html", context)


@require_safe
def body(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One body: the lines of a year's budget and the accounts of its ledger."""
    actor, found = actor_of(request), body_in_scope(request, pk)
    years = queries.years_of(found.pk) or [clock.today().year]
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and int(asked) in years else years[0]
    context = {
        "body": found,
        "year": year,
        "years": [Choice(str(one), f"?year={one}", current=one == year) for one in years],
        "budgets": [(one, access.may_approve_budget(actor, one)) for one in queries.budgets_of(found.pk, year)],
        "accounts": queries.accounts_of(found.pk),
        "may_keep": access.may_keep(actor, found),
        "unmatched": queries.unmatched(access.visible_lines(actor).filter(organisation=found)).count(),
        "checked": queries.last_check(),
        "crumbs": [*crumbs(found)[:1], Choice(found.short_name)],
        "budget_columns": [
            Column(_("Line")), Column(_("Approved"), numeric=True), Column(_("Promised"), numeric=True),
            Column(_("Spent"), numeric=True), Column(_("Left"), numeric=True), Column(_("State")),
        ],
        "account_columns": [Column(_("Account")), Column(_("Nature")), Column(_("Balance"), numeric=True)],
    }  # fmt: skip
    return page(request, "funds/body.html", context)


@require_http_methods(GET_AND_POST)
def budgeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose a line of the budget."""
    actor, found = actor_of(request), body_in_scope(request, pk)
    access.may_propose_budget(actor, found).or_refuse()
    return ask(
        request, forms.BudgetForm(posted(request), initial={"year": clock.today().year}), back=("funds:body", found.pk),
        act=lambda said: actions.propose_budget(found, by=actor, **said), title=_("Propose a budget line"), button=_("Propose it"),
        done=_("Proposed. A supervisor decides."), crumbs=crumbs(found, Choice(_("Budget line"))),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def posting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One entry by hand: an opening balance, interest, a correction."""
    actor, found = actor_of(request), body_in_scope(request, pk)
    access.may_post(actor, found).or_refuse()
    form = forms.PostingForm(posted(request))

    def act(said: dict[str, Any]) -> Journal:
        line = Line(said["debit"], said["credit"], said["amount"])
        key = mark_in(form) or f"form:{request.headers.get('X-Request-ID', '')}"
        return actions.post(found, [line], by=actor, key=key, words=said["words"], happened_on=said["happened_on"])

    return ask(
        request, form, act=act, back=("funds:body", found.pk), onward="funds:journal", title=_("Post by hand"),
        button=_("Post it"), done=_("Posted."), crumbs=crumbs(found, Choice(_("Post by hand"))),
        lead=_("Fees and payments post themselves. What is posted is never changed: a reversal puts it right."),
    )  # fmt: skip


@require_safe
def account(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The statement of an account, the newest line first, with the balance after each."""
    found: Account = get_object_or_404(access.visible_accounts(actor_of(request)), pk=pk)
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 16 else None
    shown = queries.statement(found, before=before)
    context = {
        "account": found,
        "sheet": shown,
        "is_later": before is not None,
        "columns": [
            Column(_("Journal")), Column(_("What happened")), Column(_("Other account")), Column(_("Debit"), numeric=True),
            Column(_("Credit"), numeric=True), Column(_("Balance"), numeric=True),
        ],
        "crumbs": crumbs(found.organisation, Choice(str(found))),
    }  # fmt: skip
    return page(request, "funds/account.html", context)


@require_safe
def journal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One journal with its entries."""
    actor = actor_of(request)
    found: Journal = get_object_or_404(access.visible_journals(actor), pk=pk)
    facts = [
        Fact(_("Kind"), found.get_kind_display()),
        Fact(_("On"), date_words(found.happened_on)),
        Fact(_("Posted by"), found.posted_by.name if found.posted_by else _("the system"), datetime_words(found.posted_at)),
        Fact(_("Sum"), money(found.total)),
    ]  # fmt: skip
    context = {
        "journal": found,
        "facts": facts,
        "entries": found.entries.select_related("debit", "credit").order_by("line"),
        "reversal": Journal.objects.filter(reverses=found).first(),
        "may_reverse": access.may_reverse(actor, found),
        "columns": [
            Column(_("No."), numeric=True), Column(_("To the account")), Column(_("From the account")), Column(_("Amount"), numeric=True),
        ],
        "crumbs": crumbs(found.organisation, Choice(found.number)),
    }  # fmt: skip
    return page(request, "funds/journal.html", context)


@require_http_methods(GET_AND_POST)
def reversal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a journal right by its mirror image."""
    actor = actor_of(request)
    found: Journal = get_object_or_404(access.visible_journals(actor), pk=pk)
    access.may_reverse(actor, found).or_refuse()
    return ask(
        request, forms.ReasonForm(posted(request)), back=("funds:journal", found.pk), onward="funds:journal", danger=True,
        act=lambda said: actions.reverse(found, by=actor, reason=said["reason"]), button=_("Reverse it"), done=_("Reversed."),
        title=_("Reverse journal %(number)s") % {"number": found.number},
        crumbs=crumbs(found.organisation, Choice(found.number, reverse("funds:journal", args=[found.pk]))),
    )  # fmt: skip
