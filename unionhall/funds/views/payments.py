"""Payments of a body: whom it pays, what it requested, refunds to small payers."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core import clock
from unionhall.core.http import actor_of
from unionhall.core.paging import page as page_of
from unionhall.core.verdict import Refused
from unionhall.exports import api as exports
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import DONE, page, redirect_after_post, say, submitted
from unionhall.ui.words import datetime_words, money

from .. import access, actions, forms, reckoning
from ..exporting import PAYMENTS
from ..models import Budget, Payee, Payment
from ..states import BudgetState, PaymentState
from .frame import GET_AND_POST, body_in_scope, crumbs, decision_facts, posted, steps


@require_safe
def payments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The payments of a body, the newest first, and the batches they left in."""
    actor, body = actor_of(request), body_in_scope(request, pk)
    form = forms.PaymentsFilterForm(request.GET)
    found = access.visible_payments(actor).filter(organisation=body)
    if form.is_valid() and form.cleaned_data["state"]:
        found = found.filter(state=form.cleaned_data["state"])
    context = {
        "body": body,
        "form": form,
        "export": f"{reverse('funds:payments_export', args=[body.pk])}?state={form.cleaned_data['state'] if form.is_valid() else ''}",
        "page": page_of(found, order=("-requested_at", "id"), after=request.GET.get("after"), size=50),
        "batches": access.visible_batches(actor).filter(organisation=body).order_by("-prepared_at", "-pk")[:10],
        "may_keep": access.may_keep(actor, body),
        "columns": [Column(_("Payment")), Column(_("Payee")), Column(_("Amount"), numeric=True), Column(_("What for")), Column(_("State"))],
        "batch_columns": [Column(_("Batch")), Column(_("Payments"), numeric=True), Column(_("Sum"), numeric=True), Column(_("State"))],
        "crumbs": crumbs(body, Choice(_("Payments"))),
    }  # fmt: skip
    return page(request, "funds/payments.html", context)


@require_http_methods(GET_AND_POST)
def payments_export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The payments of a body as a table: persons masked, no account number; many when a second person has approved."""
    actor, body = actor_of(request), body_in_scope(request, pk)
    form = forms.PaymentsFilterForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    back = reverse("funds:payments", args=[body.pk])
    asked = {"body": str(body.pk), "state": state}
    return exports.take_out(request, PAYMENTS, asked, by=actor, back=back, crumbs=_crumbs(body, Choice(_("Export"))))


@require_safe
def payment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One payment: its ground, who requested and who approved it, where it stands."""
    actor = actor_of(request)
    found: Payment = get_object_or_404(access.visible_payments(actor), pk=pk)
    facts = [
        Fact(_("Payee"), found.payee.title, found.payee.get_kind_display()),
        Fact(_("Amount"), money(found.amount)),
        Fact(_("What for"), found.words, f"{found.get_scheme_display()} · {found.period}"),
        Fact(_("Requested by"), found.requested_by.name, datetime_words(found.requested_at)),
        *decision_facts(found),
    ]
    if found.budget:
        facts.insert(2, Fact(_("From the budget line"), str(found.budget)))
    if found.account:
        facts.append(Fact(_("Bank account"), found.account.masked, found.account.bank))
    context = {
        "payment": found,
        "facts": facts,
        "finding": steps(found.finding),
        "waits": found.state == PaymentState.REQUESTED,
        "is_sent": found.state == PaymentState.SENT,
        "may_approve": access.may_approve_payment(actor, found),
        "may_return": access.may_return_payment(actor, found),
        "crumbs": _crumbs(found.organisation, Choice(found.number)),
    }
    return page(request, "funds/payment.html", context)


