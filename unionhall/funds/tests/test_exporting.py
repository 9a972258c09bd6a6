"""Does the list of payments leave masked, marked and on record, and the file for the bank exactly as the bank needs it?"""

import io
from datetime import timedelta

import pytest
import python_calamine
from django.http import Http404

from unionhall.core import clock
from unionhall.core.models import AuditEntry
from unionhall.core.verdict import Refused
from unionhall.exports import api as exports
from unionhall.funds.actions.batches import file_of
from unionhall.funds.enums import PayeeKind
from unionhall.funds.exporting import PAYMENTS
from unionhall.funds.tests.world import Till, add_payee, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def till() -> Till:
    return build()


def test_payments_leave_with_persons_masked_and_one_row_of_nobody_without_an_amount(till: Till) -> None:
    with clock.at(clock.now() - timedelta(days=4)):
        till.payee = add_payee(till, "林小满", PayeeKind.PERSON, number="6222021001112229999")
    payment = till.requested(250)
    made = exports.ask(PAYMENTS, {"body": str(till.body.pk)}, by=till.maker)
    content = exports.fetch(made, by=till.maker)
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    told = [row for row in rows if str(row[0]).startswith("FK")]
    assert len(told) == 2
    assert sum(row[4] or 0 for row in told) == 250
    assert payment.number in {row[0] for row in told}
    assert till.payee.title not in str(rows)
    assert AuditEntry.objects.filter(verb="payment.listed").count() == 1


def test_the_payments_of_a_body_leave_for_nobody_who_does_not_see_its_money(till: Till) -> None:
    till.requested()
    for name in ("zhou", "xi"):
        with pytest.raises((Http404, Refused)):
            exports.ask(PAYMENTS, {"body": str(till.body.pk)}, by=till.small.actor(name))
    with pytest.raises(Refused):
        exports.ask(PAYMENTS, {"body": str(till.body.pk), "stat": "paid"}, by=till.maker)


def test_the_file_for_the_bank_carries_no_marks(till: Till) -> None:
    content = file_of(till.exported()).decode("utf-8-sig")
    assert till.payee.title in content
    assert f'{till.payee.title} "' not in content
    assert len(content.splitlines()) == 2
