"""How many postings a second? Through the service layer with its checks, locks, numbers and trail, one in ten sent twice;
beside it the same journals, entries and balances by raw SQL, one transaction each, in the same run.
"""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

from bench import ground

POSTINGS = 1_000
REPLAYED = 10


def main(_arguments: list[str]) -> None:
    """Post, count, insert raw, compare."""
    ground.database("bench_funds", fresh=True)
    ground.set_up()
    from unionhall.core.actor import system
    from unionhall.funds import actions
    from unionhall.funds.actions.ledger import Line
    from unionhall.funds.models import Entry, Journal
    from unionhall.organisations import actions as organisations
    from unionhall.organisations.enums import Level, OrganisationKind

    by = system("bench")
    made = [
        organisations.found(by=by, name=f"{n}", code=f"B{n}", level=Level.CITY, kind=OrganisationKind.FEDERATION)
        for n in range(2)
    ]
    body, other = made

    def post(n: int) -> None:
        actions.post(body, [Line("1001", "4009", Decimal(n % 900 + 1))], by=by, key=f"k{n}", words="收入")

    post(POSTINGS + 1)
    sent = [n for m in range(POSTINGS) for n in ((m, m) if m % REPLAYED == 0 else (m,))]
    seconds = _timed(lambda: [post(n) for n in sent])
    assert Journal.objects.count() == POSTINGS + 1
    raw = _timed(lambda: _raw(other, sent))
    assert Entry.objects.count() == 2 * POSTINGS + 1
    checked = _timed(lambda: actions.check_ledger(by=by))
    ours, theirs = len(sent) / seconds, len(sent) / raw
    print(ground.machine())
    print(f"{len(sent):,} postings to one body, {len(sent) - POSTINGS:,} of them replays")
    print(f"service layer:  {ours:8.0f} postings/s")
    print(f"raw SQL:        {theirs:8.0f} postings/s   ({theirs / ours:.1f} times)")
    print(f"nightly check:  {checked:8.2f} s for {2 * POSTINGS + 1:,} journals")


def _raw(body: Any, sent: list[int]) -> None:
    """The same rows, nothing asked and nothing checked: journal, entry and two balances in a transaction."""
    from django.db import connection, transaction

    from unionhall.core import clock
    from unionhall.core.ids import new_id
    from unionhall.funds.models import Account

    bank = Account.objects.create(organisation=body, code="1001", nature="asset")
    income = Account.objects.create(organisation=body, code="4009", nature="income")
    balance, line = Decimal(0), 0
    for n in sent:
        journal, amount = new_id(), Decimal(n % 900 + 1)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO funds_journal (id, organisation_id, number, kind, words, happened_on, total, lines, key, content,"
                " posted_at) VALUES (%s, %s, %s, 'manual', '收入', %s, %s, 1, %s, %s, %s)"
                " ON CONFLICT (organisation_id, key) DO NOTHING RETURNING id",
                [journal, body.pk, f"R{n}", clock.today(), amount, f"k{n}", bytes(32), clock.now()],
            )
            if cursor.fetchone() is None:
                continue
            balance, line = balance + amount, line + 1
            cursor.execute(
                "INSERT INTO funds_entry (id, journal_id, line, debit_id, credit_id, amount, debit_line, credit_line,"
                " debit_after, credit_after) VALUES (%s, %s, 1, %s, %s, %s, %s, %s, %s, %s)",
                [new_id(), journal, bank.pk, income.pk, amount, line, line, balance, -balance],
            )
            for account, moved in ((bank, amount), (income, -amount)):
                cursor.execute(
                    "UPDATE funds_account SET balance = balance + %s, last_line = last_line + 1 WHERE id = %s",
                    [moved, account.pk],
                )


def _timed(act: Any) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
