"""Who sees the money of a body, who moves it, and who is the second person?

An officer of the body or of one above makes; a supervisor of the body or of one above decides, and never about their own.
Whoever is tied to an employer sees nothing that names it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from unionhall.core import clock
from unionhall.core.actor import Actor
from unionhall.core.verdict import YES, Verdict, all_of, no
from unionhall.organisations import api as organisations
from unionhall.organisations.enums import LEVEL_COLUMN, OrganisationKind
from unionhall.people.enums import Role

from .models import Account, Batch, Budget, Due, Journal, Payee, PayeeAccount, Payment, StatementLine
from .states import BATCH, BUDGET, DUE, PAYEE_ACCOUNT, PAYMENT

if TYPE_CHECKING:
    from unionhall.organisations.models import Organisation

MAKERS = (Role.OFFICER,)
CHECKERS = (Role.SUPERVISOR,)
KEEPERS = (*MAKERS, *CHECKERS)


def may_see_money(actor: Actor) -> Verdict:
    """Officers and supervisors."""
    if actor.via == "system" or actor.holds(*KEEPERS):
        return YES
    return no(_("The money of a body is kept by its officers and supervisors."), _("Ask one of them."))


def visible_bodies(actor: Actor) -> QuerySet[Organisation]:
    """The bodies whose money one sees: one's own and those below."""
    found = organisations.visible_organisations(actor).exclude(kind=OrganisationKind.AGENCY)
    return found if actor.via == "system" else found.filter(_below(actor, ""))


def visible_accounts(actor: Actor) -> QuerySet[Account]:
    return Account.objects.filter(_scope(actor)).select_related("organisation")


def visible_journals(actor: Actor) -> QuerySet[Journal]:
    return Journal.objects.filter(_scope(actor)).select_related("organisation", "posted_by", "reverses")


def visible_budgets(actor: Actor) -> QuerySet[Budget]:
    return Budget.objects.filter(_scope(actor)).select_related("organisation", "proposed_by", "decided_by")


def visible_dues(actor: Actor) -> QuerySet[Due]:
    """Without those of employers one is tied to."""
    found = Due.objects.filter(_scope(actor)).exclude(employer__in=actor.tied_employers)
    return found.select_related("organisation", "employer", "billed_by", "journal")


def visible_payees(actor: Actor) -> QuerySet[Payee]:
    """Without employers one is tied to."""
    found = Payee.objects.filter(_scope(actor)).exclude(employer__in=actor.tied_employers)
    return found.select_related("organisation", "employer", "entered_by")


def visible_payee_accounts(actor: Actor) -> QuerySet[PayeeAccount]:
    found = PayeeAccount.objects.filter(_scope(actor, "payee__organisation__"))
    return found.exclude(payee__employer__in=actor.tied_employers).select_related(
        "payee__organisation", "entered_by", "decided_by"
    )


def visible_payments(actor: Actor) -> QuerySet[Payment]:
    """Without those to employers one is tied to."""
    found = Payment.objects.filter(_scope(actor)).exclude(payee__employer__in=actor.tied_employers)
    return found.select_related(
        "organisation", "payee", "budget", "batch", "account", "journal", "requested_by", "decided_by"
    )


def visible_batches(actor: Actor) -> QuerySet[Batch]:
    return Batch.objects.filter(_scope(actor)).select_related("organisation", "prepared_by", "decided_by")


def visible_lines(actor: Actor) -> QuerySet[StatementLine]:
    """What the bank reports, without what belongs to employers one is tied to."""
    found = StatementLine.objects.filter(_scope(actor))
    found = found.exclude(payment__payee__employer__in=actor.tied_employers).exclude(
        due__employer__in=actor.tied_employers
    )
    return found.select_related("organisation", "statement", "payment", "due")


# --- making --------------------------------------------------------------------------------------------------------------


def may_keep(actor: Actor, body: Organisation) -> Verdict:
    """Every act that makes something: an officer of the body or of one above."""
    if actor.via == "system" or actor.organisation_ids(*MAKERS) & _upward(body):
        return YES
    return no(
        _("Money is entered by officers of the body or of one above."), _("Supervisors decide about it."), "not_maker"
    )


may_post = may_propose_budget = may_enter_payee = may_prepare = may_read_in = may_request_payment = may_keep


def may_reverse(actor: Actor, journal: Journal) -> Verdict:
    """A journal once, and never a reversal. What a bill or a payment posted is put right there."""
    from .enums import JournalKind

    if journal.kind == JournalKind.REVERSAL:
        return no(_("This is a reversal itself."), _("Post what is right as a new journal."), "reversal")
    if journal.kind != JournalKind.MANUAL:
        return no(
            _("This journal belongs to a bill or a payment."), _("Post what is right as a new journal."), "not_manual"
        )
    if Journal.objects.filter(reverses=journal).exists():
        return no(_("It was reversed already."), _("Post what is right as a new journal."), "reversed")
    return may_keep(actor, journal.organisation)


def may_bill(actor: Actor, body: Organisation, employer_id: UUID | None = None) -> Verdict:
    """An officer who is not tied to the employer."""
    return all_of(may_keep(actor, body), _untied(actor, employer_id))


may_request_refund = may_bill


def may_pay_due(actor: Actor, due: Due) -> Verdict:
    return all_of(may_keep(actor, due.organisation), DUE.may(due, "pay_due", actor))


def may_cancel_due(actor: Actor, due: Due) -> Verdict:
    return all_of(may_keep(actor, due.organisation), DUE.may(due, "cancel_due", actor))


