"""Money over the HTTP API: the same acts by the same two people. Account numbers go in whole and come out masked."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import AfterValidator, Field, StringConstraints

from unionhall.core import audit, paging
from unionhall.core.endpoints import PROBLEMS, Strict, once
from unionhall.core.http import actor_of
from unionhall.core.verdict import Refused, no
from unionhall.organisations import api as organisations
from unionhall.ui.responses import file_response

from . import access, actions, bankfile, queries, reckoning
from .actions.batches import file_of
from .actions.ledger import Line
from .actions.reconciling import Movement
from .deciding import KINDS
from .enums import FileKind, JournalKind, Match, PayeeKind, Purpose, Scheme
from .states import BatchState, BudgetState, DueState, PayeeAccountState, PaymentState

router = Router(tags=["money"])


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("A zero character is no letter.")
    return text


NoNul = AfterValidator(_no_nul)
Code = Annotated[str, StringConstraints(min_length=1, max_length=10), NoNul]
Line80 = Annotated[str, StringConstraints(min_length=1, max_length=80), NoNul]
Line40 = Annotated[str, StringConstraints(min_length=1, max_length=40), NoNul]
Line120 = Annotated[str, StringConstraints(min_length=1, max_length=120), NoNul]
Line200 = Annotated[str, StringConstraints(min_length=1, max_length=200), NoNul]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=300), NoNul]
Words300 = Annotated[str, StringConstraints(max_length=300), NoNul]
Key = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern="^[!-~]+$")]
Day = Annotated[date, Field(ge=date(1950, 1, 1), le=date(2100, 12, 31))]
Yuan = Annotated[Decimal, Field(gt=0, lt=10_000_000_000, decimal_places=2)]
Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]


class BudgetLineOut(Schema):
    id: UUID
    year: int
    purpose: Purpose
    title: str
    state: BudgetState
    amount: Decimal
    committed: Decimal
    spent: Decimal
    left: Decimal


class LedgerAccountOut(Schema):
    id: UUID
    code: str
    title: str
    nature: str
    balance: Decimal = Field(description="debits less credits")


class BodyMoneyOut(Schema):
    budgets: list[BudgetLineOut]
    accounts: list[LedgerAccountOut]
    unmatched: int = Field(description="movements of the bank nobody has matched")


class AccountLineOut(Schema):
    line: int
    journal: UUID
    number: str
    happened_on: date
    words: str
    other: str = Field(description="code of the account on the other side")
    debit: Decimal | None
    credit: Decimal | None
    after: Decimal = Field(description="the balance after it: debits less credits")


class AccountLineList(Schema):
    items: list[AccountLineOut]
    next: int | None = Field(description="send it back as `before`")


class EntryOut(Schema):
    line: int
    debit: str
    credit: str
    amount: Decimal


class JournalOut(Schema):
    id: UUID
    number: str
    kind: JournalKind
    words: str
    happened_on: date
    total: Decimal
    reverses: UUID | None
    entries: list[EntryOut]


class PostingLineIn(Strict):
    """An amount from the credited account to the debited one, both by their codes."""

    debit: Code
    credit: Code
    amount: Yuan


class PostingIn(Strict):
    key: Key = Field(description="the same key and content is the same journal; with other content it is refused")
    words: Line200
    happened_on: Day | None = None
    lines: list[PostingLineIn] = Field(min_length=1, max_length=200)


class MoneyReasonIn(Strict):
    reason: Reason


class BudgetLineIn(Strict):
    year: int = Field(ge=2000, le=2100)
    purpose: Purpose
    title: Line80
    amount: Yuan


class MoneyDecisionIn(Strict):
    approve: bool
    reason: Words300 = Field("", description="needed where it is false")


class MoneyDecided(Schema):
    id: UUID
    state: str


class FeeIn(Strict):
    employer: UUID
    month: Day = Field(description="any day of it")
    wages: Yuan
    upper_pct: Percent | None = Field(None, description="left out: the share the law book holds")


class FeeOut(Schema):
    total: Decimal
    upward: Decimal
    kept: Decimal
    finding: dict[str, Any]


class DueOfFee(Schema):
    id: UUID
    number: str
    employer: UUID
    period: date
    state: DueState
    wages: Decimal
    total: Decimal
    upward: Decimal
    kept: Decimal
    paid_on: date | None
    journal: UUID | None


class DueList(Schema):
    items: list[DueOfFee]
    next: str | None = None
    previous: str | None = None


class DueSearch(Schema):
    state: DueState | None = None
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class DuePaidIn(Strict):
    paid_on: Day | None = None


class RefundIn(Strict):
    employer: UUID
    year: int = Field(ge=1950, le=2100)
    basis: Literal["upward", "whole"] = "upward"


class RefundOut(Schema):
    amount: Decimal | None = Field(description="null where nothing comes back; `words` and the finding say why")
    words: str
    months: int
    upward: Decimal
    whole: Decimal
    finding: dict[str, Any]


class PayeeIn(Strict):
    kind: PayeeKind
    title: Line120
    employer: UUID | None = None
    bank: Line120
    number: Line40
    phone: Annotated[str, StringConstraints(max_length=30), NoNul] = ""


class BankAccountIn(Strict):
    bank: Line120
    number: Line40


class BankAccountOut(Schema):
    id: UUID
    bank: str
    number: str = Field(description="masked")
    state: PayeeAccountState
    usable_from: datetime


class PayeeOut(Schema):
    id: UUID
    kind: PayeeKind
    title: str
    accounts: list[BankAccountOut]


class PayeeList(Schema):
    items: list[PayeeOut]
    next: str | None = None
    previous: str | None = None


class PaymentIn(Strict):
    budget: UUID
    payee: UUID
    amount: Yuan
    period: Line40 = Field(description="nobody is paid twice by a scheme for the same")
    words: Line200


class PaymentOut(Schema):
    id: UUID
    number: str
    scheme: Scheme
    period: str
    payee: UUID
    amount: Decimal
    state: PaymentState
    words: str
    budget: UUID | None
    batch: UUID | None
    journal: UUID | None


class PaymentList(Schema):
    items: list[PaymentOut]
    next: str | None = None
    previous: str | None = None


class PaymentSearch(Schema):
    state: PaymentState | None = None
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class BatchIn(Strict):
    payments: list[UUID] = Field(min_length=1, max_length=2000)


class BatchFileIn(Strict):
    kind: FileKind


class BatchOut(Schema):
    id: UUID
    number: str
    state: BatchState
    total: Decimal
    count: int
    file_kind: str
    file_hash: str


class MovementIn(Strict):
    booked_on: Day
    amount: Annotated[Decimal, Field(gt=-10_000_000_000, lt=10_000_000_000, decimal_places=2)] = Field(
        description="below zero what left"
    )
    reference: Annotated[str, StringConstraints(max_length=60), NoNul] = ""
    title: Annotated[str, StringConstraints(max_length=120), NoNul] = ""
    bank_reference: Annotated[str, StringConstraints(max_length=60), NoNul] = ""


class StatementIn(Strict):
    movements: list[MovementIn] = Field(min_length=1, max_length=20_000)


class StatementOut(Schema):
    id: UUID
    new: int
    known: int
    matched: int


class MovementOut(Schema):
    id: UUID
    booked_on: date
    amount: Decimal
    reference: str
    title: str
    match: Match
    note: str


class MovementList(Schema):
    items: list[MovementOut]
    next: str | None = None
    previous: str | None = None


class MoneyPage(Schema):
    cursor: str | None = Field(None, max_length=600)
    limit: int = Field(50, ge=1, le=200)


class BeforeLine(Schema):
    before: int | None = Field(None, ge=0, le=10**15)
    limit: int = Field(50, ge=1, le=200)


BODY = "/funds/bodies/{uuid:pk}"


@router.get(BODY, response={200: BodyMoneyOut, **PROBLEMS})
def body(request: HttpRequest, pk: UUID, year: int | None = None) -> Any:
    """The budget lines of a year (left out: the newest) and the accounts of a body."""
    found = _body(request, pk)
    wanted = year or next(iter(queries.years_of(found.pk)), 0)
    lines = access.visible_lines(actor_of(request)).filter(organisation=found)
    return {
        "budgets": list(queries.budgets_of(found.pk, wanted)),
        "accounts": list(queries.accounts_of(found.pk)),
        "unmatched": queries.unmatched(lines).count(),
    }


@router.get("/funds/accounts/{uuid:pk}/lines", response={200: AccountLineList, **PROBLEMS})
def account_lines(request: HttpRequest, pk: UUID, asked: Query[BeforeLine]) -> Any:
    """The statement of an account, the newest line first, with the balance after each."""
    account = get_object_or_404(access.visible_accounts(actor_of(request)), pk=pk)
    shown = queries.statement(account, before=asked.before, size=asked.limit)
    items = [
        {
            "line": one.line, "journal": one.entry.journal_id, "number": one.entry.journal.number, "other": one.other.code,
            "happened_on": one.entry.journal.happened_on, "words": one.entry.journal.words, "debit": one.debit,
            "credit": one.credit, "after": one.after,
        }
        for one in shown.lines
    ]  # fmt: skip
    return {"items": items, "next": shown.next}


@router.get("/funds/journals/{uuid:pk}", response={200: JournalOut, **PROBLEMS})
def journal(request: HttpRequest, pk: UUID) -> Any:
    """One journal with its entries."""
    return _journal(get_object_or_404(access.visible_journals(actor_of(request)), pk=pk))


@router.post(f"{BODY}/journals", response={201: JournalOut, **PROBLEMS})
def post(request: HttpRequest, pk: UUID, payload: PostingIn) -> Any:
    """Post by hand. The key in the body holds for ever, the header's for a day."""
    found, by = _body(request, pk), actor_of(request)
    lines = [Line(one.debit, one.credit, one.amount) for one in payload.lines]

    def run() -> Any:
        made = actions.post(found, lines, by=by, key=payload.key, words=payload.words, happened_on=payload.happened_on)
        return _plain(JournalOut, _journal(made))

    return Status(201, once(request, run))