@require_http_methods(GET_AND_POST)
def returning(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The bank sent a payment back."""
    actor = actor_of(request)
    found: Payment = get_object_or_404(access.visible_payments(actor), pk=pk)
    access.may_return_payment(actor, found).or_refuse()
    return ask(
        request, forms.ReasonForm(posted(request)), act=lambda said: actions.return_payment(found, by=actor, **said),
        title=_("Payment %(number)s came back") % {"number": found.number}, button=_("Record that it came back"),
        done=_("Recorded. It may be requested again."), back=("funds:payment", found.pk), danger=True,
        crumbs=_crumbs(found.organisation, Choice(found.number, found.get_absolute_url())),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def spending(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Request a payment from a budget line."""
    actor, body = actor_of(request), body_in_scope(request, pk)
    access.may_request_payment(actor, body).or_refuse()
    lines = Budget.objects.filter(organisation=body, state=BudgetState.APPROVED, year__gte=clock.today().year - 1)
    payees = access.visible_payees(actor).filter(organisation=body).order_by("title", "pk")[:500]
    budgets = {str(one.pk): one for one in lines.select_related("organisation").order_by("-year", "title", "pk")[:200]}
    known = {str(one.pk): one for one in payees}
    form = forms.PaymentForm(
        posted(request), payees=[(key, one.title) for key, one in known.items()],
        budgets=[(key, _("%(line)s, %(left)s left") % {"line": one, "left": money(one.left)}) for key, one in budgets.items()],
    )  # fmt: skip

    def act(said: dict[str, Any]) -> Payment:
        return actions.request_payment(
            budgets[said["budget"]], known[said["payee"]], by=actor, amount=said["amount"], period=said["period"],
            words=said["words"],
        )  # fmt: skip

    return ask(
        request, form, act=act, back=("funds:payments", body.pk), onward="funds:payment", title=_("Request a payment"),
        button=_("Request it"), done=_("Requested. A supervisor decides."), crumbs=_crumbs(body, Choice(_("New payment"))),
        lead=_("The amount is promised at once and cannot be spent twice. A payee must be entered first."),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def refunding(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reckon what comes back to a small payer; request it if something does, or read why not."""
    actor, body = actor_of(request), body_in_scope(request, pk)
    access.may_keep(actor, body).or_refuse()
    form = forms.RefundForm(posted(request))
    status, found = 200, None
    if request.method == "POST":
        status = 200 if form.is_valid() else 422
        if status == 200:
            said = form.words
            try:
                access.may_bill(actor, body, said["employer"].pk).or_refuse()
                found = reckoning.refund(said["employer"].pk, said["year"], basis=said["basis"])
            except Refused as refusal:
                status = say(form, refusal)
        if found is not None and request.POST.get("act") == "request":
            status, made = submitted(request, form, lambda said: actions.request_refund(body, by=actor, **said))
            if status == DONE and made is not None:
                return redirect_after_post(request, made, message=_("Requested. A supervisor decides."))
    context = {
        "body": body,
        "form": form,
        "refund": found,
        "finding": steps(found.finding.as_dict()) if found else None,
        "crumbs": _crumbs(body, Choice(_("Refund to a small payer"))),
    }
    return page(request, "funds/refunding.html", context, status=status)


@require_safe
def payees(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whom the body pays, each with the bank account that counts, masked."""
    actor, body = actor_of(request), body_in_scope(request, pk)
    found = access.visible_payees(actor).filter(organisation=body)
    shown = page_of(found, order=("title", "id"), after=request.GET.get("after"), size=50)
    newest: dict[Any, Any] = {}
    accounts = access.visible_payee_accounts(actor).filter(payee__in=[one.pk for one in shown.items])
    for one in accounts.exclude(state="refused").order_by("entered_at", "pk"):
        newest[one.payee_id] = one
    context = {
        "body": body,
        "page": shown,
        "rows": [(one, newest.get(one.pk)) for one in shown.items],
        "now": clock.now(),
        "may_keep": access.may_keep(actor, body),
        "columns": [Column(_("Payee")), Column(_("Bank account")), Column(_("Usable from")), Column(_("State")), Column(_("Acts"), hidden_label=True)],
        "crumbs": _crumbs(body, Choice(_("Payees"))),
    }  # fmt: skip
    return page(request, "funds/payees.html", context)


@require_http_methods(GET_AND_POST)
def payee_entering(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Enter somebody to be paid."""
    actor, body = actor_of(request), body_in_scope(request, pk)
    access.may_enter_payee(actor, body).or_refuse()
    return ask(
        request, forms.PayeeForm(posted(request)), act=lambda said: actions.enter_payee(body, by=actor, **said),
        back=("funds:payees", body.pk), title=_("Enter a payee"), button=_("Enter it"),
        done=_("Entered. A supervisor confirms the bank account; it is used after 72 hours."),
        crumbs=_crumbs(body, Choice(_("Payees"), reverse("funds:payees", args=[body.pk]))),
    )  # fmt: skip


@require_http_methods(GET_AND_POST)
def account_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another bank account of a payee."""
    actor = actor_of(request)
    found: Payee = get_object_or_404(access.visible_payees(actor), pk=pk)
    access.may_change_account(actor, found).or_refuse()
    body = found.organisation
    return ask(
        request, forms.AccountForm(posted(request)), act=lambda said: actions.change_account(found, by=actor, **said),
        back=("funds:payees", body.pk), title=_("Another bank account of %(payee)s") % {"payee": found.title}, button=_("Enter it"),
        lead=_("Nothing is paid to this payee until a supervisor has confirmed the account and 72 hours are over. The payee is told by text."),
        done=_("Entered. The payee is told."), crumbs=_crumbs(body, Choice(_("Payees"), reverse("funds:payees", args=[body.pk]))),
    )  # fmt: skip


def _crumbs(body: Any, *further: Choice) -> list[Choice]:
    return crumbs(body, Choice(_("Payments"), reverse("funds:payments", args=[body.pk])), *further)