def may_change_account(actor: Actor, payee: Payee) -> Verdict:
    return may_keep(actor, payee.organisation)


def may_return_payment(actor: Actor, payment: Payment) -> Verdict:
    return all_of(may_keep(actor, payment.organisation), PAYMENT.may(payment, "return_payment", actor))


def may_export_batch(actor: Actor, batch: Batch) -> Verdict:
    return all_of(may_keep(actor, batch.organisation), BATCH.may(batch, "export_batch", actor))


def may_take_file(actor: Actor, batch: Batch) -> Verdict:
    """The file holds whole account numbers: whoever makes payments takes it, once it was made."""
    if not batch.file_hash:
        return no(_("The file was not made yet."), _("Approve the batch, then make its file."), "no_file")
    return may_keep(actor, batch.organisation)


def may_set_aside(actor: Actor, line: StatementLine) -> Verdict:
    from .enums import Match

    if line.match == Match.MATCHED:
        return no(_("This line is matched."), _("Nothing needs to be done."), "matched")
    return may_keep(actor, line.organisation)


# --- deciding ------------------------------------------------------------------------------------------------------------


def may_approve_budget(actor: Actor, budget: Budget) -> Verdict:
    return all_of(
        _second(actor, budget.organisation, budget.proposed_by_id), BUDGET.may(budget, "approve_budget", actor)
    )


def may_reject_budget(actor: Actor, budget: Budget) -> Verdict:
    return all_of(
        _second(actor, budget.organisation, budget.proposed_by_id), BUDGET.may(budget, "reject_budget", actor)
    )


def may_confirm_account(actor: Actor, account: PayeeAccount) -> Verdict:
    body = account.payee.organisation
    return all_of(_second(actor, body, account.entered_by_id), PAYEE_ACCOUNT.may(account, "confirm_account", actor))


def may_refuse_account(actor: Actor, account: PayeeAccount) -> Verdict:
    body = account.payee.organisation
    return all_of(_second(actor, body, account.entered_by_id), PAYEE_ACCOUNT.may(account, "refuse_account", actor))


def may_approve_payment(actor: Actor, payment: Payment) -> Verdict:
    return all_of(
        _second(actor, payment.organisation, payment.requested_by_id), PAYMENT.may(payment, "approve_payment", actor)
    )


def may_reject_payment(actor: Actor, payment: Payment) -> Verdict:
    return all_of(
        _second(actor, payment.organisation, payment.requested_by_id), PAYMENT.may(payment, "reject_payment", actor)
    )


def may_approve_batch(actor: Actor, batch: Batch) -> Verdict:
    return all_of(_second(actor, batch.organisation, batch.prepared_by_id), BATCH.may(batch, "approve_batch", actor))


def may_cancel_batch(actor: Actor, batch: Batch) -> Verdict:
    """Whoever prepared it takes it back; a second person rejects it."""
    own = may_keep(actor, batch.organisation)
    either = own if own else _second(actor, batch.organisation, batch.prepared_by_id)
    return all_of(either, BATCH.may(batch, "cancel_batch", actor))


def may_check_ledger(actor: Actor) -> Verdict:
    """The clock does, by night."""
    if actor.via == "system":
        return YES
    return no(_("The ledger is checked by the system every night."), _("Look at the figures for machines."), "system")


def account_to_pay(payee: Payee) -> tuple[PayeeAccount | None, Verdict]:
    """The bank account a payment to this payee goes to now; or why it goes nowhere yet."""
    from .states import PayeeAccountState as State

    newest = payee.accounts.exclude(state=State.REFUSED).order_by("-entered_at", "-id").first()
    if newest is None:
        return None, no(_("This payee has no bank account."), _("Enter one first."), "no_account")
    if newest.state == State.WAITING:
        return None, no(
            _("The bank account of this payee waits for a second person."),
            _("A supervisor confirms it."),
            "unconfirmed",
        )
    if newest.usable_from > clock.now():
        return None, no(
            _("The bank account of this payee is in its 72 hours."), _("Try again when they are over."), "cooling"
        )
    return newest, YES


def _second(actor: Actor, body: Organisation, maker_id: UUID | None) -> Verdict:
    """A supervisor of the body or of one above, in person, who did not make it."""
    if actor.via == "system" or actor.for_body or actor.person_id is None:
        return no(_("Money is approved by people."), _("Sign in as yourself."), "people_only")
    if actor.person_id == maker_id:
        return no(_("You entered this yourself."), _("A second person decides."), "same_person")
    if actor.organisation_ids(*CHECKERS) & _upward(body):
        return YES
    return no(_("Money is approved by supervisors of the body or of one above."), _("Ask one of them."), "not_checker")


def _untied(actor: Actor, employer_id: UUID | None) -> Verdict:
    if employer_id is None or employer_id not in actor.tied_employers:
        return YES
    return no(_("You are tied to this employer."), _("A colleague does this."), "tied")


def _upward(body: Organisation) -> set[UUID | None]:
    return set(body.ancestors_by_column.values()) - {None}


def _scope(actor: Actor, path: str = "organisation__") -> Q:
    return Q() if actor.via == "system" else _below(actor, path)


def _below(actor: Actor, path: str) -> Q:
    """In the subtree of a body at which one keeps money: one equality for each post."""
    found = Q(pk__in=[])
    for post in actor.posts:
        if post.role in KEEPERS:
            found |= Q(**{f"{path}{LEVEL_COLUMN[post.level]}": post.organisation_id})
    return found