@router.post("/funds/journals/{uuid:pk}/reversal", response={201: JournalOut, **PROBLEMS})
def reversal(request: HttpRequest, pk: UUID, payload: MoneyReasonIn) -> Any:
    """Put a journal right by its mirror image."""
    by = actor_of(request)
    found = get_object_or_404(access.visible_journals(by), pk=pk)
    return Status(
        201, once(request, lambda: _plain(JournalOut, _journal(actions.reverse(found, by=by, reason=payload.reason))))
    )


@router.post(f"{BODY}/budgets", response={201: BudgetLineOut, **PROBLEMS})
def budget(request: HttpRequest, pk: UUID, payload: BudgetLineIn) -> Any:
    """Propose a line of the budget."""
    found, by = _body(request, pk), actor_of(request)
    return Status(
        201, once(request, lambda: _plain(BudgetLineOut, actions.propose_budget(found, by=by, **payload.dict())))
    )


@router.post("/funds/decisions/{kind}/{uuid:pk}", response={200: MoneyDecided, **PROBLEMS})
def decide(
    request: HttpRequest, kind: Literal["budget", "account", "payment", "batch"], pk: UUID, payload: MoneyDecisionIn
) -> Any:
    """Say yes or no as the second person: to a budget line, a bank account, a payment or a batch."""
    by, told = actor_of(request), KINDS[kind]
    record: Any = get_object_or_404(told.rows(by), pk=pk)
    act = told.approve if payload.approve else told.reject
    return once(request, lambda: _plain(MoneyDecided, act(record, by=by, reason=payload.reason)))


