"""Union fees of a body: reckoned, shown step by step, billed, paid."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionhall.core.http import actor_of
from unionhall.core.paging import page as page_of
from unionhall.core.verdict import Refused
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column, Fact
from unionhall.ui.responses import DONE, page, redirect_after_post, say, submitted
from unionhall.ui.words import date_words, datetime_words, money

from .. import access, actions, forms, reckoning
from ..models import Due
from ..states import DueState
from .frame import GET_AND_POST, body_in_scope, crumbs, posted, steps


@require_safe
def dues(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The bills of a body, the newest month first."""
    actor, body = actor_of(request), body_in_scope(request, pk)
    form = forms.DuesFilterForm(request.GET)
    found = access.visible_dues(actor).filter(organisation=body)
    said = form.cleaned_data if form.is_valid() else {}
    if said.get("state"):
        found = found.filter(state=said["state"])
    if said.get("month"):
        found = found.filter(period=said["month"].replace(day=1))
    context = {
        "body": body,
        "form": form,
        "page": page_of(found, order=("-period", "id"), after=request.GET.get("after"), size=50),
        "may_keep": access.may_keep(actor, body),
        "columns": [
            Column(_("Bill")), Column(_("Month")), Column(_("Fee"), numeric=True), Column(_("Passed upward"), numeric=True),
            Column(_("State")),
        ],
        "crumbs": crumbs(body, Choice(_("Union fees"))),
    }  # fmt: skip
    return page(request, "funds/dues.html", context)


@require_http_methods(GET_AND_POST)
def billing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reckon the fee of a month first; bill it once it is as it should be."""
    actor, body = actor_of(request), body_in_scope(request, pk)
    access.may_keep(actor, body).or_refuse()
    form = forms.BillForm(posted(request))
    status, fee = 200, None
    if request.method == "POST":
        status = 200 if form.is_valid() else 422
        if status == 200:
            said = form.words
            try:
                access.may_bill(actor, body, said["employer"].pk).or_refuse()
                fee = reckoning.fee(said["wages"], said["month"].replace(day=1), upper_pct=said["upper_pct"])
            except Refused as refusal:
                status = say(form, refusal)
        if fee is not None and request.POST.get("act") == "bill":
            status, made = submitted(request, form, lambda said: actions.bill(body, by=actor, **said))
            if status == DONE and made is not None:
                return redirect_after_post(request, made, message=_("Billed."))
    context = {
        "body": body,
        "form": form,
        "fee": fee,
        "finding": steps(fee.finding.as_dict()) if fee else None,
        "crumbs": crumbs(body, Choice(_("Union fees"), reverse("funds:dues", args=[body.pk])), Choice(_("New bill"))),
    }
    return page(request, "funds/billing.html", context, status=status)


@require_safe
def due(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One bill, with how it was reckoned."""
    actor = actor_of(request)
    found: Due = get_object_or_404(access.visible_dues(actor), pk=pk)
    facts = [
        Fact(_("Employer"), found.employer.name),
        Fact(_("Month"), f"{found.period:%Y-%m}"),
        Fact(_("Total wages"), money(found.wages)),
        Fact(_("Fee"), money(found.total)),
        Fact(_("Passed upward"), money(found.upward)),
        Fact(_("Stays with the grassroots union"), money(found.kept)),
        Fact(_("Billed by"), found.billed_by.name, datetime_words(found.billed_at)),
    ]
    if found.paid_on:
        facts.append(Fact(_("Paid on"), date_words(found.paid_on)))
    if found.reason:
        facts.append(Fact(_("Reason"), found.reason))
    context = {
        "due": found,
        "facts": facts,
        "finding": steps(found.finding),
        "is_open": found.state == DueState.BILLED,
        "may_pay": access.may_pay_due(actor, found),
        "may_cancel": access.may_cancel_due(actor, found),
        "crumbs": _crumbs(found, Choice(found.number)),
    }
    return page(request, "funds/due.html", context)


@require_http_methods(GET_AND_POST)
def due_act(request: HttpRequest, pk: UUID, act: str) -> HttpResponse:
    """The fee came, or the bill was wrong."""
    if act not in ("payment", "cancelling"):
        raise Http404
    actor = actor_of(request)
    found: Due = get_object_or_404(access.visible_dues(actor), pk=pk)
    common: Any = {
        "back": ("funds:due", found.pk),
        "crumbs": _crumbs(found, Choice(found.number, reverse("funds:due", args=[found.pk]))),
    }
    if act == "payment":
        access.may_pay_due(actor, found).or_refuse()
        return ask(
            request, forms.PaidForm(posted(request)), act=lambda said: actions.pay_due(found, by=actor, **said),
            title=_("Bill %(number)s was paid") % {"number": found.number}, button=_("Record as paid"), done=_("Paid and posted."),
            lead=_("What comes through the bank is recorded by its statement; here only what came by another way."), **common,
        )  # fmt: skip
    access.may_cancel_due(actor, found).or_refuse()
    return ask(
        request, forms.ReasonForm(posted(request)), act=lambda said: actions.cancel_due(found, by=actor, **said), danger=True,
        title=_("Cancel bill %(number)s") % {"number": found.number}, button=_("Cancel the bill"), done=_("Cancelled."), **common,
    )  # fmt: skip


def _crumbs(found: Due, *further: Choice) -> list[Choice]:
    body = found.organisation
    return crumbs(body, Choice(_("Union fees"), reverse("funds:dues", args=[body.pk])), *further)
