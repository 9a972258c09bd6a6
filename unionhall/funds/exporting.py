"""The payments of a body as a table that leaves: persons masked, no account number in it. The file for the bank is another
thing (bankfile.py): it leaves as it is, for a bank pays what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.export import Column
from unionhall.core.sealed import mask_name
from unionhall.core.verdict import YES, Refused, Verdict, no
from unionhall.exports import api as exports

from . import access
from .enums import PayeeKind
from .models import Payee, Payment
from .states import PaymentState

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

MOST = 5_000
COLUMNS = [
    Column("number", gettext_lazy("Payment"), 18),
    Column("scheme", gettext_lazy("Scheme")),
    Column("period", gettext_lazy("Period or voucher")),
    Column("payee", gettext_lazy("Payee"), 30),
    Column("amount", gettext_lazy("Amount")),
    Column("state", gettext_lazy("State")),
]


def masked(payee: Payee) -> str:
    """Persons are masked in lists that leave the house."""
    return mask_name(payee.title) if payee.kind == PayeeKind.PERSON else payee.title


def _body(actor: Actor, asked: Mapping[str, Any]) -> Organisation:
    """The body, if this actor sees its money; for everybody else there is none."""
    try:
        key = UUID(str(asked.get("body", "")))
    except ValueError:
        raise Http404 from None
    found = access.visible_bodies(actor).filter(pk=key).first() if access.may_see_money(actor) else None
    if found is None:
        raise Http404
    return found


def _payments(actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Payment]:
    body, state = _body(actor, asked), str(asked.get("state", ""))
    if unknown := set(asked) - {"body", "state"}:
        raise Refused(no(_("There is no such filter: %(name)s.") % {"name": min(unknown)}, "", "filters"))
    if state and state not in PaymentState.values:
        raise Refused(no(_("A filter is not understood."), _("Set the filters anew."), "filters"))
    found = access.visible_payments(actor).filter(organisation=body).order_by("-requested_at", "-pk")
    return found.filter(state=state) if state else found


def _may(actor: Actor, asked: Mapping[str, Any]) -> Verdict:
    _body(actor, asked)
    return YES


def _find(actor: Actor, asked: Mapping[str, Any]) -> exports.Found:
    body, state = _body(actor, asked), str(asked.get("state", ""))
    keys = list(_payments(actor, asked).values_list("pk", flat=True)[: MOST + 1])
    words = f"{body.short_name} · {PaymentState(state).label if state else _('every state')}"
    return exports.Found(keys, words, f"{body.code}-{_('payments')}-{clock.today():%Y%m%d}")


def _table(actor: Actor, asked: Mapping[str, Any], keys: frozenset[UUID], _unmasked: bool) -> exports.Table:
    body = _body(actor, asked)
    return exports.Table(
        COLUMNS, [(one.pk, _line(one)) for one in _payments(actor, asked).filter(pk__in=keys)], above=[body.name]
    )


def _line(one: Payment) -> dict[str, Any]:
    return {
        "number": one.number,
        "scheme": one.get_scheme_display(),
        "period": one.period,
        "payee": masked(one.payee),
        "amount": one.amount,
        "state": one.get_state_display(),
    }


def _note(actor: Actor, asked: Mapping[str, Any], _purpose: str, keys: Sequence[UUID], _unmasked: bool) -> None:
    body = _body(actor, asked)
    audit.record("payment.listed", body, by=actor, organisation_id=body.pk, rows=len(keys))


def _decoy(_actor: Actor, keyed: exports.Keyed, _unmasked: bool) -> dict[str, Any]:
    """A payment to nobody: no amount, and a number one digit longer than real ones."""
    return {
        "number": f"FK{clock.today().year}-0{keyed.below(1_000_000, 'number'):06d}",
        "payee": mask_name(keyed.person()),
    }


PAYMENTS = exports.Source(
    name="funds.payments",
    title=gettext_lazy("Payments"),
    may=_may,
    find=_find,
    table=_table,
    columns=lambda _asked: [column.title for column in COLUMNS],
    note=_note,
    decoy=_decoy,
    borrowed=frozenset(["scheme", "period", "state"]),
    unmarked=frozenset(["number"]),
    masked=frozenset(["payee"]),
    most=MOST,
)