@router.get(f"{BODY}/dues", response={200: DueList, **PROBLEMS})
def dues(request: HttpRequest, pk: UUID, search: Query[DueSearch]) -> Any:
    """The bills of a body, the newest month first."""
    found = access.visible_dues(actor_of(request)).filter(organisation=_body(request, pk))
    if search.state:
        found = found.filter(state=search.state)
    page = paging.page(found, order=("-period", "id"), after=search.cursor, size=search.limit)
    return {"items": [_due(one) for one in page.items], "next": page.next_cursor, "previous": page.prev_cursor}


@router.post(f"{BODY}/dues/reckoning", response={200: FeeOut, **PROBLEMS})
def reckon_fee(request: HttpRequest, pk: UUID, payload: FeeIn) -> Any:
    """What the fee would be, and why. Nothing is written."""
    found, by = _body(request, pk), actor_of(request)
    access.may_bill(by, found, payload.employer).or_refuse()
    fee = reckoning.fee(payload.wages, payload.month.replace(day=1), upper_pct=payload.upper_pct)
    return {"total": fee.total, "upward": fee.upward, "kept": fee.kept, "finding": fee.finding.as_dict()}


@router.post(f"{BODY}/dues", response={201: DueOfFee, **PROBLEMS})
def bill(request: HttpRequest, pk: UUID, payload: FeeIn) -> Any:
    """Bill the fee of a month, as the law book reckons it."""
    found, by = _body(request, pk), actor_of(request)
    employer = _employer(request, payload.employer)

    def run() -> Any:
        made = actions.bill(
            found, employer, by=by, month=payload.month, wages=payload.wages, upper_pct=payload.upper_pct
        )
        return _plain(DueOfFee, _due(made))

    return Status(201, once(request, run))


