"""What waits for a second person, of every kind, and their yes or no."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unionhall.core.actor import Actor
from unionhall.core.http import actor_of
from unionhall.core.verdict import Verdict
from unionhall.ui.asking import ask
from unionhall.ui.parts import Choice, Column
from unionhall.ui.words import money

from .. import forms
from ..deciding import KINDS
from ..models import PayeeAccount
from .frame import GET_AND_POST, crumbs, posted

SHOWN = 50


@dataclass(frozen=True)
class Waiting:
    """One line of what waits."""

    words: str
    body: str
    amount: str
    since: Any
    by: str
    url: str
    may: Verdict


def columns() -> list[Column]:
    return [
        Column(_("What")), Column(_("Body")), Column(_("Amount"), numeric=True), Column(_("Entered by")), Column(_("Decision")),
    ]  # fmt: skip


def waiting(actor: Actor) -> list[Waiting]:
    """The oldest of each kind that wait in the reader's scope."""
    found = []
    for name, kind in KINDS.items():
        for record in kind.rows(actor).filter(state=kind.waits).order_by(kind.since, "pk")[:SHOWN]:
            url = reverse("funds:decision", args=[name, record.pk])
            maker = getattr(record, kind.since.replace("_at", "_by"))
            since, may = getattr(record, kind.since), kind.may(actor, record)
            found.append(Waiting(words(record), _body(record).short_name, _amount(record), since, maker.name, url, may))
    return found


@require_http_methods(GET_AND_POST)
def decision(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    """A second person says yes, or no and why."""
    if kind not in KINDS:
        raise Http404
    actor, told = actor_of(request), KINDS[kind]
    record: Any = get_object_or_404(told.rows(actor), pk=pk)
    told.may(actor, record).or_refuse()

    def act(said: dict[str, Any]) -> Any:
        move = told.approve if said["answer"] == "yes" else told.reject
        return move(record, by=actor, reason=said["reason"])

    return ask(
        request, forms.DecisionForm(posted(request)), act=act, back=("funds:home",), button=_("Decide"), done=_("Decided."),
        title=words(record), lead=_lead(record), crumbs=crumbs(_body(record), Choice(_("Decision"))),
    )  # fmt: skip


def words(record: Any) -> str:
    """What a record is, in one line."""
    name = type(record).__name__
    if name == "Budget":
        return _("Budget %(year)s: %(line)s") % {"year": record.year, "line": record.title}
    if name == "PayeeAccount":
        return _("Bank account of %(payee)s: %(number)s") % {"payee": record.payee.title, "number": record.masked}
    if name == "Payment":
        return _("Payment %(number)s to %(payee)s") % {"number": record.number, "payee": record.payee.title}
    return _("Batch %(number)s: %(n)s payments") % {"number": record.number, "n": record.count}


def _lead(record: Any) -> str:
    if isinstance(record, PayeeAccount):
        told = _("%(bank)s. Ask the payee by another way than the one the number came by.") % {"bank": record.bank}
        same = PayeeAccount.objects.filter(number_lookup=record.number_lookup).exclude(payee=record.payee_id).exists()
        return f"{told} {_('Another payee has the same account number.')}" if same else told
    return f"{_amount(record)} {getattr(record, 'words', '')}".strip()


def _body(record: Any) -> Any:
    return record.payee.organisation if isinstance(record, PayeeAccount) else record.organisation


def _amount(record: Any) -> str:
    return money(getattr(record, "amount", None) or getattr(record, "total", None))
