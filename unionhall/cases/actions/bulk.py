"""One act for many cases: each case decides for itself, and the report names those that could not take it."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import Refused, no
from unionhall.people import api as people

from .. import access
from ..models import BulkAct, Case
from . import handling, moves, settlement, work

AT_ONCE = 100
MOST = 10_000


def apply(
    verb: Callable[..., Any], cases: Iterable[UUID], *, by: Actor, group: Case | None = None, **arguments: Any
) -> BulkAct:
    """Apply one act to each case that may take it, each in its own transaction; the report names those that may not.

    Up to 100 at once run here; more are queued by the caller (`tasks.run_bulk`), which calls `finish_bulk` in parts.
    """
    act = begin_bulk(verb.__name__, list(cases), by=by, group=group, arguments=arguments)
    return finish_bulk(act, verb, by=by, **arguments)


@transaction.atomic
def begin_bulk(
    name: str,
    case_ids: list[UUID],
    *,
    by: Actor,
    group: Case | None = None,
    arguments: Mapping[str, Any] | None = None,
) -> BulkAct:
    """Put down what was asked, for how many; `finish_bulk` does it, here or in the background."""
    if not case_ids:
        raise Refused(no(_("No case is chosen."), _("Tick the cases first."), "none_chosen"))
    if len(case_ids) > MOST:
        raise Refused(
            no(_("At most 10,000 cases are dealt with in one go."), _("Narrow the list by a filter."), "too_many")
        )
    act = BulkAct(
        verb=name,
        arguments=_written(arguments or {}),
        group=group,
        asked_by_id=by.person_id,
        asked_at=clock.now(),
        case_ids=[str(pk) for pk in case_ids],
    )
    act.save(force_insert=True)
    audit.record("bulk.begun", act, by=by, act=name, cases=len(case_ids))
    return act


def finish_bulk(
    act: BulkAct, verb: Callable[..., Any], *, by: Actor, part: int | None = None, **arguments: Any
) -> BulkAct:
    """Do the next part of a bulk act. Killed halfway, it goes on where it stopped; a case done is not done again."""
    upto = len(act.case_ids) if part is None else min(len(act.case_ids), act.position + part)
    while act.position < upto:
        pk = act.case_ids[act.position]
        with transaction.atomic():
            case = access.visible_cases(by).filter(pk=pk).first()
            try:
                if case is None:
                    raise Refused(no(_("This case is not yours to see."), _("Ask the responsible body."), "invisible"))
                with transaction.atomic():
                    verb(case, by=by, **arguments)
                act.done += 1
            except Refused as refusal:
                act.refused.append({"case": pk, "number": case.number if case else "", "reason": str(refusal)})
            act.position += 1
            if act.position == len(act.case_ids):
                act.finished_at = clock.now()
            act.save(update_fields=["done", "refused", "position", "finished_at"])
    return act


def recall(act: BulkAct) -> tuple[Callable[..., Any], dict[str, Any]]:
    """The verb and arguments of a bulk act that was put down, to go on with it."""
    written: dict[str, Any] = json.loads(act.arguments or "{}")
    return BULK_VERBS[act.verb], {name: _READ.get(name, str)(value) for name, value in written.items()}


def settle_share(
    case: Case, *, by: Actor, manner: str, terms: str, percent: Decimal, signed_on: date, expected: int | None = None
) -> Case:
    """Record a settlement in which every worker of a group gets the same share of what they asked for."""
    if case.amount is None:
        raise Refused(no(_("No amount is entered in this case."), _("Enter the amount first."), "no_amount"))
    amount = (case.amount * percent / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return settlement.settle(
        case, by=by, manner=manner, terms=terms, amount=amount, signed_on=signed_on, expected=expected
    )


def _written(arguments: Mapping[str, Any]) -> str:
    return json.dumps({name: str(getattr(value, "pk", value)) for name, value in arguments.items()})


def _on_duty(person_id: str) -> Any:
    person = people.person_on_duty(UUID(person_id))
    if person is None:
        raise Refused(no(_("This person is not on duty any more."), _("Choose somebody who is."), "not_on_duty"))
    return person


_READ: dict[str, Callable[[str], Any]] = {
    "handler": _on_duty,
    "signed_on": date.fromisoformat,
    "percent": Decimal,
    "days": int,
}

BULK_VERBS: dict[str, Callable[..., Any]] = {
    verb.__name__: verb
    for verb in (
        moves.accept,
        moves.consult,
        moves.negotiate,
        moves.mediate,
        moves.fail,
        moves.arbitrate,
        moves.litigate,
        moves.close,
        moves.withdraw,
        moves.reopen,
        settlement.perform,
        settle_share,
        handling.assign,
        work.suspend,
        work.resume,
        work.extend,
        work.write_note,
    )
}