@router.post("/funds/dues/{uuid:pk}/payment", response={200: DueOfFee, **PROBLEMS})
def due_paid(request: HttpRequest, pk: UUID, payload: DuePaidIn) -> Any:
    """The fee came by another way than the bank's statement."""
    by = actor_of(request)
    found = get_object_or_404(access.visible_dues(by), pk=pk)
    return once(request, lambda: _plain(DueOfFee, _due(actions.pay_due(found, by=by, paid_on=payload.paid_on))))


@router.post("/funds/dues/{uuid:pk}/cancelling", response={200: DueOfFee, **PROBLEMS})
def due_cancelled(request: HttpRequest, pk: UUID, payload: MoneyReasonIn) -> Any:
    """The bill was wrong."""
    by = actor_of(request)
    found = get_object_or_404(access.visible_dues(by), pk=pk)
    return once(request, lambda: _plain(DueOfFee, _due(actions.cancel_due(found, by=by, reason=payload.reason))))


@router.post(f"{BODY}/refunds/reckoning", response={200: RefundOut, **PROBLEMS})
def reckon_refund(request: HttpRequest, pk: UUID, payload: RefundIn) -> Any:
    """What would come back to a small payer, or why nothing does. Nothing is written."""
    found, by = _body(request, pk), actor_of(request)
    access.may_bill(by, found, payload.employer).or_refuse()
    _employer(request, payload.employer)
    told = reckoning.refund(payload.employer, payload.year, basis=payload.basis)
    return {
        "amount": told.amount, "words": told.words, "months": told.paid.months, "upward": told.paid.upward,
        "whole": told.paid.whole, "finding": told.finding.as_dict(),
    }  # fmt: skip


@router.post(f"{BODY}/refunds", response={201: PaymentOut, **PROBLEMS})
def refund(request: HttpRequest, pk: UUID, payload: RefundIn) -> Any:
    """Request the refund of a year."""
    found, by = _body(request, pk), actor_of(request)
    employer = _employer(request, payload.employer)

    def run() -> Any:
        made = actions.request_refund(found, employer, by=by, year=payload.year, basis=payload.basis)
        return _plain(PaymentOut, _payment(made))

    return Status(201, once(request, run))


@router.get(f"{BODY}/payees", response={200: PayeeList, **PROBLEMS})
def payees(request: HttpRequest, pk: UUID, search: Query[MoneyPage]) -> Any:
    """Whom a body pays, with their bank accounts, masked."""
    found = access.visible_payees(actor_of(request)).filter(organisation=_body(request, pk))
    page = paging.page(
        found.prefetch_related("accounts"), order=("title", "id"), after=search.cursor, size=search.limit
    )
    return {"items": [_payee(one) for one in page.items], "next": page.next_cursor, "previous": page.prev_cursor}


