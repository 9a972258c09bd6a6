"""Settlements, their performance, and the call-backs that check it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor, system
from unionhall.core.verdict import Refused, no
from unionhall.core.workdays import add_workdays, next_workday

from .. import access, queries
from ..enums import Audience, CallbackOutcome, Manner
from ..models import Callback, Case, CaseFile, Instalment, Resolution, Settlement
from ..states import State
from ._shared import move, name_of, needs, taken, void_resolution, wind
from .intake import attach
from .moves import cancel_callbacks, resolve

if TYPE_CHECKING:
    from unionhall.core.models import StoredFile

CALLBACK_AFTER_DAYS = 15
RETRY_WORKDAYS = 3
PARTLY_AFTER_DAYS = 7
MAX_INSTALMENTS = 36


@transaction.atomic
def settle(
    case: Case,
    *,
    by: Actor,
    manner: str,
    terms: str,
    amount: Decimal,
    signed_on: date,
    instalments: Sequence[tuple[date, Decimal]] = (),
    deduction: Mapping[str, Any] | None = None,
    expected: int | None = None,
) -> Case:
    """Record what the parties signed and plan the calls that will ask whether it was performed."""
    case = taken(case, expected=expected)
    access.may_settle(by, case).or_refuse()
    terms = needs(terms, what=_("The terms are missing."), next_step=_("Write what was agreed."))
    _check_sums(amount, signed_on, instalments)
    if manner not in Manner.values:
        raise Refused(no(_("This way of resolving is not known."), _("Choose one of the list."), "manner"))
    Settlement.objects.filter(case=case, replaced_at__isnull=True).update(replaced_at=clock.now())
    settlement = Settlement(
        case=case,
        at=clock.now(),
        by_id=by.person_id,
        by_name=name_of(by),
        manner=manner,
        terms=terms,
        amount=amount,
        signed_on=signed_on,
        deduction=dict(deduction) if deduction else None,
    )
    settlement.save(force_insert=True)
    rows = [
        Instalment(settlement=settlement, position=n, due_on=d, amount=a) for n, (d, a) in enumerate(instalments, 1)
    ]
    Instalment.objects.bulk_create(rows)
    cancel_callbacks(case)
    if rows:
        for row in rows:
            plan(case, next_workday(row.due_on + timedelta(days=1)).date, instalment=row)
    else:
        plan(case, next_workday(signed_on + timedelta(days=CALLBACK_AFTER_DAYS)).date)
    return move(case, "settle", by=by, instalments=len(rows))


@transaction.atomic
def write_agreement(settlement: Settlement, *, by: Actor, stored: "StoredFile") -> CaseFile:
    """Put the agreement written from the file on the file; the newest version is the settlement's document."""
    case = taken(settlement.case)
    access.may_write_agreement(by, case).or_refuse()
    settlement = Settlement.objects.select_for_update(of=("self",)).get(pk=settlement.pk)
    row = attach(case, stored, by=by, audience=Audience.WORKER, label=str(_("Agreement")))
    settlement.document = row
    settlement.save(update_fields=["document"])
    audit.record("case.agreement_written", case, by=by, file=str(stored.pk), settlement=str(settlement.pk))
    return row


def _check_sums(amount: Decimal, signed_on: date, instalments: Sequence[tuple[date, Decimal]]) -> None:
    if amount < 0:
        raise Refused(no(_("An amount cannot be below zero."), _("Check the amount."), "amount"))
    if signed_on > clock.today():
        raise Refused(
            no(_("The day of signing lies in the future."), _("Give the day on which it was signed."), "signed_on")
        )
    if len(instalments) > MAX_INSTALMENTS:
        raise Refused(no(_("More than 36 instalments are not recorded."), _("Join some of them."), "instalments"))
    if instalments and sum((a for _day, a in instalments), Decimal(0)) != amount:
        raise Refused(
            no(
                _("The instalments do not add up to the amount."),
                _("Check the amounts of the instalments."),
                "instalments",
            )
        )
    days = [day for day, _amount in instalments]
    if days != sorted(days) or any(day < signed_on for day in days):
        raise Refused(
            no(_("Instalments follow one another after the day of signing."), _("Check the days."), "instalments")
        )


def plan(case: Case, due_on: date, *, instalment: Instalment | None = None) -> Callback:
    """Plan a call to the worker."""
    callback = Callback(case=case, instalment=instalment, due_on=due_on, planned_at=clock.now())
    callback.save(force_insert=True)
    return callback


@transaction.atomic
def call_back(callback: Callback, *, by: Actor, outcome: str, note: str = "", paid: Decimal | None = None) -> Callback:
    """Record a call to the worker. Unpaid reopens the case by itself; the last payment performs it."""
    case = taken(callback.case)
    callback = Callback.objects.select_for_update(of=("self",)).get(pk=callback.pk)
    callback.case = case
    access.may_call_back(by, callback).or_refuse()
    if outcome not in CallbackOutcome.values or not outcome:
        raise Refused(no(_("What did the worker say?"), _("Choose one of the answers."), "outcome"))
    if paid is not None and paid < 0:
        raise Refused(no(_("An amount cannot be below zero."), _("Check the amount."), "amount"))
    callback.done_at, callback.done_by_id = clock.now(), by.person_id
    callback.outcome, callback.note, callback.paid = outcome, note.strip(), paid
    callback.save(update_fields=["done_at", "done_by", "outcome", "note", "paid"])
    audit.record("case.called_back", case, by=by, outcome=outcome)
    match outcome:
        case CallbackOutcome.UNREACHED:
            plan(case, add_workdays(clock.today(), RETRY_WORKDAYS).date, instalment=callback.instalment)
        case CallbackOutcome.PARTLY:
            plan(
                case,
                next_workday(clock.today() + timedelta(days=PARTLY_AFTER_DAYS)).date,
                instalment=callback.instalment,
            )
        case CallbackOutcome.UNPAID if case.state == State.SETTLED:
            default(case, by=system("call-back"))
            return callback
        case CallbackOutcome.PERFORMED if case.state == State.SETTLED and queries.next_callback(case) is None:
            _performed(case, by=by)
            return callback
    wind(case)
    return callback


@transaction.atomic
def default(case: Case, *, by: Actor) -> Case:
    """The settlement was not performed: the case is taken up again by itself."""
    case = taken(case)
    access.may_default(by, case).or_refuse()
    void_resolution(case)
    cancel_callbacks(case)
    return move(case, "default", by=by, reason=str(_("The agreement was not performed.")))


@transaction.atomic
def perform(case: Case, *, by: Actor, reason: str = "", manner: str = "", expected: int | None = None) -> Case:
    """Record that agreement, award or judgment was performed; the matter is resolved."""
    case = taken(case, expected=expected)
    access.may_perform(by, case).or_refuse()
    cancel_callbacks(case)
    return _performed(case, by=by, reason=reason.strip(), manner=manner)


def _performed(case: Case, *, by: Actor, reason: str = "", manner: str = "") -> Case:
    settlement = Settlement.objects.filter(case=case, replaced_at__isnull=True).first()
    if not manner:
        manner = settlement.manner if settlement else _manner_of_filing(case)
    if not Resolution.objects.filter(case=case, voided_at__isnull=True).exists():
        resolve(case, by=by, manner=manner)
    return move(case, "perform", by=by, reason=reason)


def _manner_of_filing(case: Case) -> str:
    return Manner.JUDGMENT if case.state == State.LITIGATION else Manner.AWARD
