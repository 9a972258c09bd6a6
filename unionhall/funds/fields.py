"""Money is told of bodies and employers. Of people: whoever is paid, on which account; as long as accounts are kept by law."""

from django.utils.translation import gettext_lazy as _

from unionhall.core.registry import SOMEBODY, Basis, Kept, OnErasure, Purpose, asked, not_personal, record

_PAID = {"purpose": Purpose.MONEY, "basis": Basis.LAW, "kept": Kept.ARCHIVE}
_OFFICE = {"purpose": Purpose.DUTY, "basis": Basis.LAW, "kept": Kept.ARCHIVE}

RECORDS = [
    record("funds.Payee", what=_("whom a union pays"), personal="title phone!=people.Person.phone", officials="entered_by/",
           plain="id organisation kind employer entered_at", **_PAID),
    record("funds.PayeeAccount", what=_("the bank account you are paid on"), personal="bank number! number_lookup!",
           officials="entered_by/ decided_by/", plain="id payee state entered_at usable_from decided_at reason", **_PAID),
    record("funds.Payment", what=_("what was paid to you, and what for"), personal="words", officials="requested_by/ decided_by/",
           plain="id organisation number scheme period payee state amount budget finding requested_at decided_at reason batch account"
           " account_usable_from enclosed_at journal", ends="requested_at", erased=OnErasure.BLANK, **_PAID),
    record("funds.Journal", what=_("lines of a union's ledger, that may say whom something was paid to"), personal="words",
           officials="posted_by/", plain="id organisation number kind happened_on total lines key content reverses posted_at", **_PAID),
    record("funds.StatementLine", what=_("names on a union's bank statement"), personal="title", ends="booked_on",
           plain="id statement organisation row booked_on reference bank_reference amount match payment due note",
           erased=OnErasure.BLANK, **_PAID),
    record("funds.Statement", officials="read_by/", plain="id organisation file_hash read_at lines_in_it", **_OFFICE),
    record("funds.Budget", officials="proposed_by/ decided_by/",
           plain="id organisation year purpose title state amount committed spent proposed_at decided_at reason", **_OFFICE),
    record("funds.Due", officials="billed_by/",
           plain="id organisation employer period number state wages total upward kept finding billed_at paid_on journal reason", **_OFFICE),
    record("funds.Batch", officials="prepared_by/ decided_by/",
           plain="id organisation number state total count prepared_at decided_at reason exported_at file_kind file_hash", **_OFFICE),
    *not_personal(
        app="funds",
        Account="id organisation code nature balance last_line",
        Entry="id journal line debit credit amount debit_line credit_line debit_after credit_after",
        LedgerCheck="id at journals faults",
    ),
]  # fmt: skip

ASKS = {"PayeeForm": {"phone": asked(SOMEBODY)}, "PayeeIn": {"phone": asked(SOMEBODY)}}