@router.post(f"{BODY}/payees", response={201: PayeeOut, **PROBLEMS})
def payee(request: HttpRequest, pk: UUID, payload: PayeeIn) -> Any:
    """Enter a payee with the first bank account."""
    found, by = _body(request, pk), actor_of(request)
    employer = _employer(request, payload.employer) if payload.employer else None
    said = {**payload.dict(), "employer": employer}
    return Status(201, once(request, lambda: _plain(PayeeOut, _payee(actions.enter_payee(found, by=by, **said)))))


@router.post("/funds/payees/{uuid:pk}/account", response={201: BankAccountOut, **PROBLEMS})
def payee_account(request: HttpRequest, pk: UUID, payload: BankAccountIn) -> Any:
    """Another bank account: it waits for a second person and 72 hours, and the payee is told."""
    by = actor_of(request)
    found = get_object_or_404(access.visible_payees(by), pk=pk)
    return Status(
        201,
        once(request, lambda: _plain(BankAccountOut, _account(actions.change_account(found, by=by, **payload.dict())))),
    )


@router.get(f"{BODY}/payments", response={200: PaymentList, **PROBLEMS})
def payments(request: HttpRequest, pk: UUID, search: Query[PaymentSearch]) -> Any:
    """The payments of a body, the newest first."""
    found = access.visible_payments(actor_of(request)).filter(organisation=_body(request, pk))
    if search.state:
        found = found.filter(state=search.state)
    page = paging.page(found, order=("-requested_at", "id"), after=search.cursor, size=search.limit)
    return {"items": [_payment(one) for one in page.items], "next": page.next_cursor, "previous": page.prev_cursor}


@router.post(f"{BODY}/payments", response={201: PaymentOut, **PROBLEMS})
def payment(request: HttpRequest, pk: UUID, payload: PaymentIn) -> Any:
    """Request a payment from a budget line."""
    found, by = _body(request, pk), actor_of(request)
    line = get_object_or_404(access.visible_budgets(by), pk=payload.budget, organisation=found)
    to = get_object_or_404(access.visible_payees(by), pk=payload.payee)

    def run() -> Any:
        made = actions.request_payment(
            line, to, by=by, amount=payload.amount, period=payload.period, words=payload.words
        )
        return _plain(PaymentOut, _payment(made))

    return Status(201, once(request, run))


@router.post("/funds/payments/{uuid:pk}/return", response={200: PaymentOut, **PROBLEMS})
def payment_returned(request: HttpRequest, pk: UUID, payload: MoneyReasonIn) -> Any:
    """The bank sent it back."""
    by = actor_of(request)
    found = get_object_or_404(access.visible_payments(by), pk=pk)
    return once(
        request, lambda: _plain(PaymentOut, _payment(actions.return_payment(found, by=by, reason=payload.reason)))
    )


@router.post(f"{BODY}/batches", response={201: BatchOut, **PROBLEMS})
def batch(request: HttpRequest, pk: UUID, payload: BatchIn) -> Any:
    """Put approved payments into a batch."""
    found, by = _body(request, pk), actor_of(request)
    return Status(201, once(request, lambda: _plain(BatchOut, actions.prepare(found, payload.payments, by=by))))


@router.post("/funds/batches/{uuid:pk}/export", response={200: BatchOut, **PROBLEMS})
def batch_export(request: HttpRequest, pk: UUID, payload: BatchFileIn) -> Any:
    """Make the file for the bank, once."""
    by = actor_of(request)
    found = get_object_or_404(access.visible_batches(by), pk=pk)
    return once(request, lambda: _plain(BatchOut, actions.export_batch(found, by=by, kind=payload.kind)))


@router.post("/funds/batches/{uuid:pk}/cancelling", response={200: BatchOut, **PROBLEMS})
def batch_cancelled(request: HttpRequest, pk: UUID, payload: MoneyReasonIn) -> Any:
    """Take a batch apart; its payments wait for another."""
    by = actor_of(request)
    found = get_object_or_404(access.visible_batches(by), pk=pk)
    return once(request, lambda: _plain(BatchOut, actions.cancel_batch(found, by=by, reason=payload.reason)))


