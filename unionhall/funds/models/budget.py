"""Budget lines: what a body may spend on a purpose in a year, and how much of it is promised and spent."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from unionhall.core.ids import new_id

from ..enums import Purpose
from ..states import BudgetState


class Budget(models.Model):
    """One line of a body's budget. What is promised and spent never exceeds what was approved: the database says so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    title = models.CharField(_("line"), max_length=80)
    state = models.CharField(_("state"), max_length=10, choices=BudgetState, default=BudgetState.PROPOSED)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    committed = models.DecimalField(_("promised"), max_digits=14, decimal_places=2, default=Decimal(0))
    spent = models.DecimalField(_("spent"), max_digits=14, decimal_places=2, default=Decimal(0))
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "purpose", "title"],
                condition=~Q(state=BudgetState.REJECTED),
                name="a_budget_line_stands_once",
                violation_error_message=_("This line stands in the budget already."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0) & Q(committed__gte=0) & Q(spent__gte=0),
                name="a_budget_is_never_below_zero",
                violation_error_message=_("Amounts of a budget are not below zero."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=F("committed") + F("spent")),
                name="a_budget_is_never_overspent",
                violation_error_message=_("That is more than is left of the budget line."),
            ),
            models.CheckConstraint(
                condition=Q(state=BudgetState.APPROVED) | (Q(committed=0) & Q(spent=0)),
                name="only_an_approved_budget_is_spent",
                violation_error_message=_("Nothing is spent before a second person has approved the line."),
            ),
            models.CheckConstraint(
                condition=Q(state=BudgetState.PROPOSED)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="two_people_decide_about_a_budget",
                violation_error_message=_("Whoever proposed a budget line does not decide about it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.title}"

    @property
    def left(self) -> Decimal:
        """What may still be promised."""
        return self.amount - self.committed - self.spent
