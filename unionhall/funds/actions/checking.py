"""Does the ledger still add up? Asked every night, from the entries themselves and not from what stands beside them."""

# ruff: noqa: S608 - the only names put into SQL are those of our own tables

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Sum

from unionhall.core import audit, clock
from unionhall.core.actor import Actor

from .. import access, queries
from ..models import Account, Budget, Due, Entry, Journal, LedgerCheck, Payment

log = logging.getLogger(__name__)
SHOWN = 5


@transaction.atomic
def check_ledger(*, by: Actor) -> LedgerCheck:
    """Recompute every sum. What does not fit is written down with the first records it concerns, and machines are told."""
    access.may_check_ledger(by).or_refuse()
    faults = []
    for name, look in CHECKS.items():
        found = [str(key) for key in look()]
        if found:
            faults.append({"fault": name, "n": len(found), "first": found[:SHOWN]})
    check = LedgerCheck(at=clock.now(), journals=Journal.objects.count(), faults=faults)
    check.save(force_insert=True)
    audit.record("ledger.checked", check, by=by, faults=len(faults))
    if faults:
        log.error("the ledger does not add up", extra={"faults": [fault["fault"] for fault in faults]})
    return check


def _journals_whose_sum_differs() -> Iterable[Any]:
    told = Journal.objects.annotate(sum_of_entries=Sum("entries__amount"), count_of_entries=Count("entries"))
    wrong = told.exclude(sum_of_entries=F("total"), count_of_entries=F("lines"))
    return wrong.order_by("pk").values_list("pk", flat=True)


def _entries_that_leave_their_body() -> Iterable[Any]:
    wrong = Entry.objects.exclude(
        debit__organisation=F("journal__organisation"), credit__organisation=F("journal__organisation")
    )
    return wrong.order_by("pk").values_list("pk", flat=True)


def _accounts_whose_balance_is_not_the_sum() -> Iterable[Any]:
    """Balance, number of lines, and the running balance after each line, from both sides of every entry."""
    entry, account = Entry._meta.db_table, Account._meta.db_table
    sql = f"""
        WITH lines AS (
            SELECT debit_id AS account, debit_line AS n, amount, debit_after AS after FROM {entry}
            UNION ALL SELECT credit_id, credit_line, -amount, credit_after FROM {entry}
        ), running AS (
            SELECT account, n, after, SUM(amount) OVER (PARTITION BY account ORDER BY n) AS balance,
                   ROW_NUMBER() OVER (PARTITION BY account ORDER BY n) AS place FROM lines
        ), told AS (
            SELECT account, BOOL_OR(after <> balance OR n <> place) AS wrong, COUNT(*) AS count FROM running GROUP BY account
        ), sums AS (SELECT account, SUM(amount) AS balance FROM lines GROUP BY account)
        SELECT a.id FROM {account} a LEFT JOIN told ON told.account = a.id LEFT JOIN sums ON sums.account = a.id
        WHERE COALESCE(told.wrong, FALSE) OR COALESCE(told.count, 0) <> a.last_line OR COALESCE(sums.balance, 0) <> a.balance
        ORDER BY a.id"""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def _bodies_whose_accounts_do_not_sum_to_zero() -> Iterable[Any]:
    sums = Account.objects.order_by().values("organisation").annotate(sum=Sum("balance"))
    return sums.exclude(sum=0).order_by("organisation").values_list("organisation", flat=True)


def _reversals_that_are_no_mirror() -> Iterable[Any]:
    entry, journal = Entry._meta.db_table, Journal._meta.db_table
    sql = f"""
        SELECT r.id FROM {journal} r JOIN {journal} o ON o.id = r.reverses_id
        WHERE r.lines <> o.lines OR r.organisation_id <> o.organisation_id OR EXISTS (
            SELECT 1 FROM {entry} e LEFT JOIN {entry} m ON m.journal_id = r.id AND m.line = e.line AND m.debit_id = e.credit_id
                AND m.credit_id = e.debit_id AND m.amount = e.amount WHERE e.journal_id = o.id AND m.id IS NULL)
        ORDER BY r.id"""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def _budgets_whose_payments_differ() -> Iterable[Any]:
    told = queries.promised_and_spent()
    for pk, promised, spent in Budget.objects.order_by("pk").values_list("pk", "committed", "spent"):
        if told.get(pk, (0, 0)) != (promised, spent):
            yield pk


def _postings_that_differ_from_their_record() -> Iterable[Any]:
    for model, amount in ((Payment, "amount"), (Due, "total")):
        posted = model._default_manager.filter(journal__isnull=False)
        yield from posted.exclude(journal__total=F(amount)).order_by("pk").values_list("pk", flat=True)


CHECKS: dict[str, Callable[[], Iterable[Any]]] = {
    "journal_sum": _journals_whose_sum_differs,
    "entry_leaves_its_body": _entries_that_leave_their_body,
    "account_balance": _accounts_whose_balance_is_not_the_sum,
    "body_not_zero": _bodies_whose_accounts_do_not_sum_to_zero,
    "reversal": _reversals_that_are_no_mirror,
    "budget": _budgets_whose_payments_differ,
    "posting": _postings_that_differ_from_their_record,
}