@router.get("/funds/batches/{uuid:pk}/file", response={200: None, **PROBLEMS})
def batch_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The very file that was made, with whole account numbers; each taking stands in the trail."""
    by = actor_of(request)
    found = get_object_or_404(access.visible_batches(by), pk=pk)
    access.may_take_file(by, found).or_refuse()
    content = file_of(found)
    audit.record_read(found, by=by, purpose="payment")
    return file_response(content, bankfile.file_name(found), bankfile.TYPES[found.file_kind])  # type: ignore[index]


@router.post(f"{BODY}/statements", response={201: StatementOut, **PROBLEMS})
def statement(request: HttpRequest, pk: UUID, payload: StatementIn) -> Any:
    """Read in what the bank reports. The same movements sent again count once."""
    found, by = _body(request, pk), actor_of(request)
    said = [Movement(row, **one.dict()) for row, one in enumerate(payload.movements, 1)]
    if any(not one.amount for one in said):
        raise Refused(no("An amount is zero.", "", "amount"))
    digest = bankfile.digest(payload.model_dump_json().encode())

    def run() -> Any:
        told = actions.read_in(found, said, by=by, file_hash=digest)
        answer = {"id": told.statement.pk, "new": told.new, "known": told.known, "matched": told.matched}
        return _plain(StatementOut, answer)

    return Status(201, once(request, run))


@router.get(f"{BODY}/statements/unmatched", response={200: MovementList, **PROBLEMS})
def unmatched(request: HttpRequest, pk: UUID, search: Query[MoneyPage]) -> Any:
    """What the bank reports and nobody has matched, and why."""
    found = queries.unmatched(access.visible_lines(actor_of(request)).filter(organisation=_body(request, pk)))
    page = paging.page(found, order=("-booked_on", "id"), after=search.cursor, size=search.limit)
    return {"items": page.items, "next": page.next_cursor, "previous": page.prev_cursor}


@router.post("/funds/lines/{uuid:pk}/setting-aside", response={200: MovementOut, **PROBLEMS})
def set_aside(request: HttpRequest, pk: UUID, payload: MoneyReasonIn) -> Any:
    """Say what a movement is that belongs to no payment and no bill here."""
    by = actor_of(request)
    found = get_object_or_404(access.visible_lines(by), pk=pk)
    return once(request, lambda: _plain(MovementOut, actions.set_aside(found, by=by, note=payload.reason)))


def _body(request: HttpRequest, pk: UUID) -> Any:
    return get_object_or_404(access.visible_bodies(actor_of(request)), pk=pk)


def _employer(request: HttpRequest, pk: UUID) -> Any:
    found = organisations.visible_employers(actor_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _journal(found: Any) -> dict[str, Any]:
    plain = {name: getattr(found, name) for name in ("id", "number", "kind", "words", "happened_on", "total")}
    entries = [
        {"line": one.line, "debit": one.debit.code, "credit": one.credit.code, "amount": one.amount}
        for one in found.entries.select_related("debit", "credit").order_by("line")
    ]
    return {**plain, "reverses": found.reverses_id, "entries": entries}


def _due(found: Any) -> dict[str, Any]:
    plain = ("id", "number", "period", "state", "wages", "total", "upward", "kept", "paid_on")
    told = {name: getattr(found, name) for name in plain}
    return {**told, "employer": found.employer_id, "journal": found.journal_id}


def _payment(found: Any) -> dict[str, Any]:
    plain = {name: getattr(found, name) for name in ("id", "number", "scheme", "period", "amount", "state", "words")}
    return {**plain, **{name: getattr(found, f"{name}_id") for name in ("payee", "budget", "batch", "journal")}}


def _payee(found: Any) -> dict[str, Any]:
    rows = sorted(found.accounts.all(), key=lambda one: (one.entered_at, one.pk), reverse=True)
    accounts = [_account(one) for one in rows]
    return {"id": found.pk, "kind": found.kind, "title": found.title, "accounts": accounts}


def _account(found: Any) -> dict[str, Any]:
    return {
        "id": found.pk, "bank": found.bank, "number": found.masked, "state": found.state, "usable_from": found.usable_from,
    }  # fmt: skip


def _plain(shape: type[Schema], record: Any) -> Any:
    return shape.model_validate(record, from_attributes=True).model_dump(mode="json")
