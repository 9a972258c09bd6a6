"""Budget lines: proposed by one person, decided by another."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from unionhall.core import audit, clock
from unionhall.core.actor import Actor

from .. import access
from ..models import Budget
from ..states import BUDGET
from ._shared import decided, exact, kept, needs, person_of, taken

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation


@transaction.atomic
def propose_budget(
    organisation: Organisation, *, by: Actor, year: int, purpose: str, title: str, amount: Decimal
) -> Budget:
    """A line of a body's budget. Nothing is spent from it before a second person has approved it."""
    access.may_propose_budget(by, organisation).or_refuse()
    budget = kept(
        Budget(
            organisation=organisation, year=year, purpose=purpose, amount=exact(amount),
            title=needs(title, _("What is the line called?"), _("A few words are enough."), 80),
            proposed_at=clock.now(), proposed_by_id=person_of(by),
        )
    )  # fmt: skip
    audit.record(
        "budget.proposed",
        budget,
        by=by,
        organisation_id=organisation.pk,
        year=year,
        purpose=purpose,
        amount=str(amount),
    )
    return budget


@transaction.atomic
def approve_budget(budget: Budget, *, by: Actor, reason: str = "") -> Budget:
    """A second person agrees: the line may be spent."""
    budget = taken(budget)
    access.may_approve_budget(by, budget).or_refuse()
    BUDGET.move(budget, "approve_budget", by)
    budget.save(update_fields=["state", *decided(budget, by, reason[:300])])
    audit.record("budget.approved", budget, by=by, organisation_id=budget.organisation_id)
    return budget


@transaction.atomic
def reject_budget(budget: Budget, *, by: Actor, reason: str) -> Budget:
    """A second person does not agree, and says why."""
    budget = taken(budget)
    access.may_reject_budget(by, budget).or_refuse()
    reason = needs(reason, _("Why is it rejected?"), _("A sentence is enough; it stays readable."))
    BUDGET.move(budget, "reject_budget", by)
    budget.save(update_fields=["state", *decided(budget, by, reason)])
    audit.record("budget.rejected", budget, by=by, organisation_id=budget.organisation_id)
    return budget
